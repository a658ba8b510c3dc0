"""What each kind of message means in general: documents that vary where, how and how often a thing stands.

A row is a document and the codes that it must be told, or (with ``-`` before it) must not be told.
"""

import datetime as dt
from typing import Final

import pytest

from feeds.check import check
from feeds.source.source import Source

NOW: Final = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
URL: Final = "https://example.org/feed.xml"
ATOM: Final = "http://www.w3.org/2005/Atom"
XHTML: Final = "http://www.w3.org/1999/xhtml"
HEAD: Final = (
    "<title>News</title><id>tag:example.org,2026:news</id><updated>2026-01-31T08:00:00Z</updated>"
    f'<link rel="self" href="{URL}"/><author><name>Me</name></author>'
)
ENTRY: Final = (
    "<title>One</title><id>tag:example.org,2026:1</id><updated>2026-01-30T08:00:00Z</updated>"
    '<link href="https://example.org/1"/>'
)


def feed(inside: str, uri: str = ATOM, attributes: str = "") -> str:
    """A feed of Atom with something more in it."""
    return f'<feed xmlns="{uri}" xml:lang="en" {attributes}>{HEAD}{inside}</feed>'


def entry(inside: str, uri: str = ATOM, attributes: str = "") -> str:
    """An entry of Atom as a document of its own."""
    return f'<entry xmlns="{uri}" xml:lang="en" {attributes}>{ENTRY}<author><name>Me</name></author>{inside}</entry>'


def within(inside: str) -> str:
    """A feed of Atom with something more in its entry."""
    return feed(f"<entry>{ENTRY}{inside}</entry>")


def prefixed(document: str, prefix: str) -> str:
    """The document with a prefix before every name."""
    named = document.replace("xmlns=", f"xmlns:{prefix}=").replace("<", f"<{prefix}:")
    return named.replace(f"<{prefix}:/", f"</{prefix}:")


ATOM_ROWS: Final = {
    "text in a feed": (feed("News"), "NSP105"),
    "text in an entry": (within("News"), "NSP105"),
    "text in an entry document": (entry("<summary>S</summary>News"), "NSP105"),
    "attribute on a feed": (feed("", attributes='version="1.0"'), "NSP104"),
    "attribute on an entry document": (entry("<summary>S</summary>", attributes='version="1.0"'), "NSP104"),
    "attributes of xml and of others": (
        feed("", attributes='xml:base="https://example.org/" x:y="1" xmlns:x="https://example.org/x"'), "-NSP104",
    ),
    "empty xhtml": (within('<summary type="xhtml"/>'), "ATM117"),
    "blank xhtml": (within('<content type="xhtml"> </content>'), "ATM117"),
    "xhtml elsewhere": (within('<content type="xhtml" src="https://example.org/1"/>'), "-ATM117"),
    "text beside the div": (within(f'<content type="xhtml">A<div xmlns="{XHTML}">B</div></content>'), "ATM117"),
    "only the div": (within(f'<content type="xhtml"> <div xmlns="{XHTML}">B</div> </content>'), "-ATM117"),
    "div in a misspelt namespace": (
        within(f'<content type="xhtml"><div xmlns="{XHTML}/">B</div></content>'), "NSP308 -NSP301",
    ),
    "misspelt namespace elsewhere": (feed(f'<x:p xmlns:x="{XHTML}/">B</x:p>'), "NSP301 -NSP308"),
    "uuid of nothing": (feed("<entry><id>urn:uuid:</id></entry>"), "ATM215 -ATM214"),
    "uuid with braces": (feed("<entry><id>urn:uuid:{60a76c80}</id></entry>"), "ATM215 -ATM214"),
    "uuid": (feed("<entry><id>urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6</id></entry>"), "-ATM215 -ATM214"),
    "self link to RSS": (feed(f'<link rel="self" type="application/rss+xml" href="{URL}"/>'), "ATM305"),
    "self link to Atom": (feed(f'<link rel="self" type="application/atom+xml;type=feed" href="{URL}"/>'), "-ATM305"),
    "blank scheme": (within('<category term="a" scheme=" "/>'), "ATM239"),
    "no scheme": (within('<category term="a"/>'), "-ATM239"),
    "feed of a known namespace": (feed("", XHTML), "ATM131"),
    "feed of an unknown namespace": (feed("", "https://example.org/"), "ATM131"),
    "all with a prefix": (prefixed(entry("<summary>S</summary>"), "a"), "NSP305 -NSP101"),
    "all with the usual prefix": (prefixed(entry("<summary>S</summary>"), "atom"), "NSP305 -NSP101"),
    "the usual prefix too": (feed("", attributes=f'xmlns:atom="{ATOM}"'), "-NSP305"),
    "XHTML in a person": (feed(f'<contributor><name>Me</name><p xmlns="{XHTML}"/></contributor>'), "XHT101"),
}  # fmt: skip


