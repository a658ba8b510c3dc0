"""Links and other addresses: RFC 3986, and what RSS asks beyond it.

RSS 2.0 wants a scheme in front of every link, so none is relative: https://www.rssboard.org/rss-specification#comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from feeds.rules.reading import Kind, Reading
from feeds.rules.rss.book import EVERY_RSS, PROFILE, RSS_20, book
from feeds.rules.rule import ADVICE, ERROR, WARNING, Found, Level, Repair, Where, found, part, quoted
from feeds.source.xmltree import Element
from feeds.values import uris
from feeds.values.problem import Problem
from feeds.values.uris.usual import USUAL

_RFC: Final = "https://www.rfc-editor.org/rfc/rfc3986"
_SPEC: Final = "#comments"
_BLANKS: Final = " \t\r\n"
_LONG: Final = 500  # longer addresses are not remembered, so that hostile ones do not fill the memory

CHARACTERS: Final = frozenset({"space", "control", "backslash", "bad-character", "bracket"})
"""Kinds of problem: an ASCII character that no URI holds."""
SLOPPY: Final = frozenset({"bad-escape", "second-fragment"})
"""Kinds of problem that browsers and readers pass over."""
FOREIGN: Final = frozenset({"non-ascii"})
BROKEN: Final = frozenset(
    {"empty", "no-scheme", "bad-scheme", "no-host", "bad-host", "bad-port", "bad-userinfo", "surrounding-blanks"}
)
"""Kinds of problem after which it is no full address."""

TEXTS: Final = (
    "channel/link", "item/link", "image/link", "textInput/link", "textinput/link", "Channel/link", "image/url", "docs",
    "comments",
)  # fmt: skip


def trouble(text: str) -> Problem | None:
    """What keeps a text, without blanks around it, from being a full URI; None when nothing does."""
    if USUAL.fullmatch(text) is not None:
        return None
    return (_known if len(text) <= _LONG else _trouble)(text)


def _trouble(text: str) -> Problem | None:
    answer = uris.uri(text)
    if not isinstance(answer, Problem):
        return None
    if answer.kind == "non-ascii":
        worse = uris.iri(text)
        return worse if isinstance(worse, Problem) and worse.kind not in SLOPPY else answer
    return answer


_known = lru_cache(maxsize=2048)(_trouble)


def mark(element: Element, problem: Problem, attribute: str | None = None, which: str = "") -> Found:
    """The finding of a problem with the text of an element, or with an attribute of it; ``which`` rule of a family."""
    raw = element.text if attribute is None else element.attributes[attribute]
    text = raw.strip(_BLANKS)
    facts = {"element": element.name, "text": quoted(text), "problem": problem.says}
    if not text:
        return part(which, element if attribute is None else element.in_attribute(attribute), **facts)
    lead = raw.find(text)
    at, end = lead + problem.at, lead + (len(text) if problem.end is None else problem.end)
    spot = element.in_text(at, end) if attribute is None else element.in_attribute(attribute, at, end)
    return part(which, spot, **facts)


def is_permalink(guid: Element) -> bool:
    """Whether a guid says that it is the item's address: so it is taken unless isPermaLink says something else."""
    return guid.attributes.get("isPermaLink", "true") == "true"


_MOST: Final = (*TEXTS, "item/guid", "item/source")
_LINKS: Final = frozenset({"link", "docs", "comments"})
_PARTS: Final = {
    **dict.fromkeys(BROKEN, "broken"),
    **dict.fromkeys(CHARACTERS, "characters"),
    **dict.fromkeys(FOREIGN, "foreign"),
    **dict.fromkeys(SLOPPY, "sloppy"),
    **dict.fromkeys(("local-host", "double-scheme", "userinfo"), "private"),
    "unregistered-scheme": "scheme",
}


def _addresses(kind: Kind) -> Iterator[Where]:
    """One look at each address: what keeps it from being one, else what is questionable about it."""
    guids = kind.name == "guid"
    attribute = "url" if kind.name == "source" else None
    for element in kind.elements:
        raw = element.text if attribute is None else element.attributes.get(attribute)
        if raw is None or USUAL.fullmatch(raw) is not None:
            continue
        if (guids and not is_permalink(element)) or "rdf:resource" in element.attributes:
            continue
        text = raw.strip(_BLANKS)
        if text and text != raw and kind.name in _LINKS:
            yield part("blanks", element.in_text(), element=element.name)
        problem = trouble(text)
        if problem is not None:
            # What is no address at all is said of guids by the rule that knows of isPermaLink.
            if not (guids and problem.kind in BROKEN):
                yield mark(element, problem, attribute, _PARTS.get(problem.kind, "broken"))
            if problem.kind not in FOREIGN:
                continue
        for remark in uris.remarks(text):
            if remark.kind in _PARTS and not text.startswith("file:"):
                yield mark(element, remark, attribute, _PARTS[remark.kind])


