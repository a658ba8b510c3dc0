"""What in a JSON Feed must agree with what: ids with each other, URLs with each other, old members with new ones."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.rules.jsonfeed.book import ITEM, book, each, feed, holding, item
from feeds.rules.jsonfeed.values import read_date
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.jsontree import Json, Member, Path
from feeds.values import dates, uris

_URLS = {"home_page_url": '"https://example.org/"', "feed_url": '"https://example.org/feed.json"'}


@book.rule("JSN301", on="json:/items", level=ERROR, says="the id {id} is already that of item {first}", spec="#items",
           bad=feed(ITEM, item(content_text='"Bye"')), good=feed(ITEM, item(id='"2"', content_text='"Bye"')),
           fix="Give each item an id of its own.")  # fmt: skip
def duplicate_json_id(items: Member) -> Iterator[Where]:
    """Readers take the second item for an update of the first, and show one of the two."""
    first: dict[str, int] = {}
    for index, inside in holding(items):
        identity = inside.get("id")
        if isinstance(identity, bool) or not isinstance(identity, str | int | float):
            continue
        key = str(identity)  # readers turn numbers into strings, so 1 and "1" are one id
        if key in first:
            spot = Member(items.document, (*items.path, index, "id"), identity)
            yield found(spot, id=quoted(key), first=first[key] + 1)
        elif key.strip():
            first[key] = index


@book.rule("JSN302", on="json:/items", level=WARNING, says="the url is already that of item {first}", spec="#items",
           bad=feed(item(url='"https://example.org/1"'), item(id='"2"', url='"https://example.org/1"')),
           good=feed(item(url='"https://example.org/1"'), item(id='"2"', url='"https://example.org/2"')),
           fix="Give each item its own page; a page elsewhere belongs into external_url.")  # fmt: skip
def duplicate_json_url(items: Member) -> Iterator[Where]:
    """The url is the item's permanent address; some readers take two items with one address for the same."""
    first: dict[str, int] = {}
    for index, inside in holding(items):
        url = inside.get("url")
        if isinstance(url, str) and url.strip() and first.setdefault(url, index) != index:
            yield found(Member(items.document, (*items.path, index, "url"), url), first=first[url] + 1)


@book.rule("JSN303", on="json:/items", level=WARNING, spec="#items",
           says="date_modified is before date_published: {modified}",
           bad=feed(item(date_published='"2026-01-31T08:00:00Z"', date_modified='"2026-01-30T08:00:00Z"')),
           good=feed(item(date_published='"2026-01-31T08:00:00Z"', date_modified='"2026-02-01T08:00:00Z"')),
           fix="Leave date_modified out until the item is changed.")  # fmt: skip
def modified_before_published(items: Member) -> Iterator[Where]:
    """Nothing is changed before it is there: one of the dates, or its zone, is wrong."""
    for index, inside in holding(items):
        if "date_modified" not in inside:
            continue
        published, modified = inside.get("date_published"), inside["date_modified"]
        if not isinstance(published, str) or not isinstance(modified, str):
            continue
        then, later = read_date(published), read_date(modified)
        if isinstance(then, dates.Moment) and isinstance(later, dates.Moment) and later.when < then.when:
            spot = Member(items.document, (*items.path, index, "date_modified"), modified)
            yield found(spot.place(), modified=quoted(modified))


def _loose(url: str) -> str:
    """A URL without what often differs and leads to the same: scheme, www, the last slash."""
    return uris.canonical(url).partition("://")[2].removeprefix("www.").rstrip("/")


@book.rule("JSN304", on="json:/feed_url", level=WARNING, spec="#top-level",
           says="feed_url is {text}, but the feed is published at {url}", url="https://example.org/feed.json",
           bad=feed(feed_url='"https://example.org/old.json"'), good=feed(feed_url='"https://example.org/feed.json"'),
           fix="Write the URL at which the feed is published.")  # fmt: skip
def feed_url_of_another_place(member: Member, reading: Reading) -> Iterator[Where]:
    """The feed_url identifies the feed: readers that follow it subscribe to something else, or to nothing."""
    text, url = member.value, reading.url
    if isinstance(text, str) and url is not None and _usable(text) and _loose(text) != _loose(url):
        yield found(member.place(), text=quoted(text, 90), url=quoted(url, 90))


@book.rule("JSN503", on="json:/feed_url", level=ADVICE, spec="#top-level",
           says="feed_url is {text}, and the feed is published at {url}", url="https://example.org/feed.json",
           bad=feed(feed_url='"http://example.org/feed.json"'), good=feed(feed_url='"https://example.org/feed.json"'),
           fix="Write the URL to the letter.")  # fmt: skip
def feed_url_not_to_the_letter(member: Member, reading: Reading) -> Iterator[Where]:
    """Both lead to the same, yet a reader may keep two subscriptions; hubs compare the URL letter by letter."""
    text, url = member.value, reading.url
    if isinstance(text, str) and url is not None and text != url and _usable(text) and _loose(text) == _loose(url):
        yield found(member.place(), text=quoted(text, 90), url=quoted(url, 90))


