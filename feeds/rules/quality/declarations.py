"""The rules on quality, each a part of the one look at a feed's items."""

from typing import Final

from feeds.rules.quality.book import WARNING, channel, dated, quality

_RFC5646: Final = "https://www.rfc-editor.org/rfc/rfc5646#section-4.1"
_CHARSETS: Final = "https://www.w3.org/TR/xml/#charsets"
_PUBDATE: Final = "https://www.rssboard.org/rss-profile#element-channel-item-pubdate"
_GERMAN: Final = (
    "<title>Der Rat hat entschieden</title><description>Die Stadt wird die Brücke nicht bauen, weil das Geld für den "
    "Bau fehlt und die Arbeiten an der alten Brücke noch nicht beendet sind. Das hat der Rat in der Sitzung mit den "
    "Stimmen der Mehrheit beschlossen. Auch eine neue Straße wird es in den nächsten Jahren nicht geben, weil die "
    "Mittel aus dem Haushalt für die Schulen und das Bad auf dem Berg ausgegeben werden. Die Vertreter der Wirtschaft "
    "sind mit dem Ergebnis nicht zufrieden, weil der Verkehr auf den Straßen nach ihrer Meinung zu dicht ist."
    "</description>"
)
_TITLES: Final = "<title>{}</title><link>https://example.org/{}</link><guid>https://example.org/{}</guid>"


def _three(text: str) -> str:
    return channel(*(f"<title>{number}</title><description>{text}</description>" for number in (1, 2, 3)))


quality("TXT201", "mojibake", "mojibake", level=WARNING, says="{element} has broken letters: {problem}",
        why="Readers show what stands there: two or three odd characters for each letter beyond ASCII.",
        bad=channel("<title>Don\u00e2\u20ac\u2122t panic</title>"), good=channel("<title>Don\u2019t panic</title>"),
        fix="Read the source as the UTF-8 it is, not as Windows-1252.", spec=_CHARSETS,
        w3c="BadCharacters")  # fmt: skip
quality("TXT202", "lost-characters", "lost", level=WARNING,
        says="{element} has characters that a broken conversion left: {problem}",
        why="Readers show boxes, question marks or nothing in their place.",
        bad='{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": '
        '[{"id": "1", "content_text": "Na\ufffdve"}]}',
        good='{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": '
        '[{"id": "1", "content_text": "Na\u00efve"}]}',
        fix="Convert the text from the charset that it really is in, once.", spec=_CHARSETS,
        w3c="BadCharacters")  # fmt: skip
quality("TXT203", "language-contradicted-by-text", "language", level=WARNING,
        says="the language is said to be {tag}, but the text is {really}",
        why="Readers translate, hyphenate, filter and read aloud by it, and search engines choose the audience.",
        bad=channel(_GERMAN, head="<language>en</language>"), good=channel(_GERMAN, head="<language>de</language>"),
        fix="Declare the language that the text is in.", spec=_RFC5646)  # fmt: skip
quality("TXT301", "shared-title", "title", says="{count} items have one title: {text}, first item {first}",
        why="In a list of titles nobody can tell them apart.",
        bad=channel(*(_TITLES.format("News", number, number) for number in (1, 2, 3))),
        good=channel(*(_TITLES.format(f"News {number}", number, number) for number in (1, 2, 3))),
        fix="Give each item a title of its own.")  # fmt: skip
quality("TXT302", "shared-link", "link", says="{count} items lead to one address: {text}, first item {first}",
        why="A reader opens the same page for all of them, and many programs tell items apart by their links.",
        bad=channel("<title>A</title><link>https://example.org/1</link><guid>https://example.org/a</guid>",
                    "<title>B</title><link>https://example.org/1</link><guid>https://example.org/b</guid>"),
        good=channel("<title>A</title><link>https://example.org/1</link><guid>https://example.org/a</guid>",
                     "<title>B</title><link>https://example.org/2</link><guid>https://example.org/b</guid>"),
        fix="Link each item to its own page, or to its place on the page (#…).")  # fmt: skip
quality("TXT401", "shared-link-without-guid", "link-alone", level=WARNING,
        says="{count} items without guid lead to one address: {text}, first item {first}",
        why="Without a guid readers tell items apart by their links: Miniflux takes these for one item and shows one.",
        bad=channel("<title>A</title><link>https://example.org/1</link>",
                    "<title>B</title><link>https://example.org/1</link>"),
        good=channel("<title>A</title><link>https://example.org/1</link>",
                     "<title>B</title><link>https://example.org/2</link>"),
        fix="Give each item a guid, and a link of its own.")  # fmt: skip
quality("TXT303", "items-of-one-date", "one-date", says="all {count} dated items have one date: {date}",
        why="Readers sort by date, so the order is lost; usually the day of the build was taken for that of the item.",
        bad=dated("20", "20", "20").replace("<title>20", "<title>A", 1).replace("<title>20", "<title>B", 1),
        good=dated("20", "19", "18"), fix="Say when each item was published.", spec=_PUBDATE)  # fmt: skip
quality("TXT304", "oldest-item-first", "oldest-first", says="the items run from {first} to {last}, the oldest first",
        why="Programs that take the first items of a feed never see the new ones, and feeds are cut at their end.",
        bad=dated("18", "19", "20"), good=dated("20", "19", "18"), fix="Put the newest item first.")  # fmt: skip
quality("TXT402", "undated-item", "undated", level=WARNING, says="{what}",
        why="Miniflux and NetNewsWire take the time at which they first saw the item: old items appear as new ones, in "
        "no order.",
        bad=channel("<title>A</title>"),
        good=channel("<title>A</title><pubDate>20 Jan 2026 08:15:00 +0000</pubDate>"),
        fix="Give each item a pubDate.", spec=_PUBDATE)  # fmt: skip
quality("TXT501", "stale-feed", "stale", says="the newest item is of {date}, {days} days ago",
        why="Readers ask such feeds less and less often, and directories drop them: perhaps the build has stopped.",
        bad=channel("<title>A</title><pubDate>20 Jan 2020 08:15:00 +0000</pubDate>"),
        good=channel("<title>A</title><pubDate>20 Jan 2026 08:15:00 +0000</pubDate>"),
        fix="See whether the feed is still made, or say that it has ended.", spec=_PUBDATE)  # fmt: skip
quality("TXT502", "feed-without-items", "empty", says="the feed has no items",
        why="A person who subscribes sees nothing, and cannot tell whether the feed works.",
        bad=channel(), good=channel("<title>A</title>"), fix="Keep the last items in the feed.")  # fmt: skip
quality("TXT503", "blank-item-text", "blank", says="the {element} of the item is blank",
        why="A reader opens an empty page.",
        bad=channel("<title>A</title><description></description>"),
        good=channel("<title>A</title><description>News</description>"),
        fix="Fill it, or leave it out.")  # fmt: skip
quality("TXT504", "truncated-texts", "truncated", says="the texts of {count} of {of} items stop in the middle",
        why="People who read offline or within their reader see a beginning only.",
        bad=_three("The council has decided that the bridge [...]"), good=_three("The council has decided."),
        fix="Put the full text into content:encoded (or Atom's content), and a summary into description.")  # fmt: skip
quality("TXT505", "dates-at-midnight", "midnight", says="all {count} dated items are of midnight",
        why="Readers sort by time: an item of this afternoon, dated midnight, sinks below what came in the morning, "
        "and west of the date's zone it is shown a day early.",
        bad=dated("20", "19", "18", "17", "16", clock="00:00:00"), good=dated("20", "19", "18", "17", "16"),
        fix="Give the time at which the item was published.", spec=_PUBDATE)  # fmt: skip
