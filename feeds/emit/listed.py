"""What has to be known of an article to sort it into feeds; an Article is one, and a row of an index may be."""

import datetime as dt
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from typing import Protocol

from feeds.articles.article import Enclosure, Picture, Provenance
from feeds.emit.spec import Selection


class Listed(Protocol):
    """An article as far as feeds select and order by it."""

    @property
    def uri(self) -> str: ...  # noqa: D102 - the fields are Article's
    @property
    def slug(self) -> str: ...  # noqa: D102 - as above
    @property
    def language(self) -> str: ...  # noqa: D102 - as above
    @property
    def headline(self) -> str: ...  # noqa: D102 - as above
    @property
    def summary(self) -> str: ...  # noqa: D102 - as above
    @property
    def published(self) -> dt.datetime: ...  # noqa: D102 - as above
    @property
    def updated(self) -> dt.datetime: ...  # noqa: D102 - as above
    @property
    def first_created(self) -> dt.datetime: ...  # noqa: D102 - as above
    @property
    def provenance(self) -> Provenance: ...  # noqa: D102 - as above
    @property
    def authors(self) -> tuple[str, ...]: ...  # noqa: D102 - as above
    @property
    def agencies(self) -> tuple[str, ...]: ...  # noqa: D102 - as above
    @property
    def pictures(self) -> tuple[Picture, ...]: ...  # noqa: D102 - as above
    @property
    def subjects(self) -> tuple[str, ...]: ...  # noqa: D102 - as above
    @property
    def original_url(self) -> str | None: ...  # noqa: D102 - as above
    @property
    def enclosures(self) -> tuple[Enclosure, ...]: ...  # noqa: D102 - as above


def folders(one: Listed) -> tuple[str, ...]:
    """The folders that its document is in, the outermost first."""
    return tuple(one.provenance.documents[0].path.replace("\\", "/").split("/")[:-1])


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
        from feeds.emit.expression import predicate  # noqa: PLC0415 - who has no expression does not pay for it

        tests.append(predicate(select.where, where))
    return lambda one: all(test(one) for test in tests)


def is_sound(enclosure: Enclosure) -> bool:
    """Whether a file is an episode: something to listen to or to look at."""
    return (enclosure.media_type or "").startswith(("audio/", "video/"))


def in_range(tag: str, wanted: str) -> bool:
    """Whether a language is in a range, both in small letters.

    RFC 4647 §3.3.1, basic filtering (https://www.rfc-editor.org/rfc/rfc4647#section-3.3.1).
    """
    return wanted in ("*", tag) or tag.startswith(f"{wanted}-")


def _from(one: Listed, sources: Sequence[str]) -> bool:
    agencies = _folded(one.agencies)
    paths = [document.path.casefold() for document in one.provenance.documents]
    return any(each in agencies or any(fnmatchcase(path, each) for path in paths) for each in sources)


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)