def _usable(text: str) -> bool:
    return isinstance(uris.iri(text), uris.Uri)


@book.rule("JSN305", on="json", level=ERROR, says="next_url is {same}", spec="#top-level",
           bad=feed(feed_url='"https://example.org/feed.json"', next_url='"https://example.org/feed.json"'),
           good=feed(feed_url='"https://example.org/feed.json"', next_url='"https://example.org/feed-2.json"'),
           fix="Give the URL of the older items, or leave next_url out on the last page.")  # fmt: skip
def next_url_that_leads_back(root: Member, reading: Reading) -> Iterator[Where]:
    """A reader that follows it never comes to an end, so the specification forbids it."""
    after = root.string("next_url")
    if after is None or not after.strip():
        return
    member = Member(root.document, ("next_url",), after)
    if after == root.string("feed_url"):
        yield found(member.place(), same="the same as feed_url")
    elif reading.url is not None and after == reading.url:
        yield found(member.place(), same="the URL of this page itself")


@book.rule("JSN306", on="json", level=WARNING, says="home_page_url is the same as feed_url", spec="#top-level",
           bad=feed(home_page_url=_URLS["feed_url"], feed_url=_URLS["feed_url"]), good=feed(**_URLS),
           fix="Write the URL of the site's page.")  # fmt: skip
def home_page_that_is_the_feed(root: Member) -> Iterator[Where]:
    """The home page is for people: the reader opens it in a browser, which shows raw JSON instead."""
    home = root.string("home_page_url")
    if home is not None and home.strip() and home == root.string("feed_url"):
        yield Member(root.document, ("home_page_url",), home).place()


@book.rule("JSN307", on="json", level=WARNING, says="authors does not have the {name} of author", spec="#deprecations",
           bad=feed(author='{"name": "Ann"}', authors='[{"name": "Bob"}]'),
           good=feed(author='{"name": "Ann"}', authors='[{"name": "Ann"}, {"name": "Bob"}]'),
           fix="Name in author one of the authors.")  # fmt: skip
def authors_disagree(root: Member) -> Iterator[Where]:
    """Old readers show author, new ones authors: for each of them somebody else wrote it."""
    items = root.get("items")
    holders: list[tuple[Path, Json]] = [((), root.value)]
    if items is not None:
        holders += [(("items", index), inside) for index, inside in holding(items) if "author" in inside]
    for steps, holder in holders:
        if not isinstance(holder, dict) or "author" not in holder or "authors" not in holder:
            continue
        author, authors = holder["author"], holder["authors"]
        if not isinstance(author, dict) or not isinstance(authors, list) or not authors:
            continue
        name = author.get("name")
        if isinstance(name, str) and all(not isinstance(one, dict) or one.get("name") != name for one in authors):
            yield found(Member(root.document, (*steps, "author"), author), name=f"name {quoted(name)}")


@book.rule("JSN308", on="json", level=WARNING, says="there is a WebSub hub, but no feed_url",
           spec="#subscribing-to-real-time-notifications",
           bad=feed(hubs='[{"type": "WebSub", "url": "https://hub.example.org/"}]'),
           good=feed(hubs='[{"type": "WebSub", "url": "https://hub.example.org/"}]', feed_url=_URLS["feed_url"]),
           fix="Add feed_url.")  # fmt: skip
def hub_without_topic(root: Member) -> Iterator[Where]:
    """Readers subscribe at the hub under the feed_url; without one they have nothing to ask for."""
    hubs = root.get("hubs")
    if hubs is not None and "feed_url" not in root:
        for hub in hubs.members() if isinstance(hubs.value, list) else ():
            if (hub.string("type") or "").lower() == "websub":
                yield hub
                return


@book.rule("JSN401", on="json:/items", level=WARNING, says="the item has no date_published", spec="#items",
           bad=feed(), good=feed(item(date_published='"2026-01-31T08:00:00Z"')),
           fix="Say when the item was published.")  # fmt: skip
def undated_json_item(items: Member) -> Iterator[Where]:
    """Readers put the time of arrival in its place, so Miniflux moves old items to the top when a feed is new."""
    for index, inside in each(items):
        if "date_published" not in inside and "date_modified" not in inside:
            yield Member(items.document, (*items.path, index), None)


@book.rule("JSN506", on="json", level=ADVICE, says="the feed has no {name}", spec="#suggestions-for-publishers",
           bad=feed(icon='"https://example.org/icon.png"'), fix="Give the URLs of a large and of a small square image.",
           good=feed(icon='"https://example.org/icon.png"', favicon='"https://example.org/favicon.png"'))  # fmt: skip
def feed_without_icons(root: Member) -> Iterator[Where]:
    """Readers fetch pages of the site to find the images, again and again."""
    missing = [name for name in ("icon", "favicon") if name not in root]
    if missing:
        yield found(root, name=" and no ".join(missing))
