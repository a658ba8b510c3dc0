"""What is mended, and that nothing else is: charsets, CDATA, formatting, what would be worse, bounds."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from feeds.check import Report, check
from feeds.fix import fix_of, fixes_of, mend
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
look = partial(check, now=NOW)
HERE = "https://example.org/feed.xml"


def rss(inside: str, *, head: str = '<?xml version="1.0" encoding="utf-8"?>\n', root: str = "") -> str:
    return (
        f'{head}<rss version="2.0"{root}><channel><title>News</title><link>https://example.org/</link>'
        f"<description>All</description>{inside}</channel></rss>"
    )


def item(inside: str) -> str:
    return rss(f"<item><title>One</title>{inside}</item>")


def mended(text: str | bytes, *, url: str | None = None, unsafe: bool = False) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    return mend(Source("feed.xml", data, url), look, unsafe=unsafe).data.decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<pubDate>2020-01-31T08:00:00+01:00</pubDate>", "<pubDate>Fri, 31 Jan 2020 08:00:00 +0100</pubDate>"),
        ("<pubDate>\n  31 January 2020 08:00 GMT\n</pubDate>",
         "<pubDate>\n  Fri, 31 Jan 2020 08:00:00 +0000\n</pubDate>"),
        ("<pubDate><![CDATA[2020-01-31T08:00:00Z]]></pubDate>",
         "<pubDate><![CDATA[Fri, 31 Jan 2020 08:00:00 +0000]]></pubDate>"),
        ("<guid>post-17</guid>", '<guid isPermaLink="false">post-17</guid>'),
        ("<guid isPermaLink = 'False'>17-a</guid>", "<guid isPermaLink = 'false'>17-a</guid>"),
        ("<guid isPermalink='false'>17-a</guid>", "<guid isPermaLink='false'>17-a</guid>"),
        ("<link>https://example.org/a b?x=1&amp;y=2</link>", "<link>https://example.org/a%20b?x=1&amp;y=2</link>"),
        ("<link>https://müller.example/ä</link>", "<link>https://xn--mller-kva.example/%C3%A4</link>"),
        ("<link>\n https://example.org/1\n</link>", "<link>https://example.org/1</link>"),
        ("<author>Jo &lt;me@example.org&gt;</author>", "<author>me@example.org (Jo)</author>"),
        ("<pubdate>Fri, 31 Jan 2020 08:00:00 +0000</pubdate>", "<pubDate>Fri, 31 Jan 2020 08:00:00 +0000</pubDate>"),
        ('<enclosure url="https://example.org/1.mp3" length="1,234,567" type="audio/mp3"/>',
         '<enclosure url="https://example.org/1.mp3" length="1234567" type="audio/mpeg"/>'),
        ("<description>&amp;lt;p&amp;gt;Salt &amp;amp;amp; pepper&amp;lt;/p&amp;gt;</description>",
         "<description>&lt;p>Salt &amp;amp; pepper&lt;/p></description>"),
        ('<description><![CDATA[<a href="../2?a=1&b=2">x</a>]]></description>',
         '<description><![CDATA[<a href="https://example.org/2?a=1&b=2">x</a>]]></description>'),
        ("<category>a</category><category>a</category>", "<category>a</category><category>a</category>"),
    ],
)  # fmt: skip
def test_an_item_is_mended(before: str, after: str) -> None:
    assert mended(item(before), url="https://example.org/feeds/rss.xml", unsafe=False) == mended(
        item(after), url="https://example.org/feeds/rss.xml"
    )
    assert after in mended(item(before), url="https://example.org/feeds/rss.xml")


@pytest.mark.parametrize(
    "inside",
    [
        "<pubDate>01/02/2020</pubDate>",  # January or February
        "<pubDate>31 Jan 2020</pubDate>",  # midnight where?
        "<pubDate>2020-01-31T08:00:00</pubDate>",  # in which zone?
        "<pubDate>31 Jan 2020 08:00 IST</pubDate>",  # India, Ireland or Israel
        "<pubDate>Mon, 31 Jan 2020 08:00:00 GMT</pubDate>",  # the weekday or the day is wrong
        "<link>www.example.org/1</link>",
        "<link>picture</link>",
        "<author>Jo Doe</author>",
        '<enclosure url="https://example.org/1.mp3" length="11.6 MB" type="audio/mpeg"/>',
        "<guid>https://example.org/a b</guid>",  # another guid is another item
    ],
)
def test_what_is_not_evident_is_left_alone(inside: str) -> None:
    text = rss('<atom:link rel="self" type="application/rss+xml" href="https://example.org/feed.xml"/>'
               f"<language>en</language><item><title>One</title>{inside}</item>",
               root=' xmlns:atom="http://www.w3.org/2005/Atom"')  # fmt: skip

    assert mended(text, url=HERE) == text


def test_several_defects_are_mended_at_once_and_the_rest_stays_byte_for_byte() -> None:
    before = rss("\r\n\t<!-- 2020-01-31 -->\r\n\t<language >en_us</language >\r\n\t<item><title>A &#38; B</title>"
                 "<guid  >x</guid>\t</item>\r\n")  # fmt: skip
    after = before.replace("en_us", "en-US").replace("<guid  >", '<guid isPermaLink="false"  >')

    assert mended(before) == after


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-8859-1", "Grüße"), ("windows-1252", "„Grüße“"), ("utf-16", "Grüße 你"), ("koi8-r", "Привет"),
        ("shift_jis", "こんにちは"), ("gb18030", "你好"), ("utf-8-sig", "Grüße"),
    ],
)  # fmt: skip
def test_edits_are_made_in_the_charset_of_the_document(charset: str, text: str) -> None:
    name = charset.removesuffix("-sig")
    head = f'<?xml version="1.0" encoding="{name}"?>\n'
    before = rss(f"<language>en_us</language><item><title>{text}</title><guid>post-17</guid></item>", head=head)
    after = before.replace("en_us", "en-US").replace("<guid>", '<guid isPermaLink="false">')

    assert mend(Source("feed.xml", before.encode(charset)), look).data == after.encode(charset)


def test_what_a_charset_does_not_have_is_written_as_a_reference() -> None:
    head = '<?xml version="1.0" encoding="iso-8859-15"?>\n'
    before = rss("<item><title>Caf&eacute; &ndash; bar</title></item>", head=head).encode("iso-8859-15")

    assert b"<title>Caf\xe9 &#8211; bar</title>" in mend(Source("feed.xml", before), look).data


def test_a_charset_with_states_is_left_alone() -> None:
    head = '<?xml version="1.0" encoding="iso-2022-jp"?>\n'
    before = rss("<language>en_us</language><item><title>こんにちは</title><guid>x</guid></item>", head=head)
    data = before.encode("iso-2022-jp")
    after = mend(Source("feed.xml", data), look).data

    assert after.decode("iso-2022-jp").replace(' isPermaLink="false"', "").replace("en-US", "en_us") == before


def test_stray_bytes_are_mended_where_the_language_tells_what_they_are() -> None:
    text = rss("<language>fr</language><item><title>Caf\udce9 très</title></item>")
    data = text.encode("utf-8", "surrogateescape")
    german = data.replace(b"<language>fr", b"<language>ru")

    assert "Café très" in mended(data)
    assert mend(Source("feed.xml", german), look).data == german
    assert "Café très" in mended(german, unsafe=True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n\n" + rss(""), rss("")),
        ("<br />\n<b>Warning</b>: x in y on line 1\n" + rss(""), rss("")),
        (item("<link>https://example.org/?a=1&b=2</link>"), item("<link>https://example.org/?a=1&amp;b=2</link>")),
        (item("<description>1 < 2 & 3 \x0b</description>"), item("<description>1 &lt; 2 &amp; 3 </description>")),
        (item("<description>a&nbsp;b&#11;</description>"), item("<description>a\xa0b</description>")),
        (item("<description><!-- a & b --><![CDATA[a & b]]> & &amp;</description>"),
         item("<description><!-- a & b --><![CDATA[a & b]]> &amp; &amp;</description>")),
        (rss("") + "\0\0", rss("")),
        (rss("<dc:language>en</dc:language>"),
         rss("<dc:language>en</dc:language>", root=' xmlns:dc="http://purl.org/dc/elements/1.1/"')),
        (rss('<language a="1" a="1">en</language>'), rss('<language a="1">en</language>')),
    ],
)  # fmt: skip
def test_a_document_that_is_not_well_formed_is_mended(before: str, after: str) -> None:
    assert mended(before) == after


@pytest.mark.parametrize("before", [rss("<item>"), rss("</item>"), "<rss", "", "{", '{"a": 1 "b": 2}'])
def test_what_cannot_be_mended_stays(before: str) -> None:
    assert mended(before, unsafe=True) == before


JSON = '{{\n\t"version": "https://jsonfeed.org/version/1.1",\n\t"title": "N",\n\t"items": [{}]\n}}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"id": 17, "content_text": "x"}', '{"id": "17", "content_text": "x"}'),
        ('{ "id": "1", "summary" : null , "content_text": "x"}', '{ "id": "1" , "content_text": "x"}'),
        ('{"id": "1", "content_text": "x", }', '{"id": "1", "content_text": "x" }'),
        ('{"id": "1", "content_text": "x\ny"}', '{"id": "1", "content_text": "x\\ny"}'),
        ('{"id": "1", "content_text": "it\\\'s"}', '{"id": "1", "content_text": "it\'s"}'),
        ('{"id": "1", "content_text": "x", "tags": "a"}', '{"id": "1", "content_text": "x", "tags": ["a"]}'),
        ('{"id": "1", "content_text": "ü", "date_published": "Fri, 31 Jan 2020 08:00:00 GMT"}',
         '{"id": "1", "content_text": "ü", "date_published": "2020-01-31T08:00:00Z"}'),
        ('{"id": "1", "content_text": "x", "url": "https:\\/\\/example.org\\/a b"}',
         '{"id": "1", "content_text": "x", "url": "https://example.org/a%20b"}'),
    ],
)  # fmt: skip
def test_json_is_mended_in_place(before: str, after: str) -> None:
    assert mended(JSON.format(before)) == JSON.format(after)


def test_a_missing_self_link_is_added_where_the_address_is_known() -> None:
    atom = '<atom:link rel="self" type="application/rss+xml" href="https://example.org/feed.xml"/>'

    assert atom in mended(rss(""), url=HERE)
    assert mended(rss("")) == rss("")


def test_a_fix_after_which_more_is_wrong_is_not_made() -> None:
    """The renamed element would be there twice."""
    text = item("<pubDate>Fri, 31 Jan 2020 08:00:00 +0000</pubDate><pubdate>Sat, 01 Feb 2020 08:00:00 +0000</pubdate>")

    assert mended(text, unsafe=True) == text


def test_fixes_tell_where_they_are() -> None:
    report = look(Source("feed.xml", rss("\n<language>en_us</language>").encode()))
    fixes = {finding.rule.code: fix_of(finding) for finding in report.findings}
    fix = fixes["RSS210"]

    assert fix is not None
    assert fix.safe
    assert [(edit.line, edit.column, edit.end_line, edit.end_column, edit.text) for edit in fix.edits] == [
        (3, 11, 3, 16, "en-US")
    ]
    assert fixes_of(report.findings).keys() == {
        index for index, each in enumerate(report.findings) if fixes[each.rule.code]
    }


def test_a_repair_that_breaks_is_told_and_the_others_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    from feeds.rules import repairs

    def broken(_case: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(repairs, "REPAIRS", {**repairs.REPAIRS, "language": broken})
    result = mend(
        Source("feed.xml", rss("<language>en_us</language><item><title>1</title><guid>x</guid></item>").encode()), look
    )

    assert [crash.rule for crash in result.crashes] == ["RSS210"]
    assert b'isPermaLink="false"' in result.data


def test_a_document_of_many_defects_takes_few_checks() -> None:
    asked: list[Report] = []

    def counted(source: Source) -> Report:
        asked.append(look(source))
        return asked[-1]

    items = "".join(
        f"<item><title>{number}</title><guid>{number}-x</guid>"
        f"<pubDate>2020-01-31T08:00:0{number % 10}Z</pubDate></item>"
        for number in range(3_000)
    )
    result = mend(Source("feed.xml", rss(items).encode()), counted)

    assert len(result.fixed) >= 6_000
    assert len(asked) < 10
