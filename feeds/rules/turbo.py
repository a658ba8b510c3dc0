"""Yandex' Turbo pages: https://yandex.com/dev/turbo/doc/rss/markup.html."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import RSS
from feeds.rules.reading import Kind
from feeds.rules.rule import ERROR, WARNING, Book, Where, found
from feeds.rules.sorts import addresses, blanks, one_of, values

_HEAD: Final = "<title>One</title><link>https://example.org/</link><description>News</description>"
_FEED: Final = f'<rss version="2.0" xmlns:turbo="http://turbo.yandex.ru"><channel>{_HEAD}{{}}</channel></rss>'
_ITEM: Final = '<item turbo="{}"><title>One</title><link>https://example.org/1</link>{}</item>'
_CONTENT: Final = "<turbo:content>&lt;h1>One&lt;/h1></turbo:content>"

book = Book(
    "TUR",
    "Yandex Turbo",
    "https://yandex.com/dev/turbo/doc/rss/markup.html",
    prefix="turbo",
    uris=("http://turbo.yandex.ru",),
    misspelt=("http://turbo.yandex.ru/", "https://turbo.yandex.ru", "https://turbo.yandex.ru/"),
    formats=RSS,
    frames={"*": _FEED},
    about="Pages that Yandex builds out of a feed.",
    closed=False,
)
for _name in ("analytics", "adNetwork", "cms_plugin"):
    book.element(f"turbo:{_name}", inside="channel", attributes=None)
for _name in ("content", "source", "topic", "extendedHtml"):
    book.element(f"turbo:{_name}", inside="item", most=1)
# Of no namespace, but Yandex' own.
book.element("item", inside="channel", text=False, attributes=("turbo",))
book.element("metrics", inside="item", most=1, text=False, attributes=None, open=True)

values(book, "TUR201", "turbo-not-true-or-false", {"item": ("turbo",), "turbo:extendedHtml": ("",)},
       one_of("true", "false"), says="{what}: {problem}",
       why="Yandex builds a page where it is true, deletes it where it is false, and does nothing otherwise.",
       bad=_ITEM.format("yes", _CONTENT), good=_ITEM.format("true", _CONTENT),
       repair="truth", fix="Write true or false.")  # fmt: skip
_SOURCE: Final = _ITEM.replace("{}", "true", 1).replace("{}", f"{_CONTENT}<turbo:source>{{}}</turbo:source>")
addresses(book, ("TUR202", "TUR203", "TUR204"), {"turbo:source": ("",)}, title="turbo", bad=_SOURCE, good=_SOURCE,
          blank=False, why="Yandex counts visits for another page.")  # fmt: skip
blanks(book, "TUR102", "empty-turbo-content", ("turbo:content",), level=ERROR,
       bad=_ITEM.format("true", "<turbo:content/>"), good=_ITEM.format("true", _CONTENT), w3c=(),
       why="Yandex has nothing to build a page of.", fix="Put the page into it, in a CDATA section.")  # fmt: skip


@book.rule("TUR101", on="item", level=WARNING, says='item has turbo="true", but no turbo:content',
           bad=_ITEM.format("true", ""), good=_ITEM.format("true", _CONTENT),
           fix='Add turbo:content, or write turbo="false".')  # fmt: skip
def turbo_page_without_content(kind: Kind) -> Iterator[Where]:
    """Yandex has nothing to build a page of."""
    for item in kind.elements:
        if item.attributes and item.get("turbo") == "true" and item.lacks("turbo:content"):
            yield found(item.in_attribute("turbo"))
