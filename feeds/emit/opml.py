"""The subscription list, OPML 2.0 (http://opml.org/spec2.opml)."""

from email.utils import format_datetime

from lxml import etree

from feeds.emit.feed import INDEX, RSS, Feed


def opml(feed: Feed) -> bytes:
    """A list with one subscription, to be imported into a reader.

    The three formats hold the same entries, so a reader that imported them all would show each article three times;
    the list names the one that every reader knows.
    """
    channel = feed.channel
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = feed.title
    etree.SubElement(head, "dateModified").text = format_datetime(feed.updated)
    etree.SubElement(head, "ownerName").text = feed.author
    outline = etree.SubElement(etree.SubElement(root, "body"), "outline", type="rss", text=feed.title)
    outline.set("title", feed.title)
    outline.set("description", feed.description)
    outline.set("xmlUrl", channel.url(RSS))
    outline.set("htmlUrl", channel.url(INDEX))
    if feed.language:
        outline.set("language", feed.language)
    outline.set("version", "RSS2")
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
