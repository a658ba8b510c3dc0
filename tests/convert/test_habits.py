"""What people are used to from other generators and browsers, read as they mean it."""

import datetime as dt

import pytest

from feeds.articles.article import Draft
from feeds.convert import convert
from feeds.convert.beside import Beside, Neighbour
from feeds.convert.generators import is_import, translated
from feeds.convert.html.frames import unframed

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
        ("![[another note]]", "[another note](another%20note.md)"),
        ("See [[Harbour log]].", "See [Harbour log](Harbour%20log.md)."),
        ("See [[ships/Harbour log|the log]].", "See [the log](ships/Harbour%20log.md)."),
        ("[[Harbour log#May]]", "[Harbour log > May](Harbour%20log.md#May)"),
        ("[[Harbour log#^a1]]", "[Harbour log](Harbour%20log.md)"),
        ("[[#Tides]]", "Tides"),
        ("[[v1.2 notes]]", "[v1.2 notes](v1.2%20notes.md)"),
        ("[[plan.pdf]]", "[plan.pdf](plan.pdf)"),
        ("[[1]](https://example.org/1)", "[[1]](https://example.org/1)"),
        ("`[[Harbour log]]` and ``![[a.png]]``", "`[[Harbour log]]` and ``![[a.png]]``"),
        ("`{{ site.baseurl }}`/a {{ site.baseurl }}/b", "`{{ site.baseurl }}`/a /b"),
        ('[a]({{< ref "posts/one" >}})', "[a](posts/one.md)"),
        ("{{ page.title }}", "{{ page.title }}"),
    ],
)
def test_addresses_of_other_generators(line: str, expected: str) -> None:
    assert translated(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "{" * 20_000,
        '{{< figure "' * 3_000,
        "{{ 'x" * 5_000,
        "![[" * 8_000,
        "[[a|" * 8_000,
        "`" * 9_001,
        "".join("`" * n + "a" for n in range(150)),
        "{% link " * 4_000,
    ],
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


def test_hugo_has_front_matter_in_json() -> None:
    draft = one("a.md", f'{{\n  "title": "Sails",\n  "date": "2026-05-01",\n  "tags": ["sea", null]\n}}\n\n{WORDS}')
    assert (draft.headline, draft.content_created, draft.subjects) == ("Sails", dt.date(2026, 5, 1), ("sea",))
    assert draft.text.startswith("The ships left")


def test_front_matter_in_json_on_one_line_before_a_short_code() -> None:
    draft = one("a.md", f'{{"title": "Sails"}}\n\n{{{{< figure src="a.png" alt="A sail" >}}}}\n\n{WORDS}', "a.png")
    assert draft.headline == "Sails"
    assert "A sail" in draft.html


@pytest.mark.parametrize(("text", "says"), [
    (f'{{"title": "Sails",}}\n\n{WORDS}', "front matter is not JSON"),
    (f'{{"titel": "Sails"}}\n\n{WORDS}', "Did you mean `title`?"),
])  # fmt: skip
def test_front_matter_in_json_that_is_wrong(text: str, says: str) -> None:
    made = convert("a.md", text.encode())
    assert made.drafts == ()
    assert says in str(made.errors[0])


def test_a_broken_line_of_json_lines_is_no_front_matter() -> None:
    good = '{"headline": "Sails", "body": "The ships left the harbour at dawn, and nobody saw them go."}'
    made = convert("wire.jsonl", f"{good}\nbroken\n{good.replace('Sails', 'Oars')}\n".encode())
    assert [draft.headline for draft in made.drafts] == ["Sails", "Oars"]
    assert "line 2" in str(made.errors[0])


def test_properties_of_obsidian() -> None:
    matter = 'aliases:\n  - The log\ntags:\n  - ships/log\n  - "#sea"\ncreated: 2026-05-01T09:30\ncssclasses: []\n'
    draft = one("Harbour log.md", f"---\n{matter}---\n{WORDS}")
    assert draft.headline == "Harbour log"
    assert draft.content_created == dt.date(2026, 5, 1)
    assert draft.subjects == ("ships/log", "sea")


