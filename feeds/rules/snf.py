"""SmartNews' SmartFormat 2.1: https://publishers.smartnews.com/hc/en-us/articles/360036526213."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import ATOM, RSS
from feeds.rules.reading import Kind, Reading
from feeds.rules.rule import ERROR, WARNING, Book, Where, found
from feeds.rules.sorts import addresses, needed

_URI: Final = "http://www.smartnews.be/snf"
_HEAD: Final = "<title>One</title><link>https://example.org/</link><description>News</description>"
_FEED: Final = f'<rss version="2.0" xmlns:snf="{_URI}"><channel>{_HEAD}{{}}</channel></rss>'
_ITEM: Final = _FEED.replace("{}", "<item><title>One</title>{}</item>")
_LOGO: Final = "<snf:logo><url>{}</url></snf:logo>"
_AD: Final = "<snf:advertisement>{}</snf:advertisement>"
_LINK: Final = '<snf:sponsoredLink link="https://example.org/ad" advertiser="{}"/>'

book = Book(
    "SNF",
    "SmartFormat",
    "https://publishers.smartnews.com/hc/en-us/articles/360036526213-SmartFormat-Specification-Version-2-1",
    prefix="snf",
    uris=(_URI,),
    misspelt=("http://www.smartnews.be/snf/", "https://www.smartnews.be/snf", "http://www.smartnews.com/snf"),
    formats=RSS | ATOM,
    frames={"snf:logo": _FEED, "snf:darkModeLogo": _FEED, "*": _ITEM},
    about="Logo, measuring, advertisements and films of articles in SmartNews.",
)
for _name in ("logo", "darkModeLogo"):
    book.element(f"snf:{_name}", inside=("channel", "atom:feed"), most=1, text=False)
    book.element("url", inside=f"snf:{_name}", most=1)
for _name in ("analytics", "advertisement"):
    book.element(f"snf:{_name}", inside=("item", "atom:entry"), most=1)
book.element("snf:video", inside=("item", "atom:entry"), attributes=("url", "caption", "thumbnail"))
book.element("snf:relatedLink", inside=("item", "atom:entry"), attributes=("link", "title", "thumbnail"))
book.element("snf:sponsoredLink", inside="snf:advertisement", most=2,
             attributes=("link", "title", "thumbnail", "advertiser"))  # fmt: skip
book.element("snf:adcontent", inside="snf:advertisement", most=1)

needed(book, "SNF101", "smartnews-attribute-missing",
       {"snf:sponsoredLink": ("link", "advertiser"), "snf:relatedLink": ("link", "title"), "snf:video": ("url",)},
       w3c=(), blank=False, why="SmartNews leaves it out.",
       bad=_AD.replace("{}", '<snf:sponsoredLink link="https://example.org/ad"/>'),
       good=_AD.replace("{}", _LINK.format("Me")), fix="Add the attribute.")  # fmt: skip
_VIDEO: Final = '<snf:video url="{}"/>'
addresses(book, ("SNF201", "SNF202", "SNF203"),
          {"snf:video": ("url", "thumbnail"), "snf:sponsoredLink": ("link", "thumbnail"),
           "snf:relatedLink": ("link", "thumbnail")},
          title="smartnews", bad=_VIDEO, good=_VIDEO, blank=False, why="SmartNews leaves it out.")  # fmt: skip
book.required("SNF102", "smartnews-logo-without-url", on=("snf:logo", "snf:darkModeLogo"), element="url",
              says="the logo has no url", why="SmartNews writes the name of the site instead.", bad="<snf:logo/>",
              good=_LOGO.format("https://example.org/logo.png"), fix="Put url with the picture's address into it.",
              )  # fmt: skip


@book.rule("SNF301", on="snf:sponsoredLink", level=WARNING,
           spec="https://publishers.smartnews.com/hc/en-us/articles/51338435733913-About-the-sponsored-link-feature",
           says="{name} has {length} characters; it may have {most}", bad=_AD.replace("{}", _LINK.format("Me " * 20)),
           good=_AD.replace("{}", _LINK.format("Me")), fix="Write less.")  # fmt: skip
def sponsored_link_too_long(kind: Kind) -> Iterator[Where]:
    """SmartNews cuts it off."""
    for element in kind.elements:
        for name, most in (("advertiser", 35), ("title", 45)):
            text = element.get(name).strip()
            if len(text) > most:
                yield found(element.in_attribute(name), name=name, length=len(text), most=most)


@book.rule("SNF302", on="document", level=ERROR, says="SmartNews reads UTF-8 only, and this is {charset}",
           bad=f'<?xml version="1.0" encoding="iso-8859-15"?>{_FEED}',
           good=f'<?xml version="1.0" encoding="iso-8859-15"?>{_FEED}'.replace(f' xmlns:snf="{_URI}"', ""),
           fix="Write the feed in UTF-8.")  # fmt: skip
def smartformat_not_in_utf8(reading: Reading) -> Iterator[Where]:
    """SmartNews refuses the feed."""
    if reading.decoded.charset.lower() in {"utf-8", "utf8", "us-ascii", "ascii"} or reading.xml is None:
        return
    for namespace in reading.xml.namespaces:
        if namespace.uri == _URI:
            yield found(namespace.element.place("namespace", namespace.prefix), charset=reading.decoded.charset)
            return
