"""What a patch may ask for."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from feeds.again.lines import Bytes
from feeds.convert.beside import Neighbour


@dataclass(frozen=True, slots=True)
class Stock:
    """All that a patch may ask for: the documents by name, in order, and what stands in the folder.

    ``read`` gives a document, ``record`` the record that was built for a slug, ``is_there`` knows the paths of the
    folder's files; ``ledger`` is the ledger's file. ``files`` are what documents may refer to, ``touched`` the names of
    those that are new, otherwise or gone.
    """

    names: Collection[str]
    read: Callable[[str], bytes]
    record: Callable[[str], bytes]
    is_there: Callable[[str], bool]
    ledger: Bytes
    files: Mapping[str, Neighbour]
    touched: Collection[str] = ()