def told(document: str | bytes) -> set[str]:
    """The codes of what is found in a document."""
    data = document if isinstance(document, bytes) else document.encode()
    report = check(Source("feed.xml", data, url=URL), now=NOW)
    assert report.crashes == ()
    return {finding.rule.code for finding in report.findings}


def judge(document: str | bytes, wanted: str) -> None:
    """Hold a document to a row's codes."""
    codes = told(document)
    missing = {code for code in wanted.split() if code[0] != "-"} - codes
    unwanted = {code[1:] for code in wanted.split() if code[0] == "-"} & codes
    assert (missing, unwanted) == (set(), set())


@pytest.mark.parametrize("name", ATOM_ROWS)
def test_atom(name: str) -> None:
    judge(*ATOM_ROWS[name])


RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS1: Final = "http://purl.org/rss/1.0/"
RSS11: Final = "http://purl.org/net/rss1.1#"
CHANNEL: Final = "<title>News</title><link>https://example.org/</link><description>All the news</description>"


def rdf(borrowed: str, uri: str = RSS1, about: str = "") -> str:
    """A feed of RSS 1.0 whose item has something of another vocabulary."""
    return (
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="{uri}" xmlns:x="https://example.org/x" xml:lang="en">'
        f'<channel rdf:about="https://example.org/rss" {about}>{CHANNEL}<items><rdf:Seq>'
        '<rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items></channel><item '
        f'rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>{borrowed}</item></rdf:RDF>'
    )


def rss11(attributes: str = f'xmlns="{RSS11}"', kind: str = "Collection", borrowed: str = "") -> str:
    """A feed of RSS 1.1."""
    return (
        f'<Channel xmlns:rdf="{RDF}" xmlns:x="https://example.org/x" rdf:about="https://example.org/rss" {attributes}>'
        f'{CHANNEL}<items rdf:parseType="{kind}"><item><title>One</title><link>https://example.org/1</link>{borrowed}'
        "</item></items></Channel>"
    )


def rss(inside: str = "", attributes: str = "") -> str:
    """A feed of RSS 2.0 with something more in its channel."""
    return f'<rss version="2.0" {attributes}><channel>{CHANNEL}{inside}</channel></rss>'


def enclosed(url: str) -> str:
    """A feed of RSS 2.0 with an enclosure."""
    return rss(f'<item><title>One</title><enclosure url="{url}" length="1" type="audio/mpeg"/></item>')


