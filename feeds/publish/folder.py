"""Files into a local folder, such that a web server never shows half of them.

Everything new is written beside its place first; then the renames follow in the order of the files, and the
removals. A kill at any moment leaves a folder in which no page or feed leads to a file that is not there yet, and
temporary files that the next run sweeps away.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import EISDIR
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from feeds.errors import UsageError

_SUFFIX = ".feeds-new"
_NANO = 1_000_000_000
_LARGE = 16_000_000  # bytes; of a larger file only both ends are compared, if the copy is younger
_END = 1_000_000
_MANY = 64  # above this one sync of the whole system is cheaper than one per file


class Spliced(NamedTuple):
    """A file of which some ranges – start, end, what stands there instead – in their order are otherwise, if any."""

    path: Path
    splices: tuple[tuple[int, int, bytes], ...]


Content = bytes | Path | Spliced  # the bytes themselves, the file that has them, or that has most of them


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
        path = _place(folder, name)
        try:
            if path.is_dir():
                raise IsADirectoryError(EISDIR, "a folder is in its place", str(path))
            same = _holds(path, data)
        except FileNotFoundError:
            new.append(name)
        except OSError as wrong:
            raise _refused(path, wrong) from wrong
        else:
            (unchanged if same else changed).append(name)
    removed = [name for name in stale if name not in files and _place(folder, name).is_file()]
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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            if since is not None and not _is_still(folder, *since):
                raise UsageError(
                    f"Another run has written {folder / since[0]} while this one worked, so nothing was written. "
                    "Run the command again: it goes on from there."
                )
            if not is_swept:
                _sweep(folder, (*files, *stale))
            changes = compare(folder, files, stale)
            different = {*changes.new, *changes.changed}
            _replace(folder, {name: data for name, data in files.items() if name in different})
            for name in changes.removed:
                _place(folder, name).unlink(missing_ok=True)
                with suppress(OSError):  # it holds something else
                    if "/" in name:
                        _place(folder, name).parent.rmdir()
            if then is not None:
                then()
    except OSError as wrong:
        raise _refused(folder, wrong) from wrong
    return changes


def _holds(path: Path, content: Content) -> bool:
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


def _fill(file: BinaryIO, content: Content) -> None:
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
        return _place(folder, name).read_bytes() == known
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


def _place(folder: Path, name: str) -> Path:
    """Where a file goes; raises ValueError for a name that would lead out of the folder."""
    parts = PurePosixPath(name).parts
    if not parts or parts[0] == "/" or ".." in parts or "\\" in name:
        raise ValueError(f"not a path inside a folder: {name!r}")
    return folder.joinpath(*parts)


def _refused(path: Path, wrong: OSError) -> UsageError:
    where = wrong.filename if isinstance(wrong.filename, str) else path
    return UsageError(f"{where} cannot be written: {wrong.strerror or wrong}. Mend that, or build elsewhere (-o).")


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


def _sweep(folder: Path, files: Iterable[str]) -> None:
    """Remove what a run left that was killed."""
    for name in {str(PurePosixPath(name).parent) for name in files}:
        place = folder if name == "." else _place(folder, name)
        with suppress(FileNotFoundError), os.scandir(place) as scan:  # of many names, which a pattern reads slowly
            killed = [entry.path for entry in scan if entry.name.startswith(".") and entry.name.endswith(_SUFFIX)]
            for left in killed:
                Path(left).unlink(missing_ok=True)


def _replace(folder: Path, files: Mapping[str, Content]) -> None:
    """Write all beside their places, see them safe on the disk, then rename in order."""
    staged: list[tuple[Path, Path]] = []
    try:
        for name, data in files.items():
            place = _place(folder, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(f".{place.name}{_SUFFIX}")
            staged.append((beside, place))
            with beside.open("wb") as file:
                _fill(file, data)
                file.flush()
                if len(files) <= _MANY:
                    os.fsync(file.fileno())
            _later(beside, place)
        if len(files) > _MANY and hasattr(os, "sync"):
            os.sync()
        for number, (beside, place) in enumerate(staged):
            beside.replace(place)
            following = staged[number + 1][1] if number + 1 < len(staged) else None
            if following is None or following.parent != place.parent:
                _settle(place.parent)  # so that a power cut cannot keep a feed and lose the page it leads to
    finally:
        for beside, _ in staged:
            with suppress(OSError):  # what stopped us is the news; the next run sweeps
                beside.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """See the renames in a folder safe on the disk."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _later(beside: Path, place: Path) -> None:
    """Give the new file the old one's permissions and, by the second, a later time."""
    try:
        old = place.stat()
    except FileNotFoundError:
        return
    beside.chmod(old.st_mode & 0o777)
    second = old.st_mtime_ns // _NANO + 1
    if beside.stat().st_mtime_ns < second * _NANO:
        os.utime(beside, ns=(second * _NANO, second * _NANO))