def test_of_two_keys_for_one_thing_the_plainer_counts() -> None:
    for matter in ("created: 2026-01-01\ndate: 2026-05-01\n", "date: 2026-05-01\ncreated: 2026-01-01\n"):
        assert one("a.md", f"---\ntitle: A\n{matter}---\n{WORDS}").content_created == dt.date(2026, 5, 1)


def test_hugo_publishes_on_the_publish_date() -> None:
    draft = one("a.md", f"---\ntitle: A\ndate: 2026-05-01\npublishDate: 2027-01-01T08:00:00Z\n---\n{WORDS}")
    assert draft.content_created == dt.date(2026, 5, 1)
    assert draft.embargoed_until == dt.datetime(2027, 1, 1, 8, tzinfo=dt.UTC)


BODY = f"<p>{WORDS * 3}</p><p>{WORDS[::-1] * 3}</p>"


def test_a_byline_above_a_page_s_text_is_no_part_of_it() -> None:
    linked = '{"@type":"NewsArticle","headline":"Ships","author":[{"name":"Ann Example"},{"name":"Ben Sample"}]}'
    head = f'<head><title>Ships</title><script type="application/ld+json">{linked}</script></head>'
    for words in ("By Ann Example and Ben Sample", "Ann Example, Ben Sample"):
        draft = one("a.html", f"<html>{head}<body><article><h1>Ships</h1><p>{words}</p>{BODY}</article></body></html>")
        assert draft.authors == ("Ann Example", "Ben Sample")
        assert draft.text.startswith("The ships left")
        assert draft.summary.startswith("The ships left")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<b>11.11.2026</b>", dt.date(2026, 11, 11)),
        ("<div>Published on 3 November 2026</div>", dt.date(2026, 11, 3)),
        ("<p>Seatown, 3 November 2026</p>", dt.date(2026, 11, 3)),
        ("<p>3 November 2026</p><p>4 November 2026</p>", None),
        ("<p>The fair of 3 November 2026</p>", None),
    ],
)
def test_a_date_that_a_page_shows_under_its_headline(line: str, expected: dt.date | None) -> None:
    draft = one("a.html", f"<html><head><title>Ships</title></head><body><h2>Ships</h2>{line}{BODY}</body></html>")
    assert draft.content_created == expected


@pytest.mark.parametrize("line", ["Berlin, 3. November 2026", "Berlin, den 3. November 2026", "New York, Nov. 3, 2026"])
def test_a_place_and_a_date_date_a_text(line: str) -> None:
    draft = one("a.txt", f"The ships leave\n\n{line}\n\n{WORDS}\n\n{WORDS[10:]}\n")
    assert (draft.headline, draft.content_created) == ("The ships leave", dt.date(2026, 11, 3))


@pytest.mark.parametrize("line", ["Berlin, 3. November 2026 - Der Hafen ist auf.", "Oslo, Nov. 3, 2026: ships leave."])
def test_a_dateline_with_a_text_behind_it_is_text(line: str) -> None:
    draft = one("a.txt", f"The ships leave\n\n{line}\n\n{WORDS}\n\n{WORDS[10:]}\n")
    assert line.partition(" - ")[2] in draft.text
    assert draft.text.startswith(line[:6])
    assert draft.content_created == dt.date(2026, 11, 3)


