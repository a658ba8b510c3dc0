"""What elements of the podcast namespace say together, and beside Apple's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.podcast.book import TAGS, book
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values.dates import iso8601_datetime
from feeds.values.problem import Problem

_REMOTE: Final = '<podcast:remoteItem feedGuid="917393e3-1b1e-5cef-ace4-edaa54e1f810"{}/>'
_MEDIUM: Final = ' medium="publisher"'
_NODE: Final = '<podcast:valueRecipient type="node" address="02d5" split="{}"/>'
_LIVE: Final = (
    '<podcast:liveItem status="ended" start="2026-09-26T07:30:00Z" end="2026-09-26T{}:30:00Z"><title>Live</title>'
    '<podcast:contentLink href="https://example.org/">Watch</podcast:contentLink></podcast:liveItem>'
)
_ALTERNATE: Final = (
    '<podcast:alternateEnclosure type="audio/mpeg" default="true"><podcast:source uri="https://example.org/1"/>'
    "</podcast:alternateEnclosure>"
)
_SPLIT: Final = f'<podcast:valueTimeSplit startTime="1" duration="9">{_REMOTE.format("")}{{}}</podcast:valueTimeSplit>'
_VALUE: Final = '<podcast:value type="lightning" method="keysend">{}</podcast:value>'


@book.rule("POD301", on="podcast:publisher", level=ERROR, spec=f"{TAGS}publisher.md",
           says='the publisher is not one podcast:remoteItem with medium="publisher"',
           bad=f"<podcast:publisher>{_REMOTE.format('')}</podcast:publisher>",
           good=f"<podcast:publisher>{_REMOTE.format(_MEDIUM)}</podcast:publisher>",
           fix='Write one podcast:remoteItem with medium="publisher".')  # fmt: skip
def publisher_that_is_no_publisher(publisher: Element) -> Iterator[Where]:
    """Apps look for the one feed of the publisher, and take no other."""
    items = publisher.all("podcast:remoteItem")
    if items and items[0].get("medium") != "publisher":
        yield items[0]
    elif len(items) > 1:
        yield items[1]


@book.rule("POD302", on="podcast:valueTimeSplit", level=ERROR, spec=f"{TAGS}value-time-split.md",
           says="the time split has {what}",
           bad=_VALUE.format(_NODE.format(1) + _SPLIT.format(_NODE.format(1))),
           good=_VALUE.format(_NODE.format(1) + _SPLIT.format("")),
           fix="Keep one podcast:remoteItem, or recipients of its own.")  # fmt: skip
def time_split_with_two_targets(split: Element) -> Iterator[Where]:
    """Apps pay the one or the other: nobody can know which."""
    remote = split.all("podcast:remoteItem")
    if remote and "podcast:valueRecipient" in split:
        yield found(split, what="both a podcast:remoteItem and recipients of its own")
    elif len(remote) > 1:
        yield found(remote[1], what="two podcast:remoteItem")


@book.rule("POD303", on="podcast:value", level=WARNING, spec=f"{TAGS}value-recipient.md",
           says="the shares of all recipients are 0", bad=_VALUE.format(_NODE.format(0)),
           good=_VALUE.format(_NODE.format(1)), fix="Give somebody a share.")  # fmt: skip
def value_for_nobody(value: Element) -> Iterator[Where]:
    """Apps divide by the sum of the shares: nobody is paid, or they fail."""
    shares = [each.get("split").strip() for each in value.children if each.name == "podcast:valueRecipient"]
    if shares and all(share and not share.strip("0.") for share in shares):
        yield value


@book.rule("POD304", on="channel", level=WARNING, spec=f"{TAGS}medium.md",
           says="the medium is {medium}, a list, but the channel has items",
           bad="<podcast:medium>musicL</podcast:medium><item><title>One</title></item>",
           good="<podcast:medium>music</podcast:medium><item><title>One</title></item>",
           fix="Point to items elsewhere with podcast:remoteItem, or choose the medium without L.")  # fmt: skip
def list_with_items_of_its_own(channel: Element) -> Iterator[Where]:
    """Apps show of such a feed only what it points to."""
    medium = channel.first("podcast:medium")
    if medium is not None and "item" in channel and (medium.value == "mixed" or medium.value.endswith("L")):
        yield found(medium.in_text(), medium=quoted(medium.value))


@book.rule("POD305", on="podcast:liveItem", level=WARNING, spec=f"{TAGS}live-item.md",
           says="the live item {what}", bad=_LIVE.format("06"), good=_LIVE.format("08"),
           fix="Bring status, start and end up to date.")  # fmt: skip
def live_item_at_an_impossible_time(item: Element, reading: Reading) -> Iterator[Where]:
    """Apps announce a stream by it, and listeners come to an empty room."""
    start, end = (iso8601_datetime(item.get(name)) if name in item.attributes else None for name in ("start", "end"))
    if start is None or end is None or isinstance(start, Problem) or isinstance(end, Problem):
        return
    begins, ends = start.when, end.when
    if ends < begins:
        yield found(item.in_attribute("end"), what="ends before it begins")
    elif item.get("status") == "live" and (reading.now - ends).days >= 1:
        yield found(item.in_attribute("status"), what="is live, but should have ended more than a day ago")


@book.rule("POD306", on="item", level=WARNING, spec=f"{TAGS}season.md",
           says="{ours} says {one}, {theirs} {other}",
           bad="<podcast:season>2</podcast:season><itunes:season>1</itunes:season>",
           good="<podcast:season>2</podcast:season><itunes:season>2</itunes:season>",
           fix="Write the same number into both.")  # fmt: skip
def season_or_episode_disagrees(item: Element) -> Iterator[Where]:
    """Some apps read the one, others the other: the episode stands in two places."""
    for name in ("season", "episode"):
        ours = item.first(f"podcast:{name}")
        theirs = item.first(f"itunes:{name}") if ours is not None else None
        if ours is None or theirs is None:
            continue
        one, other = ours.value, theirs.value
        if one.isdigit() and other.isdigit() and one.lstrip("0") != other.lstrip("0"):
            yield found(ours.in_text(), ours=ours.name, theirs=theirs.name, one=one, other=other)


@book.rule("POD307", on="item", level=WARNING, spec=f"{TAGS}alternate-enclosure.md",
           says="a second podcast:alternateEnclosure is the default one",
           bad=_ALTERNATE * 2, good=_ALTERNATE,
           fix="Keep default for the one that is the same as the enclosure.")  # fmt: skip
def two_default_alternate_enclosures(item: Element) -> Iterator[Where]:
    """Apps choose the first or the last of them."""
    seen = False
    for child in item.children:
        if child.name == "podcast:alternateEnclosure" and child.get("default") == "true":
            if seen:
                yield child.in_attribute("default")
                return
            seen = True


@book.rule("POD308", on="podcast:license", level=WARNING, spec=f"{TAGS}license.md",
           says="the licence {text} is no identifier of SPDX in small letters, and has no url",
           bad="<podcast:license>My licence</podcast:license>",
           good="<podcast:license>cc-by-4.0</podcast:license>",
           fix="Write an identifier of https://spdx.org/licenses/ in small letters, or add a url.")  # fmt: skip
def licence_that_nobody_can_read(licence: Element) -> Iterator[Where]:
    """Nobody can find out what is allowed."""
    text = licence.value
    if text and not licence.get("url") and (text != text.lower() or " " in text):
        yield found(licence.in_text(), text=quoted(text))


@book.rule("POD506", on="podcast:soundbite", level=ADVICE, spec=f"{TAGS}soundbite.md",
           says="the soundbite lasts {seconds} seconds, where 15 to 120 are recommended",
           bad='<podcast:soundbite startTime="73" duration="600"/>',
           good='<podcast:soundbite startTime="73" duration="60"/>',
           fix="Choose a part of 15 to 120 seconds.")  # fmt: skip
def soundbite_too_short_or_long(soundbite: Element) -> Iterator[Where]:
    """Apps play it as a sample."""
    text = soundbite.get("duration").strip()
    if text.replace(".", "", 1).isdigit() and len(text) < 12 and not 15 <= float(text) <= 120:
        yield found(soundbite.in_attribute("duration"), seconds=text)
