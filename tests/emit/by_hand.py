"""Articles made by hand, for the tests of everything that comes after conversion."""

import datetime as dt
from dataclasses import replace

from feeds.articles.article import Article, Document, Evidence, Picture, Provenance
from feeds.emit.feed import Channel

NOON = dt.datetime(2025, 2, 26, 12, tzinfo=dt.UTC)
CHANNEL = Channel(
    home="https://example.org/news/",
    title="Example News",
    authority="example.org,2026",
    description="What happened, in full.",
    language="en",
)

ARTICLE = Article(
    uri="tag:example.org,2026:harbour-reopens",
    slug="harbour-reopens",
    language="en",
    headline="Harbour Reopens After Storm",
    html="<p>The harbour reopened on Wednesday.</p><h2>BOATS</h2><p>Forty boats left.</p>",
    text="The harbour reopened on Wednesday.\n\nBOATS\n\nForty boats left.",
    summary="The harbour reopened on Wednesday.",
    published=NOON,
    updated=NOON,
    first_created=dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC),
    provenance=Provenance(
        documents=(Document("pages/harbour.txt", "0" * 64, 1, 12),),
        date=Evidence("caption", "February 26, 2025"),
        language_confidence=0.99,
    ),
    content_created=dt.date(2025, 2, 26),
    pictures=(Picture("Boats in the harbour. (Example Agency)", "Example Agency"),),
)

SECOND = replace(
    ARTICLE,
    uri="tag:example.org,2026:bridge",
    slug="bridge",
    headline="Bridge Closed",
    html="<p>The bridge is closed.</p>",
    text="The bridge is closed.",
    summary="The bridge is closed.",
    published=NOON - dt.timedelta(days=1),
    updated=NOON + dt.timedelta(days=2),
    authors=("Ann Example", "Bo Sample"),
    subjects=("Roads & bridges", "Weather"),
    pictures=(Picture("A bridge", "A. Photographer", "https://example.org/b.jpg", "image/jpeg", 800, 600),),
)

HOSTILE = replace(
    ARTICLE,
    uri="tag:example.org,2026:hostile",
    slug="hostile",
    headline="</script><script>alert(1)</script> ]]> & <b>“bold”</b> \x00\x0b\ud800 \u202e 🦊 " + "long " * 400,
    html='<p>]]> \x07 a &amp; b</p><script>alert(1)</script><p onclick="x()"><a href="javascript:x()">l</a></p>',
    text="]]> \x07 a & b",
    summary="5 < 6 & 7 > 2 ]]> \ufffe",
    published=NOON - dt.timedelta(days=3),
    updated=NOON - dt.timedelta(days=3),
    authors=("<i>Eve</i> & \x01Co",),
    subjects=('"quoted" <tag>',),
    pictures=(Picture("</figcaption><script>1</script>\x02", "&lt;", None),),
    provenance=replace(
        ARTICLE.provenance, date=Evidence("text", "</dd><script>\x03"), merged=("<same> as \ud801 other",)
    ),
    original_url="javascript:alert(1)",
)

ARABIC = replace(
    ARTICLE,
    uri="tag:example.org,2026:mina",
    slug="mina",
    language="ar",
    headline="إعادة فتح الميناء بعد العاصفة",
    html="<p>أعيد فتح الميناء يوم الأربعاء.</p>",
    text="أعيد فتح الميناء يوم الأربعاء.",
    summary="أعيد فتح الميناء يوم الأربعاء.",
    published=NOON - dt.timedelta(days=4),
    updated=NOON - dt.timedelta(days=4),
    pictures=(Picture("قوارب في الميناء", "وكالة"),),
)

ALL = (ARTICLE, SECOND, HOSTILE, ARABIC)
