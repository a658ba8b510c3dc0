"""What has to be known of an article to sort it into feeds; an Article is one, and a row of an index may be."""

import datetime as dt
from typing import Protocol

from feeds.articles.article import Enclosure, Picture, Provenance


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


def is_sound(enclosure: Enclosure) -> bool:
    """Whether a file is an episode: something to listen to or to look at."""
    return (enclosure.media_type or "").startswith(("audio/", "video/"))


def in_range(tag: str, wanted: str) -> bool:
    """Whether a language is in a range, both in small letters.

    RFC 4647 §3.3.1, basic filtering (https://www.rfc-editor.org/rfc/rfc4647#section-3.3.1).
    """
    return wanted in ("*", tag) or tag.startswith(f"{wanted}-")
