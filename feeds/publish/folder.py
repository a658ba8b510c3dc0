"""Files into a local folder, such that a web server never shows half of them.

Everything new is written beside its place first; then the renames follow in the order of the files, and the
removals. A kill at any moment leaves a folder in which no page or feed leads to a file that is not there yet, and
temporary files that the next run sweeps away.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from errno import EISDIR
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from feeds.errors import UsageError
from feeds.publish.beside import SUFFIX, Beside, later, place_of, refused, waiting
from feeds.values.stored import Stored

_LARGE = 16_000_000  # bytes; of a larger file only both ends are compared, if the copy is younger
_END = 1_000_000
WAITING = ("x", "articles/x")  # what is put beside its place, is put into these folders
_MANY = 64  # above this one sync of the whole system is cheaper than one per file


class Spliced(NamedTuple):
    """A file of which some ranges – start, end, what stands there instead – in their order are otherwise, if any."""

    path: Path
    splices: tuple[tuple[int, int, bytes], ...]


# The bytes themselves, the file that has them or most of them, or what says that they wait beside their place.
Whole = bytes | Path | Spliced
Content = Whole | Stored


@dataclass(frozen=True, slots=True)
class Changes:
    """What writing did, or would do, by path from the folder, in the order of writing."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.new or self.changed or self.removed)


def compare(folder: Path, files: Mapping[str, Content], stale: Iterable[str] = ()) -> Changes:
    """What :func:`write` would do. Raises UsageError as it would."""
    new: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    for name, data in files.items():
        if isinstance(data, Stored):
            {"new": new, "changed": changed, "same": unchanged}[data.state].append(name)
            continue
        path = place_of(folder, name)
        try:
            if path.is_dir():
                raise IsADirectoryError(EISDIR, "a folder is in its place", str(path))
            same = _holds(path, data)
        except FileNotFoundError:
            new.append(name)
        except OSError as wrong:
            raise refused(path, wrong) from wrong
        else:
            (unchanged if same else changed).append(name)
    removed = [name for name in stale if name not in files and place_of(folder, name).is_file()]
    return Changes(tuple(new), tuple(changed), tuple(removed), tuple(unchanged))


def write(
    folder: Path,
    files: Mapping[str, Content],
    stale: Iterable[str] = (),
    *,
    since: tuple[str, bytes | Callable[[], bool]] | None = None,
    then: Callable[[], None] | None = None,
    is_swept: bool = False,
) -> Changes:
    """Make ``folder`` hold ``files`` (paths with ``/``, in the order in which they may be seen) and not ``stale``.

    A file whose bytes are the same is not touched; one whose bytes change gets a modification time at least a second
    later than before, because servers make ETag and Last-Modified of it. Nothing but ``files``, ``stale``, a folder
    that is empty without what was stale, and temporary files of an earlier run is ever replaced or removed. ``since``
    names a file that ``files`` were made from, and has its bytes then, empty where there was none, or tells whether it
    still is what it was; ``then`` is done at the end: both while no other run can write the folder. Where it
    ``is_swept``, nothing is left of an earlier run.

    Raises UsageError when the folder cannot be written, another run is writing it, or has changed the file ``since``.
    """
    with Stage(folder, since, is_swept=is_swept) as stage:
        return stage.write(files, stale, then)


