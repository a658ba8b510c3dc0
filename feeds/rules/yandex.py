"""What Yandex reads of news: https://yandex.com/dev/turbo/doc/rss/elements.html and Yandex News' own format."""

from __future__ import annotations

from typing import Final

from feeds.rules.formats import RSS
from feeds.rules.rule import WARNING, Book
from feeds.rules.sorts import addresses, blanks, one_of, values

_HEAD: Final = "<title>One</title><link>https://example.org/</link><description>News</description>"
_FEED: Final = f'<rss version="2.0"><channel>{_HEAD}{{}}</channel></rss>'
_ITEM: Final = _FEED.replace("{}", "<item><title>One</title>{}</item>")

book = Book(
    "YDX",
    "Yandex News",
    "https://yandex.com/dev/turbo/doc/rss/markup.html",
    prefix="yandex",
    uris=("http://news.yandex.ru",),
    misspelt=("http://news.yandex.ru/", "https://news.yandex.ru", "https://news.yandex.ru/"),
    formats=RSS,
    frames={"yandex:logo": _FEED, "*": _ITEM},
    about="The whole text and the kind of an article for Yandex.",
    closed=False,
)
book.element("yandex:logo", inside="channel", attributes=("type",))
book.element("yandex:analytics", inside="channel", attributes=None)
book.element("yandex:adNetwork", inside="channel", attributes=None, open=True)
for _name in ("full-text", "genre"):
    book.element(f"yandex:{_name}", inside="item", most=1)
book.element("yandex:related", inside="item", most=1, attributes=("type",), open=True)
book.element("link", inside="yandex:related", attributes=("url", "img"))

values(book, "YDX201", "unknown-genre-of-news", {"yandex:genre": ("",)},
       one_of("lenta", "message", "article", "interview"), level=WARNING, says="genre: {problem}",
       why="Yandex takes the article for a short message.", bad="<yandex:genre>news</yandex:genre>",
       good="<yandex:genre>message</yandex:genre>", fix="Write lenta, message, article or interview.")  # fmt: skip
blanks(book, "YDX101", "empty-text-for-yandex", ("yandex:full-text",), bad="<yandex:full-text/>",
       good="<yandex:full-text>News</yandex:full-text>", why="Yandex does not take an article without a text.",
       fix="Put the whole text of the article into it.", w3c=())  # fmt: skip
_LOGO: Final = "<yandex:logo>{}</yandex:logo>"
addresses(book, ("YDX202", "YDX203", "YDX204"), {"yandex:logo": ("",)}, title="yandex-logo", bad=_LOGO, good=_LOGO,
          why="Yandex shows no logo.")  # fmt: skip
