"""The keys of front matter and sidecars that say what a podcast has to know of an episode."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from feeds.articles.episode import KINDS, Episode, Person, Transcript
from feeds.values.near import close_matches

# Canonical key → the names it has elsewhere, as in ``feeds.convert.keys``.
KEYS: Mapping[str, tuple[str, ...]] = {
    "season": ("season-number", "itunes-season"),
    "season-name": ("season-title",),
    "episode": ("episode-number", "itunes-episode"),
    "episode-label": ("episode-display",),
    "episode-type": ("episodetype", "itunes-episode-type", "itunes-episodetype"),
    "episode-title": ("itunes-title",),
    "explicit": ("itunes-explicit",),
    "artwork": ("episode-artwork", "episode-image", "itunes-image"),
    "transcripts": ("transcript",),
    "chapters": (),
    "hosts": ("host",),
    "guests": ("guest",),
    "people": ("persons",),
}
LONGEST_NAME, LONGEST_LABEL = 128, 32  # characters (…/podcast-namespace, docs/tags/person.md and episode.md)
# https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/transcript.md and chapters.md.
_TRANSCRIPTS = {
    "vtt": "text/vtt", "srt": "application/x-subrip", "json": "application/json", "html": "text/html",
    "htm": "text/html", "txt": "text/plain",
}  # fmt: skip
_CHAPTERS = {"json": "application/json+chapters", "vtt": "text/vtt", "xml": "application/xml"}
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_WORDS = {"true": True, "yes": True, "on": True, "1": True, "explicit": True} | {
    "false": False, "no": False, "off": False, "0": False, "clean": False,
}  # fmt: skip


def told(episode: Episode, key: str, value: object) -> Episode:
    """The episode with what a canonical key says.

    Raises ValueError with what is wrong, to be read after the key's name.
    """
    match key:
        case "season":
            return replace(episode, season=whole(_text(value)))
        case "season-name":
            return replace(episode, season_name=_short(_text(value), LONGEST_NAME))
        case "episode":
            return replace(episode, number=number(_text(value)))
        case "episode-label":
            return replace(episode, label=_short(_text(value), LONGEST_LABEL))
        case "episode-type":
            word = _text(value).lower()
            kind = next((one for one in KINDS if one == word), None)
            if kind is None:
                raise ValueError(f"is {word[:40]!r}.{_near(word, KINDS)}")
            return replace(episode, kind=kind)
        case "episode-title":
            return replace(episode, title=_text(value))
        case "explicit":
            return replace(episode, explicit=truth(_text(value)))
        case "artwork":
            return replace(episode, artwork=_address(value)[1])
        case "chapters":
            table, address = _address(value)
            return replace(
                episode, chapters=address, chapters_type=_part(table, "type") or chapters_type(address)
            )  # fmt: skip
        case "transcripts":
            return replace(episode, transcripts=(*episode.transcripts, *map(_transcript, _several(value))))
        case _:
            role = {"hosts": "host", "guests": "guest"}.get(key, "")
            return replace(episode, people=(*episode.people, *(_person(one, role) for one in _several(value))))


def whole(text: str) -> int:
    """The number of a season. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(f"must be a whole number, not {text[:40]!r}.")
    return int(text)


def number(text: str) -> float:
    """The number of an episode. Raises ValueError."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"must be a number such as 3 or 3.5, not {text[:40]!r}.")
    return float(text) if "." in text else int(text)


def truth(text: str) -> bool:
    """Whether an episode is explicit. Raises ValueError."""
    if text.lower() not in _WORDS:
        raise ValueError(f"must be true or false, not {text[:40]!r}.")
    return _WORDS[text.lower()]


def transcript_type(address: str) -> str:
    """The media type of a transcript, by the end of its address; "" where no app reads such a file."""
    return _TRANSCRIPTS.get(_ending(address), "")


def chapters_type(address: str) -> str | None:
    """The media type of chapters, by the end of their address."""
    return _CHAPTERS.get(_ending(address))


def known_word(text: str, *, is_role: bool) -> str:
    """A role or group of the Podcast Taxonomy (https://podcasttaxonomy.com/). Raises ValueError."""
    from feeds.values.tables.podcasts import TAXONOMY  # noqa: PLC0415 - only those who name people need the table

    words = " ".join(text.lower().split())
    known = {role for roles in TAXONOMY.values() for role in roles} if is_role else {*TAXONOMY}
    if words and words not in known:
        raise ValueError(f"has the {'role' if is_role else 'group'} {text[:60]!r}.{_near(words, sorted(known))}")
    return words


def _transcript(value: object) -> Transcript:
    table, address = _address(value)
    rel = _part(table, "rel").lower()
    if rel not in ("", "captions", "transcript"):
        raise ValueError(f"has the rel {rel[:40]!r}. There are: captions, transcript.")
    kind = _part(table, "type", "media-type") or transcript_type(address)
    return Transcript(address, kind, _part(table, "language", "lang") or None, rel or None)


def _person(value: object, role: str) -> Person:
    if not isinstance(value, dict):
        return Person(_short(_text(value), LONGEST_NAME), role)
    table = _plainly(value)
    name = _part(table, "name")
    if not name:
        raise ValueError("has a table without a `name`.")
    return Person(
        _short(name, LONGEST_NAME),
        known_word(_part(table, "role"), is_role=True) or role,
        known_word(_part(table, "group"), is_role=False),
        _part(table, "image", "img", "picture") or None,
        _part(table, "url", "href", "link") or None,
    )


def _text(value: object) -> str:
    if isinstance(value, (list, dict)):
        raise ValueError(f"must be a text, not {'a list' if isinstance(value, list) else 'a table'}.")  # noqa: TRY004 - one kind of error for all that a document can say wrongly
    return " ".join(str(value).split())


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise ValueError(f"has {len(text)} characters; directories cut it off after {most}.")
    return text


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _plainly(value: object) -> Mapping[str, object]:
    table = cast("dict[object, object]", value)
    return {str(name).strip().lower().replace("_", "-"): one for name, one in table.items()}


def _address(value: object) -> tuple[Mapping[str, object], str]:
    if not isinstance(value, dict):
        return {}, _text(value)
    table = _plainly(value)
    address = _part(table, "url", "href", "src", "file", "path")
    if not address:
        raise ValueError("has a table without `url`.")
    return table, address


def _part(table: Mapping[str, object], *names: str) -> str:
    return next((str(table[name]).strip() for name in names if table.get(name) not in (None, "", [], {})), "")


def _ending(address: str) -> str:
    return address.partition("#")[0].partition("?")[0].rpartition(".")[2].lower()


def _near(word: str, known: Sequence[str]) -> str:
    near = close_matches(word, known, 1)
    return f" Did you mean {near[0]!r}?" if near else f" There are: {', '.join(known)}."
