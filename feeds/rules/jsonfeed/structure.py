"""Members: those that must be there, their types, and those that no version of JSON Feed has."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from feeds.rules.formats import JSON
from feeds.rules.jsonfeed.book import book, feed, holding, item, objects, path
from feeds.rules.jsonfeed.shape import EXTENSION, WORDS, survey
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Repair, Where, found, quoted
from feeds.source import jsontree
from feeds.source.jsontree import Member
from feeds.values.near import close_matches

VERSIONS = ("https://jsonfeed.org/version/1.1", "https://jsonfeed.org/version/1")
PEOPLE = ("/authors", "/items/*/authors")
_PERSON = {"name", "url", "avatar"}


def _top(code: str, name: str, member: str, says: str, why: str, fix: str, repair: Repair = ()) -> None:
    """Declare a member that a feed must have."""

    def check(root: Member) -> Iterator[Where]:
        if isinstance(root.value, dict) and member not in root.value:
            yield root

    book.rule(code, on="json", level=ERROR, spec="#top-level", says=says, bad=feed(**{member: None}), good=feed(),
              fix=fix, name=name, why=why, repair=repair)(check)  # fmt: skip


_top("JSN120", "json-feed-without-version", "version", "the feed has no version",
     "Readers tell a JSON Feed from other JSON by its version; NetNewsWire refuses a feed without.",
     'Begin with "version": "https://jsonfeed.org/version/1.1".', repair="json-version")  # fmt: skip
_top("JSN121", "json-feed-without-title", "title", "the feed has no title",
     "Readers name the subscription by it; NetNewsWire refuses a feed without.",
     "Give the feed the name by which people know the site.")  # fmt: skip
_top("JSN122", "json-feed-without-items", "items", "the feed has no items",
     "A feed without the array is refused; one without news has an empty one.",
     'Add "items": [] with an object for each piece of news.')  # fmt: skip

objects(
    "JSN123", "item-without-id", on=("/items",), lacks=lambda item: "id" not in item, says="the item has no id",
    why="Readers must discard an item without an id: they could not tell it from others, nor know it again.",
    bad=feed(item(id=None)), good=feed(), spec="#items",
    fix="Give the item an id that never changes; its permanent URL is the best one.",
)  # fmt: skip
objects(
    "JSN124", "item-without-content", on=("/items",), spec="#items",
    lacks=lambda item: "content_html" not in item and "content_text" not in item,
    says="the item has neither content_html nor content_text",
    why="One or both must be present; NetNewsWire drops an item with neither, even when it has a summary.",
    bad=feed(item(content_text=None, summary='"Hello"')), good=feed(),
    fix="Put the text of the item into content_html.",
)  # fmt: skip
objects(
    "JSN125", "attachment-without-url", on=("/items/*/attachments",), lacks=lambda each: "url" not in each,
    says="the attachment has no url", why="Nobody can fetch an attachment that does not say where it is.",
    bad=feed(item(attachments='[{"mime_type": "audio/mpeg"}]')), spec="#attachments",
    good=feed(item(attachments='[{"url": "https://example.org/1.mp3", "mime_type": "audio/mpeg"}]')),
    fix="Say where the file is: url with an absolute URL.",
)  # fmt: skip
objects(
    "JSN126", "attachment-without-type", on=("/items/*/attachments",), lacks=lambda each: "mime_type" not in each,
    says="the attachment has no mime_type", spec="#attachments",
    why="Readers decide by the type whether to play, show or offer the file.",
    bad=feed(item(attachments='[{"url": "https://example.org/1.mp3"}]')),
    good=feed(item(attachments='[{"url": "https://example.org/1.mp3", "mime_type": "audio/mpeg"}]')),
    fix='Add mime_type, for example "audio/mpeg".',
)  # fmt: skip
objects(
    "JSN127", "hub-without-type-or-url", on=("/hubs",), lacks=lambda each: "type" not in each or "url" not in each,
    says="the hub does not have both type and url",
    why="Readers can use a hub only with both: which protocol, and where.",
    bad=feed(hubs='[{"url": "https://hub.example.org/"}]'), spec="#top-level",
    good=feed(hubs='[{"type": "WebSub", "url": "https://hub.example.org/"}]'),
    fix='Write both, as in {"type": "WebSub", "url": "https://hub.example.org/"}.',
)  # fmt: skip
_NOBODY = "the author has neither name nor url nor avatar"
_NOBODY_WHY = "At least one of the three must be there; without any, readers have no author to show."
objects(
    "JSN128", "author-without-anything", on=PEOPLE, lacks=_PERSON.isdisjoint, says=_NOBODY,
    why=_NOBODY_WHY, bad=feed(authors="[{}]"), good=feed(authors='[{"name": "Ann"}]'), spec="#top-level",
    fix="Give the author a name, or leave the object out.",
)  # fmt: skip


@book.rule("JSN129", on=("json:/author", "json:/items/*/author"), level=ERROR, says=_NOBODY, spec="#deprecations",
           bad=feed(author="{}"), good=feed(author='{"name": "Ann"}'),
           fix="Give the author a name, or leave the object out.", why=_NOBODY_WHY)  # fmt: skip
def old_author_without_anything(author: Member) -> Iterator[Where]:
    """See why."""
    if isinstance(author.value, dict) and _PERSON.isdisjoint(author.value):
        yield author


@book.rule("JSN130", on="json", level=ERROR, says="{member} is {kind}, where {wanted} was expected", spec="#top-level",
           bad=feed(item(tags='"news"')), good=feed(item(tags='["news"]')),
           repair="json-retyped", fix="Write it in the type that was expected.")  # fmt: skip
def wrong_type(root: Member, reading: Reading) -> Iterator[Where]:
    """Readers in languages with types, Go and Swift among them, refuse the item or the whole feed for it."""
    for steps, value, wanted in survey(reading).mistyped:
        member = Member(root.document, steps, value)
        kind = WORDS[type(value)]
        if isinstance(value, str) and not _is_quoted(member):
            kind = "a number"  # too long a one to be read
        if kind != wanted.words:
            yield found(member, member=path(member), kind=kind, wanted=wanted.words)


def _is_quoted(member: Member) -> bool:
    start = jsontree.span(member.place()).start
    return member.document.utf8[start : start + 1] == b'"'


@book.rule("JSN131", on="json:/items", level=ERROR, says="the id is {kind}, where a string was expected", spec="#items",
           bad=feed(item(id="1")), good=feed(),
           repair="json-retyped", fix="Put the id into double quotes.")  # fmt: skip
def id_not_a_string(items: Member) -> Iterator[Where]:
    """Readers may turn a number into a string, each in its own way, or refuse the feed; anything else is discarded."""
    for index, inside in holding(items):
        value = inside.get("id")
        if value is not None and not isinstance(value, str):
            yield found(Member(items.document, (*items.path, index, "id"), value), kind=WORDS[type(value)])


@book.rule("JSN132", on="json", level=ERROR, says="{member} is null, where {wanted} was expected", spec="#top-level",
           bad=feed(item(summary="null")), good=feed(),
           repair="json-no-member", fix="Leave a member out when there is nothing to say.")  # fmt: skip
def null_member(root: Member, reading: Reading) -> Iterator[Where]:
    """No member of JSON Feed may be null; strict parsers refuse the feed, others show the word."""
    for steps, value, wanted in survey(reading).nulls:
        member = Member(root.document, steps, value)
        yield found(member, member=path(member), wanted=wanted.words)


def _near_version(text: str) -> tuple[str, bool]:
    """The version that was most likely meant, "" for none, and whether readers take the text for it all the same."""
    bare = text.strip().rstrip("/").replace("http:", "https:", 1).replace("://www.", "://", 1)
    if bare in VERSIONS:
        return bare, "://jsonfeed.org/version/" in text
    short = bare.removesuffix(".0")
    return next(
        (version for version in VERSIONS if version in {short, f"https://jsonfeed.org/version/{short}"}), ""
    ), False


@book.rule("JSN133", on="json:/version", level=ERROR, says="there is no version {text} of JSON Feed{hint}",
           spec="#top-level", bad=feed(version='"1.1"'), good=feed(),
           repair="json-version", fix="Write https://jsonfeed.org/version/1.1, to the letter.")  # fmt: skip
def unknown_json_feed_version(version: Member) -> Iterator[Where]:
    """The version is a name: readers compare it, and NetNewsWire refuses what is no jsonfeed.org URL."""
    text = version.value
    if isinstance(text, str) and text not in VERSIONS:
        near, understood = _near_version(text)
        if not understood:
            yield found(version, text=quoted(text), hint=f"; {near} is near" if near else "", near=near)


@book.rule("JSN139", on="json:/version", level=WARNING, says="the version is {text}, where {near} was expected",
           spec="#top-level", bad=feed(version='"http://jsonfeed.org/version/1.1"'), good=feed(),
           repair="json-version", fix="Write https://jsonfeed.org/version/1.1, to the letter.")  # fmt: skip
def version_not_to_the_letter(version: Member) -> Iterator[Where]:
    """NetNewsWire understands it; readers and validators that compare the whole name do not."""
    text = version.value
    if isinstance(text, str) and text not in VERSIONS:
        near, understood = _near_version(text)
        if understood:
            yield found(version, text=quoted(text), near=near)


@book.rule("JSN134", on="json", level=ERROR, says="JSON Feed has no member {name} {where}{hint}", spec="#extensions",
           bad=feed(item(categories='["news"]')), good=feed(item(_shop='{"price": 3}')),
           repair="json-named",
           fix="Use a member of the specification; begin the name of an extension with an underscore.")  # fmt: skip
def unknown_member(root: Member, reading: Reading) -> Iterator[Where]:
    """Readers pass over what they do not know, and a later version of the format may give the name a meaning."""
    hints = 0
    for steps, holder, wanted in survey(reading).odd:
        for name, value in holder.items():
            if name not in wanted.members and not name.startswith("_"):
                member = Member(root.document, (*steps, name), value)
                hints += 1
                hint = _hint(name, wanted.members, look=hints <= HINTS)
                yield found(member.name_place(), name=quoted(name), where=_where(steps), hint=hint)


_MEANT = {
    "content": "content_html or content_text", "body": "content_html or content_text", "link": "url",
    "permalink": "url", "guid": "id", "published": "date_published", "date": "date_published",
    "pubDate": "date_published", "updated": "date_modified", "modified": "date_modified", "categories": "tags",
    "category": "tags", "keywords": "tags", "subtitle": "description", "enclosures": "attachments", "logo": "icon",
    "entries": "items", "lang": "language", "type": "mime_type", "length": "size_in_bytes", "size": "size_in_bytes",
    "date_updated": "date_modified", "updated_at": "date_modified", "last_modified": "date_modified",
    "created_at": "date_published", "published_at": "date_published", "date_created": "date_published",
    "thumbnail": "image", "image_url": "image", "enclosure": "attachments", "html": "content_html",
    "text": "content_text", "excerpt": "summary", "creator": "authors", "website": "url", "uri": "url",
    "duration": "duration_in_seconds", "self": "feed_url", "homepage": "home_page_url", "photo": "avatar",
}  # fmt: skip
NEAR = 40
"""A name longer than this is near to none."""
HINTS = 200
"""So many names are compared with the known ones, which takes its time; the others get no hint."""


def _hint(name: str, known: Collection[str], *, look: bool) -> str:
    meant = _MEANT.get(name, "")
    if meant.split(" ")[0] not in known:
        near = close_matches(name.strip().lower(), known, 1, 0.75) if look and len(name) <= NEAR else []
        meant = near[0] if near else ""
    return f"; {meant} is near" if meant else ""


def _where(steps: tuple[str | int, ...]) -> str:
    if not steps:
        return "at the top"
    parents = {"items": "in an item", "attachments": "in an attachment", "hubs": "in a hub"}
    return parents.get(str(steps[-2]) if len(steps) > 1 else "", "in an author")


@book.rule("JSN135", on="json", level=ERROR, says="{name} is no name for an extension: {problem}", spec="#extensions",
           bad=feed(_1='{"about": "https://example.org/"}'), good=feed(_one='{"about": "https://example.org/"}'),
           fix="Begin the name with an underscore and a letter, and leave dots out.")  # fmt: skip
def bad_extension_name(root: Member, reading: Reading) -> Iterator[Where]:
    """The underscore keeps extensions apart from what later versions add; a dot breaks access in many languages."""
    for steps, holder, _ in survey(reading).odd:
        for name, value in holder.items():
            if name.startswith("_") and EXTENSION.match(name) is None:
                letter = name[1:2].isascii() and name[1:2].isalpha()
                problem = "it contains a dot" if letter else "a letter must follow the underscore"
                member = Member(root.document, (*steps, name), value)
                yield found(member.name_place(), name=quoted(name), problem=problem)


@book.rule("JSN136", on="json", level=WARNING, says="{what} in the extension {name}", spec="#extensions",
           bad=feed(_shop='{"price.eur": 3}'), good=feed(_shop='{"price_eur": 3}'),
           fix="Use letters and digits in names, and an object as an extension's value.")  # fmt: skip
def odd_extension(root: Member, reading: Reading) -> Iterator[Where]:
    """An extension is an object whose members have no dot in their names and no underscore in front."""
    for steps, holder, _ in survey(reading).odd:
        for name, value in holder.items():
            if EXTENSION.match(name) is None:
                continue
            member = Member(root.document, (*steps, name), value)
            if not isinstance(value, dict):
                yield found(member, what=f"{WORDS[type(value)]} instead of an object", name=quoted(name))
                continue
            for inner, content in value.items():
                if "." in inner or inner.startswith("_"):
                    what = f"the name {quoted(inner)} {'with a dot' if '.' in inner else 'with an underscore in front'}"
                    place = Member(root.document, (*steps, name, inner), content).name_place()
                    yield found(place, what=what, name=quoted(name))


@book.rule("JSN137", on="json", level=WARNING, says="the feed has no {name}", spec="#top-level",
           bad=feed(home_page_url='"https://example.org/"'), repair="feed-url", fix="Add home_page_url and feed_url.",
           good=feed(home_page_url='"https://example.org/"', feed_url='"https://example.org/feed.json"'))  # fmt: skip
def feed_without_urls(root: Member) -> Iterator[Where]:
    """For a feed on the web both are as good as required: readers link to the site, and know the feed by its URL."""
    if isinstance(root.value, dict):
        missing = [name for name in ("home_page_url", "feed_url") if name not in root.value]
        if missing:
            yield found(root, name=" and no ".join(missing))


objects(
    "JSN138", "item-without-url", on=("/items",), lacks=lambda item: "url" not in item, says="the item has no url",
    why="The url should be there even when it is the same as the id: readers open it when somebody wants to read on.",
    bad=feed(), good=feed(item(url='"https://example.org/1"')), spec="#items", level=WARNING,
    fix="Add url with the permanent URL of the item.",
)  # fmt: skip


@book.rule("JSN502", on="json", level=ADVICE, says="{what}", spec="#deprecations",
           bad=feed(author='{"name": "Ann"}'), good=feed(authors='[{"name": "Ann"}]'), formats=JSON,
           fix="Write authors, an array, and version 1.1; author may stay beside it for old readers.")  # fmt: skip
def deprecated_author(root: Member) -> Iterator[Where]:
    """Version 1.1 replaced author by authors, which can name several; readers of today prefer it."""
    if not isinstance(root.value, dict):
        return
    old = root.value.get("version") == VERSIONS[1]
    wrong = "authors" if old else "author"
    what = "authors belongs to version 1.1, and this is 1.0" if old else "author is deprecated for authors"
    items = root.get("items")
    if wrong in root and (old or "authors" not in root):
        yield found(Member(root.document, (wrong,), None).name_place(), what=what)
        return
    for index, holder in holding(items) if items is not None else ():
        if wrong in holder and (old or "authors" not in holder):
            yield found(Member(root.document, ("items", index, wrong), None).name_place(), what=what)
            return
