"""What elements of the podcast namespace must have, and what they have that it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from feeds.rules.podcast.book import ATTRIBUTES, OTHER, PROPOSED, TAGS, URI, book
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, part, quoted
from feeds.rules.sorts import Places, blanks, needed, presence
from feeds.source.xmltree import Element
from feeds.values.near import close_matches

_SOURCE: Final = '<podcast:source uri="https://example.org/1.opus"/>'
_RECIPIENT: Final = '<podcast:valueRecipient type="node" address="02d5" split="100"/>'
_REMOTE: Final = '<podcast:remoteItem feedGuid="917393e3-1b1e-5cef-ace4-edaa54e1f810"/>'
_LIVE: Final = '<podcast:liveItem status="{}" start="2026-09-26T07:30:00Z"><title>Live</title>{}</podcast:liveItem>'
_LINK: Final = '<podcast:contentLink href="https://example.org/live">Watch</podcast:contentLink>'

_GUID: Final = (
    f'<rss version="2.0" xmlns:podcast="{URI}"><channel><title>One</title><link>https://example.org/</link>'
    "<description>News</description><podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid></channel></rss>"
)

_NEEDED: Final[Places] = {
    "podcast:transcript": ("url", "type"),
    "podcast:funding": ("url",),
    "podcast:chapters": ("url", "type"),
    "podcast:soundbite": ("startTime", "duration"),
    "podcast:trailer": ("url", "pubdate"),
    "podcast:alternateEnclosure": ("type",),
    "podcast:source": ("uri",),
    "podcast:integrity": ("type", "value"),
    "podcast:value": ("type", "method"),
    "podcast:valueRecipient": ("type", "address", "split"),
    "podcast:valueTimeSplit": ("startTime", "duration"),
    "podcast:images": ("srcset",),
    "podcast:image": ("href",),
    "podcast:liveItem": ("status", "start"),
    "podcast:contentLink": ("href",),
    "podcast:socialInteract": ("protocol", "uri"),
    "podcast:remoteItem": ("feedGuid",),
    "podcast:podping": ("usesPodping",),
    "podcast:chat": ("server", "protocol"),
}


def _switched_off(element: Element) -> bool:
    """Whether it is <podcast:socialInteract protocol="disabled"/>, which needs no address."""
    return element.name == "podcast:socialInteract" and element.get("protocol") == "disabled"


needed(book, "POD101", "podcast-attribute-missing", _NEEDED, unless=_switched_off, blank=False,
       why="Apps pass over an element that lacks what it must have.",
       bad='<podcast:transcript url="https://example.org/1.vtt"/>',
       good='<podcast:transcript url="https://example.org/1.vtt" type="text/vtt"/>',
       fix="Add the attribute.", w3c=())  # fmt: skip
blanks(book, "POD102", "podcast-element-without-text",
       ("podcast:person", "podcast:location", "podcast:season", "podcast:episode", "podcast:trailer",
        "podcast:license", "podcast:guid", "podcast:medium", "podcast:locked", "podcast:block"), level=ERROR,
       bad='<podcast:person role="host"/>', good='<podcast:person role="host">Me</podcast:person>',
       why="What it says is its text: apps pass over it, or show an empty line.", fix="Write the text.",
       w3c=())  # fmt: skip


def _inside(code: str, name: str, on: str, children: tuple[str, ...], bad: str, good: str, why: str, page: str,
            ) -> None:  # fmt: skip
    names = " or ".join(children)

    def check(kind: Kind) -> Iterator[Where]:
        return (found(each, element=each.name, names=names) for each in kind.elements if each.lacks(*children))

    book.rule(code, on=on, level=ERROR, name=name, why=why, spec=f"{TAGS}{page}.md", says="{element} has no {names}",
              bad=bad, good=good, fix=f"Add {names}.")(check)  # fmt: skip


_inside("POD103", "alternative-enclosure-without-source", "podcast:alternateEnclosure", ("podcast:source",),
        '<podcast:alternateEnclosure type="audio/opus"/>',
        f'<podcast:alternateEnclosure type="audio/opus">{_SOURCE}</podcast:alternateEnclosure>',
        "The file is named by its sources; without one there is nothing to play.", "alternate-enclosure")  # fmt: skip
_VALUE: Final = '<podcast:value type="lightning" method="keysend">{}</podcast:value>'
_inside("POD104", "value-without-recipient", "podcast:value", ("podcast:valueRecipient",), _VALUE.format(""),
        _VALUE.format(_RECIPIENT), "Apps that want to pay know nobody to pay to.", "value")  # fmt: skip
_SPLIT: Final = _VALUE.format(
    _RECIPIENT + '<podcast:valueTimeSplit startTime="60" duration="30">{}</podcast:valueTimeSplit>'
)
_inside("POD105", "time-split-without-recipient", "podcast:valueTimeSplit",
        ("podcast:valueRecipient", "podcast:remoteItem"), _SPLIT.format(""), _SPLIT.format(_RECIPIENT),
        "Apps that want to pay for these minutes know nobody to pay to.", "value-time-split")  # fmt: skip
_inside("POD106", "podroll-without-podcasts", "podcast:podroll", ("podcast:remoteItem",), "<podcast:podroll/>",
        f"<podcast:podroll>{_REMOTE}</podcast:podroll>", "It recommends nothing.", "podroll")  # fmt: skip
_PUBLISHER: Final = _REMOTE.replace("/>", ' medium="publisher"/>')
_inside("POD107", "publisher-without-feed", "podcast:publisher", ("podcast:remoteItem",), "<podcast:publisher/>",
        f"<podcast:publisher>{_PUBLISHER}</podcast:publisher>", "It names no publisher.", "publisher")  # fmt: skip


@book.rule("POD108", on="podcast:liveItem", level=WARNING, spec=f"{TAGS}live-item.md",
           says="the live item has no podcast:contentLink",
           bad=_LIVE.format("live", ""),
           good=_LIVE.format("live", _LINK),
           fix="Add a podcast:contentLink to a page that plays the stream.")  # fmt: skip
def live_item_without_link(item: Element) -> Iterator[Where]:
    """Whoever listens with an app that cannot play the stream has nowhere to go."""
    if item.lacks("podcast:contentLink"):
        yield item


@book.rule("POD109", on="podcast:liveItem", level=ERROR, spec=f"{TAGS}live-item.md",
           says="the live item has no {name}", bad=_LIVE.format("live", _LINK).replace("<title>Live</title>", ""),
           good=_LIVE.format("live", _LINK), fix="Give it what an item has.")  # fmt: skip
def live_item_without_title(item: Element) -> Iterator[Where]:
    """It is an item like the others: apps show it by its title."""
    if item.lacks("title", "description") and not any(each.local == "title" for each in item.children):
        yield found(item, name="title")


@book.rule("POD501", on=tuple(f"podcast:{name}" for name in ATTRIBUTES), level=ADVICE,
           says="{element} has no attribute {name}",
           bad='<podcast:transcript url="https://example.org/1.vtt" type="text/vtt" lang="en"/>',
           good='<podcast:transcript url="https://example.org/1.vtt" type="text/vtt" language="en"/>',
           fix="Compare it with the element's page; attribute names are sensitive to case.")  # fmt: skip
def attribute_that_the_namespace_does_not_have(kind: Kind) -> Iterator[Where]:
    """Apps pass over it. It may be newer than this checker, or misspelt."""
    known = set(ATTRIBUTES[kind.name.partition(":")[2]].split())
    for element in kind.elements:
        for name in element.attributes:
            if name not in known and ":" not in name and name[:1] != "{":
                yield found(element.place("attribute name", name), element=element.name, name=quoted(name))


presence(book, "POD502", "proposed-podcast-element", tuple(f"podcast:{name}" for name in PROPOSED), spec=OTHER,
         says="{element} is proposed, or was; the namespace does not have it",
         why="Few apps know it, and it may change.", bad="<podcast:contact>me@example.org</podcast:contact>",
         good='<podcast:person role="host">Me</podcast:person>',
         fix="Keep it if an app that you know uses it.")  # fmt: skip
presence(book, "POD503", "podcast-images-given-up", ("podcast:images",),
         spec=f"{TAGS}images-(deprecated).md", says="{element} has been replaced by podcast:image",
         why="New apps look for podcast:image.", bad='<podcast:images srcset="https://example.org/1.jpg 600w"/>',
         good='<podcast:image href="https://example.org/1.jpg" width="600"/>',
         fix="Add a podcast:image for each picture.")  # fmt: skip


@book.rule("POD504", on="document", level=ADVICE, spec=OTHER,
           says="the namespace has a shorter name today: {right}",
           bad=_GUID.replace(URI, OTHER), good=_GUID,
           repair=("namespace", "https://podcastindex.org/namespace/1.0"), safe=False, fix=f"Write {URI}.")  # fmt: skip
def older_name_of_the_podcast_namespace(reading: Reading) -> Iterator[Where]:
    """Both are right; not every app knows both."""
    for namespace in reading.xml.namespaces if reading.xml is not None else ():
        if namespace.uri == OTHER:
            yield found(namespace.element.place("namespace", namespace.prefix), right=quoted(URI))
            return


_PLACES: Final = {shape.name: shape.inside for shape in book.shapes}
_OPEN: Final = frozenset({"podcast:liveItem", *(f"podcast:{name}" for name in PROPOSED)})


def _strays(reading: Reading) -> Iterator[Where]:
    """One look at all elements of the namespace: whether each is known, and stands where it belongs."""
    for element in reading.xml.elements if reading.xml is not None else ():
        name = element.name
        parent = element.parent
        if not name.startswith("podcast:") or parent is None:
            continue
        inside = _PLACES.get(name)
        if inside is not None and (parent.name in inside or parent.name.startswith("{")):
            continue
        if any(each.name in _OPEN for each in element.ancestors()):
            continue  # a live item may have whatever an item has; what is proposed is no business of ours
        if inside is not None:
            right = " or ".join(sorted(inside))
            yield part("place", element, element=name, parent=parent.name, right=right)
            continue
        near = _near(name)
        yield part("misspelt" if near else "unknown", element, element=name, near=near)


@lru_cache(maxsize=256)
def _near(name: str) -> str:
    """The element that was perhaps meant, "" for none."""
    small = {known.lower(): known for known in _PLACES}
    close = close_matches(name.lower()[:80], small, 1, 0.85)
    return small[close[0]] if close else ""


_TRANSCRIPT: Final = '<podcast:{} url="https://example.org/1.vtt" type="text/vtt"/>'
book.rule("POD110", on="document", level=WARNING, part="place", name="misplaced-podcast-element",
          says="{element} does not belong into {parent}, but into {right}",
          why="Apps look for an element where the namespace puts it, and nowhere else.",
          bad="<item><title>One</title><podcast:locked>yes</podcast:locked></item>",
          good="<item><title>One</title><podcast:txt>yes</podcast:txt></item>",
          fix="Move it to where it belongs.")(_strays)  # fmt: skip
book.rule("POD111", on="document", level=WARNING, part="misspelt", name="misspelt-podcast-element",
          says="the namespace has no element {element}; {near} is near",
          why="Apps pass over what they do not know; names are sensitive to case.",
          bad=_TRANSCRIPT.format("Transcript"), good=_TRANSCRIPT.format("transcript"),
          fix="Write the name as the namespace has it.")(_strays)  # fmt: skip
book.rule("POD507", on="document", level=ADVICE, part="unknown", name="unknown-podcast-element",
          says="nothing is known of {element}", why="Apps pass over it. It may be newer than this checker.",
          bad="<podcast:weather>Rain</podcast:weather>", good="<podcast:txt>Rain</podcast:txt>",
          fix="Compare it with the namespace's list of elements.")(_strays)  # fmt: skip
