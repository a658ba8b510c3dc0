"""An article's own page: what its permalink leads to."""

import datetime as dt
import json
from collections.abc import Iterator
from html import escape

from feeds.articles.article import Evidence, Picture
from feeds.emit.feed import UNDETERMINED, Entry, Feed, record_path
from feeds.emit.frame import day, foreign, names, ours, page, time

_BASES = {
    "metadata": "from the document’s own data",
    "dateline": "from the dateline",
    "caption": "from the picture caption",
    "text": "from the text",
    "override": "set by the publisher",
}


def article_page(feed: Feed, entry: Entry) -> bytes:
    """articles/SLUG.html: the whole article, its pictures' captions, and where everything in it comes from."""
    language = entry.language
    stamp = entry.published.isoformat()
    head = f"""<meta property="og:type" content="article">
<meta property="og:title" content="{escape(entry.title)}">
<meta property="og:url" content="{escape(entry.url)}">
<meta property="article:published_time" content="{stamp}">
<script type="application/ld+json">{news_article(feed, entry)}</script>"""
    captions = "\n".join(_caption(picture, language) for picture in entry.article.pictures if not picture.href)
    main = f"""<article>
<h1>{escape(entry.title)}</h1>
{_standfirst(entry)}<p class="meta">{ours(_meta(feed, entry), language)}</p>
{captions}
<div class="body">
{entry.html}
</div>
{_tags(entry)}<section class="about"{foreign("en", (language or "")[:2])}>
<h2>About this article</h2>
<dl>
{_about(entry)}
</dl>
</section>
</article>"""
    return page(
        feed,
        title=f"{entry.title} – {feed.title}",
        description=entry.summary,
        url=entry.url,
        up="../",
        language=language,
        head=head,
        main=main,
    )


def only_day(entry: Entry) -> bool:
    """Whether the time of day of its date would be made up."""
    return not isinstance(entry.article.content_created, dt.datetime)


def news_article(feed: Feed, entry: Entry) -> str:
    """The article as JSON-LD (https://schema.org/NewsArticle), fit to stand inside a ``script`` element."""
    publisher = {"@type": "Organization", "name": feed.author, "url": feed.channel.home}
    persons = [{"@type": "Person", "name": name} for name in entry.article.authors]
    agencies = [{"@type": "Organization", "name": name} for name in entry.article.agencies]
    document: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": entry.id,
        "mainEntityOfPage": entry.url,
        "url": entry.url,
        "headline": entry.title,
        "description": entry.summary,
        "datePublished": entry.published.isoformat(),
        "dateModified": entry.updated.isoformat(),
        "author": persons or agencies or [publisher],
        "publisher": publisher,
    }
    if entry.language:
        document["inLanguage"] = entry.language
    if entry.categories:
        document["keywords"] = list(entry.categories)
    if entry.pictures:
        document["image"] = [picture.href for picture in entry.pictures]
    text = json.dumps(document, ensure_ascii=False)
    # "</script>" in a headline would end the element (https://www.w3.org/TR/json-ld11/#restrictions-for-contents-of-
    # json-ld-script-elements).
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _standfirst(entry: Entry) -> str:
    """The summary, unless it is only the beginning of the text that follows anyway."""
    start = entry.summary.rstrip(" .…")
    if " ".join(entry.article.text.split()).startswith(start):
        return ""
    return f'<p class="standfirst">{escape(entry.summary)}</p>\n'


def _meta(feed: Feed, entry: Entry) -> str:
    when = time(entry.published, whole_day=only_day(entry))
    parts = [f"first published here {when}" if entry.article.provenance.date.basis == "ledger" else when]
    if entry.authors != (feed.author,):
        parts.insert(0, names(entry.authors))
    if entry.article.updated > entry.article.published:
        parts.append(f"updated {time(entry.updated, whole_day=False)}")
    return " · ".join(parts)


def _caption(picture: Picture, language: str | None) -> str:
    """The words of a picture that is not here; they may hold what the text does not say."""
    said = not picture.credit or f"({picture.credit})" in picture.caption
    credit = "" if said else f" ({escape(picture.credit)})"
    return (
        f'<figure class="words"><figcaption><b>{ours("Picture caption", language)}</b>'
        f"{escape(picture.caption)}{credit}</figcaption></figure>"
    )


def _tags(entry: Entry) -> str:
    return f'<p class="tags">{escape(" · ".join(entry.categories))}</p>\n' if entry.categories else ""


def _about(entry: Entry) -> str:
    return "\n".join(f"<dt>{name}</dt><dd>{says}</dd>" for name, says in _facts(entry))


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Where things come from, in plain words; values are HTML."""
    article = entry.article
    yield "Date", _date(article.provenance.date, article.first_created)
    if article.agencies:
        yield "Source", escape(", ".join(article.agencies))
    if article.original_url:
        address = escape(article.original_url)
        link = f'<a href="{address}" rel="external">{address}</a>'
        yield "Original", link if article.original_url.startswith(("http://", "https://")) else address
    if article.provenance.language_basis == "detected" and article.language != UNDETERMINED:
        yield "Language", f"{escape(article.language)}, recognised from the text"
    for document in article.provenance.documents:
        name = escape(document.path.rpartition("/")[2])
        yield "Read from", f"{name}, lines {document.first_line}–{document.last_line}"
    for sentence in article.provenance.merged:
        yield "Also found", escape(sentence)
    yield "Record", f'<a href="{escape(record_path(article.slug).rpartition("/")[2])}">everything known, as JSON</a>'


def _date(evidence: Evidence, first: dt.datetime) -> str:
    """What the date rests on; without evidence, that it is the day of publication here and nothing else."""
    if evidence.basis == "ledger":
        return f"the article names none; it was first published here on {day(first.astimezone(dt.UTC))}"
    # A whole caption stands above already.
    words = f" (“{escape(evidence.words)}”)" if 0 < len(evidence.words) <= 80 else ""
    return f"{_BASES[evidence.basis]}{words}"
