"""What the rules of modules mean in general: what stands in a channel, an item, a feed or an entry, and what is told.

A row is where something stands, what stands there, and the codes that it must be told or, with ``-`` before it, must
not be told.
"""

import datetime as dt
from typing import Final

import pytest

from feeds.check import check
from feeds.source.source import Source

NOW: Final = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SPACES: Final = {
    "access": "http://www.bloglines.com/about/specs/fac-1.0",
    "admin": "http://webns.net/mvcb/",
    "annotate": "http://purl.org/rss/1.0/modules/annotate/",
    "app": "http://www.w3.org/2007/app",
    "atom": "http://www.w3.org/2005/Atom",
    "cp": "http://my.theinfo.org/changed/1.0/rss/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "fh": "http://purl.org/syndication/history/1.0",
    "g": "http://base.google.com/ns/1.0",
    "georss": "http://www.georss.org/georss",
    "gml": "http://www.opengis.net/gml",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "sx": "http://feedsync.org/2007/feedsync",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
DECLARED: Final = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_CHANNEL: Final = "<title>News</title><link>https://example.org/</link><description>All</description>"
_SEQUENCE: Final = '<items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items>'
_HEAD: Final = "<title>News</title><id>tag:example.org,2026:news</id><updated>2026-01-31T08:00:00Z</updated>"
_ENTRY: Final = (
    "<title>One</title><id>tag:example.org,2026:1</id><updated>2026-01-30T08:00:00Z</updated>"
    '<link href="https://example.org/1"/><summary>One</summary>'
)
_FEED: Final = f'<feed xmlns="{SPACES["atom"]}" xml:lang="en" {DECLARED}>{_HEAD}<author><name>Me</name></author>'
_RDF_ROOT: Final = f'<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="{_RDF}" {DECLARED}>'
_RDF_CHANNEL: Final = f'<channel rdf:about="https://example.org/rss">{_CHANNEL}{_SEQUENCE}'
_RDF_ITEM: Final = '<item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>'
_RSS: Final = f'<rss version="2.0" xmlns:rdf="{_RDF}" {DECLARED}>'
FRAMES: Final = {
    "channel": f"{_RSS}<channel>{_CHANNEL}{{}}</channel></rss>",
    "item": f"{_RSS}<channel>{_CHANNEL}<item><title>One</title>{{}}</item></channel></rss>",
    "rss": f"{_RSS}{{}}<channel>{_CHANNEL}</channel></rss>",
    "feed": f"{_FEED}{{}}</feed>",
    "entry": f"{_FEED}<entry>{_ENTRY}{{}}</entry></feed>",
    "source": f"{_FEED}<entry>{_ENTRY}<source>{_HEAD}{{}}</source></entry></feed>",
    "rdf channel": f"{_RDF_ROOT}{_RDF_CHANNEL}{{}}</channel>{_RDF_ITEM}</item></rdf:RDF>",
    "rdf item": f"{_RDF_ROOT}{_RDF_CHANNEL}</channel>{_RDF_ITEM}{{}}</item></rdf:RDF>",
}


def _nested(*names: str) -> str:
    """Categories of Apple's within each other."""
    return "".join(f'<itunes:category text="{name}">' for name in names) + "</itunes:category>" * len(names)


PODCASTS: Final = [
    ("item", "<itunes:order>first</itunes:order>", "ITU222"),
    ("item", "<itunes:order/>", "ITU222"),
    ("item", "<itunes:order>2</itunes:order>", "-ITU222"),
    ("item", "<itunes:isClosedCaptioned>perhaps</itunes:isClosedCaptioned>", "ITU223"),
    ("item", "<itunes:isClosedCaptioned>yes</itunes:isClosedCaptioned>", "-ITU223"),
    ("item", "<itunes:keywords>salt; pepper</itunes:keywords>", "ITU217"),
    ("item", "<itunes:keywords>salt|pepper</itunes:keywords>", "ITU217"),
    ("item", "<itunes:keywords>sea salt, pepper</itunes:keywords>", "-ITU217"),
    ("channel", f"<itunes:owner><itunes:name>{'Long ' * 60}</itunes:name></itunes:owner>", "ITU216"),
    ("channel", _nested("Society &amp; Culture", "History"), "ITU219 -ITU220"),
    ("channel", _nested("Arts", "History"), "ITU220 -ITU219"),
    ("channel", _nested("History"), "-ITU219 -ITU220"),
    ("channel", _nested("Technology", "News"), "ITU219 -ITU220"),
    ("channel", _nested("Technology", "Smart Phones"), "ITU219 -ITU218"),
    ("channel", _nested("Arts", "Books", "Design"), "ITU221"),
    ("channel", _nested("Arts", "Books"), "-ITU221"),
]

_AREA: Final = "45.2 -110.4 46.4 -109.4 43.8 -109.8 45.2 -110.4"
PLACES: Final = [
    ("item", "<georss:point>95.2 71.9</georss:point>", "GRS202"),
    ("entry", f"<georss:polygon>{_AREA.replace(' ', ',')}</georss:polygon>", "GRS303 -GRS205"),
    ("item", "<georss:circle>45.2,-71.9 500</georss:circle>", "GRS303"),
    ("item", "<georss:circle>45.2 -71.9 500</georss:circle>", "-GRS303 -GRS209"),
    ("item", '<georss:point elev="high">45.2 -71.9</georss:point>', "GRS211"),
    ("item", '<georss:point floor="two" radius="wide">45.2 -71.9</georss:point>', "GRS212 GRS213"),
    ("item", '<georss:point elev="313" floor="-2" radius="5.5">45.2 -71.9</georss:point>', "-GRS211 -GRS212 -GRS213"),
    ("item", "<georss:where><gml:Polygon><gml:exterior/></gml:Polygon></georss:where>", "GML107"),
]
_SCENES: Final = (
    "<media:scenes><media:scene><sceneTitle>One</sceneTitle><sceneStartTime>00:15</sceneStartTime></media:scene>"
    "</media:scenes>"
)
MEDIA: Final = [
    ("item", '<media:location start="00:15" end="1:00:45">Home</media:location>', "-MED227"),
    ("item", '<media:location start="early">Home</media:location>', "MED227"),
    ("item", '<media:text start="00:15">One</media:text>', "MED218 -MED227"),
    ("item", _SCENES, "-NSP101 -NSP102 -MED227"),
    ("item", "<media:scenes><media:scene><sceneEnd>1</sceneEnd></media:scene></media:scenes>", "NSP101"),
    ("item", '<media:category label="&lt;b>Sea&lt;/b>">sea</media:category>', "MED311"),
]
SOURCES: Final = [
    ("source", "<sy:updatePeriod>hourly</sy:updatePeriod>", "-NSP102"),
    ("source", "<media:title>One</media:title><itunes:author>Me</itunes:author>", "-NSP102"),
    ("source", '<app:collection href="/c"><title>All</title></app:collection>', "-NSP102"),
    ("source", "<thr:total>2</thr:total>", "NSP102"),
    ("entry", "<sy:updatePeriod>hourly</sy:updatePeriod>", "NSP102"),
]
EMPTY: Final = [
    ("channel", '<itunes:image href="https://example.org/1.jpg">Cover</itunes:image>', "NSP105"),
    ("channel", "<itunes:image>https://example.org/1.jpg</itunes:image>", "ITU111 -NSP105"),
    ("channel", '<itunes:category text="Arts">Arts</itunes:category>', "NSP105"),
    ("item", '<media:thumbnail url="https://example.org/1.jpg">One</media:thumbnail>', "NSP105"),
    ("item", '<media:thumbnail url="https://example.org/1.jpg">\n</media:thumbnail>', "-NSP105"),
    ("item", '<media:license href="https://example.org/by" type="text/html">By</media:license>', "-NSP105"),
    ("rss", '<access:restriction relationship="deny">No</access:restriction>', "NSP105"),
    ("feed", '<feedburner:info uri="news">News</feedburner:info>', "NSP105"),
    ("entry", '<thr:in-reply-to ref="tag:example.org,2026:1">One</thr:in-reply-to>', "-NSP105"),
]
OTHERS: Final = [
    ("channel", "<blink>https://example.org/</blink>", "RSS137 -NSP101 -NSP102"),
    ("item", "<blink>https://example.org/</blink>", "NSP102 -RSS137"),
    ("item", '<sx:sync id=" " updates="1"/>', "FSY213 -FSY211"),
    ("item", '<sx:sync id="a b" updates="1"/>', "FSY211 -FSY213"),
    ("item", '<media:content url=" https://example.org/1.jpg"/>', "MED202"),
    ("item", '<media:content url="https://example.org/1.jpg" medium="image "/>', "MED207"),
    ("item", '<media:content url="https://example.org/1.jpg" height=" 20 "/>', "-MED204"),
    ("item", "<media:adult> true </media:adult>", "-MED209"),
    ("channel", "<itunes:new-feed-url> https://example.org/ </itunes:new-feed-url>", "-ITU212"),
    ("channel", '<itunes:image href="https://example.org/1.jpg "/>', "ITU212"),
    ("entry", '<thr:in-reply-to ref=" tag:example.org,2026:1"/>', "THR202"),
    ("rss", '<access:restriction relationship="allow "/>', "ACC201"),
    ("rss", "<access:restriction/>", "ACC101 -ACC201"),
    ("item", "<dc:title>&lt;b>One&lt;/b></dc:title>", "DC204"),
    ("item", "<dc:title>One &amp; two</dc:title>", "-DC204"),
    ("channel", "<admin:errorReportsTo>me@example.org</admin:errorReportsTo>", "ADM102"),
    ("channel", "<admin:generatorAgent/>", "ADM101"),
    ("rdf channel", "<admin:generatorAgent/>", "ADM101"),
    ("rdf channel", '<admin:generatorAgent rdf:resource="https://example.org/"/>', "-ADM101"),
    ("channel", "<cp:server/>", "CHP101"),
    ("item", "<annotate:reference/>", "ANN101"),
    ("rdf channel", '<fh:complete/><atom:link rel="next" href="https://example.org/2"/>', "HST301"),
    ("channel", '<fh:complete/><atom:link rel="next" href="https://example.org/2"/>', "HST301"),
    ("item", '<atom:link rel="next" href="https://example.org/2"/>', "ATM302"),
    ("source", '<link rel="next" href="https://example.org/2"/>', "-ATM302"),
]
PRODUCTS: Final = [
    ("entry", "<g:salary>50k</g:salary><g:hoa_dues>55,000</g:hoa_dues>", "GMC273"),
    ("entry", "<g:salary>50000.50</g:salary>", "-GMC273"),
    ("entry", "<g:tax_percent>8.25%</g:tax_percent>", "GMC267"),
    ("entry", "<g:tax_percent>101</g:tax_percent>", "GMC267"),
    ("entry", "<g:tax_percent>0</g:tax_percent>", "-GMC267"),
    ("entry", "<g:area>1,300 square ft.</g:area><g:mileage>25k</g:mileage>", "-GMC264"),
    ("entry", "<g:mileage>1700.5</g:mileage>", "GMC264"),
    ("entry", "<g:expiration_date_time>2026-12-20</g:expiration_date_time>", "GMC269"),
    ("entry", "<g:expiration_date_time>2026-12-20T10:00:00</g:expiration_date_time>", "-GMC269"),
    ("item", "<g:travel_date_range/>", "GMC106 GMC108"),
    ("channel", "<g:price>15.00 EUR</g:price>", "GMC107"),
    ("item", "<g:service>DHL</g:service>", "GMC107"),
    ("item", "<g:shipping><g:service>Pigeon</g:service></g:shipping>", "GMC274"),
    ("item", "<g:id>1</g:id><g:shipping><g:service>Pigeon</g:service></g:shipping>", "-GMC274"),
    ("item", "<g:shipping><g:service>UPS</g:service></g:shipping>", "-GMC274"),
    ("rdf item", "<g:shipping><g:service>DHL</g:service></g:shipping><g:price>15.00 EUR</g:price>", "-GMC107"),
]
ROWS: Final = PODCASTS + PLACES + MEDIA + SOURCES + EMPTY + OTHERS + PRODUCTS


@pytest.mark.parametrize(
    ("where", "inside", "expected"), ROWS, ids=lambda value: value[:70] if isinstance(value, str) else ""
)
def test_what_is_told_of_it(where: str, inside: str, expected: str) -> None:
    document = FRAMES[where].replace("{}", inside)

    report = check(Source("feed.xml", document.encode()), now=NOW)

    assert report.crashes == ()
    told = {finding.rule.code for finding in report.findings}
    codes = expected.split()
    wanted = {code for code in codes if not code.startswith("-")}
    unwanted = {code[1:] for code in codes if code.startswith("-")}
    assert wanted <= told, sorted(told)
    assert not unwanted & told, sorted(told)


@pytest.mark.parametrize(
    ("where", "right"), [("item", "channel"), ("rdf item", "channel"), ("entry", "atom:feed or atom:source")]
)
def test_the_right_place_is_named_in_words_of_the_format(where: str, right: str) -> None:
    document = FRAMES[where].replace("{}", "<fh:complete/>")

    report = check(Source("feed.xml", document.encode()), now=NOW)

    (message,) = [finding.message for finding in report.findings if "fh:complete does" in finding.message]
    assert message.endswith(right)
