"""What people are used to from other generators and browsers, read as they mean it."""

import datetime as dt

import pytest

from feeds.articles.article import Draft
from feeds.convert import convert
from feeds.convert.beside import Beside, Neighbour
from feeds.convert.generators import is_import, translated

WORDS = "The ships left the harbour at dawn, and nobody in the town had seen them go. "


def one(name: str, text: str, *files: str) -> Draft:
    made = convert(name, text.encode(), beside=Beside(name, {file: Neighbour(9, b"") for file in files}))
    (draft,) = made.drafts
    return draft


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("![a]({{ site.baseurl }}/a.png)", "![a](/a.png)"),
        ("![a]({{site.url}}/a.png)", "![a](/a.png)"),
        ('![a]({{ "/a.png" | relative_url }})', "![a](/a.png)"),
        ("[a]({{ '/a/' | url }})", "[a](/a/)"),
        ("[a]({% post_url 2026-01-02-one %})", "[a](2026-01-02-one.md)"),
        ("[a]({% link _posts/one.md %})", "[a](/_posts/one.md)"),
        ('[a]({{< ref "one.md" >}})', "[a](one.md)"),
        ("[a]({{% relref one.md#x %}})", "[a](one.md#x)"),
        (
            '{{< figure src="a.png" alt="A" title="B & C" >}}',
            '<figure><img src="a.png" alt="A"><figcaption>B &amp; C</figcaption></figure>',
        ),
        ('{{< figure link="x" >}}', '{{< figure link="x" >}}'),
        ("![[My picture.png]]", "![](My%20picture.png)"),
        ("![[a.png|a cat]]", "![a cat](a.png)"),
        ("![[a.png|300x200]]", "![](a.png)"),
        ("![[another note]]", "![[another note]]"),
        ("{{ page.title }}", "{{ page.title }}"),
    ],
)
def test_addresses_of_other_generators(line: str, expected: str) -> None:
    assert translated(line) == expected


@pytest.mark.parametrize(
    "line", ["{" * 20_000, '{{< figure "' * 3_000, "{{ 'x" * 5_000, "![[" * 8_000, "{% link " * 4_000]
)
def test_hostile_lines_take_no_longer(line: str) -> None:
    assert translated(line) == line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('import X from "../x.astro";', True),
        ("import './style.css'", True),
        ("import taxes rose in May", False),
        ("exports of 'cars' rose", False),
    ],
)
def test_imports(line: str, *, expected: bool) -> None:
    assert is_import(line) is expected


def test_what_stands_in_a_listing_stays() -> None:
    draft = one("a.md", f"# A\n\n{WORDS}\n\n```\n{{{{ site.baseurl }}}}/x\n```\n")
    assert "{{ site.baseurl }}/x" in draft.html


@pytest.mark.parametrize("name", ["2026-06-01-older.md", "posts/2026-06-01.md", "2026-06-01 older.md"])
def test_the_day_in_a_name_dates_a_post(name: str) -> None:
    draft = one(name, f"# Older\n\n{WORDS}")
    assert draft.content_created == dt.date(2026, 6, 1)
    assert draft.evidence is not None
    assert draft.evidence.words == "2026-06-01"


@pytest.mark.parametrize("name", ["2026-13-01-x.md", "12026-06-01-x.md", "2026-06-011.md", "2026-06-01/a.md"])
def test_other_numbers_in_a_name_are_no_day(name: str) -> None:
    assert one(name, f"# Older\n\n{WORDS}").content_created is None


def test_a_stated_date_outranks_the_name() -> None:
    draft = one("2026-06-01-x.md", f"---\ntitle: X\ndate: 2026-05-01\n---\n{WORDS}")
    assert draft.content_created == dt.date(2026, 5, 1)


def test_keys_in_camel_case() -> None:
    draft = one("a.md", f'---\ntitle: X\npubDate: "Jul 08 2026"\nheroImage: a.png\n---\n{WORDS}', "a.png")
    assert [picture.href for picture in draft.pictures] == ["a.png"]
    assert draft.content_created == dt.date(2026, 7, 8)


def test_a_page_with_only_a_title_element_has_that_title() -> None:
    page = (
        f"<html><head><title>My page about wells</title></head><body><center><p>{WORDS * 8}</p></center></body></html>"
    )
    assert one("a.html", page).headline == "My page about wells"


def test_a_list_of_links_is_no_article() -> None:
    links = "".join(f'<li><a href="{number}">Number {number}</a>' for number in range(9))
    made = convert("a.html", f"<!doctype html><title>Links</title><body><ul>{links}</ul></body>".encode())
    assert made.drafts == ()
    assert "list of links" in str(made.errors[0])


def test_pictures_of_a_page_that_a_browser_saved() -> None:
    body = f"<article><h1>A</h1><p>{WORDS * 6}</p><p><img src='A_files/x.png'><img src='y.png'></p></article>"
    page = f'<!doctype html><link rel="canonical" href="https://example.org/a/"><title>A</title><body>{body}</body>'
    html = one("a.html", page, "A_files/x.png").html
    assert 'src="A_files/x.png"' in html
    assert 'src="https://example.org/a/y.png"' in html


@pytest.mark.parametrize(
    "matter",
    ['---json\n{"title": "X",\n "date": "2026-05-01"}\n---', '---toml\ntitle = "X"\n---', "---yaml\ntitle: X\n---"],
)
def test_the_language_of_front_matter(matter: str) -> None:
    assert one("a.md", f"{matter}\n{WORDS}").headline == "X"


def test_front_matter_that_is_a_program_is_refused() -> None:
    made = convert("a.md", f"---js\n{{ title: 'X' }}\n---\n{WORDS}".encode())
    assert made.drafts == ()
    assert "is a program" in str(made.errors[0])
