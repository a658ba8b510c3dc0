"""The files beside a document – pictures, sound – of which size and type are known without asking anybody."""

import io
import mimetypes
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from feeds.values.tables import words

# So many bytes hold the dimensions of nearly every picture (a JPEG's may stand behind a large thumbnail).
HEAD = 262_144
MEDIA = words(
    "avif bmp gif heic ico jpeg jpg jxl png svg tif tiff webp aac flac m4a mp3 oga ogg opus wav avi m4v mkv mov mp4"
    " mpeg mpg ogv webm pdf epub vtt srt css js map eot otf ttf woff woff2 gz zip"
)
# What would be taken for an article, if it were not called so.
_OF_EPISODES = (".chapters.json", ".transcript.txt", ".transcript.html", ".transcript.json")
_ENDS = frozenset(name.rpartition(".")[2] for name in _OF_EPISODES)
ANYWHERE = "/"  # with which no name begins
_ROOTS = ("static", "public")  # Hugo's, and what most others call it
# https://www.iana.org/assignments/media-types/, and Apple's words for its own
# (https://podcasters.apple.com/support/823-podcast-requirements).
_TYPES = {
    "m4a": "audio/x-m4a", "m4b": "audio/x-m4a", "m4v": "video/x-m4v", "mp3": "audio/mpeg", "mp4": "video/mp4",
    "mov": "video/quicktime", "oga": "audio/ogg", "ogg": "audio/ogg", "ogv": "video/ogg", "opus": "audio/ogg",
    "flac": "audio/flac", "wav": "audio/wav", "webm": "video/webm", "mkv": "video/matroska", "webp": "image/webp",
    "avif": "image/avif", "jxl": "image/jxl", "heic": "image/heic",
}  # fmt: skip
_MAGIC = (
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A file at hand: how many bytes it has, the first of them or how to get at them, and how to ask for its seconds.

    A folder may hold ten thousand pictures of which one is referred to.
    """

    size: int
    begins: bytes | Callable[[], bytes]
    lasts: Callable[[], float | None] | None = None

    @property
    def head(self) -> bytes:
        """The first bytes."""
        return self.begins if isinstance(self.begins, bytes) else self.begins()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file at hand says of itself; None where it cannot be told."""

    media_type: str | None
    length: int
    width: int | None = None
    height: int | None = None
    duration: float | None = None  # seconds


class Called:
    """Which of some files is meant by its name alone, wherever it lies, as in Obsidian; none where several are."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: Iterable[str] = names
        self._by_last: dict[str, str | None] | None = None

    def __call__(self, address: str) -> str | None:
        """The name of that file; an address that says a folder is none of a name alone."""
        last = lone(address)
        if last is None:
            return None
        if self._by_last is None:
            self._by_last = {}
            for name in self._names:
                key = posixpath.basename(name).casefold()
                self._by_last[key] = None if key in self._by_last else name
        return self._by_last.get(last)


def sought(meant: Sequence[str], found: str | None, address: str) -> Sequence[str]:
    """The names that decide what an address leads to: those meant up to the one ``found``, which hides the others.

    Where it is none of them, a file of that name will do wherever it is: ``ANYWHERE`` before what ``lone`` says.
    """
    if found in meant:
        return meant[: meant.index(found) + 1]
    last = lone(address)
    return meant if last is None else (*meant, ANYWHERE + last)


def lone(address: str) -> str | None:
    """What an address says that is a name alone, without a folder, in whatever case; None for others."""
    try:
        last = unquote(urlsplit(address).path)
    except ValueError:
        return None
    return None if not last or "/" in last else last.casefold()


@dataclass(frozen=True, slots=True)
class Beside:
    """The files beside the document of that name; ``asked`` is what was looked for among them, as ``sought`` has it."""

    document: str = ""
    files: Mapping[str, Neighbour] = field(default_factory=dict)
    called: Callable[[str], str | None] | None = None
    asked: set[str] = field(default_factory=set)

    def facts(self, address: str, base: str | None = None) -> Facts | None:
        """The facts of the file that ``address`` means, None where it is not at hand.

        A relative address starts at the document, or at ``base``, the document's own address on the web.
        """
        name = self.named(address, base)
        return None if name is None else _facts(name, self.files[name])

    def named(self, address: str, base: str | None = None) -> str | None:
        """The name of the file at hand that ``address`` means, None where there is none."""
        meant = list(names(self.document, address, base))
        name = next((name for name in meant if name in self.files), None)
        if any(map(is_media, meant)):
            self.asked.update(sought(meant, name, address))
        return name or (self.called(address) if self.called and self.files else None)


def names(document: str, address: str, base: str | None = None) -> Iterator[str]:
    """What a file may be called that ``address`` means in a document, the likeliest first.

    An address that begins with a slash starts at the site's root, and nobody says which folder that will be: the
    document's own or one around it, or the one there in which generators keep what they copy as it is.
    """
    try:
        parts = urlsplit(address)
        own = urlsplit(base) if base else None
    except ValueError:
        return
    folder = posixpath.dirname(document)
    path = unquote(parts.path)
    if parts.netloc:
        if own is None or own.netloc != parts.netloc:
            return
        path = posixpath.relpath(path or "/", posixpath.dirname(unquote(own.path)) or "/")
    if not path:
        return
    if not path.startswith("/"):
        yield posixpath.normpath(posixpath.join(folder, path))
        return
    inside = posixpath.normpath(path.lstrip("/"))
    while True:
        for root in ("", *_ROOTS):
            yield posixpath.join(folder, root, inside)
        if not folder:
            return
        folder = posixpath.dirname(folder)


def is_media(name: str) -> bool:
    """Whether a file is no document but what documents refer to, by the end of its name."""
    low = name.lower()
    end = low.rpartition(".")[2]
    if end not in _ENDS:  # of most files that is enough
        return end in MEDIA
    return low.endswith(_OF_EPISODES) or posixpath.basename(low) == "chapters.json"


def is_relative(address: str) -> bool:
    """Whether an address says only where something is from the document, or from the site's root."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and bool(parts.path)


def media_type(address: str) -> str | None:
    """The media type that the end of an address means, None where it means none."""
    # Neither the system's table nor what one version of Python knows and another not: the same everywhere.
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    return _TYPES.get(path.rpartition(".")[2].lower()) or mimetypes.MimeTypes(()).guess_type(path)[0]


def _facts(name: str, file: Neighbour) -> Facts:
    # Only those who have pictures beside their documents pay for the library.
    # It ships no types; one function is all that is used of it.
    import imagesize  # type: ignore[import-untyped] # noqa: PLC0415 - see above

    kind = next((kind for mark, kind in _MAGIC if file.head.startswith(mark)), None)
    if file.head[:4] == b"RIFF" and file.head[8:12] == b"WEBP":
        kind = "image/webp"
    kind = kind or media_type(name)
    width = height = -1
    if kind is not None and kind.startswith("image/"):
        try:
            width, height = imagesize.get(io.BytesIO(file.head))
        except (ValueError, OSError, IndexError, KeyError, TypeError):  # a broken picture has no size
            width = height = -1
    known = width > 0 and height > 0
    lasts = file.lasts() if file.lasts is not None and (kind or "").startswith(("audio/", "video/")) else None
    return Facts(kind, file.size, int(width) if known else None, int(height) if known else None, lasts)
