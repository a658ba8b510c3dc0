"""The feeds that a configuration declares beside the main one: ``[[feed]]``, and ``[feed.podcast]`` in it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, cast

from feeds import settings
from feeds.emit.spec import FORMATS, Format, Podcast, Selection, Spec
from feeds.errors import UsageError
from feeds.settings import Setting, Value, nearest
from feeds.values.near import close_matches
from feeds.values.tables.podcasts import CATEGORIES

_NAME: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_FILE: Final = r"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$"
_URI: Final = r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+$"
_UUID: Final = r"^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
_MAIL: Final = r"^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$"
_LANGUAGE: Final = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
_FORM: Final = "a path such as sport.xml: letters, digits, dots, hyphens and slashes"
# What a build writes itself, in small letters: some file systems know no capitals.
RESERVED: Final = frozenset(
    ("index.html", "rss.xml", "atom.xml", "feed.json", "feeds.opml", "feed-icon.png", "ledger.jsonl",
     "news-sitemap.xml")
)  # fmt: skip
FOLDERS: Final = frozenset(("articles", "archive", "media"))

FEED = (
    Setting("name", "text", "The name of the feed's folder: its files are NAME/rss.xml, NAME/atom.xml, NAME/feed.json, "
            "its front page NAME/. Never change it.", "sport", _NAME, "small letters, digits and hyphens"),
    Setting("title", "text", "The name of the feed, as subscribers see it. Default: the site's title and the name.",
            "Example News: Sport"),
    Setting("description", "text", "What the feed is about, in one sentence.", "Matches, tables, transfers."),
    Setting("language", "text", "The language of the feed. Default: the one of `languages`, else the main feed's.",
            "en", _LANGUAGE, "a language tag such as en or pt-BR"),
    Setting("author", "text", "Who publishes the feed. Default: the main feed's author.", "Sports desk"),
    Setting("icon", "picture", "A square picture for the feed: its address, or a file. Default: the main feed's.",
            "https://www.example.org/sport.png"),
    Setting("id", "text", "The id of the Atom feed, if it already has one that subscribers know.",
            "tag:example.org,2026:/sport", _URI, "a URI such as tag:example.org,2026:/sport"),
    Setting("sections", "texts", "Articles whose documents are in one of these folders, or that have such a subject.",
            ["sport"]),
    Setting("tags", "texts", "Articles with one of these subjects.", ["Football"]),
    Setting("authors", "texts", "Articles by one of these people.", ["Ann Example"]),
    Setting("languages", "texts", "Articles in one of these languages; en takes en-GB too.", ["en"]),
    Setting("sources", "texts", "Articles from one of these agencies, or from documents whose paths are like these.",
            ["Reuters", "wire/*"]),
    Setting("where", "text", "Articles that fit an expression; what else is said has to fit too (docs/feeds.md).",
            '"sport" in tags and not language == "fr"'),
    Setting("limit", "count", "How many articles the feed holds at most. Default: the main feed's.", 20, least=1),
    Setting("archive", "count", "Older articles stay in an archive (RFC 5005), so many on a page. Default: none does.",
            10, least=1),
    Setting("text", "word", "Whether readers get the whole text or the summary.", "summary", among=("full", "summary"),
            default="full"),
    Setting("formats", "texts", "The formats of the feed. Default: rss, atom and json-feed; rss for a podcast.",
            ["rss"]),
    Setting("rss", "text", "The path of the RSS feed, if it shall not be NAME/rss.xml.", "sport.xml", _FILE, _FORM),
    Setting("atom", "text", "The path of the Atom feed, if it shall not be NAME/atom.xml.", "sport.atom", _FILE, _FORM),
    Setting("json-feed", "text", "The path of the JSON Feed, if it shall not be NAME/feed.json.", "sport.json", _FILE,
            _FORM),
    Setting("pictures", "flag", "Only articles with a picture.", example=True),
)  # fmt: skip

PODCAST = (
    Setting("categories", "texts", "Apple's categories, the first of which counts most.", ["News > Daily News"]),
    Setting("image", "picture", "The cover, its address or a file: JPEG or PNG, square, 1400 to 3000 pixels.",
            "https://www.example.org/cover.jpg"),
    Setting("explicit", "flag", "Whether it is only for adults. Default: false.", example=False),
    Setting("type", "word", "Whether episodes stand alone or are to be heard in their order.", "serial",
            among=("episodic", "serial"), default="episodic"),
    Setting("owner", "text", "Who can be asked about the show. Default: the feed's author.", "Example News"),
    Setting("email", "text", "The mail address of the owner. Everybody can read it.", "podcast@example.org", _MAIL,
            "a mail address"),
    Setting("copyright", "text", "Whose the show is.", "© 2026 Example News"),
    Setting("guid", "text", "The show's guid, if directories know one already. Default: made of the feed's address.",
            "917393e3-1b1e-5cef-ace4-edaa54e1f810", _UUID, "a UUID of version 5 in small letters"),
    Setting("medium", "word", "What the show is.", "podcast",
            among=("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "course"),
            default="podcast"),
    Setting("locked", "flag", "Whether other hosts may not import the show. Default: false.", example=True),
    Setting("complete", "flag", "Whether no further episode will come. Default: false.", example=True),
    Setting("funding", "url", "Where listeners can support the show.", "https://www.example.org/support"),
    Setting("funding-text", "text", "What is said there.", "Become a member"),
)  # fmt: skip


def specs(tables: object, where: str, limit: int) -> tuple[Spec, ...]:
    """The declared feeds; ``limit`` is the main feed's.

    Raises UsageError that begins with ``where`` and names the table and the key.
    """
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise UsageError(f"{where}: `feed` must be tables, each begun with [[feed]].")
    found: list[Spec] = []
    paths: dict[str, str] = {}
    for number, table in enumerate(tables, 1):
        here = f"{where}, feed {number}"
        spec = _spec(table, here, limit)
        if any(each.name == spec.name for each in found):
            raise UsageError(f"{here} ({spec.name}): another feed has that name already.")
        named = dict(spec.files)
        paths_of = (named.get(each, f"{spec.name}/{_PLAIN[each]}") for each in spec.formats)
        for path in sorted((f"{spec.name}/index.html", *paths_of)):
            _claim(path.lower(), spec.name, here, paths)
        found.append(spec)
    return tuple(found)


_PLAIN: Final[Mapping[Format, str]] = {"rss": "rss.xml", "atom": "atom.xml", "json-feed": "feed.json"}


def _claim(path: str, name: str, here: str, paths: dict[str, str]) -> None:
    """Take a path. Raises UsageError for one that is somebody else's."""
    first = path.partition("/")[0]
    inside = "archive" in path.split("/")[:-1]
    if path in RESERVED or first in FOLDERS or inside or re.fullmatch(r"sitemap(-\d+)?\.xml", path):
        raise UsageError(f"{here} ({name}): {path} is where a build puts other things. Choose another name.")
    if path in paths:
        raise UsageError(f"{here} ({name}): {path} is a file of the feed {paths[path]} already.")
    paths[path] = name


