"""Podlove Simple Chapters: https://podlove.org/simple-chapters/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.formats import XML_FEEDS
from feeds.rules.rule import WARNING, Book, Where, found, quoted
from feeds.rules.sorts import addresses, needed, one_of, values
from feeds.source.xmltree import Element
from feeds.values import durations
from feeds.values.problem import Problem

_FEED: Final = (
    '<rss version="2.0"><channel><title>One</title><link>https://example.org/</link><description>News</description>'
    "<item><title>One</title>{}</item></channel></rss>"
)
_CHAPTERS: Final = '<psc:chapters version="1.2"><psc:chapter start="0" title="Intro"/>{}</psc:chapters>'


def _chapter(text: str) -> str:
    return _CHAPTERS.replace("{}", text)


book = Book(
    "PSC",
    "Podlove Simple Chapters",
    "https://podlove.org/simple-chapters/",
    prefix="psc",
    uris=("http://podlove.org/simple-chapters",),
    misspelt=("http://podlove.org/simple-chapters/", "https://podlove.org/simple-chapters",
              "https://podlove.org/simple-chapters/", "http://www.podlove.org/simple-chapters"),
    formats=XML_FEEDS,
    frames={"*": _FEED},
    about="The chapters of an episode.",
)  # fmt: skip
book.element("psc:chapters", inside=("item", "atom:entry"), most=1, attributes=("version",), text=False)
book.element("psc:chapter", inside="psc:chapters", attributes=("start", "title", "href", "image"), text=False)

needed(book, "PSC101", "chapter-attribute-missing", {"psc:chapter": ("start", "title")}, spec="#psc-chapter", w3c=(),
       why="Players show a chapter by its title, and jump to its start.", bad=_chapter('<psc:chapter start="60"/>'),
       good=_chapter('<psc:chapter start="60" title="One"/>'), fix="Add the attribute.")  # fmt: skip
needed(book, "PSC102", "chapters-without-version", {"psc:chapters": ("version",)}, level=WARNING, w3c=(),
       why="Players guess what is allowed inside.", bad=_chapter("").replace(' version="1.2"', ""), good=_chapter(""),
       fix='Add version="1.2".')  # fmt: skip
values(book, "PSC201", "chapter-start-not-a-time", {"psc:chapter": ("start",)}, durations.npt,
       spec="https://www.rfc-editor.org/rfc/rfc2326#section-3.6", says="{what} is not a time: {text}: {problem}",
       why="Players cannot jump there and leave the chapter out.",
       bad=_chapter('<psc:chapter start="1m" title="One"/>'),
       good=_chapter('<psc:chapter start="00:01:00.500" title="One"/>'),
       fix="Write HH:MM:SS, or seconds, either with a fraction if need be.")  # fmt: skip
values(book, "PSC202", "unknown-version-of-chapters", {"psc:chapters": ("version",)}, one_of("1.0", "1.1", "1.2"),
       level=WARNING, says="version: {problem}", why="Players may pass over what they do not know.",
       bad=_chapter("").replace("1.2", "2"), good=_chapter(""), fix="Write 1.2.")  # fmt: skip
_LINKED: Final = _chapter('<psc:chapter start="60" title="One" href="{}"/>')
addresses(book, ("PSC203", "PSC204", "PSC205"), {"psc:chapter": ("href", "image")}, title="chapter", bad=_LINKED,
          good=_LINKED, blank=False, why="Players show no link and no picture.")  # fmt: skip


@book.rule("PSC301", on="psc:chapters", level=WARNING, says="this chapter starts before the one in front of it: {text}",
           bad=_chapter('<psc:chapter start="90" title="Two"/><psc:chapter start="60" title="One"/>'),
           good=_chapter('<psc:chapter start="60" title="One"/><psc:chapter start="90" title="Two"/>'),
           fix="Put the chapters in the order of time.")  # fmt: skip
def chapters_out_of_order(chapters: Element) -> Iterator[Where]:
    """Players take the next chapter's start for the end of this one."""
    last = -1.0
    for chapter in chapters.children:
        start = durations.npt(chapter.get("start").strip()) if chapter.name == "psc:chapter" else last
        if isinstance(start, Problem):
            continue
        if start < last:
            yield found(chapter.in_attribute("start"), text=quoted(chapter.get("start")))
        last = start
