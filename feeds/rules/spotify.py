"""Spotify's elements for podcasts: https://support.spotify.com/us/creators/article/podcast-specification-doc/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import RSS
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, WARNING, Book, Where, found, quoted
from feeds.rules.sorts import needed, one_of, values
from feeds.values import counts
from feeds.values.problem import Problem

_EMPTY: Final = Problem("empty", "it is empty")
_FEED: Final = (
    '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link><description>News</description>'
    "{}</channel></rss>"
)

book = Book(
    "SPO",
    "Spotify",
    "https://support.spotify.com/us/creators/article/podcast-specification-doc/",
    prefix="spotify",
    uris=("http://www.spotify.com/ns/rss",),
    misspelt=("http://www.spotify.com/ns/rss/", "https://www.spotify.com/ns/rss", "http://spotify.com/ns/rss",
              "https://www.spotify.com/ns/rss/"),
    formats=RSS,
    frames={"*": _FEED},
    about="How many episodes Spotify keeps, for which country a show is made, and who may hear it.",
)  # fmt: skip
book.element("spotify:limit", inside="channel", most=1, attributes=("recentCount",))
book.element("spotify:countryOfOrigin", inside="channel", most=1)
book.element("spotify:access", inside=("channel", "item"), most=1, text=False)
book.element("spotify:partner", inside="spotify:access", most=1, attributes=("id",))
book.element("spotify:sandbox", inside="spotify:access", most=1, attributes=("enabled",))
book.element("spotify:entitlement", inside="spotify:access", attributes=("name",))

needed(book, "SPO101", "spotify-attribute-missing",
       {"spotify:limit": ("recentCount",), "spotify:partner": ("id",), "spotify:sandbox": ("enabled",),
        "spotify:entitlement": ("name",)}, w3c=(), why="Spotify passes over the element.", bad="<spotify:limit/>",
       good='<spotify:limit recentCount="10"/>', fix="Add the attribute.")  # fmt: skip
values(book, "SPO201", "spotify-limit-not-a-number", {"spotify:limit": ("recentCount",)}, counts.positive,
       says="{what} is not a whole number from 1 on: {text}: {problem}", why="Spotify keeps all episodes.",
       bad='<spotify:limit recentCount="all"/>', good='<spotify:limit recentCount="10"/>',
       fix="Write how many episodes Spotify shall keep.")  # fmt: skip
values(book, "SPO202", "spotify-sandbox-not-true-or-false", {"spotify:sandbox": ("enabled",)},
       one_of("true", "false"), says="{what}: {problem}",
       why="Spotify may show to everybody what was a test.",
       bad='<spotify:access><spotify:sandbox enabled="yes"/></spotify:access>',
       good='<spotify:access><spotify:sandbox enabled="true"/></spotify:access>',
       repair="truth", fix="Write true or false.")  # fmt: skip


@book.rule("SPO203", on="spotify:countryOfOrigin", level=ERROR, says="{text} is no country's code of two letters",
           bad="<spotify:countryOfOrigin>usa</spotify:countryOfOrigin>",
           good="<spotify:countryOfOrigin>us ca</spotify:countryOfOrigin>",
           fix="Write codes of ISO 3166, separated by blanks, the first one first in importance.")  # fmt: skip
def podcast_of_no_country(kind: Kind) -> Iterator[Where]:
    """Spotify recommends a show first in the countries that it is made for."""
    from feeds.values.tables.languages import REGIONS  # noqa: PLC0415 - few feeds have it

    for element in kind.elements:
        at, text = 0, element.text
        for word in text.split():
            at = text.index(word, at)
            if (len(word) != 2 or word.lower() not in REGIONS) and word != "global":
                yield found(element.in_text(at, at + len(word)), text=quoted(word))
            at += len(word)


values(book, "SPO301", "spotify-access-for-nobody", {"spotify:partner": ("id",), "spotify:entitlement": ("name",)},
       lambda text: text or _EMPTY, level=WARNING, says="{what} is empty",
       why="Nobody can be given access to it.",
       bad='<spotify:access><spotify:partner id=""/></spotify:access>',
       good='<spotify:access><spotify:partner id="1"/></spotify:access>',
       fix="Write what Spotify has given you.")  # fmt: skip
