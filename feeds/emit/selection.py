"""Which articles a feed is of, by what is declared."""

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from feeds.emit.expression import predicate
from feeds.emit.listed import Listed, folders, in_range, is_sound
from feeds.emit.spec import Selection


def chooser(select: Selection, where: str, *, pictures: bool = False, sound: bool = False) -> Callable[[Listed], bool]:
    """The function that says whether an article fits a selection; with ``pictures`` or ``sound`` only if it has any.

    Raises UsageError that begins with ``where``, for an expression that cannot be read.
    """
    tests: list[Callable[[Listed], bool]] = []
    if select.sections:
        sections = _folded(select.sections)
        tests.append(lambda one: not sections.isdisjoint(_folded((*folders(one), *one.subjects))))
    if select.tags:
        tags = _folded(select.tags)
        tests.append(lambda one: not tags.isdisjoint(_folded(one.subjects)))
    if select.authors:
        authors = _folded(select.authors)
        tests.append(lambda one: not authors.isdisjoint(_folded(one.authors)))
    if select.languages:
        ranges = tuple(word.casefold() for word in select.languages)
        tests.append(lambda one: any(in_range(one.language.casefold(), each) for each in ranges))
    if select.sources:
        sources = tuple(word.casefold() for word in select.sources)
        tests.append(lambda one: _from(one, sources))
    if pictures:
        tests.append(lambda one: any(each.href for each in one.pictures))
    if sound:
        tests.append(lambda one: any(is_sound(each) for each in one.enclosures))
    if select.where:
        tests.append(predicate(select.where, where))
    return lambda one: all(test(one) for test in tests)


def _from(one: Listed, sources: Sequence[str]) -> bool:
    agencies = _folded(one.agencies)
    paths = [document.path.casefold() for document in one.provenance.documents]
    return any(each in agencies or any(fnmatchcase(path, each) for path in paths) for each in sources)


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)
