"""What an Atom feed says of itself, and its entries (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287)."""

from collections.abc import Callable
from urllib.parse import urljoin

from feeds.articles.article import Enclosure, Picture
from feeds.convert.converted import Heading
from feeds.convert.exports import is_kind
from feeds.convert.feeditem import Item
from feeds.convert.feedtree import Reading, enclosure, media, value
from feeds.convert.html.markup import paragraphs, plain
from feeds.convert.stated import when
from feeds.source.xmltree import Element


def atom_heading(feed: Element, read: Reading) -> Heading:
    """What a feed says of itself."""
    base = read.base(feed)

    def link(rel: str) -> str:
        address = next((one.get("href") for one in feed.all("atom:link") if (one.get("rel") or "alternate") == rel), "")
        return urljoin(base, address) if base and address else address

    author = feed.first("atom:author")
    return Heading(
        title=construct(feed.first("atom:title"), read, as_text=True),
        home=link("alternate"),
        description=construct(feed.first("atom:subtitle") or feed.first("atom:tagline"), read, as_text=True),
        language=feed.inherited("xml:lang") or "",
        author=value(author, "atom:name") if author else "",
        icon=value(feed, "atom:logo", "atom:icon") or None,
        hub=link("hub") or None,
        guid=value(feed, "atom:id") or None,
        address=link("self") or None,
        updated=when(value(feed, "atom:updated", "atom:modified")).start,
    )


def construct(element: Element | None, read: Reading, *, as_text: bool) -> str:
    """An Atom text construct as HTML, or its words (RFC 4287 §3.1)."""
    if element is None:
        return ""
    kind = element.get("type", "text").lower()
    if kind == "xhtml" or (element.children and kind != "html"):
        html = read.markup(element)
        return plain(html) if as_text else html
    if kind in ("html", "text/html") or element.get("mode") == "escaped":
        return plain(element.value) if as_text else element.value
    if as_text:
        return " ".join(element.value.split())
    return paragraphs(element.value)


def atom_entry(element: Element, read: Reading, heading: Heading) -> Item:
    """What an entry says; ``heading`` is what the feed around it says."""
    item = Item(read.line(element.start), read.line(max(element.start, read.end(element) - 1)))
    item.language = element.inherited("xml:lang") or heading.language or None
    item.base = read.base(element)
    base = item.base or heading.address or heading.home

    def whole(address: str) -> str:
        try:
            return urljoin(base, address) if base else address
        except ValueError:
            return address

    for child in element.children:
        match child.name:
            case "atom:id":
                item.id = item.id or child.value
            case "atom:title":
                # Its markup is no markup of a title in any other format.
                item.title = construct(child, read, as_text=True).replace("<", "&lt;") if not item.title else item.title
            case "atom:link":
                _link(child, item, read, whole)
            case "atom:published" | "atom:issued" | "atom:created":
                item.published = item.published or child.value
            case "atom:updated" | "atom:modified":
                item.updated = item.updated or child.value
            case "atom:summary":
                item.summary = construct(child, read, as_text=False)
            case "atom:content":
                _content(child, item, read, whole)
            case "atom:author":
                item.authors.append(value(child, "atom:name", "atom:email"))
                for inner in child.children:
                    if inner.name != "atom:name" and inner.value:
                        read.drop(item, inner, "of an author the record keeps the name")
            case "dc:creator":
                item.authors.append(child.value)
            case "atom:category" if is_kind(child):
                pass
            case "atom:category" | "dc:subject":
                item.categories.append(child.get("label") or child.get("term") or child.value)
                if child.get("scheme") or (child.get("label") and child.get("term") != child.get("label")):
                    read.drop(item, child, "of a category the record keeps one name")
            case "atom:source":
                item.agencies.append(construct(child.first("atom:title"), read, as_text=True))
            case "media:group":
                for inner in child.children:
                    media(inner, item, read)
            case "media:content" | "media:thumbnail":
                media(child, item, read)
            case _:
                read.drop(item, child)
    if not item.authors and not item.agencies and heading.author:
        item.authors.append(heading.author)
    return item


def _content(element: Element, item: Item, read: Reading, whole: Callable[[str], str]) -> None:
    source = element.get("src")
    kind = element.get("type", "text").lower()
    if source:
        item.enclosures.append(Enclosure(whole(source), kind if "/" in kind else None))
    elif "/" in kind and not kind.startswith("text/") and not kind.endswith(("+xml", "/xml")):
        read.drop(item, element, f"content of type {kind} is no text")
    else:
        item.html = construct(element, read, as_text=False)


def _link(element: Element, item: Item, read: Reading, whole: Callable[[str], str]) -> None:
    rel = element.get("rel", "alternate").rpartition("/")[2]
    address = whole(element.get("href"))
    if rel == "alternate" and not item.link:
        item.link = address
    elif rel == "enclosure":
        kind = element.get("type")
        if kind.startswith("image/"):
            item.pictures.append(Picture(element.get("title"), href=address, media_type=kind))
        else:
            item.enclosures.append(enclosure(address, kind, element.get("length"), "", element.get("title")))
    else:
        read.drop(item, element)
