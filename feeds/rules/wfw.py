"""Where an item's comments are, and where one is sent to.

Source: https://web.archive.org/web/20051212073302/http://wellformedweb.org/story/9 and, for the feed of the comments,
the RSS Advisory Board's profile, https://www.rssboard.org/rss-profile#namespace-elements-wfw.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.modules import ENTRY, ITEM, addresses
from feeds.rules.reading import Kind
from feeds.rules.rule import WARNING, Book, Where, found

_FEED: Final = "<wfw:commentRss>{}</wfw:commentRss>"

book = Book(
    "WFW",
    "Comment API",
    "https://www.rssboard.org/rss-profile",
    prefix="wfw",
    uris=("http://wellformedweb.org/CommentAPI/",),
    misspelt=(
        "http://wellformedweb.org/CommentAPI",
        "https://wellformedweb.org/CommentAPI/",
        "http://www.wellformedweb.org/CommentAPI/",
        "http://wellformedweb.org/commentAPI/",
    ),
    frames={"*": ITEM},
    about="The feed of an item's comments, and the address that takes new ones.",
)
for _name in ("comment", "commentRss", "commentRSS"):
    book.element(f"wfw:{_name}", inside=ENTRY, most=1)

addresses(book, "WFW201", "comment-feed", on=("wfw:commentRss", "wfw:commentRSS"), example=_FEED,
          spec="#namespace-elements-wfw-commentrss", why="Readers fetch the comments from there.")  # fmt: skip
addresses(book, "WFW203", "comment-target", on="wfw:comment", example="<wfw:comment>{}</wfw:comment>",
          spec="https://web.archive.org/web/20051212073302/http://wellformedweb.org/story/9",
          why="Readers send comments there.")  # fmt: skip


@book.rule("WFW101", on="wfw:commentRSS", level=WARNING, says="the element is called wfw:commentRss",
           spec="#namespace-elements-wfw-commentrss", bad="<wfw:commentRSS>https://example.org/1</wfw:commentRSS>",
           good="<wfw:commentRss>https://example.org/1</wfw:commentRss>",
           repair=("named", "wfw:commentRss"), fix="Write ss in small letters.",
           w3c=("CommentRSS",))  # fmt: skip
def comment_feed_in_capitals(kind: Kind) -> Iterator[Where]:
    """The specification once had both spellings; most readers know the one with small letters only."""
    for element in kind.elements:
        yield found(element)
