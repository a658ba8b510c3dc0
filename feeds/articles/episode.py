"""What a podcast says of one episode, beyond what every article has.

Sources: https://podcasters.apple.com/support/823-podcast-requirements and
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, get_args

EpisodeKind: TypeAlias = Literal["full", "trailer", "bonus"]
KINDS: tuple[EpisodeKind, ...] = get_args(EpisodeKind)


@dataclass(frozen=True, slots=True)
class Person:
    """Who takes part; ``role`` and ``group`` are words of the Podcast Taxonomy, "" where nobody said them."""

    name: str
    role: str = ""
    group: str = ""
    picture: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is spoken, as a file; ``rel`` is ``captions`` where there are times in it, by its publisher's word."""

    href: str
    media_type: str
    language: str | None = None
    rel: str | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """The facts of an episode; None or empty is what nobody said.

    ``number`` counts within the season and may be a fraction (1.5), ``label`` is what apps show in its place;
    ``title`` is the headline without season and number, where it is another one. ``artwork`` is a picture of its own.
    """

    season: int | None = None
    season_name: str = ""
    number: float | None = None
    label: str = ""
    kind: EpisodeKind | None = None
    title: str = ""
    explicit: bool | None = None
    artwork: str | None = None
    chapters: str | None = None
    chapters_type: str | None = None
    transcripts: tuple[Transcript, ...] = ()
    people: tuple[Person, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of all its files."""
        own = (self.artwork, self.chapters, *(one.href for one in self.transcripts))
        return tuple(filter(None, (*own, *(one.picture for one in self.people))))

    def moved(self, to: Callable[[str], str | None]) -> "Episode":
        """The same with its files at other addresses; without those that have none."""
        chapters = to(self.chapters) if self.chapters else None
        hrefs = [(one, to(one.href)) for one in self.transcripts]
        return replace(
            self,
            artwork=to(self.artwork) if self.artwork else None,
            chapters=chapters,
            chapters_type=self.chapters_type if chapters else None,
            transcripts=tuple(replace(one, href=href) for one, href in hrefs if href),
            people=tuple(replace(one, picture=to(one.picture) if one.picture else None) for one in self.people),
        )


_NAMES = {
    "season": "season", "season_name": "seasonName", "number": "number", "label": "label", "kind": "type",
    "title": "title", "explicit": "explicit", "artwork": "artwork", "chapters": "chapters",
    "chapters_type": "chaptersType",
}  # fmt: skip
_OF_TRANSCRIPT = {"href": "href", "media_type": "contentType", "language": "language", "rel": "rel"}
_OF_PERSON = {"name": "name", "role": "role", "group": "group", "picture": "picture", "page": "page"}


def table(episode: Episode) -> dict[str, object]:
    """The episode as a part of an article's record: what is known, in a fixed order."""
    said = _said(episode, _NAMES)
    if episode.transcripts:
        said["transcripts"] = [_said(one, _OF_TRANSCRIPT) for one in episode.transcripts]
    if episode.people:
        said["people"] = [_said(one, _OF_PERSON) for one in episode.people]
    return said


def episode_of(said: Mapping[str, Any]) -> Episode:
    """The episode of that part of a record, for which the schema has vouched."""
    return Episode(
        **{name: said[key] for name, key in _NAMES.items() if key in said},
        transcripts=tuple(Transcript(**_known(one, _OF_TRANSCRIPT)) for one in said.get("transcripts", ())),
        people=tuple(Person(**_known(one, _OF_PERSON)) for one in said.get("people", ())),
    )


def _said(one: object, names: Mapping[str, str]) -> dict[str, object]:
    values = ((key, getattr(one, name)) for name, key in names.items())
    return {key: value for key, value in values if value is not None and value != ""}


def _known(said: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {name: said[key] for name, key in names.items() if key in said}
