"""Examples of what repairs mend, for rules whose bad example shows something that nobody can mend."""

from __future__ import annotations

from feeds.rules.rule import Rule

_EPISODE = (
    '<item><title>One</title><guid isPermaLink="false">1</guid><enclosure url="https://example.org/1.mp3" '
    'length="1000" type="audio/mpeg"/>{}</item>'
)

EXAMPLES: dict[str, str] = {
    "XML105": '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>One</title>'
    "<link>https://example.org/</link><description>News</description><dc:creator>Me</dc:creator></channel></rss>",
    "NSP101": "<item><title>One</title><pubdate>Sat, 07 Sep 2002 00:00:01 GMT</pubdate></item>",
    "NSP103": "<language>en</language><language>en</language>",
    "NSP104": '<item><title>One</title><guid isPermalink="false">post-17</guid></item>',
    "RSS220": "<item><title>One</title><pubDate>2020-01-31T08:00:00Z</pubDate></item>",
    "RSS323": '<item><title>One</title><content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">Text'
    "</content:encoded><description>Text</description></item>",
    "RSS230": "<item><title>One</title><author>Jo Doe (me@example.org)</author></item>",
    "RSS210": "<language>en_US</language>",
    "RSS212": "<ttl>60.0</ttl>",
    "RSS240": '<item><title>One</title><enclosure url="https://example.org/1.mp3" length="12,216,320" '
    'type="audio/mpeg"/></item>',
    "RSS246": '<cloud domain="rpc.example.org" port="80" path="/RPC2" registerProcedure="notify" protocol="XML-RPC"/>',
    "ATM221": '<summary type="HTML">&lt;b>News&lt;/b></summary>',
    "ATM247": '<summary>News</summary><link rel="related" length="1,234,567" href="https://example.org/2"/>',
    "ATM301": '<summary>News</summary><link href="https://example.org/1"/>',
    "ATM106": "<entry><title>One</title><id>tag:example.org,2026:1</id><published>2026-01-30T08:00:00Z</published>"
    "<summary>News</summary></entry>",
    "JSN231": '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "language": "eng", "items": []}',
    "JSN241": '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "content_text": '
    '"Hello", "attachments": [{"url": "https://example.org/1.mp3", "mime_type": "audio/mp3"}]}]}',
    "JSN134": '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "contentHtml": '
    '"<p>Hello</p>"}]}',
    "OPM107": '<opml version="2.0"><head/><body><outline title="One"/></body></opml>',
    "OPM110": '<outline text="One" type="rss" xmlurl="https://example.org/rss.xml"/>',
    "OPM111": '<opml version="1.0"><head/><body><outline text="One" type="rss" xmlurl="https://example.org/rss.xml"/>'
    "</body></opml>",
    "OPM230": "<ownerEmail>mailto:me@example.org</ownerEmail>",
    "OSD211": "<Contact>mailto:me@example.org</Contact>",
    "POD204": '<podcast:transcript url="https://example.org/1.html" type="html"/>',
    "POD206": "<podcast:season>1.0</podcast:season>",
    "POD210": "<podcast:medium>Music</podcast:medium>",
    "POD211": '<podcast:liveItem status="Live" start="2026-09-26T07:30:00Z"><title>Live</title><podcast:contentLink '
    'href="https://example.org/live">Watch</podcast:contentLink></podcast:liveItem>',
    "POD212": '<podcast:alternateEnclosure type="audio/opus"><podcast:source uri="https://example.org/1.opus"/>'
    '<podcast:integrity type="PGP-signature" value="00"/></podcast:alternateEnclosure>',
    "POD213": '<podcast:location rel="Subject">Berlin</podcast:location>',
    "POD215": '<podcast:socialInteract protocol="ActivityPub" uri="https://example.org/1"/>',
    "POD216": '<podcast:chat server="chat.example.org" protocol="IRC"/>',
    "POD217": '<podcast:transcript url="https://example.org/1.vtt" type="text/vtt" rel="Captions"/>',
    "POD219": '<podcast:liveItem status="live" start="2026-09-26 07:30:00Z"><title>Live</title><podcast:contentLink '
    'href="https://example.org/live">Watch</podcast:contentLink></podcast:liveItem>',
    "POD220": '<podcast:updateFrequency dtstart="1 May 2026" rrule="FREQ=DAILY">Daily</podcast:updateFrequency>',
    "POD223": '<podcast:locked owner="mailto:me@example.org">yes</podcast:locked>',
    "MED207": '<media:content url="https://example.org/1.mp4" medium="Video"/>',
    "MED208": '<media:content url="https://example.org/1.mp4" expression="Full"/>',
    "MED211": '<media:restriction relationship="Allow">all</media:restriction>',
    "MED212": '<media:restriction relationship="allow" type="Country">au</media:restriction>',
    "MED213": '<media:status state="Active"/>',
    "MED214": '<media:price type="Rent" price="1" currency="EUR"/>',
    "MED215": '<media:rights status="usercreated"/>',
    "ITU218": '<itunes:category text="arts"/>',
    "ITU202": _EPISODE.replace("{}", "<itunes:explicit>1</itunes:explicit>"),
    "ITU222": _EPISODE.replace("{}", "<itunes:order>1.0</itunes:order>"),
    "ITU207": _EPISODE.replace("{}", "<itunes:episode>1.0</itunes:episode>"),
    "ITU210": "<itunes:owner><itunes:email>mailto:me@example.org</itunes:email></itunes:owner>",
    "SYN201": "<sy:updatePeriod>Hourly</sy:updatePeriod>",
    "SYN202": "<sy:updateFrequency>2.0</sy:updateFrequency>",
    "SLA201": "<slash:comments>1,234</slash:comments>",
    "THR208": "<thr:total>2.0</thr:total>",
    "THR209": '<link rel="replies" href="https://example.org/c" thr:count="2.0"/>',
    "THR210": '<link rel="replies" href="https://example.org/c" thr:updated="2026-01-30 08:00:00Z"/>',
    "EVT201": "<ev:startdate>2 Jul 2026 10:00 GMT</ev:startdate>",
    "EVT202": "<ev:enddate>2 Jul 2026 10:00 GMT</ev:enddate>",
    "TMB202": '<at:deleted-entry ref="tag:example.org,2026:1" when="2026-01-30 08:00:00Z"/>',
    "PRI201": "<prism:publicationDate>Fri, 30 Jan 2026 08:00:00 GMT</prism:publicationDate>",
    "AGG201": "<ag:timestamp>Fri, 30 Jan 2026 08:00:00 GMT</ag:timestamp>",
    "YDX202": "<yandex:logo>/picture.png</yandex:logo>",
}


RAW = frozenset({"XML105"})
"""Examples in which the prefix must stay undeclared."""


def example(rule: Rule) -> str:
    """A document, or a piece of one, that breaks the rule in a way that can be mended."""
    known = EXAMPLES.get(rule.code)
    if known is not None:
        return known
    # Where the bad example is a word instead of an address, a path is one that can be resolved.
    return rule.bad.replace(">picture<", ">/picture.png<").replace('"picture"', '"/picture.png"')
