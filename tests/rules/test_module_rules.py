"""What holds for the books of all modules, and the grammars that only they have."""

import datetime as dt

import pytest

from feeds.check import check
from feeds.rules import books
from feeds.rules.foreign import FOREIGN
from feeds.rules.g.values import price
from feeds.rules.rule import Book, Level
from feeds.source.source import Source
from feeds.values.problem import Problem

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"{}><channel><title>One</title>'
    "<link>https://example.org/</link><description>News</description></channel></rss>"
)
VOCABULARIES = [book for book in books() if book.prefix and book.uris]


def findings(text: str, *, advice: bool = True) -> list[tuple[str, str]]:
    report = check(Source("feed.xml", text.encode()), now=NOW)
    assert report.crashes == ()
    return [
        (finding.rule.code, finding.message)
        for finding in report.findings
        if advice or finding.rule.level is not Level.ADVICE
    ]


@pytest.mark.parametrize("book", VOCABULARIES, ids=lambda book: book.prefix)
def test_declaring_a_namespace_is_no_mistake(book: Book) -> None:
    before = findings(RSS.format(""), advice=False)

    after = findings(RSS.format(f' xmlns:{book.prefix}="{book.uris[0]}"'), advice=False)

    assert after == before


@pytest.mark.parametrize(
    ("book", "uri"), [(book, uri) for book in VOCABULARIES for uri in book.misspelt], ids=lambda value: str(value)[:40]
)
def test_a_misspelt_namespace_is_named_with_the_right_one(book: Book, uri: str) -> None:
    said = dict(findings(RSS.format(f' xmlns:{book.prefix}="{uri}"')))

    assert book.title in (said.get("NSP301") or said["NSP307"])


def test_no_namespace_means_two_vocabularies() -> None:
    seen: dict[str, str] = {}
    for book in VOCABULARIES:
        for uri in (*book.uris, *book.misspelt):
            assert uri not in seen, (uri, seen.get(uri), book.prefix)
            assert uri not in FOREIGN or book.prefix in {"rdf", "xhtml"}, (uri, book.prefix)
            seen[uri] = book.prefix or ""


def test_letters_are_unique() -> None:
    letters = [book.letters for book in books()]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ("15.00 EUR", None, 0),
        ("15EUR", None, 0),
        ("0 USD", None, 0),
        ("15", "no-currency", 0),
        ("15.00 EURO", "currency", 6),
        ("15.00 eur", "currency", 6),
        ("15,00 EUR", "malformed", 2),
        ("EUR 15", "malformed", 0),
        ("1.2.3 EUR", "malformed", 5),
        ("free", "malformed", 0),
        ("", "malformed", 0),
        ("9" * 100_000 + " EUR", None, 0),
    ],
)
def test_prices(text: str, kind: str | None, at: int) -> None:
    answer = price(text)

    assert (answer.kind if isinstance(answer, Problem) else None) == kind
    assert answer is None or answer.at == at


def item(inside: str) -> str:
    spaces = ' xmlns:g="http://base.google.com/ns/1.0" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'
    return RSS.format(spaces).replace("</channel>", f"<item><title>One</title>{inside}</item></channel>")


@pytest.mark.parametrize(
    ("element", "text", "code"),
    [
        ("g:gtin", "4006381333931", ""),
        ("g:gtin", "96385074", ""),
        ("g:gtin", "036000291452", ""),
        ("g:gtin", "4006381333930", "GMC221"),
        ("g:gtin", "123", "GMC221"),
        ("g:gtin", "٤٠٠٦٣٨١٣٣٣٩٣١", "GMC221"),
        ("prism:issn", "0028-0836", ""),
        ("prism:issn", "1050-124X", ""),
        ("prism:issn", "1050-1240", "PRI202"),
        ("prism:doi", "10.1038/nature12373", ""),
        ("prism:doi", "https://doi.org/10.1000/182", ""),
        ("prism:doi", "11.1038/nature12373", "PRI203"),
        ("g:availability", "Out of Stock", ""),
        ("g:availability", "sold", "GMC206"),
        ("g:shipping_weight", "3.5 kg", ""),
        ("g:shipping_weight", "3.5", "GMC227"),
    ],
)
def test_values_of_products_and_journals(element: str, text: str, code: str) -> None:
    said = {found for found, _ in findings(item(f"<{element}>{text}</{element}>")) if found[:3] in {"GMC", "PRI"}}

    assert said - {"GMC102"} == ({code} if code else set())


def test_twenty_thousand_images_are_two_findings() -> None:
    many = "<g:image_link>https://example.org/1.jpg</g:image_link>" * 20_000

    said = [code for code, _ in findings(item(many)) if code.startswith("GMC")]

    assert sorted(said) == ["GMC103", "GMC301"]
