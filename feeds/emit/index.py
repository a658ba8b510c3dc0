"""The front page: how to subscribe, and the articles, newest first."""

from html import escape

from feeds.emit.feed import INDEX, OPML, Entry, Feed, page_path
from feeds.emit.frame import FEEDS, foreign, ours, page, time
from feeds.emit.page import only_day


def index_page(feed: Feed) -> bytes:
    """index.html: the entries of the feeds with their summaries, earlier articles by title."""
    entries = "\n".join(_entry(entry, feed) for entry in feed.entries)
    main = f"""<div class="masthead"><h1>{escape(feed.title)}</h1>{_description(feed)}</div>
{_subscribe(feed)}
<ol class="list">
{entries}
</ol>{_earlier(feed)}"""
    return page(
        feed,
        title=feed.title,
        description=feed.description,
        url=feed.channel.url(INDEX),
        up="",
        language=None,
        head='<meta property="og:type" content="website">',
        main=main,
    )


def _description(feed: Feed) -> str:
    return f"<p>{escape(feed.description)}</p>" if feed.description != feed.title else ""


def _subscribe(feed: Feed) -> str:
    """Plain words and addresses to copy; one click in a ``code`` element selects all of it."""
    addresses = "\n".join(
        f"<dt>{name}</dt><dd><code>{escape(feed.channel.url(path))}</code></dd>" for name, path, _ in FEEDS
    )
    return f"""<section class="subscribe" id="subscribe"{foreign("en", (feed.language or "")[:2])}>
<h2>Subscribe</h2>
<p>A feed reader shows you new articles as they appear; no account, no tracking. Copy one of these addresses \
into yours. All three hold the same articles, so take whichever your reader knows: RSS always works.</p>
<dl>
{addresses}
</dl>
<p>Or <a href="{OPML}" type="text/x-opml" download>download the subscription as an OPML file</a>, which every \
reader can import.</p>
</section>"""


def _entry(entry: Entry, feed: Feed) -> str:
    attributes = foreign(entry.language, feed.language)
    return f"""<li{attributes}><p class="meta">{ours(_byline(entry, feed), entry.language)}</p>
<h2><a href="{page_path(entry.article.slug)}">{escape(entry.title)}</a></h2>
<p>{escape(entry.summary)}</p></li>"""


def _byline(entry: Entry, feed: Feed) -> str:
    """When, and by whom if it is not the publisher."""
    when = time(entry.published, whole_day=only_day(entry))
    return when if entry.authors == (feed.author,) else f"{when} · {escape(', '.join(entry.authors))}"


def _earlier(feed: Feed) -> str:
    if not feed.earlier:
        return ""
    lines = "\n".join(
        f"<li{foreign(entry.language, feed.language)}>"
        f'<a href="{page_path(entry.article.slug)}">{escape(entry.title)}</a>'
        f' <span class="meta">{time(entry.published, whole_day=only_day(entry))}</span></li>'
        for entry in feed.earlier
    )
    return f'\n<section class="earlier"><h2>Earlier</h2>\n<ul>\n{lines}\n</ul></section>'
