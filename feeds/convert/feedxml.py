"""An existing RSS (0.9x, 1.0, 2.0) or Atom feed → its items as drafts."""

from collections.abc import Iterator
from dataclasses import replace

from feeds.articles.article import Draft, Dropped
from feeds.convert.atomentries import atom_entry, atom_heading
from feeds.convert.converted import Converted, Heading, Said
from feeds.convert.drafting import limited
from feeds.convert.exports import names, told, unpublished
from feeds.convert.feeditem import draft_of, nothing_in
from feeds.convert.feedshow import show_of
from feeds.convert.feedtree import Reading, shown
from feeds.convert.rssitems import rss_heading, rss_item
from feeds.errors import DocumentError
from feeds.source.xmltree import Element


def feed_xml(name: str, data: bytes, spoken: str | None) -> Converted:
    """The items of the feed in these bytes; what is wrong with it is in ``errors``."""
    read = Reading(name, data)
    root = read.document.root
    if root is None:
        fatal = read.document.fatal
        says = f"it is not XML that can be read ({fatal.says})." if fatal else "it is not XML that can be read."
        return Converted(errors=(DocumentError(name, says, read.line(fatal.offset) if fatal else 1),))
    is_atom = root.name == "atom:feed"
    channel = root if is_atom else root.first("channel") or root
    items = (
        root.all("atom:entry")
        if is_atom
        else [*channel.all("item"), *(root.all("item") if channel is not root else [])]
    )
    if root.name == "atom:entry":
        channel, items, is_atom = root, [root], True
    elif not is_atom and root.name not in ("rss", "rdf:RDF", "channel"):
        says = f"its root element is <{root.local}>: it is neither RSS nor Atom. Check what it is, or leave it out."
        return Converted(errors=(DocumentError(name, says, read.line(root.start)),))
    heading = atom_heading(channel, read) if is_atom else rss_heading(channel, read)
    scope = heading.guid or heading.home or heading.address or ""
    drafts: list[Draft] = []
    errors: list[DocumentError] = []
    dropped: list[Dropped] = []
    if read.document.fatal is not None:
        fatal = read.document.fatal
        says = f"it is not well-formed ({fatal.says}); what follows was read as well as it can be."
        errors.append(DocumentError(name, says, read.line(fatal.offset)))
    passed: list[str] = []
    logins = names(channel)
    for element in items:
        what = unpublished(element)
        if what is not None:
            passed.append(what)
            continue
        item = (atom_entry if is_atom else rss_item)(element, read, heading)
        item.authors = [logins.get(one, one) for one in item.authors]
        try:
            draft = draft_of(name, item, scope, spoken, read.digest)
        except DocumentError as wrong:
            errors.append(wrong)
            continue
        drafts.append(draft)
        dropped += draft.dropped
    heading = replace(heading, passed=told(name, passed))
    if not drafts and not errors:
        errors.append(nothing_in(name))
    if channel not in items:
        heading = _with_show(heading, channel, read)
    left = [] if channel in items else list(_left(channel, read))
    return Converted(tuple(drafts), (*limited(left), *dropped), tuple(errors), heading)


_RIGHTS = ("copyright", "dc:rights", "atom:rights")
_CATEGORIES = ("category", "atom:category")


def _with_show(heading: Heading, channel: Element, read: Reading) -> Heading:
    """The heading with whose the feed is, its categories, and what it says of a show."""
    show, elements = show_of(channel)
    said = [Said(_line(one, read), ("rss",)) for one in elements]
    rights = [one for one in channel.children if one.name in _RIGHTS and one.value]
    terms = [one for one in channel.children if one.name in _CATEGORIES and (one.get("term") or one.value)]
    said += [Said(_line(one, read), ("rss", "atom")) for one in (*rights[:1], *terms)]
    return replace(
        heading,
        rights=" ".join(rights[0].value.split()) if rights else "",
        categories=tuple(dict.fromkeys(" ".join((one.get("term") or one.value).split()) for one in terms)),
        show=show,
        said=tuple(said),
    )


def _line(element: Element, read: Reading) -> Dropped:
    words = element.value or " ".join(f'{key}="{value}"' for key, value in element.attributes.items())
    text = f"<{shown(element)}> {' '.join(words.split())[:300]}"
    return Dropped(read.name, read.line(element.start), text, "it is about the feed, not an article")


def _left(channel: Element, read: Reading) -> Iterator[Dropped]:
    """What the channel says that no feed made from it will."""
    used = {
        "title", "link", "description", "language", "image", "item", "items", "lastBuildDate", "pubDate", "generator",
        "docs", "textInput", "managingEditor", "dc:creator", "dc:language", "dc:date", "itunes:image", "itunes:author",
        *(f"atom:{one}" for one in ("title", "link", "subtitle", "tagline", "id", "updated", "modified", "author",
                                    "icon", "logo", "entry", "generator")),
    }  # fmt: skip
    for child in channel.children:
        if child.name not in used:
            yield _line(child, read)