_IN_ITEM: Final = "<item><title>One</title><description>{}</description></item>"
_THING: Final = '<x:by><x:Person rdf:about="https://example.org/jo"><x:name>Jo</x:name></x:Person></x:by>'
_STRIPES: Final = "-RDX102 -RDX106 -RDX107 -RDX108 -RDX109"
RSS_ROWS: Final = {
    "a thing within a property": (rdf(_THING), _STRIPES),
    "properties at once": (rdf('<x:by rdf:parseType="Resource"><x:a>A</x:a><x:b>B</x:b></x:by>'), _STRIPES),
    "a list of things": (rss11(borrowed='<x:by rdf:parseType="Collection"><x:A/><x:B/></x:by>'), _STRIPES),
    "markup as a literal": (rdf('<x:by rdf:parseType="Literal">A <x:b/> and <x:c/></x:by>'), _STRIPES),
    "text with a datatype": (rdf('<x:on rdf:datatype="https://example.org/date">Monday</x:on>'), _STRIPES),
    "two things in a property": (rss11(borrowed="<x:by><x:A/><x:B/></x:by>"), "RDX107"),
    "text beside a thing": (rdf("<x:by>Jo<x:A/></x:by>"), "RDX107"),
    "text in a thing": (rdf("<x:by><x:A>Jo</x:A></x:by>"), "RDX107"),
    "two names": (rdf('<x:by><x:A rdf:about="https://example.org/a" rdf:nodeID="a"/></x:by>'), "RDX106"),
    "two names of a channel": (rdf("", about='rdf:ID="rss"'), "RDX106"),
    "a reference with text": (rdf('<x:by rdf:resource="https://example.org/jo">Jo</x:by>'), "RDX106"),
    "a reference with a datatype": (
        rdf('<x:by rdf:resource="https://example.org/jo" rdf:datatype="https://example.org/d"/>'), "RDX106",
    ),
    "a reference on a thing": (rdf('<x:by><x:A rdf:resource="https://example.org/jo"/></x:by>'), "RDX102"),
    "an id that is no name": (rdf('<x:by><x:A rdf:ID="1 a"/></x:by>'), "RDX108"),
    "one id twice": (rdf('<x:by><x:A rdf:ID="a"/></x:by><x:to><x:A rdf:ID="a"/></x:to>'), "RDX108"),
    "two ids": (rdf('<x:by><x:A rdf:ID="a"/></x:by><x:to><x:A rdf:ID="b"/></x:to>'), "-RDX108"),
    "one node twice": (rdf('<x:by><x:A rdf:nodeID="a"/></x:by><x:to rdf:nodeID="a"/>'), "-RDX108"),
    "a description as a property": (rdf("<rdf:Description/>"), "RDX109"),
    "a list entry as a thing": (rdf("<x:by><rdf:li/></x:by>"), "RDX109"),
    "RSS 1.0 in a misspelt namespace": (rdf("", "http://purl.org/rss/1.0"), "NSP307 -RDF114"),
    "RSS 1.0 in that of RSS 2.0": (rdf("", "http://backend.userland.com/rss2"), "RDF114"),
    "RSS 1.0 in an unknown namespace": (rdf("", "https://example.org/rss"), "RDF114"),
    "RSS 1.0": (rdf(""), "-RDF114 -NSP307"),
    "RSS 0.90": (rdf("", "http://my.netscape.com/rdf/simple/0.9/"), "-RDF114 -NSP307"),
    "RSS 1.1 without a namespace": (rss11(""), "RSL114"),
    "RSS 1.1 in that of RSS 1.0": (rss11(f'xmlns="{RSS1}"'), "RSL114"),
    "RSS 1.1": (rss11(), "-RSL114 -RSL112"),
    "RSS 1.1 as a literal": (rss11(kind="Literal"), "RSL112"),
    "Channel of an unknown namespace": (rss11('xmlns="https://example.org/rss"'), "XML122 -XML121"),
    "rss of an unknown namespace": (rss(attributes='xmlns="https://example.org/rss"'), "XML122 -XML121"),
    "RDF of an unknown namespace": (rdf("").replace(RDF, RDF.upper()), "XML122 -XML121"),
    "another document": ("<note/>", "XML121 -XML122"),
    "base with a blank": (rss(attributes='xml:base="https://example.org/a b"'), "RSS264"),
    "base without a host": (rdf("").replace("<item", '<item xml:base="https:///"'), "RSS265"),
    "relative base": (rss(attributes='xml:base="a/"'), "-RSS264 -RSS265"),
    "malformed language": (rss('<category xml:lang="en_US">A</category>'), "RSS266"),
    "malformed language of RSS 1.1": (rss11(f'xmlns="{RSS11}" xml:lang="english"'), "RSS266"),
    "no language": (rss('<category xml:lang="">A</category>'), "-RSS266 -RSS267"),
    "malformed language beside Atom": (
        rss(f'<atom:link xmlns:atom="{ATOM}" xml:lang="en_US" rel="self" href="{URL}"/>'), "RSS266 -ATM252",
    ),
    "malformed language in Atom": (feed('<rights xml:lang="en_US">Me</rights>'), "ATM252 -RSS266"),
    "three letters and more": (rss("<language>eng-</language>"), "RSS210"),
    "three letters and a country": (rss("<language>eng-US</language>"), "-RSS210"),
    "markup in the generator": (rss("<generator>&lt;b>Mill&lt;/b></generator>"), "RSS260"),
    "what looks like a tag": (rss("<copyright>a&lt;b, vector&lt;int&gt;</copyright>"), "RSS507 -RSS260"),
    "what looks like a tag in CDATA": (rss("<category><![CDATA[vector<int>]]></category>"), "RSS507 -RSS260"),
    "what cannot be a tag": (rss("<category>1 &lt; 2 &lt;3 &lt;&lt; &lt;</category>"), "-RSS507 -RSS260"),
    "a literal less-than sign": (rss("<category>a&#x3C;b</category>"), "-RSS507 -RSS260"),
    "a tag": (rss("<category>a&lt;b>c&lt;/b></category>"), "RSS260 -RSS507"),
    "an address in angle brackets": (rss("<webMaster>Me &lt;me@example.org></webMaster>"), "-RSS507"),
    "a time with dots": (rss("<pubDate>Sat, 07 Sep 2002 08.30.01 GMT</pubDate>"), "RSS220"),
    "a time with colons": (rss("<pubDate>Sat, 07 Sep 2002 08:30:01 GMT</pubDate>"), "-RSS220 -RSS222"),
    "an empty frame": (rss(_IN_ITEM.format("A").replace("</item>", f'<iframe xmlns="{XHTML}"/></item>')), "HTM507"),
    "XHTML with a prefix": (rss(attributes=f'xmlns:xhtml="{XHTML}"'), "NSP305"),
    "XHTML without": (rss(_IN_ITEM.format("A").replace("</item>", f'<p xmlns="{XHTML}"/></item>')), "-NSP305"),
    "XHTML for robots": (rss(f'<x:meta xmlns:x="{XHTML}" name="robots" content="noindex"/>'), "-NSP305"),
    "Atom with another prefix in RSS": (rss(attributes=f'xmlns:a="{ATOM}"'), "NSP304 -NSP305"),
    "a page within HTML": (rss(_IN_ITEM.format('&lt;iframe src="https://example.org/map">&lt;/iframe>')), "HTM507"),
    "a page within XHTML": (
        within(f'<content type="xhtml"><div xmlns="{XHTML}"><iframe src="https://example.org/map"/></div></content>'),
        "HTM507",
    ),
    "a player within HTML": (
        rss(_IN_ITEM.format('&lt;iframe src="https://www.youtube.com/embed/1">&lt;/iframe>')), "-HTM507",
    ),
    "a page in an attribute": (rss(_IN_ITEM.format('&lt;iframe srcdoc="A">&lt;/iframe>')), "HTM205 -HTM507"),
    "a source of Atom": (
        rss(f'<item><title>One</title><a:source xmlns:a="{ATOM}"><a:id>tag:example.org,2026:s</a:id>'
            "<a:title>A</a:title><a:updated>2026-01-30T08:00:00Z</a:updated><a:author><a:name>Me</a:name></a:author><a:icon>/i</a:icon>"
            "</a:source></item>"), "-NSP101 -NSP102",
    ),
    "relative address of a program": (
        rss(f'<a:generatorAgent xmlns:a="http://webns.net/mvcb/" xmlns:rdf="{RDF}" rdf:resource="mill"/>'), "ADM205",
    ),
    "blank address of a mailbox": (
        rss(f'<a:errorReportsTo xmlns:a="http://webns.net/mvcb/" xmlns:rdf="{RDF}" rdf:resource=""/>'), "ADM205",
    ),
    "address of a mailbox": (
        rss(f'<a:errorReportsTo xmlns:a="http://webns.net/mvcb/" xmlns:rdf="{RDF}" rdf:resource="mailto:me@a.org"/>'),
        "-ADM205",
    ),
    "an ampersand in the generator": (rss("<generator>Pen &amp; Paper</generator>"), "-RSS260 -RSS261"),
    "enclosure beyond ASCII": (enclosed("https://example.org/caf\u00e9.mp3"), "RSS219 -RSS207 -RSS208"),
    "enclosure with a blank": (enclosed("https://example.org/a b.mp3"), "RSS208 -RSS219"),
    "enclosure in ASCII": (enclosed("https://example.org/caf%C3%A9.mp3"), "-RSS219 -RSS207 -RSS208"),
}  # fmt: skip


