"""XHTML inside a feed: the namespace, and where Atom's content puts it; what it holds is a matter of the HTML book.

Source: RFC 4287 section 3.1.1.3, https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import ATOM, XML_FEEDS
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, WARNING, Book, Where, found, quoted

_FRAME = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title><id>tag:example.org,2026:news</id>'
    '<updated>2026-01-31T08:00:00Z</updated><link rel="self" href="https://example.org/atom.xml"/>'
    "<author><name>Me</name></author><entry><title>One</title><id>tag:example.org,2026:1</id>"
    '<updated>2026-01-30T08:00:00Z</updated><link href="https://example.org/1"/><summary>News</summary>{}</entry></feed>'
)
_IMAGE = '<img xmlns="http://www.w3.org/1999/xhtml" src="https://example.org/1.jpg" alt="One"/>'

book = Book(
    "XHT",
    "XHTML",
    "https://www.rfc-editor.org/rfc/rfc4287",
    prefix="xhtml",
    uris=("http://www.w3.org/1999/xhtml",),
    misspelt=("https://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xhtml/", "http://www.w3.org/1999/XHTML"),
    formats=ATOM,
    frames={"*": _FRAME},
    about="XHTML elements in Atom, where they stand.",
    closed=False,
)


_BESIDE_TEXTS: Final = frozenset(
    ("atom:feed", "atom:entry", "atom:source", "atom:author", "atom:contributor", "atom:link", "atom:category")
)


@book.rule("XHT101", on="*", level=WARNING, spec="#section-3.1.1.3",
           says="{name} stands directly in {parent}, not in the div of a text or content of type xhtml",
           bad=_IMAGE, good='<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>News</p></div></content>',
           fix='Put it into content type="xhtml", within its div.', w3c=("MisplacedXHTMLContent",),
           concerns=lambda parent, name, _scope: (
               name.startswith("xhtml:") and parent in _BESIDE_TEXTS))  # fmt: skip
def xhtml_outside_content(kind: Kind) -> Iterator[Where]:
    """Readers look for XHTML in texts and content only; here it is passed over."""
    for element in kind.elements:
        if element.local not in {"link", "meta"}:
            yield found(element, name=element.local, parent=kind.parent)


_ROBOTS: Final = "https://www.robotstxt.org/meta.html"
_META: Final = '<meta xmlns="http://www.w3.org/1999/xhtml" name="robots" content="noindex"/>'
_IN_FEED: Final = (
    "channel/xhtml:meta", "Channel/xhtml:meta", "item/xhtml:meta", "atom:feed/xhtml:meta", "atom:entry/xhtml:meta",
)  # fmt: skip
for _code, _attribute in (("XHT102", "name"), ("XHT103", "content")):
    book.needs(
        _code, f"meta-without-{_attribute}", on=_IN_FEED, attribute=_attribute, says=f"meta has no {_attribute}",
        spec="https://html.spec.whatwg.org/multipage/semantics.html#the-meta-element", good=_META, formats=XML_FEEDS,
        why="Robots read from both whether they may keep the feed.", fix=f"Add {_attribute}.",
        w3c=("MissingAttribute",),
        bad=_META.replace(f' {_attribute}="{"robots" if _attribute == "name" else "noindex"}"', ""),
    )  # fmt: skip


@book.rule("XHT201", on=_IN_FEED, level=ERROR, spec=_ROBOTS, formats=XML_FEEDS,
           says="meta is for {text}, where robots was expected", bad=_META.replace("robots", "keywords"), good=_META,
           fix='Write name="robots", or leave it out.', w3c=("InvalidMetaName",))  # fmt: skip
def meta_for_nobody(kind: Kind) -> Iterator[Where]:
    """In feeds only robots look for meta; nobody reads the other names."""
    for element in kind.elements:
        name = element.attributes.get("name")
        if name is not None and name.strip().lower() not in _CRAWLERS:
            spot = element.in_attribute("name") if name else element.place("attribute name", "name")
            yield found(spot, text=quoted(name))


_CRAWLERS: Final = frozenset({"robots", "googlebot", "googlebot-news", "bingbot"})
_PAIRS: Final = ({"index", "noindex"}, {"follow", "nofollow"}, {"all", "none"}, {"all", "noindex"}, {"all", "nofollow"},
                 {"none", "index"}, {"none", "follow"})  # fmt: skip
_DIRECTIVES: Final = frozenset(
    {"all", "none", "index", "noindex", "follow", "nofollow", "noarchive", "nosnippet", "noimageindex", "notranslate",
     "indexifembedded", "nocache"}
)  # fmt: skip


@book.rule("XHT202", on=_IN_FEED, level=ERROR, spec=_ROBOTS, formats=XML_FEEDS,
           says="content of meta tells robots {text}: {problem}", bad=_META.replace("noindex", "index,noindex"),
           good=_META, fix="Write noindex, nofollow, or both with a comma.",
           w3c=("InvalidMetaContent",))  # fmt: skip
def contradictory_robots(kind: Kind) -> Iterator[Where]:
    """Robots differ in what they make of a contradiction, and pass over what they do not know."""
    for element in kind.elements:
        content = element.attributes.get("content")
        if content is None or element.get("name").strip().lower() not in _CRAWLERS:
            continue
        words = [word.strip().lower() for word in content.split(",")[:100]]
        unknown = next((word for word in words if word not in _DIRECTIVES and ":" not in word), None)
        pair = next((pair for pair in _PAIRS if pair <= set(words)), None)
        if unknown is not None or pair is not None:
            problem = f"{' and '.join(sorted(pair))} contradict each other" if pair else f"{unknown!r} is no directive"
            spot = element.in_attribute("content") if content else element.place("attribute name", "content")
            yield found(spot, text=quoted(content), problem=problem)
