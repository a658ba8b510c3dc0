"""Reports that every form must survive: hostile text, many findings, what could not be read, what came from the web."""

import datetime as dt

from feeds.check import Crash, Report, check
from feeds.fix import fixes_of
from feeds.report.forms import Look
from feeds.report.telling import Telling, mended, tell
from feeds.source.source import Source

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
LOOK = Look(folder="/repo/site", root="/repo", now=NOW)
TITLE = (
    "]]&gt; &lt;/script&gt;&lt;img src=x onerror=\"alert('1')\"&gt; ##vso[task.setvariable variable=PATH]x %0A, ; |"
    " `a` *b* \u202e"
)
HOSTILE = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0">
<channel>
<title>Nëws \U0001f600</title><link>https://example.org/</link><description>All</description><language>en_US</language>
<item><title>{TITLE}</title><link>https://example.org/1</link>
<guid isPermaLink="False">tag:example.org,2026:1</guid><pubDate>22.11.2026</pubDate></item>
<item><title>::error::</title><link>javascript:alert(1)</link><guid>"'&lt;b&gt;&#9;x</guid><pubDate>\u202e&#13;&#10;::error::x</pubDate></item>
</channel>
</rss>
"""
MANY = HOSTILE.replace(
    "</channel>",
    "".join(f"<item><title>{n}</title><pubDate>{n}.11.2026</pubDate></item>\n" for n in range(300)) + "</channel>",
)


def told(text: str | bytes, name: str = "feed.xml", url: str | None = None) -> Telling:
    """A text as a telling, with what mends it."""
    data = text if isinstance(text, bytes) else text.encode()
    return mended(tell(check(Source(name, data, url), now=NOW)), fixes_of)


def everything() -> list[Telling]:
    """Sources of every kind."""
    url = "https://user@example.org:8080/a b/feed.xml?x=1&y=<2>"
    crashed = check(Source("sub/broken.xml", HOSTILE.encode()), now=NOW)
    return [
        told(HOSTILE),
        told(MANY, "../many.xml"),
        told(HOSTILE, url, url),
        tell(Report("/elsewhere/good.json", None, "json-feed-1.1", ())),
        told('{"version": "https://jsonfeed.org/version/1.1", "title": 3, "items": [{"id": 1}, {}]}', "items.json"),
        told(b"\xff\xfe\0", "-"),
        tell(Report("::none\x07\udcff.xml", None, None, (), "none.xml cannot be read: ##vso[x] \x1b[31m ]]> | <b>")),
        tell(
            Report("sub/broken.xml", None, "rss-2.0", crashed.findings, None, (Crash("RSS110", "KeyError: '\n::x'"),))
        ),
    ]
