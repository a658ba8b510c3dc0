"""What Apple asks of a show and its episodes as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import RSS
from feeds.rules.itunes.book import (
    CATEGORY,
    EXPLICIT,
    IMAGE,
    ITEM,
    ITEMS,
    LANGUAGE,
    OLDER,
    OWNER,
    REQUIREMENTS,
    URI,
    book,
    show,
)
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, part, quoted
from feeds.source.xmltree import Element, Namespace

_DC: Final = '<dc:language xmlns:dc="http://purl.org/dc/elements/1.1/">en</dc:language>'
_GOOD: Final = show(LANGUAGE, IMAGE, CATEGORY, EXPLICIT, OWNER)


def _channel(reading: Reading) -> Element | None:
    """The channel of a feed that has elements of Apple's; None where there is neither."""
    root = reading.xml.root if reading.xml is not None else None
    channel = root.first("channel") if root is not None and root.name == "rss" else None
    if channel is None or not any(reading.vocabulary.get(each.uri) == "itunes" for each in _namespaces(reading)):
        return None
    for child in channel.children:
        if child.name.startswith("itunes:"):
            return channel
        if child.name in ITEMS and any(each.name.startswith("itunes:") for each in child.children):
            return channel
    return None


def _namespaces(reading: Reading) -> list[Namespace]:
    return reading.xml.namespaces if reading.xml is not None else []


def _missing(reading: Reading) -> Iterator[Where]:
    """One look at the channel for all that it should have."""
    channel = _channel(reading)
    if channel is None:
        return
    for name in ("language", "itunes:category", "itunes:explicit", "itunes:image"):
        if channel.lacks(name) and not (name == "language" and channel.inherited("xml:lang")):
            yield part(name, channel, element=name)
    if channel.lacks("itunes:owner"):
        yield part("owner", channel)


def _needed(code: str, name: str, which: str, why: str, bad: str, good: str = _GOOD,
            w3c: tuple[str, ...] = ("MissingItunesElement",)) -> None:  # fmt: skip
    book.rule(code, on="document", level=WARNING, part=which, name=name, spec=REQUIREMENTS, formats=RSS,
              says="the channel has elements of Apple's, but no {element}", why=why, bad=bad, good=good,
              fix=f"Add {which}.", w3c=w3c)(_missing)  # fmt: skip


_needed("ITU101", "podcast-without-language", "language", "Apple does not accept a show without its language.",
        show(_DC, IMAGE, CATEGORY, EXPLICIT, OWNER),
        good=show(_DC, LANGUAGE, IMAGE, CATEGORY, EXPLICIT, OWNER))  # fmt: skip
_needed("ITU102", "podcast-without-category", "itunes:category", "Apple does not accept a show without a category.",
        show(LANGUAGE, IMAGE, EXPLICIT, OWNER))  # fmt: skip
_needed("ITU103", "podcast-without-explicit", "itunes:explicit",
        "Apple does not accept a show that does not say whether it is fit for children.",
        show(LANGUAGE, IMAGE, CATEGORY, OWNER))  # fmt: skip
_needed("ITU104", "podcast-without-cover", "itunes:image",
        "Apple does not accept a show without a cover, and apps show a grey square.",
        show(LANGUAGE, CATEGORY, EXPLICIT, OWNER), w3c=())  # fmt: skip
book.rule("ITU105", on="document", level=ADVICE, part="owner", name="podcast-without-owner", formats=RSS,
          says="the channel has elements of Apple's, but no itunes:owner",
          why="Apple does not ask for it any more; other directories send a code to the owner's address before they "
              "let somebody claim the show.",
          bad=show(LANGUAGE, IMAGE, CATEGORY, EXPLICIT), good=_GOOD,
          fix="Add itunes:owner with itunes:email, if people may write to you.", w3c=("MissingItunesEmail",),
          )(_missing)  # fmt: skip
book.required("ITU106", "owner-without-email", on="itunes:owner", element="itunes:email", level=WARNING,
              says="itunes:owner has no itunes:email",
              why="The address is what the element is there for: directories send a code to it.",
              bad=_GOOD.replace("<itunes:email>me@example.org</itunes:email>", ""),
              good=_GOOD, fix="Add itunes:email, or leave the owner out.", w3c=("MissingElement",))  # fmt: skip


