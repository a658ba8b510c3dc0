"""How long recordings last, read from the files themselves; whatever else is in them, no answer but never a crash."""

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.convert.sound import duration, is_recording

# MPEG 1 layer III at 128 kbit/s and 44.1 kHz: 417 bytes, 1152 samples.
FRAME = b"\xff\xfb\x90\x64" + bytes(413)


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(data), kind) + data


def m4a(seconds: int) -> bytes:
    """An MP4 whose index says how long it lasts, behind the sound, as recorders write it."""
    header = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80))
    return box(b"ftyp", b"M4A \0\0\0\0M4A mp42") + box(b"mdat", bytes(300_000)) + box(b"moov", header)


def wav(seconds: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(bytes(16_000 * seconds))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "seconds"),
    [
        ("a.mp3", FRAME * 1000, 26.122),
        ("A.MP3", b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + FRAME * 100, 2.612),
        ("a.m4a", m4a(75), 75.0),
        ("a.wav", wav(2), 2.0),
        ("a.mp3", b"", None),
        ("a.m4a", m4a(75)[:40], None),
        ("a.flac", b"fLaC\0\0", None),
        ("a.ogg", b"OggS" + bytes(40), None),
    ],
)
def test_a_recording_says_how_long_it_lasts(name: str, data: bytes, seconds: float | None) -> None:
    assert is_recording(name)
    assert duration(io.BytesIO(data), name) == seconds


@given(st.binary(max_size=300), st.sampled_from(["mp3", "m4a", "ogg", "opus", "flac", "wav", "aac", "aiff", "mp4"]))
def test_anything_is_answered(data: bytes, end: str) -> None:
    for start in (b"", b"ID3\x03\0\0", b"OggS\0\x02", b"fLaC", b"RIFF\0\0\0\0WAVEfmt ", b"FORM\0\0\0\0AIFF", FRAME[:4]):
        seconds = duration(io.BytesIO(start + data), f"x.{end}")
        assert seconds is None or seconds > 0
