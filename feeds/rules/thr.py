"""Threads: which entry answers which, and where the answers are. RFC 4685, https://www.rfc-editor.org/rfc/rfc4685."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.modules import ATOM, BOTH, ENTRY, addresses
from feeds.rules.reading import Kind
from feeds.rules.rss.addresses import mark
from feeds.rules.rule import ERROR, WARNING, Book, Level, Repair, Where, part, quoted
from feeds.values import counts, dates, mediatypes
from feeds.values.problem import Problem
from feeds.values.uris.parts import iri

_ENTRY: Final = ATOM.replace(
    "{}",
    "<entry><title>One</title><id>tag:example.org,2026:1</id><updated>2026-01-30T08:00:00Z</updated>"
    '<link href="https://example.org/1"/><summary>News</summary>{}</entry>',
)
_REPLY: Final = '<thr:in-reply-to ref="tag:example.org,2026:0" href="https://example.org/0" type="text/html"/>'
_LINK: Final = '<link rel="replies" href="https://example.org/c" thr:count="2" thr:updated="2026-01-30T08:00:00Z"/>'

book = Book(
    "THR",
    "Atom Threading",
    "https://www.rfc-editor.org/rfc/rfc4685",
    prefix="thr",
    uris=("http://purl.org/syndication/thread/1.0",),
    misspelt=(
        "http://purl.org/syndication/thread/1.0/",
        "https://purl.org/syndication/thread/1.0",
        "http://www.purl.org/syndication/thread/1.0",
    ),
    frames={"*": _ENTRY},
    about="Which entry answers which, how many answers there are, and where.",
)
book.element("thr:in-reply-to", inside=(*BOTH, "atom:source"), attributes=("ref", "href", "type", "source"), open=True)
book.element("thr:total", inside=ENTRY, most=1)

book.needs(
    "THR101", "reply-without-ref", on="thr:in-reply-to", attribute="ref", says="thr:in-reply-to has no ref",
    why="Readers find the entry that is answered by its id; an address alone may change, or lead to several.",
    spec="#section-3", bad='<thr:in-reply-to href="https://example.org/0"/>', good=_REPLY,
    fix="Add ref with the id of the entry that is answered.", w3c=("MissingAttribute",),
)  # fmt: skip


def _iri(text: str) -> Problem | None:
    answer = iri(text)
    return answer if isinstance(answer, Problem) else None


def _attribute(code: str, name: str, attribute: str, why: str, *, full: bool) -> None:
    value = {"ref": "tag:example.org,2026:0", "href": "https://example.org/0", "source": ""}[attribute]
    example = _REPLY.replace("/>", ' source="{}"/>') if not value else _REPLY.replace(value, "{}")
    addresses(book, code, name, on="thr:in-reply-to", attribute=attribute, example=example, why=why, full=full,
              spec="#section-3", grammar=_iri if full else None)  # fmt: skip


_attribute("THR201", "reply-ref", "ref", "It is the id of an entry, and ids are whole IRIs.", full=True)
_attribute("THR203", "reply-href", "href", "Readers lead from the answer to what it answers by it.", full=False)
_attribute("THR205", "reply-source", "source", "Readers look for the entry in the feed that is named here.", full=False)
book.value(
    "THR207", "reply-type-malformed", on="thr:in-reply-to", attribute="type", grammar=mediatypes.media_type,
    says="type of thr:in-reply-to is not a media type: {text}: {problem}", spec="#section-3", blank=True,
    why="Readers choose by it how to open what is answered.", bad=_REPLY.replace("text/html", "html"), good=_REPLY,
    fix="Write type and subtype, such as text/html.", w3c=("InvalidMIMEType",),
)  # fmt: skip


def _count(text: str) -> int | Problem:
    return counts.non_negative(text)


book.value(
    "THR208", "total-not-a-number", on="thr:total", grammar=_count, blank=True, spec="#section-5",
    says="thr:total is not a whole number: {text}: {problem}", why="Readers show it as the number of answers.",
    bad="<thr:total>some</thr:total>", good="<thr:total>2</thr:total>",
    repair="number", fix="Write the number of answers.",
    w3c=("InvalidNonNegativeInteger",),
)  # fmt: skip
_NAMES: Final = ("thr:count", "thr:updated", "thr:when")


def _links(kind: Kind) -> Iterator[Where]:
    """One look at each link: what it says of answers."""
    for link in kind.elements:
        said = [name for name in _NAMES if name in link.attributes]
        for name in said:
            text = link.attributes[name].strip(" \t\r\n")
            answer = _count(text) if name == "thr:count" else dates.rfc3339(text) if name == "thr:updated" else None
            if name == "thr:when":
                yield part("when", link.place("attribute name", name))
            elif isinstance(answer, Problem) and text:
                yield mark(link, answer, name, name[4:])
            elif isinstance(answer, Problem):
                yield part(name[4:], link.place("attribute name", name), text=quoted(text), problem=answer.says)
        if said and said[0] != "thr:when" and link.get("rel") != "replies":
            yield part("elsewhere", link.place("attribute name", said[0]), attribute=said[0])


def _link(code: str, name: str, which: str, *, says: str, why: str, bad: tuple[str, str], fix: str,
          w3c: tuple[str, ...] = (), level: Level = ERROR, repair: Repair = ()) -> None:  # fmt: skip
    book.rule(code, on="atom:link", level=level, spec="#section-4", says=says, bad=_LINK.replace(*bad), good=_LINK,
              fix=fix, w3c=w3c, name=name, why=why, part=which, repair=repair)(_links)  # fmt: skip


_link("THR209", "thread-count-not-a-number", "count", says="thr:count is not a whole number: {text}: {problem}",
      why="Readers show it as the number of answers.", bad=('"2"', '"some"'),
      repair="number", fix="Write the number of answers.",
      w3c=("InvalidNonNegativeInteger",))  # fmt: skip
_link("THR210", "thread-date-not-rfc3339", "updated",
      says="thr:updated is not an RFC 3339 date-time: {text}: {problem}",
      why="Readers fetch the answers when this date is later than their last visit.",
      bad=("2026-01-30T08:00:00Z", "yesterday"),
      repair="rfc3339", fix="Write date, T, time and zone, as in 2026-01-30T08:00:00Z.",
      w3c=("InvalidRFC3339Date",))  # fmt: skip
_link("THR102", "thread-when", "when", says="thr:when is called thr:updated",
      why="A draft called it so; readers of the standard pass over it.", bad=("thr:updated", "thr:when"),
      repair=("attribute-named", "thr:when", "thr:updated"), fix="Rename it.", w3c=("NoThrWhen",))  # fmt: skip
_link("THR301", "thread-attribute-on-another-link", "elsewhere",
      says="{attribute} stands on a link that is not to replies",
      why="Readers look for these numbers on links to replies only.", bad=("replies", "related"),
      fix='Write rel="replies".', level=WARNING)  # fmt: skip
