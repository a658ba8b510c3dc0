"""What a person says of a document beside or above its text: a sidecar NAME.toml, or front matter.

One table holds every key with the other names it goes by in the generators of static sites. What is stated this way
goes before anything that is detected.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from feeds.articles.article import Enclosure, Picture, Status
from feeds.articles.episode import Episode
from feeds.convert.episodekeys import KEYS as OF_EPISODES
from feeds.convert.episodekeys import told
from feeds.values.near import close_matches
from feeds.values.tables import words

# Canonical key → the names it has elsewhere (Hugo, Jekyll, Eleventy, Astro, Pelican, Zola), hyphens for underscores.
KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("headline", "name"),
    "summary": ("description", "excerpt", "subtitle", "abstract", "lede", "teaser"),
    "date": ("published", "publishdate", "pubdate", "date-published", "datepublished", "created", "published-at"),
    "updated": (
        "lastmod",
        "modified",
        "last-modified",
        "last-modified-at",
        "date-modified",
        "updated-at",
        "upddate",
        "updated-date",
    ),
    "authors": ("author", "by", "byline", "creator"),
    "agencies": ("agency", "source", "sources", "credit-text"),
    "tags": ("categories", "category", "keywords", "subjects", "subject", "tag", "topics", "section"),
    "language": ("lang", "locale"),
    "slug": (),
    "url": ("link", "permalink", "canonical", "canonical-url", "canonicalurl", "original-url"),
    "id": ("guid", "uri", "uuid"),
    "images": ("image", "picture", "pictures", "cover", "thumbnail", "featured-image", "hero", "hero-image"),
    "enclosures": ("enclosure", "audio", "video", "attachment", "attachments"),
    "status": ("pubstatus", "pub-status"),
    "draft": (),
    "embargo": ("embargoeduntil", "embargoed-until", "embargoed"),
    **OF_EPISODES,
}
CANONICAL = {name: key for key, names in KEYS.items() for name in (key, *names)}
_SQUEEZED = {name.replace("-", ""): key for name, key in CANONICAL.items()}  # heroImage, dateModified
# What generators read for their own ends; an article has no place for it.
ELSEWHERE = words(
    "aliases cascade comments cssclass eleventynavigation expirydate extra featured headless hidden iscjklanguage"
    " js katex layout linktitle markup mathjax math menu menus noindex order outputs pagination pinned params"
    " publishresources resources robots series sidebar sitemap stylesheet taxonomies template theme toc translationkey"
    " type views weight aside publish public readtime pin links hide icon reading-time readingtime lightbox"
    " redirect-from"
)
STATUSES: Mapping[str, Status] = {
    "usable": "usable", "published": "usable", "publish": "usable", "public": "usable",
    "withheld": "withheld", "draft": "withheld", "hidden": "withheld", "private": "withheld",
    "canceled": "canceled", "cancelled": "canceled", "withdrawn": "canceled", "retracted": "canceled",
}  # fmt: skip
_ADDED = frozenset(("tags", "images", "enclosures", "draft"))  # what several keys say is put together
# What many write beside an episode's address: how long its file is, in bytes and in seconds.
_OF_FILE = {"length": "length", "filesize": "length", "file-size": "length", "bytes": "length", "duration": "duration",
            "itunes-duration": "duration"}  # fmt: skip
NOTHING: tuple[object, ...] = (None, "", [], {})
_ALL = f" There are: {', '.join(KEYS)}."


@dataclass(slots=True)
class Stated:
    """What was stated; None or empty where nothing was. ``elsewhere`` are keys that say nothing of the article."""

    title: str | None = None
    summary: str | None = None
    date: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    slug: str | None = None
    url: str | None = None
    id: str | None = None
    images: tuple[Picture, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    status: Status | None = None
    embargo: str | None = None
    episode: Episode = field(default_factory=Episode)
    elsewhere: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WrongKey(Exception):  # noqa: N818 - named for what it tells; a DocumentError is made of it
    """A key that is none, or a value that is none for its key."""

    key: str
    says: str


def stated(table: Mapping[str, object], *, strict: bool) -> Stated:
    """What a table of keys says. ``strict``: every key must be known; else only one near a known one is refused.

    Where neither ``strict`` nor an enclosure says that there is an episode, its keys mean something else in a document
    that says them otherwise (a recipe's ``season: winter``). Raises WrongKey.
    """
    found = Stated()
    best: dict[str, int] = {}
    of_file: list[tuple[str, object]] = []
    heard = strict or any(CANONICAL.get(_plain(given)) == "enclosures" for given in table)
    for given, value in _spread(table):
        key = CANONICAL.get(_plain(given)) or _SQUEEZED.get(_plain(given).replace("-", ""))
        if key is None and _plain(given) in _OF_FILE:
            of_file.append((given, value))
        elif key is None:
            near = _nearest(given, strict=strict, heard=heard)
            if strict or (near and _plain(given) not in ELSEWHERE):
                raise WrongKey(given, f"there is no key `{given}`.{near or _ALL}")
            found.elsewhere.append(given)
        elif key in OF_EPISODES and value not in NOTHING:
            try:
                found.episode = told(found.episode, key, value)
            except ValueError as wrong:
                if heard:
                    raise WrongKey(given, f"`{given}` {wrong}") from wrong
                found.elsewhere.append(given)
        elif value not in NOTHING:
            if key not in _ADDED:  # of several names for one thing the plainest counts
                rank = _rank(key, given)
                if best.setdefault(key, rank) < rank:
                    found.elsewhere.append(given)
                    continue
                best[key] = rank
            _set(found, key, given, value)
    for given, value in of_file:
        _say_of_file(found, given, value)
    waits = [value for given, value in table.items() if _plain(given) in ("publishdate", "publish-date")]
    if waits and waits[0] not in NOTHING and not found.embargo and found.date != _text("publishdate", waits[0]):
        found.embargo = _text("publishdate", waits[0])  # https://gohugo.io/methods/page/publishdate/
    return found


def _say_of_file(found: Stated, given: str, value: object) -> None:
    """What is said of the one file of an episode beside it, where that is what it is about."""
    kind = _OF_FILE[_plain(given)]
    try:
        number = _whole(given, {kind: value}, kind) if len(found.enclosures) == 1 else None
    except WrongKey:
        number = None
    if number is None:
        found.elsewhere.append(given)
    elif kind == "length":
        found.enclosures = (replace(found.enclosures[0], length=found.enclosures[0].length or number),)
    else:
        found.enclosures = (replace(found.enclosures[0], duration=found.enclosures[0].duration or float(number)),)


def _spread(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The keys and values, where a key of the table means two things as its value says.

    ``published: false`` is Jekyll's word for a draft, ``publish`` Obsidian's; a table of dates is that of Material for
    MkDocs (https://squidfunk.github.io/mkdocs-material/plugins/blog/#meta.date).
    """
    for given, value in table.items():
        plain = _plain(given)
        if plain in ("published", "publish", "public") and str(value).lower() in ("true", "false", "yes", "no"):
            if str(value).lower() in ("false", "no"):
                yield "draft", "true"
        elif plain == "date" and isinstance(value, dict):
            dates = cast("dict[str, object]", value)
            yield from ((("updated" if _plain(key) == "updated" else "date"), one) for key, one in dates.items()
                        if _plain(key) in ("created", "updated"))  # fmt: skip
        else:
            yield given, value


def _rank(key: str, given: str) -> int:
    names = (key, *KEYS[key])
    squeezed = _plain(given).replace("-", "")
    return next((at for at, name in enumerate(names) if name.replace("-", "") == squeezed), len(names))


def _plain(key: str) -> str:
    return str(key).strip().lower().replace("_", "-").replace(" ", "-")


def _nearest(key: str, *, strict: bool, heard: bool) -> str:
    known = [name for name, canonical in CANONICAL.items() if heard or canonical not in OF_EPISODES]
    near = close_matches(_plain(key)[:60], known, 1, 0.6 if strict else 0.8)
    if not near:
        return ""
    return f" Did you mean `{near[0]}`?"


def _set(found: Stated, key: str, given: str, value: object) -> None:
    match key:
        case "authors" | "agencies":
            setattr(found, key, tuple(dict.fromkeys(_names(given, value))))
        case "tags":
            found.tags = tuple(dict.fromkeys((*found.tags, *_tags(given, value))))
        case "images":
            found.images += tuple(_picture(given, one) for one in _several(value))
        case "enclosures":
            found.enclosures += tuple(_enclosure(given, one) for one in _several(value))
        case "draft":
            if _truth(given, value):
                found.status = found.status or "withheld"
        case "status":
            word = _text(given, value).lower()
            if word not in STATUSES:
                near = close_matches(word, STATUSES, 1)
                hint = f" Did you mean {near[0]!r}?" if near else " There are: usable, withheld, canceled."
                raise WrongKey(given, f"`{given}` is {word!r}.{hint}")
            found.status = STATUSES[word]
        case _:
            setattr(found, key, _text(given, value))


def _text(key: str, value: object) -> str:
    if isinstance(value, (list, dict)):
        raise WrongKey(key, f"`{key}` must be a text, not {'a list' if isinstance(value, list) else 'a table'}.")
    isoformat = getattr(value, "isoformat", None)  # the dates of TOML
    return str(isoformat() if callable(isoformat) else value).strip()


def _truth(key: str, value: object) -> bool:
    word = str(value).strip().lower()
    if word in ("true", "yes", "on", "1"):
        return True
    if word in ("false", "no", "off", "0"):
        return False
    raise WrongKey(key, f"`{key}` must be true or false, not {word[:40]!r}.")


def _several(value: object) -> Sequence[object]:
    return [one for one in value if one not in NOTHING] if isinstance(value, list) else [value]


def _names(key: str, value: object) -> Iterator[str]:
    """Names of people, without the mail addresses that some write behind them."""
    for one in _several(value):
        if isinstance(one, dict):
            named = one.get("name")
            if not isinstance(named, str):
                raise WrongKey(key, f"`{key}` has a table without a `name`.")
            yield named.strip()
        else:
            name = _text(key, one)
            yield name.partition("<")[0].strip() or name


def _tags(key: str, value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from filter(None, (part.strip().removeprefix("#") for part in value.split(",")))
        return
    for one in _several(value):
        yield _text(key, one).removeprefix("#")  # as Obsidian writes them in a text


def _picture(key: str, value: object) -> Picture:
    table, address = _address(key, value, ("src", "url", "href", "path", "image"))
    return Picture(
        caption=_part(table, "caption", "alt", "title"),
        credit=_part(table, "credit"),
        href=address,
        media_type=_part(table, "type", "media-type") or None,
        width=_whole(key, table, "width"),
        height=_whole(key, table, "height"),
    )


def _enclosure(key: str, value: object) -> Enclosure:
    table, address = _address(key, value, ("url", "href", "src", "file", "path"))
    return Enclosure(
        href=address,
        media_type=_part(table, "type", "mime-type", "media-type") or None,
        length=_whole(key, table, "length", "size", "bytes"),
        duration=float(seconds) if (seconds := _whole(key, table, "duration", "seconds")) is not None else None,
        title=_part(table, "title"),
    )


def _address(key: str, value: object, names: Sequence[str]) -> tuple[Mapping[str, object], str]:
    if not isinstance(value, dict):
        return {}, _text(key, value)
    table = {_plain(name): one for name, one in cast("dict[str, object]", value).items()}
    address = _part(table, *names)
    if not address:
        raise WrongKey(key, f"`{key}` has a table without `{names[0]}`.")
    return table, address


def _part(table: Mapping[str, object], *names: str) -> str:
    return next((str(table[name]).strip() for name in names if table.get(name) not in NOTHING), "")


def _whole(key: str, table: Mapping[str, object], *names: str) -> int | None:
    text = _part(table, *names)
    if not text:
        return None
    if ":" in text:  # 1:02:03
        parts = text.split(":")
        if len(parts) <= 3 and all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
            seconds = 0
            for part in parts:
                seconds = 60 * seconds + int(part)
            return seconds
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise WrongKey(key, f"`{key}`: {names[0]} must be a whole number, not {text[:40]!r}.")
    return int(text)