def test_a_headline_with_a_date_stays_one() -> None:
    assert one("a.txt", f"The concert of 3 November 2026\n\n{WORDS}\n").headline == "The concert of 3 November 2026"


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ('<iframe width="560" src="https://www.youtube.com/embed/dQw4w9WgXcQ?si=x" allowfullscreen></iframe>',
         "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("<iframe src='//player.vimeo.com/video/12345?h=a'>no frames</iframe>", "https://vimeo.com/12345"),
        ('<iframe src="https://maps.example.org/?a=1&amp;b=2"></iframe>', "https://maps.example.org/?a=1&amp;b=2"),
        ('<iframe src="https://ads.example.org/x" width="1" height="1"></iframe>', None),
        ('<iframe src="https://ads.example.org/x" style="display:none"></iframe>', None),
        ('<iframe src="javascript:alert(1)"></iframe>', None),
        ('<iframe srcdoc="x"></iframe>', None),
    ],
)  # fmt: skip
def test_a_film_in_a_frame_is_a_link(frame: str, expected: str | None) -> None:
    draft = one("a.md", f"---\ntitle: A\n---\n{WORDS}\n\n{frame}\n\n{WORDS}\n")
    assert "iframe" not in draft.html
    if expected is None:
        assert "<a" not in draft.html
        assert any("iframe" in piece.text for piece in draft.dropped)
    else:
        assert f'<a href="{expected}">{expected}</a>' in draft.html


@pytest.mark.parametrize("text", ["<iframe " * 9_000, "<iframe src='" * 9_000, "<iframe src=a>" * 9_000])
def test_hostile_frames_end(text: str) -> None:
    assert isinstance(unframed(text), str)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("---\ntitle: One: two\n---\nText.\n", 'title: "One: two"'),
        ("---\n\ttitle: One\n---\nText.\n", "not with tabs"),
        (
            "---\ntitle: One\ndate: 2026-05-01\ntitle: Two\n---\nText.\n",
            "line 4: in its front matter `title` stands twice",
        ),
    ],
)
def test_slips_in_front_matter(text: str, says: str) -> None:
    made = convert("a.md", text.encode())
    assert made.drafts == ()
    assert says in str(made.errors[0])


def test_an_id_that_is_no_urn_hinders_no_feed() -> None:
    entry = "<entry xmlns='http://www.w3.org/2005/Atom'><title>A</title><id>urn:x:e</id><content>B</content></entry>"
    draft = one("a.xml", f"<?xml version='1.0'?>{entry}")
    assert draft.guid == "urn:x:e"
    assert (draft.uri or "").startswith("urn:uuid:")


def test_a_time_above_a_page_s_text_is_no_part_of_it() -> None:
    times = '<time datetime="2026-01-14T10:00:00Z">14 Jan</time>'
    draft = one("a.html", f"<html><head><title>Ships</title></head><body><h1>Ships</h1>{times}{BODY}</body></html>")
    assert draft.summary.startswith("The ships left")
    assert draft.content_created == dt.datetime(2026, 1, 14, 10, tzinfo=dt.UTC)


def test_a_picture_in_a_message_that_is_not_there_leaves_no_hole() -> None:
    draft = one("a.html", f"<p>{WORDS}<img src='cid:1' alt='x'> {WORDS}</p>")
    assert "<img" not in draft.html


def test_other_markups_are_refused_and_not_published_raw() -> None:
    made = convert("a.adoc", b"= A title\n\nThe text of a document in AsciiDoc, with *bold* words.\n")
    assert made.drafts == ()
    assert "it is AsciiDoc, which is not read" in str(made.errors[0])


def test_an_article_of_an_interface_for_programs() -> None:
    text = '{"articles": [{"source": {"name": "The Wire"}, "title": "T", "content": "The content of it.", "urlToImage":'
    draft = one("a.json", f'{text} "https://wire.example/1.jpg", "url": "https://wire.example/1"}}]}}')
    assert draft.agencies == ("The Wire",)
    assert [picture.href for picture in draft.pictures] == ["https://wire.example/1.jpg"]


def test_a_flowed_message_has_whole_paragraphs() -> None:
    head = b"From: Ann <a@example.org>\nSubject: Flowed\nContent-Type: text/plain; format=flowed; charset=utf-8\n\n"
    draft = one("a.eml", (head + b"The ships left \nthe harbour \nat dawn.\nNobody saw them.\n").decode())
    assert draft.html == "<p>The ships left the harbour at dawn.<br>Nobody saw them.</p>"
