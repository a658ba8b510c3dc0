"""The documents that changed, with those whose sidecars did, and what they say now."""

import datetime as dt
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import product

from feeds.articles.article import Draft
from feeds.articles.waiting import until, waiting
from feeds.convert.beside import Neighbour
from feeds.convert.document import SIDECAR, Reader, planned

# In any case of its letters, so that very many names are asked at once.
_ENDS = tuple(map("".join, product(*((low, low.upper()) for low in SIDECAR[1:]))))
SIDECARS = tuple(f".{end}" for end in _ENDS)


class Documents:
    """What changed among documents: those ``changed`` or new, and those ``gone``; sidecars are in neither.

    ``is_clear`` is false where a sidecar belongs to nothing, or to several. ``waits`` tells of the drafts that have
    been asked for and wait, ``asked`` of the files that those asked for hang on; ``data`` has the bytes of all.
    """

    def __init__(
        self,
        names: Collection[str],
        read: Callable[[str], bytes],
        files: Mapping[str, Neighbour],
        touched: tuple[Collection[str], Collection[str]],
        limit: int,
    ) -> None:
        changed, gone = touched
        self.changed = {name for name in changed if not name.endswith(SIDECARS)}
        self.gone = {name for name in gone if not name.endswith(SIDECARS)}
        self.is_clear = True
        self.waits: list[tuple[str, dt.datetime | None, str]] = []
        self._sidecars: dict[str, str] = {}
        self.data: Mapping[str, bytes] = _Read(names, read)
        self.asked: dict[str, frozenset[str]] = {}
        self._made: dict[str, tuple[Draft, ...]] = {}
        self._reader = Reader(self.data, files, limit)
        if any(name.endswith(SIDECARS) for name in (*gone, *names)):
            plan = planned(dict.fromkeys(names))
            self.is_clear = not plan.wrong
            self._sidecars = {name: sidecar for name, sidecar in plan.documents if sidecar is not None}
            self.changed |= set(_meant((*changed, *gone), names))

    def drafts(self, names: Iterable[str], clock: dt.datetime) -> dict[str, tuple[Draft, ...]] | None:
        """The drafts of documents, but for those that wait at ``clock``.

        None where one has a fault or was taken back. Raises OSError.
        """
        names = sorted(names)
        for name in names:
            if name in self._made:
                continue
            made = self._reader.read(name, self._sidecars.get(name))
            waits = [waiting(draft, until(draft, clock)) for draft in made.drafts]
            out = tuple(draft for draft, wait in zip(made.drafts, waits, strict=True) if wait is None)
            if made.errors or any(draft.status == "canceled" for draft in out):
                return None
            self.waits += ((name, *wait) for wait in waits if wait is not None)
            self._made[name] = out
            self.asked[name] = made.asked
        return {name: self._made[name] for name in names}


class _Read(Mapping[str, bytes]):
    """Documents that are read when they are asked for."""

    def __init__(self, names: Collection[str], read: Callable[[str], bytes]) -> None:
        self._names = names
        self._read = read

    def __getitem__(self, name: str) -> bytes:
        return self._read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _meant(touched: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """The documents that a sidecar among those touched may belong to, or that one among these had a sidecar with."""
    stems = {part for name in touched for part in (name, posixpath.splitext(name)[0])}
    for name in names:
        if (name in stems or name.rpartition(".")[0] in stems) and not name.endswith(SIDECARS):
            yield name