class Stage:
    """A folder to be written, for this run alone from ``begin`` on; leave it as a context manager.

    What is put beside its place is taken away again, and so is a folder that was not there, unless ``write`` ends well.
    Where it ``only_compares``, nothing is ever written. For ``since`` and ``is_swept``, see :func:`write`.
    """

    def __init__(
        self,
        folder: Path,
        since: tuple[str, bytes | Callable[[], bool]] | None = None,
        *,
        is_swept: bool = False,
        only_compares: bool = False,
    ) -> None:
        self._folder = folder
        self._since = since
        self._is_swept = is_swept
        self._only_compares = only_compares
        self._open = ExitStack()
        self._put: Beside | None = None
        self._is_there = folder.is_dir()

    def begin(self) -> Beside:
        """Take the folder, and say how to put a file beside its place. Raises UsageError as ``write`` does."""
        if self._put is not None:
            return self._put
        self._put = Beside(str(self._folder), str(os.getpid()), only_compares=self._only_compares)
        if self._only_compares:
            return self._put
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._open.enter_context(_alone(self._folder))
            if self._since is not None and not _is_still(self._folder, *self._since):
                raise UsageError(
                    f"Another run has written {self._folder / self._since[0]} while this one worked, so nothing was "
                    "written. Run the command again: it goes on from there."
                )
            self._open.callback(self._leave)
            if not self._is_swept:
                _sweep(self._folder, WAITING)
        except OSError as wrong:
            raise refused(self._folder, wrong) from wrong
        return self._put

    def write(
        self, files: Mapping[str, Content], stale: Iterable[str] = (), then: Callable[[], None] | None = None
    ) -> Changes:
        """Make the folder hold ``files``, some of which were put beside their places, and not ``stale``."""
        beside = self.begin()
        stale = tuple(stale)
        try:
            if not self._is_swept and not self._only_compares:
                _sweep(self._folder, (*files, *stale), WAITING)
            changes = compare(self._folder, files, stale)
            if self._only_compares:
                return changes
            different = {*changes.new, *changes.changed}
            _replace(self._folder, {name: data for name, data in files.items() if name in different}, beside.token)
            for name in changes.removed:
                place_of(self._folder, name).unlink(missing_ok=True)
                with suppress(OSError):  # it holds something else
                    if "/" in name:
                        place_of(self._folder, name).parent.rmdir()
            if then is not None:
                then()
        except OSError as wrong:
            raise refused(self._folder, wrong) from wrong
        self._is_there = True
        self._put = None  # nothing waits any more
        return changes

    def _leave(self) -> None:
        """Take away what waits, if anything does."""
        if self._put is None:
            return
        with suppress(OSError):
            _sweep(self._folder, WAITING)
        for place in () if self._is_there else (self._folder / "articles", self._folder):
            with suppress(OSError):  # somebody else has put something there
                place.rmdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the folder back."""
        self._open.close()


def _holds(path: Path, content: Whole) -> bool:
    """Whether a file has that content already."""
    if isinstance(content, bytes):
        return path.stat().st_size == len(content) and path.read_bytes() == content
    if isinstance(content, Spliced):
        return not content.splices and path.samefile(content.path)
    there, given = path.stat(), content.stat()
    if there.st_size != given.st_size:
        return False
    large = given.st_size > _LARGE and there.st_mtime_ns > given.st_mtime_ns
    with path.open("rb") as one, content.open("rb") as other:
        if large:
            ends = ((0, _END), (given.st_size - _END, _END))
            return all(_part(one, *end) == _part(other, *end) for end in ends)
        while block := other.read(_END):
            if one.read(len(block)) != block:
                return False
    return True


def _part(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _fill(file: BinaryIO, content: Whole) -> None:
    if isinstance(content, bytes):
        file.write(content)
        return
    if isinstance(content, Spliced):
        with content.path.open("rb") as source:
            _splice(file, source, content.splices)
        return
    with content.open("rb") as source:
        shutil.copyfileobj(source, file, _END)


def _is_still(folder: Path, name: str, known: bytes | Callable[[], bool]) -> bool:
    """Whether a file is what it was."""
    if not isinstance(known, bytes):
        return known()
    try:
        return place_of(folder, name).read_bytes() == known
    except FileNotFoundError:
        return not known


def _splice(file: BinaryIO, source: BinaryIO, splices: Iterable[tuple[int, int, bytes]]) -> None:
    """Copy a file, but for what stands in place of some ranges."""
    for start, end, instead in splices:
        while left := start - source.tell():
            file.write(source.read(min(left, _END)))
        file.write(instead)
        source.seek(end)
    shutil.copyfileobj(source, file, _END)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The folder for this run alone, where the system can say so; nothing is left behind, even after a kill."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415  # POSIX only

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as wrong:
            raise UsageError(
                f"Another run is writing {folder}, or it is being published. Wait until that has ended, then try again."
            ) from wrong
        yield
    finally:
        os.close(descriptor)


@contextmanager
def unchanging(folder: Path) -> Iterator[None]:
    """The folder as it is: no build writes it meanwhile, where the system can say so; others may read it, too.

    Raises UsageError when one is writing it.
    """
    if sys.platform == "win32" or not folder.is_dir():
        yield
        return
    import fcntl  # noqa: PLC0415  # POSIX only

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # who reads it says why
        yield
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as wrong:
            raise UsageError(f"A build is writing {folder}. Wait until it has ended, then publish again.") from wrong
        except OSError:  # a file system that knows no locks
            pass
        yield
    finally:
        os.close(descriptor)


def _sweep(folder: Path, files: Iterable[str], but: Iterable[str] = ()) -> None:
    """Remove what a run left that was killed, in the folders of ``files``, but in none of others."""
    for name in {name.rpartition("/")[0] or "." for name in files} - {name.rpartition("/")[0] or "." for name in but}:
        place = folder if name == "." else place_of(folder, name)
        with suppress(FileNotFoundError), os.scandir(place) as scan:  # of many names, which a pattern reads slowly
            killed = [entry.path for entry in scan if entry.name.startswith(".") and entry.name.endswith(SUFFIX)]
            for left in killed:
                Path(left).unlink(missing_ok=True)


def _replace(folder: Path, files: Mapping[str, Content], token: str) -> None:
    """Write all beside their places that are not there yet, see them safe on the disk, then rename in order."""
    root = str(folder)
    staged: list[tuple[str, str, str]] = []
    number = 0
    try:
        for name, data in files.items():
            if isinstance(data, Stored):
                staged.append(waiting(root, name, token))
                continue
            place = place_of(folder, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.append(waiting(root, name, token))
            beside = Path(staged[-1][0])
            with beside.open("wb") as file:
                _fill(file, data)
                file.flush()
                if len(files) <= _MANY:
                    os.fsync(file.fileno())
            later(beside, place)
        if len(files) > _MANY and hasattr(os, "sync"):
            os.sync()
        for number, (left, there, within) in enumerate(staged, 1):
            os.replace(left, there)  # noqa: PTH105 - of very many
            if number == len(staged) or staged[number][2] != within:
                _settle(within)  # so that a power cut cannot keep a feed and lose the page it leads to
    finally:
        for left, *_ in staged[max(0, number - 1) :]:
            with suppress(OSError):  # what stopped us is the news; the next run sweeps
                Path(left).unlink(missing_ok=True)


def _settle(folder: str) -> None:
    """See the renames in a folder safe on the disk."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