@pytest.mark.parametrize("name", RSS_ROWS)
def test_rss(name: str) -> None:
    judge(*RSS_ROWS[name])


def declared(charset: str, codec: str = "utf-8") -> bytes:
    """A feed of RSS 2.0 that says in which charset it is."""
    return f'<?xml version="1.0" encoding="{charset}"?>{rss()}'.encode(codec)


def typed(doctype: str, document: str) -> str:
    """A document with a DOCTYPE."""
    return f"<!DOCTYPE {doctype}>{document}"


def opml(attributes: str) -> str:
    """A list of subscriptions whose outline has something more."""
    return f'<opml version="2.0"><head><title>A</title></head><body><outline text="A" {attributes}/></body></opml>'


def description(inside: str) -> str:
    """A description for OpenSearch with something more in it."""
    return (
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>A</ShortName>'
        "<Description>A</Description>"
        f'<Url type="text/html" template="https://example.org/?q={{searchTerms}}"/>{inside}</OpenSearchDescription>'
    )


_DTD: Final = 'rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://{}/rss-0.91.dtd"'
_NETSCAPE: Final = _DTD.format("my.netscape.com/publish/formats")
_BOARD: Final = _DTD.format("www.rssboard.org")
_OLD: Final = rss().replace("2.0", "0.91")
BYTE_ROWS: Final[dict[str, tuple[str | bytes, str]]] = {
    "UTF-8": (declared("utf-8"), "-XML202 -XML212 -XML502"),
    "ISO 8859-1": (declared("iso-8859-1"), "XML502 -XML202 -XML212"),
    "Japanese for Windows": (declared("windows-31J", "cp932"), "XML213 -XML202 -XML212 -XML502"),
    "Thai for Windows": (declared("windows-874", "cp874"), "XML502 -XML202 -XML212"),
    "Chinese": (declared("GB2312", "gb2312"), "XML213 -XML202 -XML212 -XML502"),
    "UTF-16": ("\ufeff".encode("utf-16-le") + declared("UTF-16", "utf-16-le"), "-XML213 -XML212 -XML502"),
    "an old computer": (declared("cp437", "cp437"), "XML212 -XML202 -XML502"),
    "a mainframe": (declared("cp037", "cp037"), "XML212 -XML202"),
    "no charset": (declared("runes"), "XML202 -XML212"),
    "external parameter entity": (
        typed('rss [<!ENTITY % a SYSTEM "https://example.org/a">]', rss()), "XML301",
    ),
    "internal parameter entity": (typed("rss [<!ENTITY % a '<!ENTITY b \"c\">'>]", rss()), "-XML301"),
    "Netscape's DTD": (typed(_NETSCAPE, _OLD), "RSS134 -RSS135"),
    "Netscape's DTD for another version": (typed(_NETSCAPE, rss()), "RSS134 RSS135"),
    "Netscape's DTD for RDF": (typed(_NETSCAPE, rdf("")), "RSS134 RSS135"),
    "the Board's copy": (typed(_BOARD, _OLD), "-RSS134 -RSS135"),
    "the Board's copy for another version": (typed(_BOARD, rss()), "RSS135 -RSS134"),
    "another DOCTYPE": (typed("rss", rss()), "-RSS134 -RSS135"),
    "broken characters in OPML": (opml('title="Don&#146;t"'), "OPM216"),
    "a lost character in OPML": (opml("").replace("<title>A", "<title>A\ufffd"), "OPM216"),
    "letters in OPML": (opml('title="\u201cCaf\u00e9\u201d"'), "-OPM216"),
    "the prefix of OpenSearch": (rss(attributes='xmlns:opensearch="https://example.org/os"'), "NSP303"),
    "OpenSearch with its prefix": (
        rss(attributes='xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'), "-NSP303 -NSP304",
    ),
    "an encoding with a blank": (description("<InputEncoding>utf 8</InputEncoding>"), "OSD215"),
    "a blank encoding of a query": (description('<Query role="example" searchTerms="a" inputEncoding=""/>'), "OSD260"),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTE_ROWS)
def test_bytes_and_lists(name: str) -> None:
    judge(*BYTE_ROWS[name])
