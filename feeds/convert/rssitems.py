"""What an RSS channel says of itself, and its items (https://www.rssboard.org/rss-specification; RSS 1.0 too)."""

from feeds.articles.article import Picture
from feeds.convert.converted import Heading
from feeds.convert.exports import wordpress_html
from feeds.convert.feedepisode import hear
from feeds.convert.feeditem import Item, title
from feeds.convert.feedtree import Reading, enclosure, media, value
from feeds.convert.html.markup import plain
from feeds.convert.stated import when
from feeds.source.xmltree import Element
from feeds.values.mail import contact
from feeds.values.problem import Problem

# By what the fields of an item are said; what stands in an item first counts.
FIELDS = {
    "title": "title",
    "dc:title": "title",
    "link": "link",
    "description": "summary",
    "atom:summary": "summary",
    "itunes:summary": "summary",
    "excerpt:encoded": "summary",
    "content:encoded": "html",
    "pubDate": "published",
    "dc:date": "published",
    "dcterms:created": "published",
    "atom:published": "published",
    "atom:updated": "updated",
    "dcterms:modified": "updated",
}


def rss_heading(channel: Element, read: Reading) -> Heading:
    """What a channel says of itself."""
    image = channel.first("image")
    self_link = next((one.get("href") for one in channel.all("atom:link") if one.get("rel") == "self"), None)
    hub = next((one.get("href") for one in channel.all("atom:link") if one.get("rel") == "hub"), None)
    art = channel.first("itunes:image")
    author = value(channel, "dc:creator", "itunes:author", "managingEditor")
    updated = when(value(channel, "lastBuildDate", "pubDate", "dc:date", "atom:updated")).start
    home = value(channel, "link") or next(
        (one.get("href") for one in channel.all("atom:link") if one.get("rel", "alternate") == "alternate"), ""
    )
    return Heading(
        title=title(value(channel, "title")),
        home=home,
        description=plain(value(channel, "description")),
        language=value(channel, "language", "dc:language") or (channel.inherited("xml:lang") or ""),
        author=person(author),
        icon=(value(image, "url") if image else "") or (art.get("href") if art else "") or None,
        hub=hub,
        address=self_link or read.base(channel),
        updated=updated,
    )


def person(text: str) -> str:
    """The name in ``mail (Name)``; what is no such pair stays as it is."""
    read = contact(text)
    return text.strip() if isinstance(read, Problem) or not read.name else read.name


def rss_item(element: Element, read: Reading, heading: Heading) -> Item:
    """What an item says; ``heading`` is what the channel around it says."""
    item = Item(read.line(element.start), read.line(max(element.start, read.end(element) - 1)))
    item.language = value(element, "dc:language") or element.inherited("xml:lang") or heading.language or None
    item.base = read.base(element)
    about = element.get("rdf:about")
    permanent = ""
    duration = value(element, "itunes:duration")
    for child in element.children:
        words = child.value
        match child.name:
            case "guid":
                if item.id:
                    read.drop(item, child, "the item has another guid before it")
                item.id = item.id or words
                if child.get("isPermaLink", "true").lower() != "false" and words.startswith(("http://", "https://")):
                    permanent = words
            case "author":
                name = person(words)
                item.authors.append(name)
                if name != words:
                    read.drop(item, child, "of an author the record keeps the name")
            case "dc:creator" | "itunes:author":
                if child.name == "dc:creator" or not item.authors:
                    item.authors.append(words)
            case "atom:author":
                item.authors.append(value(child, "atom:name") or words)
            case "category" | "dc:subject":
                item.categories.append(words)
                if child.get("domain"):
                    read.drop(item, child, "of a category the record keeps the name")
            case "enclosure":
                item.enclosures.append(enclosure(child.get("url"), child.get("type"), child.get("length"), duration))
            case "media:group":
                for inner in child.children:
                    media(inner, item, read)
            case "media:content" | "media:thumbnail":
                media(child, item, read)
            case "itunes:image":
                item.pictures.append(Picture("", href=child.get("href") or words))
                hear(child, item, read)
            case "dc:language":
                pass
            case "wp:post_password" | "wp:comment":
                pass  # nobody's to read
            case "wp:post_modified_gmt":
                item.updated = item.updated or ("" if words.startswith("0000") else f"{words.replace(' ', 'T')}Z")
            case "wp:status" | "wp:post_type" | "wp:post_id" | "wp:post_date" | "wp:post_date_gmt" | "wp:post_modified":
                pass  # which says nothing more than the item itself
            case "itunes:duration" if any(one.name == "enclosure" for one in element.children):
                pass
            case known if known in FIELDS:
                _say(FIELDS[known], words or (read.markup(child) if child.children else ""), child, item, read)
            case "atom:link" if child.get("rel", "alternate") == "alternate" and not item.link:
                item.link = child.get("href")
            case _ if hear(child, item, read):
                pass
            case _:
                read.drop(item, child)
    if element.first("wp:post_type") is not None and item.html:
        item.html, gone = wordpress_html(item.html)
        for piece in gone:
            item.drop(read.name, item.first, piece, "a short code of WordPress's")
    item.id = item.id or about
    item.link = item.link or permanent
    return item


def _say(field: str, value: str, element: Element, item: Item, read: Reading) -> None:
    """Keep the first of several elements that say the same thing."""
    before = getattr(item, field)
    if value and not before:
        setattr(item, field, value)
    elif value and value != before:
        read.drop(item, element, f"the item has said its {field} before")