def _spec(table: Mapping[str, object], here: str, most: int) -> Spec:
    given = settings.values(table, FEED, here, ("podcast",))
    name = given.get("name")
    if not isinstance(name, str):
        raise UsageError(f'{here}: `name` is missing; it is the feed\'s folder, such as name = "sport".')
    here = f"{here} ({name})"
    podcast = _podcast(table["podcast"], f"{here}, podcast") if "podcast" in table else None
    formats = _formats(given, here) or (("rss",) if podcast else FORMATS)
    if podcast is not None and "rss" not in formats:
        raise UsageError(f"{here}: a podcast is an RSS feed; `formats` must have rss.")
    files = tuple((each, path) for each in formats if isinstance(path := given.get(each), str))
    unused = [each for each in FORMATS if each in given and each not in formats]
    if unused:
        raise UsageError(f"{here}: `{unused[0]}` names a file of a format that the feed does not have (`formats`).")
    limit = _count(given, "limit") or most
    archive = _count(given, "archive")
    if archive > limit:
        raise UsageError(
            f"{here}: `archive` is {archive}, more than the {limit} articles that the feed holds (`limit`)."
        )
    return Spec(
        name=name,
        title=_text(given, "title"),
        description=_text(given, "description"),
        language=_text(given, "language"),
        author=_text(given, "author"),
        icon=_text(given, "icon"),
        id=_text(given, "id"),
        limit=limit,
        archive=archive,
        text="summary" if given.get("text") == "summary" else "full",
        formats=formats,
        files=files,
        select=Selection(
            _texts(given, "sections"),
            _texts(given, "tags"),
            _texts(given, "authors"),
            _texts(given, "languages"),
            _texts(given, "sources"),
            _text(given, "where"),
        ),
        pictures=given.get("pictures") is True,
        podcast=podcast,
    )


def _formats(given: Mapping[str, Value], here: str) -> tuple[Format, ...]:
    words = _texts(given, "formats")
    for word in words:
        if word not in FORMATS:
            raise UsageError(f"{here}: `formats` has {word!r}.{nearest(word, FORMATS)}")
    return tuple(each for each in FORMATS if each in words)


def _podcast(table: object, here: str) -> Podcast:
    if not isinstance(table, dict):
        raise UsageError(f"{here} must be a table, begun with [feed.podcast].")
    given = settings.values(cast("Mapping[str, object]", table), PODCAST, here)
    categories = tuple(_category(each, here) for each in _texts(given, "categories"))
    return Podcast(
        categories,
        _text(given, "image"),
        explicit=given["explicit"] is True if "explicit" in given else None,
        kind=_text(given, "type"),
        owner=_text(given, "owner"),
        email=_text(given, "email"),
        copyright=_text(given, "copyright"),
        guid=_text(given, "guid"),
        medium=_text(given, "medium"),
        locked=given["locked"] is True if "locked" in given else None,
        complete=given.get("complete") is True,
        funding=_text(given, "funding"),
        funding_says=_text(given, "funding-text"),
    )


def _category(text: str, here: str) -> str:
    outer, arrow, inner = (part.strip() for part in text.partition(">"))
    if outer not in CATEGORIES:
        raise UsageError(f"{here}: Apple has no category {outer!r}.{_near(outer, CATEGORIES)}")
    if arrow and inner not in CATEGORIES[outer]:
        raise UsageError(f"{here}: Apple has no category {inner!r} in {outer}.{_near(inner, CATEGORIES[outer])}")
    return f"{outer} > {inner}" if arrow else outer


def _near(word: str, known: Iterable[str]) -> str:

    folded = {each.casefold(): each for each in known}
    near = close_matches(word.casefold(), folded, 1)
    return f" Did you mean {folded[near[0]]!r}?" if near else f" There are: {', '.join(folded.values())}."


def _text(given: Mapping[str, Value], key: str) -> str:
    value = given.get(key)
    return value if isinstance(value, str) else ""


def _texts(given: Mapping[str, Value], key: str) -> tuple[str, ...]:
    value = given.get(key)
    return tuple(value) if isinstance(value, list) else ()


def _count(given: Mapping[str, Value], key: str) -> int:
    value = given.get(key)
    return value if isinstance(value, int) else 0