def _declare(code: str, name: str, which: str, *, says: str, why: str, bad: str, fix: str, w3c: str = "",
             level: Level = ERROR, good: str = "https://example.org/1", spec: str = _RFC,
             public: bool = False, repair: Repair = ()) -> None:  # fmt: skip
    item = "<item><title>One</title><link>{}</link></item>"
    book.rule(code, on=_MOST, level=level, spec=spec, says=says, bad=item.format(bad), good=item.format(good), fix=fix,
              w3c=(w3c,) if w3c else (), name=name, why=why, formats=EVERY_RSS, part=which,
              public=public, repair=repair)(_addresses)  # fmt: skip


_declare("RSS201", "link-not-a-full-address", "broken", spec=_SPEC,
         says="{element} is not a full address: {text}: {problem}",
         why="There is no page that a relative link could be relative to: a reader shows items far from the site, and "
             "many make the link lead nowhere.",
         bad="/2026/one", repair=("url", "iri"), fix="Write the whole address, as in https://example.org/2026/one.",
         w3c="InvalidFullLink")  # fmt: skip
_declare("RSS202", "character-not-allowed-in-address", "characters", spec=_RFC + "#section-2",
         says="{element} is not an address: {text}: {problem}",
         why="Readers cut the address there, encode the character in different ways, or refuse the link.",
         bad="https://example.org/two words",
         repair=("url", "iri"), fix="Write it as % and two hexadecimal digits: %20 for a space.",
         w3c="InvalidUriChar")  # fmt: skip
_declare("RSS203", "address-beyond-ascii", "foreign", level=WARNING, spec=PROFILE + "#data-types-url",
         says="{element} has letters that no URL has: {text}: {problem}",
         why="RSS has URLs, which are ASCII; readers that do not know IRIs ask the server for something else.",
         bad="https://example.org/caf\u00e9", good="https://example.org/caf%C3%A9",
         repair="url", fix="Write hosts in Punycode (xn--…) and other letters as % and the bytes of their UTF-8.",
         w3c="UriNotIri")  # fmt: skip
_declare("RSS204", "sloppy-address", "sloppy", level=WARNING, spec=_RFC + "#section-2.1",
         says="{element} is not quite an address: {text}: {problem}",
         why="Browsers forgive it, but strict programs refuse the address, and others change it.",
         bad="https://example.org/100%", good="https://example.org/100%25",
         repair=("url", "iri"), fix="Write a percent sign as %25, and a second # as %23.")  # fmt: skip
_declare("RSS205", "unregistered-scheme", "scheme", level=WARNING, spec=_SPEC,
         says="{element} begins with a scheme that is not registered: {text}: {problem}",
         why="Readers follow links of the web; another scheme leads nowhere, or is refused as dangerous.",
         bad="htps://example.org/1", fix="Use a scheme that readers can follow, https for a page.",
         w3c="SchemeNotIANARegistered")  # fmt: skip
_declare("RSS206", "private-address", "private", level=WARNING, spec=_RFC + "#section-3.2.2",
         says="{element} leads where nobody else comes: {text}: {problem}",
         why="It happens when a site is built on the author's machine: the link works there and nowhere else.",
         bad="http://localhost:4000/1", fix="Build the feed with the public address of the site.",
         public=True)  # fmt: skip
_declare("RSS503", "blanks-around-address", "blanks", level=ADVICE, spec=_RFC + "#appendix-C",
         says="{element} has blanks around the address",
         why="Most readers strip them; some programs take them for a part of the address.",
         bad="\n https://example.org/1\n",
         repair="blanks", fix="Write the address without blanks and line breaks around it.")  # fmt: skip


def _enclosure(text: str) -> Problem | None:
    problem = trouble(text)
    if problem is not None:
        return problem
    answer = uris.full_url(text)
    return answer if isinstance(answer, Problem) else None


_FILE = '<item><title>One</title><enclosure url="{}" length="1" type="audio/mpeg"/></item>'


def _enclosures(kind: Kind) -> Iterator[Where]:
    for enclosure in kind.elements:
        raw = enclosure.attributes.get("url")
        if raw is None or USUAL.fullmatch(raw) is not None:
            continue
        problem = _enclosure(raw.strip(_BLANKS))
        if problem is not None and problem.kind not in SLOPPY:
            which = "characters" if problem.kind in CHARACTERS else "foreign" if problem.kind in FOREIGN else "broken"
            yield mark(enclosure, problem, "url", which)


book.rule("RSS207", on="item/enclosure", level=ERROR, spec="#ltenclosuregtSubelementOfLtitemgt", part="broken",
          says="the url of enclosure is not a full web address: {text}: {problem}", bad=_FILE.format("/1.mp3"),
          good=_FILE.format("https://example.org/1.mp3"),
          repair=("url", "iri"), fix="Write the whole address, with https:// or http://.",
          w3c=("InvalidURLAttribute",), name="enclosure-not-on-the-web",
          why="Players fetch the file with HTTP, from machines that never saw the site.")(_enclosures)  # fmt: skip
