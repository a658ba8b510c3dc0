"""How long a recording lasts: MP3, M4A and MP4, Ogg, Opus, FLAC, WAV, AIFF."""

import math
import struct
from typing import BinaryIO

from feeds.values.tables import words

_PLAYED = words("aac aif aiff flac m4a m4b m4v mp3 mp4 oga ogg opus wav")


def is_recording(name: str) -> bool:
    """Whether a file is one of which it can be told, by the end of its name."""
    return name.rpartition(".")[2].lower() in _PLAYED


def duration(file: BinaryIO, name: str) -> float | None:
    """How many seconds a recording lasts, None where it does not say; ``name`` says which kind it is.

    Linear in the length of the file; as a rule its first frames are enough.
    """
    # Only those who publish recordings pay for the library.
    from tinytag import TinyTag, TinyTagException  # noqa: PLC0415 - see above

    try:
        seconds = TinyTag.get(filename=name, file_obj=file, tags=False, duration=True).duration
    except (TinyTagException, struct.error, OSError, ValueError, LookupError, ArithmeticError, TypeError):
        return None  # a broken file lasts nobody knows how long
    return round(seconds, 3) if seconds is not None and math.isfinite(seconds) and seconds > 0 else None
