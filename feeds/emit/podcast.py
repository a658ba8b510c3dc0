"""What makes an RSS feed a podcast: Apple's elements and those of the podcast namespace.

Sources: https://podcasters.apple.com/support/823-podcast-requirements;
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md.
"""

import uuid

from lxml import etree

from feeds.articles.episode import Episode
from feeds.emit.feed import Entry, Feed
from feeds.emit.spec import Podcast
from feeds.emit.writer import with_prefix

ITUNES_NS = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST_NS = "https://podcastindex.org/namespace/1.0"
# The namespace's own, from which a show's guid follows (…/podcast-namespace/blob/main/docs/tags/guid.md).
_SHOWS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


def show(root: etree._Element, feed: Feed, podcast: Podcast) -> etree._Element:
    """The RSS document as a podcast; every item of it has a file to be played."""
    channel = root[0]
    first = channel.find("item")
    head: list[etree._Element] = []

    def put(name: str, text: str = "", **attributes: str) -> etree._Element:
        element = etree.Element(name, dict(attributes))
        if text:
            element.text = text
        head.append(element)
        return element

    if feed.author:
        put(f"{{{ITUNES_NS}}}author", feed.author)
    if podcast.explicit is not None:
        put(f"{{{ITUNES_NS}}}explicit", _truth(podcast.explicit))
    if podcast.kind:
        put(f"{{{ITUNES_NS}}}type", podcast.kind)
    if podcast.image:
        put(f"{{{ITUNES_NS}}}image", href=podcast.image)
    outers: dict[str, etree._Element] = {}
    for category in podcast.categories:
        outer, _, inner = (part.strip() for part in category.partition(">"))
        if outer not in outers:
            outers[outer] = put(f"{{{ITUNES_NS}}}category", text="")
            outers[outer].set("text", outer)
        element = outers[outer]
        if inner:
            etree.SubElement(element, f"{{{ITUNES_NS}}}category").set("text", inner)
    if podcast.email:
        owner = put(f"{{{ITUNES_NS}}}owner")
        if podcast.owner or feed.author:
            etree.SubElement(owner, f"{{{ITUNES_NS}}}name").text = podcast.owner or feed.author
        etree.SubElement(owner, f"{{{ITUNES_NS}}}email").text = podcast.email
    if podcast.complete:
        put(f"{{{ITUNES_NS}}}complete", "Yes")
    if podcast.guid:
        put(f"{{{PODCAST_NS}}}guid", podcast.guid)
    if podcast.medium:
        put(f"{{{PODCAST_NS}}}medium", podcast.medium)
    if podcast.locked is not None:
        locked = put(f"{{{PODCAST_NS}}}locked", "yes" if podcast.locked else "no")
        if podcast.email:
            locked.set("owner", podcast.email)
    if podcast.funding:
        words = podcast.funding_says or ("" if podcast.bare else "Support the show")
        put(f"{{{PODCAST_NS}}}funding", words, url=podcast.funding)
    if podcast.copyright:
        put("copyright", podcast.copyright)
    for element in head:
        if first is not None:
            first.addprevious(element)
        else:
            channel.append(element)
    for item, entry in zip(channel.iterfind("item"), feed.entries, strict=True):
        _episode(item, entry, podcast)
    return with_prefix(with_prefix(root, "podcast", PODCAST_NS), "itunes", ITUNES_NS)


def episodes(root: etree._Element, feed: Feed) -> etree._Element:
    """The RSS document with what is said of its episodes, in elements of the podcast namespace.

    Apple's elements are for shows only: directories take each feed that has one for a show.
    """
    for item, entry in zip(root[0].iterfind("item"), feed.entries, strict=True):
        if entry.episode is not None:
            _facts(item, entry.episode)
    return with_prefix(root, "podcast", PODCAST_NS)


def guid(address: str) -> str:
    """A show's guid: a UUID of version 5 of its feed's address, without scheme and final slashes."""
    return str(uuid.uuid5(_SHOWS, address.partition("://")[2].rstrip("/")))


def _episode(item: etree._Element, entry: Entry, podcast: Podcast) -> None:
    facts = entry.episode or Episode()
    if facts.title or not podcast.bare:
        etree.SubElement(item, f"{{{ITUNES_NS}}}title").text = facts.title or entry.title
    if not podcast.bare:
        etree.SubElement(item, f"{{{ITUNES_NS}}}author").text = ", ".join(entry.authors)
    explicit = podcast.explicit if facts.explicit is None and not podcast.bare else facts.explicit
    if explicit is not None:
        etree.SubElement(item, f"{{{ITUNES_NS}}}explicit").text = _truth(explicit)
    if facts.kind:
        etree.SubElement(item, f"{{{ITUNES_NS}}}episodeType").text = facts.kind
    # Apple's numbers are whole and begin with 1 (https://help.apple.com/itc/podcasts_connect/#/itcb54353390).
    for name, number in (("season", facts.season), ("episode", facts.number)):
        if number and number == int(number):
            etree.SubElement(item, f"{{{ITUNES_NS}}}{name}").text = _number(number)
    _facts(item, facts)
    seconds = entry.enclosures[0].duration if entry.enclosures else None
    if seconds:
        etree.SubElement(item, f"{{{ITUNES_NS}}}duration").text = str(max(1, round(seconds)))
    fitting = (one.href for one in entry.pictures if one.media_type in {"image/jpeg", "image/png"})
    cover = facts.artwork or (None if podcast.bare else next(fitting, None))
    if cover:
        etree.SubElement(item, f"{{{ITUNES_NS}}}image", href=cover)


def _facts(item: etree._Element, facts: Episode) -> None:
    """What only the podcast namespace has elements for, or has them too."""

    def put(element: str, text: str | None = None, **attributes: str | None) -> None:
        given = {key: value for key, value in attributes.items() if value}
        etree.SubElement(item, f"{{{PODCAST_NS}}}{element}", given).text = text

    if facts.season is not None:
        put("season", str(facts.season), name=facts.season_name)
    if facts.number is not None:
        put("episode", _number(facts.number), display=facts.label)
    for one in facts.transcripts:
        put("transcript", url=one.href, type=one.media_type, language=one.language, rel=one.rel)
    if facts.chapters:
        put("chapters", url=facts.chapters, type=facts.chapters_type)
    for person in facts.people:
        put("person", person.name, role=person.role, group=person.group, img=person.picture, href=person.page)


def _number(number: float) -> str:
    return f"{number:.15g}"


def _truth(value: bool) -> str:  # noqa: FBT001 - it is the value that is to be written
    return "true" if value else "false"
