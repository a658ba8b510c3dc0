"""OpenSearch in search results: the Query element, and how many results there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feeds.rules.opensearch.book import at_most, book, charset, counting, declared, integer, markup
from feeds.rules.opensearch.description import language
from feeds.rules.reading import Reading
from feeds.rules.rule import ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values.problem import Problem

_QUERY = '<os:Query role="request" searchTerms="cat"{}/>'
_GOOD = _QUERY.format("")
_SPEC = "#the-query-element-1"
_ROLES = frozenset(("request", "example", "related", "correction", "subset", "superset"))

for _code, _name, _grammar, _bad, _w3c in (
    ("OSD240", "totalResults", counting, "-4", "InvalidNonNegativeInteger"),
    ("OSD241", "itemsPerPage", counting, "4.2", "InvalidNonNegativeInteger"),
    ("OSD242", "startIndex", integer, "one", "InvalidInteger"),
):
    book.value(
        _code, f"opensearch-{_name.lower()}-not-a-number", on=f"os:{_name}", grammar=_grammar, blank=True,
        says="{element} is {text}, where {problem}", spec=f"#the-{_name.lower()}-element", w3c=(_w3c,),
        why="Clients count the pages of results with it.", bad=f"<os:{_name}>{_bad}</os:{_name}>",
        good=f"<os:{_name}>10</os:{_name}>", fix="Write a whole number, without separators.",
    )  # fmt: skip

for _code, _name, _grammar, _bad, _w3c in (
    ("OSD250", "totalResults", counting, "-4", "InvalidNonNegativeInteger"),
    ("OSD251", "count", counting, "98.6", "InvalidNonNegativeInteger"),
    ("OSD252", "startIndex", integer, "one", "InvalidInteger"),
    ("OSD253", "startPage", integer, "1.5", "InvalidInteger"),
):
    book.value(
        _code, f"query-{_name.lower()}-not-a-number", on="os:Query", attribute=_name, grammar=_grammar, blank=True,
        says="{attribute} is {text}, where {problem}", spec=_SPEC, w3c=(_w3c,),
        why="Clients cannot ask the query again.",
        bad=_QUERY.format(f' {_name}="{_bad}"'), good=_QUERY.format(f' {_name}="1"'), fix="Write a whole number.",
    )  # fmt: skip

book.needs(
    "OSD110", "query-without-role", on="os:Query", attribute="role", says="Query has no role", spec=_SPEC,
    why="The role says what the query is: the one asked, an example, a better one.", w3c=("MissingAttribute",),
    bad='<os:Query searchTerms="cat"/>', good=_GOOD, fix='Add role, for example role="request".',
)  # fmt: skip


@book.rule("OSD254", on="os:Query", level=ERROR, says="there is no role {text}", spec="#local-role-values",
           bad=_GOOD.replace("request", "answer"), good=_GOOD, fix=f"Write one of {', '.join(sorted(_ROLES))}.",
           w3c=("InvalidLocalRole",))  # fmt: skip
def unknown_query_role(query: Element) -> Iterator[Where]:
    """Clients leave out a query whose role they do not know."""
    role = query.get("role", "request")
    if ":" not in role and role.strip() not in _ROLES:
        yield found(query.in_attribute("role"), text=quoted(role))


@book.rule("OSD255", on="os:Query", level=ERROR, says="the prefix {prefix} is not declared", spec="#role-prefix",
           bad=_GOOD.replace("request", "shop:offer"), fix="Declare the prefix: xmlns:shop=….",
           good=_GOOD.replace("/>", ' xmlns:shop="https://example.org/shop"/>').replace("request", "shop:offer"),
           w3c=("UndeclaredPrefix",))  # fmt: skip
def undeclared_role_prefix(query: Element, reading: Reading) -> Iterator[Where]:
    """Without its namespace the role means nothing."""
    prefix, colon, _ = query.get("role").partition(":")
    if colon and not declared(reading, query, prefix):
        yield found(query.in_attribute("role", 0, len(prefix)), prefix=quoted(prefix))


book.value(
    "OSD256", "query-title-too-long", on="os:Query", attribute="title", grammar=at_most(256), w3c=("TooLong",),
    says="title is too long: {problem}", spec=_SPEC, why="Clients have room for so much and cut off the rest.",
    bad=_QUERY.format(f' title="{"x" * 257}"'), good=_QUERY.format(' title="Cats"'), fix="Shorten it.",
)  # fmt: skip
book.value(
    "OSD257", "markup-in-query-title", on="os:Query", attribute="title", grammar=markup, w3c=("ContainsHTML",),
    says="title is plain text, but {problem}", spec=_SPEC, why="Clients show it as it stands.", level=WARNING,
    bad=_QUERY.format(' title="&amp;ldquo;Cats&amp;rdquo;"'), good=_QUERY.format(' title="“Cats”"'),
    fix="Write the characters themselves.",
)  # fmt: skip

_ENCODED = re.compile(r"(?:[A-Za-z0-9_.~/+ \t\r\n-]|%[0-9A-Fa-f]{2})*")


def _encoded(text: str) -> Problem | None:
    """The first character that must be an escape; blanks stand between words, as in the specification."""
    reached = _ENCODED.match(text)
    at = reached.end() if reached else 0
    if at == len(text):
        return None
    return Problem("not-encoded", f"{text[at]!r}, where an escape with % was expected", at, at + 1)


book.value(
    "OSD258", "search-terms-not-encoded", on="os:Query", attribute="searchTerms", grammar=_encoded,
    says="searchTerms is not URL-encoded: {text}: {problem}", spec="#the-searchterms-parameter", w3c=("NotURLEncoded",),
    why="Clients put it into an address as it stands.", bad=_GOOD.replace("cat", "Häuser"),
    good=_GOOD.replace("cat", "H%C3%A4user"), fix="Write the UTF-8 bytes as % and two hexadecimal digits.",
)  # fmt: skip
book.value(
    "OSD259", "query-language-not-a-tag", on="os:Query", attribute="language", grammar=language,
    says="language is not a language tag: {text}: {problem}", spec=_SPEC, w3c=("InvalidLanguage",),
    why="Clients cannot ask in a language that has no name.", bad=_QUERY.format(' language="en_us"'),
    good=_QUERY.format(' language="en-us"'), repair="language", fix="Write a tag such as en-US, or * for all.",
)  # fmt: skip
for _code, _name in (("OSD260", "inputEncoding"), ("OSD261", "outputEncoding")):
    book.value(
        _code, f"query-{_name.lower()}-unknown", on="os:Query", attribute=_name, grammar=charset, blank=True,
        says="{attribute} is {text}: {problem}", spec=_SPEC, w3c=("InvalidEncoding",), fix="Write UTF-8.",
        why="Clients cannot write or read in an encoding that they do not know.",
        bad=_QUERY.format(f' {_name}="runes"'), good=_QUERY.format(f' {_name}="UTF-8"'),
    )  # fmt: skip