@book.rule("ITU301", on="document", level=WARNING, spec=REQUIREMENTS,
           says="this is not quite Apple's namespace: {uri}; it is {right}",
           bad=_GOOD.replace(URI, OLDER), good=_GOOD,
           repair=("namespace", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
           fix="Copy the namespace letter by letter.",
           w3c=("ReservedPrefix",))  # fmt: skip
def older_spelling_of_apples_namespace(reading: Reading) -> Iterator[Where]:
    """Apple once had it with these capitals; apps that compare letter by letter see no podcast in the feed."""
    for namespace in _namespaces(reading):
        if namespace.uri == OLDER:
            spot = namespace.element.place("namespace", namespace.prefix)
            yield found(spot, uri=quoted(OLDER, 90), right=quoted(URI, 90))
            return


@book.rule("ITU302", on="document", level=WARNING, spec=REQUIREMENTS, formats=RSS,
           says="a podcast in {encoding}, where UTF-8 was expected",
           bad=f'<?xml version="1.0" encoding="iso-8859-15"?>{_GOOD}',
           good='<?xml version="1.0" encoding="iso-8859-15"?><rss version="2.0"><channel><title>No podcast</title>'
           "<link>https://example.org/</link><description>News</description></channel></rss>",
           fix="Write the feed in UTF-8.", w3c=("NotUTF8",))  # fmt: skip
def podcast_not_in_utf8(reading: Reading) -> Iterator[Where]:
    """Apple reads other encodings as if they were UTF-8, and titles come out with wrong letters."""
    encoding = reading.decoded.charset.lower()
    if encoding in {"utf-8", "utf8", "us-ascii", "ascii"}:
        return
    channel = _channel(reading)
    if channel is not None:
        yield found(channel, encoding=reading.decoded.charset)


_FORMATS: Final = frozenset({"mp3", "m4a", "mp4", "m4v", "mov", "pdf", "epub", "m3u8"})


@book.rule("ITU303", on="item/enclosure", level=WARNING, spec=REQUIREMENTS, formats=RSS,
           says="Apple Podcasts does not play .{extension}",
           bad=ITEM.replace("1.mp3", "1.ogg").replace("{}", EXPLICIT), good=ITEM.replace("{}", EXPLICIT),
           fix="Offer the episode as MP3 or M4A, or as MP4, M4V or MOV.", w3c=("UnsupportedItunesFormat",))  # fmt: skip
def episode_that_apple_does_not_play(enclosure: Element) -> Iterator[Where]:
    """The end of the address decides whether the episode is in Apple's directory at all."""
    item = enclosure.parent
    if item is None or not any(child.name.startswith("itunes:") for child in item.children):
        return
    url = enclosure.get("url")
    path = url.partition("#")[0].partition("?")[0]
    dot = path.rfind(".")
    extension = path[dot + 1 :].lower()
    if dot > path.rfind("/") > 8 and 0 < len(extension) < 12 and extension not in _FORMATS:
        yield found(enclosure.in_attribute("url", dot, len(path)), extension=extension)


@book.rule("ITU304", on="document", level=ERROR, formats=RSS, spec=REQUIREMENTS,
           says="the show says with itunes:new-feed-url that it has moved to an address that is not a feed's: {text}",
           bad=show(LANGUAGE, IMAGE, CATEGORY, EXPLICIT, OWNER,
                    "<itunes:new-feed-url>mailto:me@example.org</itunes:new-feed-url>"),
           good=show(LANGUAGE, IMAGE, CATEGORY, EXPLICIT, OWNER,
                     "<itunes:new-feed-url>https://example.org/feed</itunes:new-feed-url>"),
           fix="Write the new address of the feed.")  # fmt: skip
def podcast_moved_to_no_feed(reading: Reading) -> Iterator[Where]:
    """Apps move all subscriptions there, and none of them gets another episode."""
    channel = _channel(reading)
    moved = channel.first("itunes:new-feed-url") if channel is not None else None
    if moved is not None and ":" in moved.value and not moved.value.lower().startswith(("http:", "https:", "feed:")):
        yield found(moved.in_text(), text=quoted(moved.value))


@book.rule("ITU305", on="document", level=WARNING, formats=RSS, spec=REQUIREMENTS,
           says="an episode above has the same file: {text}",
           bad=show(LANGUAGE, IMAGE, CATEGORY, EXPLICIT, OWNER, ITEM, ITEM.replace(">1<", ">2<")),
           good=show(LANGUAGE, IMAGE, CATEGORY, EXPLICIT, OWNER, ITEM,
                     ITEM.replace("1.mp3", "2.mp3").replace(">1<", ">2<")),
           fix="Give each episode a file of its own.")  # fmt: skip
def episodes_with_the_same_file(reading: Reading) -> Iterator[Where]:
    """Apple passes over an episode whose enclosure it has seen in another one."""
    if _channel(reading) is None:
        return
    seen: set[str] = set()
    for item in reading.items:
        enclosure = item.first("enclosure")
        url = enclosure.get("url").strip() if enclosure is not None else ""
        if enclosure is not None and url:
            if url in seen:
                yield found(enclosure.in_attribute("url"), text=quoted(url))
            seen.add(url)
