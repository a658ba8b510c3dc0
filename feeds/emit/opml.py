"""The subscription list, OPML 2.0 (http://opml.org/spec2.opml)."""

from email.utils import format_datetime

from lxml import etree

from feeds.emit.feed import ATOM, INDEX, RSS, Feed, Sibling

_VERSIONS = {RSS: "RSS2", ATOM: "ATOM1"}  # JSON Feed has no word in the specification


def opml(feed: Feed) -> bytes:
    """A list of the site's feeds, each with one subscription, to be imported into a reader.

    The three formats hold the same entries, so a reader that imported them all would show each article three times;
    the list names the first that a feed has: RSS, which every reader knows, where there is one.
    """
    channel = feed.channel
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = feed.title
    etree.SubElement(head, "dateModified").text = format_datetime(feed.updated)
    etree.SubElement(head, "ownerName").text = feed.author
    body = etree.SubElement(root, "body")
    for one in (Sibling(channel, feed.title, feed.description, feed.language), *feed.siblings):
        _subscription(body, one)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _subscription(body: etree._Element, one: Sibling) -> None:
    outline = etree.SubElement(body, "outline", type="rss", text=one.title)
    outline.set("title", one.title)
    outline.set("description", one.description)
    file = one.channel.files[0][0]
    outline.set("xmlUrl", one.channel.url(file))
    outline.set("htmlUrl", one.channel.url(INDEX))
    if one.language:
        outline.set("language", one.language)
    if file in _VERSIONS:
        outline.set("version", _VERSIONS[file])
