"""Facebook's Instant Articles, which ended in April 2023, and Facebook's namespaces.

Source: https://developers.facebook.com/docs/instant-articles/guides/format-overview/, as it was until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.reading import Kind
from feeds.rules.rule import ADVICE, Book, Where, found

_CONTENT: Final = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>One</title>'
    "<link>https://example.org/</link><description>News</description><item><title>One</title>"
    '<description>Short</description><content:encoded>&lt;meta {}="op:markup_version" content="v1.0"></content:encoded>'
    "</item></channel></rss>"
)

book = Book(
    "FBI",
    "Facebook",
    "https://developers.facebook.com/docs/instant-articles/guides/format-overview/",
    prefix="fb",
    uris=("http://www.facebook.com/2008/fbml", "http://ogp.me/ns/fb#"),
    misspelt=("https://www.facebook.com/2008/fbml", "https://ogp.me/ns/fb#", "http://ogp.me/ns/fb"),
    formats=XML_FEEDS,
    about="Markup for Facebook within articles.",
    closed=False,
)


@book.rule("FBI501", on="content:encoded", level=ADVICE, undeclared=True,
           spec="https://techstory.in/early-in-2023-meta-will-discontinue-facebooks-instant-articles-format/",
           says="the text is marked up as an Instant Article, which Facebook does not have any more",
           bad=_CONTENT.replace("{}", "property"), good=_CONTENT.replace("{}", "name"),
           fix="Write the text as HTML for readers, without a head of its own.")  # fmt: skip
def markup_of_instant_articles(kind: Kind) -> Iterator[Where]:
    """Facebook stopped reading such articles in 2023; readers show a page within their page."""
    for element in kind.elements:
        if 'property="op:markup_version"' in element.text[:4000]:
            yield found(element)
            return