book.rule("RSS208", on="item/enclosure", level=ERROR, spec=_RFC + "#section-2", part="characters",
          says="the url of enclosure is not an address: {text}: {problem}",
          bad=_FILE.format("https://example.org/part 1.mp3"), good=_FILE.format("https://example.org/part%201.mp3"),
          repair=("url", "iri"),
          fix="Write it as % and two hexadecimal digits: %20 for a space.", w3c=("InvalidURLAttribute",),
          name="character-not-allowed-in-enclosure",
          why="Players differ in how they encode such a character, and some give up.")(_enclosures)  # fmt: skip
book.rule("RSS219", on="item/enclosure", level=WARNING, spec=PROFILE + "#data-types-url", part="foreign",
          says="the url of enclosure has letters that no URL has: {text}: {problem}",
          bad=_FILE.format("https://example.org/caf\u00e9.mp3"), good=_FILE.format("https://example.org/caf%C3%A9.mp3"),
          repair="url", fix="Write hosts in Punycode (xn--…) and other letters as % and the bytes of their UTF-8.",
          w3c=("UriNotIri", "InvalidURLAttribute"), name="enclosure-beyond-ascii",
          why="Players that do not know IRIs ask the server for something else.")(_enclosures)  # fmt: skip


def of_channel(element: Element) -> bool:
    """Whether an element stands in the image of a channel, not in one that an item should not have."""
    image = element.parent
    return image is not None and image.parent is not None and image.parent.name != "item"


@book.rule("RSS209", on="image/url", level=WARNING, spec="#ltimagegtSubelementOfLtchannelgt", formats=EVERY_RSS,
           says="the picture is not a GIF, JPEG or PNG by its name: {text}",
           bad="<image><url>https://example.org/a.bmp</url><title>News</title><link>https://example.org/</link></image>",
           good="<image><url>https://example.org/a.png</url><title>News</title><link>https://example.org/</link></image>",
           fix="Offer the picture as PNG.", w3c=("ImageUrlFormat",))  # fmt: skip
def picture_of_another_format(url: Element) -> Iterable[Where]:
    """The specification names these three formats, and some readers know only them."""
    text = url.value
    last = uris.split(text).path.rpartition("/")[2]
    ending = last.rpartition(".")[2].lower()
    if not of_channel(url):
        return
    if ending != last and ending.isalnum() and len(ending) <= 5 and ending not in {"gif", "jpg", "jpeg", "jpe", "png"}:
        at = url.text.rfind(ending, 0, url.text.find(text) + len(text)) if ending in url.text else -1
        yield found(url.in_text(at, at + len(ending)) if at >= 0 else url.in_text(), text=quoted(text))


# --- the feed's own address

_SELF = '<atom:link rel="self" type="application/rss+xml" href="{}"/>'


def self_link(channel: Element) -> Element | None:
    """The channel's link to the feed itself."""
    for child in channel.children:
        if child.name == "atom:link" and child.get("rel").strip(_BLANKS).lower() in _SELF_RELATIONS:
            return child
    return None


_SELF_RELATIONS: Final = frozenset({"self", "http://www.iana.org/assignments/relation/self"})


@book.rule("RSS136", on="channel", level=WARNING, spec=PROFILE + "#namespace-elements-atom-link", formats=RSS_20,
           says="channel does not say at which address the feed is", bad="<language>en</language>",
           good=_SELF.format("https://example.org/rss.xml") + "<language>en</language>",
           repair="self-link",
           fix='Add <atom:link rel="self" type="application/rss+xml" href="…"/> with the feed\'s address.',
           w3c=("MissingAtomSelfLink",))  # fmt: skip
def channel_without_self_link(channel: Element) -> Iterable[Where]:
    """A reader that got the feed as a file, or by an old address, can then find it again."""
    if self_link(channel) is None and channel.lacks():
        yield channel


def same_place(one: str, other: str) -> bool:
    """Whether two addresses are the same for a reader: scheme http or https, a leading www. and fragments aside."""
    return _kind_form(one) == _kind_form(other)


def _kind_form(address: str) -> str:
    bare = uris.canonical(address).partition("#")[0]
    bare = bare.partition("://")[2] or bare
    return bare.removeprefix("www.").rstrip("/")


@book.rule("RSS302", on="channel", level=WARNING, spec=PROFILE + "#namespace-elements-atom-link", formats=EVERY_RSS,
           says="the feed is published at {there}, but its self link says {text}",
           bad=_SELF.format("https://example.org/old.xml"), good=_SELF.format("https://example.org/rss.xml"),
           repair="self-href", safe=False,
           fix="Let the self link say where the feed is.", w3c=("SelfDoesntMatchLocation",),
           url="http://example.org/rss.xml")  # fmt: skip
def channel_self_link_elsewhere(channel: Element, reading: Reading) -> Iterable[Where]:
    """Some readers subscribe to the address that the self link says, and hubs announce news only for that one."""
    link = self_link(channel)
    if link is None or reading.url is None:
        return
    href = link.get("href").strip(_BLANKS)
    if href and not same_place(uris.resolve(reading.url, href), reading.url):
        yield found(link.in_attribute("href"), text=quoted(href), there=quoted(reading.url))
