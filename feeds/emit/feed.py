"""What all formats say: the one source of ids, order, titles, dates and content.

Every value is complete and fit for XML and JSON here, so that a format only has to write it down; that is why the
RSS, the Atom and the JSON Feed cannot disagree.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote

from feeds.articles.article import Article, Enclosure, Picture
from feeds.articles.episode import Episode
from feeds.emit.characters import Removed, block, line
from feeds.emit.listed import is_sound
from feeds.emit.markup import absolute, safe
from feeds.emit.spec import Podcast
from feeds.values.packed import packed

UNDETERMINED = "und"  # ISO 639-2: nobody could tell
GENERATOR = "feeds"
RSS, ATOM, JSON_FEED, OPML, INDEX = "rss.xml", "atom.xml", "feed.json", "feeds.opml", "index.html"
ICON = "feed-icon.png"

# Written from right to left: languages whose usual script says so (https://www.w3.org/International/questions/
# qa-scripts), and the scripts' own subtags.
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "arz", "azb", "bal", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "ks", "lrc")
) | frozenset(("mzn", "nqo", "pnb", "prs", "ps", "sd", "syr", "ug", "ur", "yi"))
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"))


@dataclass(frozen=True, slots=True)
class Channel:
    """What the publisher says of the site; ``home`` ends with a slash and all addresses are built on it.

    ``authority`` is the tagging entity of RFC 4151 section 2.1 (``example.org,2026``). ``identity`` is the Atom
    feed's id, by default the root of the authority's tags. ``limit`` is the number of entries in a feed. An empty
    ``language`` is the one that most entries have, an empty ``author`` the title, and a site without an ``icon`` gets
    one. ``own`` is the feed's address where it is not below ``home``, "" where nobody knows it: then there is no self
    link. ``files`` are the formats that the feed has (RSS, ATOM, JSON_FEED) and their paths from the site's root;
    ``rights`` says whose all of it is. ``folder`` is "" or where the feed's own front page is, with a slash at its end.
    """

    home: str
    title: str
    authority: str
    description: str = ""
    language: str = ""
    author: str = ""
    hub: str | None = None
    icon: str | None = None
    identity: str | None = None
    limit: int = 50
    own: str | None = None
    rights: str = ""
    categories: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ((RSS, RSS), (ATOM, ATOM), (JSON_FEED, JSON_FEED))
    folder: str = ""

    def url(self, path: str, number: int = 0) -> str:
        """The public address of a file of the site; of a feed or front page, that of this channel's.

        ``number`` is the page of the feed's archive, 0 the feed itself.
        """
        if self.own is not None and path in (RSS, ATOM, JSON_FEED):
            return self.own
        file = self.file(path, number)
        return self.home + (file.removesuffix(INDEX) if path == INDEX else quote(file))

    def file(self, path: str, number: int = 0) -> str:
        """Where that file is, from the site's root."""
        file = self.folder + INDEX if path == INDEX else dict(self.files).get(path, path)
        if not number:
            return file
        folder, slash, name = file.rpartition("/")
        stem, dot, end = name.rpartition(".")
        return f"{folder}{slash}archive/{stem or end}-{number}{dot}{end}"


@packed
@dataclass(frozen=True, slots=True)
class Entry:
    """One article as subscribers see it; ``language`` is None where nobody could tell."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    language: str | None
    published: dt.datetime
    updated: dt.datetime
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    pictures: tuple[Picture, ...]  # those with an address
    article: Article
    enclosures: tuple[Enclosure, ...] = ()
    episode: Episode | None = None  # of what has sound or a film among its enclosures
    guid: str = ""  # the id where it need be no URI: what the subscribers of an earlier feed know


@dataclass(frozen=True, slots=True)
class Deleted:
    """An entry that was taken back, by its id, and when (RFC 6721, https://www.rfc-editor.org/rfc/rfc6721)."""

    id: str
    when: dt.datetime


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a document stands in its feed's archive (RFC 5005 §4, https://www.rfc-editor.org/rfc/rfc5005#section-4).

    ``number`` counts the pages of the archive from the oldest, 1; the feed itself is 0. ``earlier`` and ``later`` are
    the numbers of the pages beside it, None where there is none. ``is_archive`` is true of what never changes.
    """

    number: int = 0
    earlier: int | None = None
    later: int | None = None
    is_archive: bool = False


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another feed of the site, to be linked and listed."""

    channel: Channel
    title: str
    description: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A channel and its entries, newest first; ``earlier`` are those beyond the channel's limit, also newest first.

    ``deleted`` are articles that were taken back, the latest first; ``siblings`` the site's other feeds, known to the
    main one. ``updated`` is the newest entry's or deletion's, never the clock's. ``notes`` tell what had to be changed
    to be publishable. One that ``is_short`` shows summaries only.
    """

    id: str
    title: str
    description: str
    language: str | None
    author: str
    icon: str
    channel: Channel
    updated: dt.datetime
    entries: tuple[Entry, ...]
    earlier: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    paging: Paging = Paging()
    siblings: tuple[Sibling, ...] = ()
    podcast: Podcast | None = None
    is_short: bool = False

    @property
    def everything(self) -> tuple[Entry, ...]:
        """All entries, newest first."""
        return self.entries + self.earlier


def page_path(slug: str) -> str:
    """Where an article's page is, from the site's root; its record is beside it."""
    return f"articles/{slug}.html"


def record_path(slug: str) -> str:
    """Where an article's record is, from the site's root."""
    return f"articles/{slug}.json"


def direction(language: str | None) -> str:
    """``rtl`` for a language written from right to left, else ``ltr``."""
    subtags = (language or "").lower().split("-")
    if any(subtag in _RIGHT_TO_LEFT_SCRIPTS for subtag in subtags[1:]):
        return "rtl"
    if len(subtags) > 1 and len(subtags[1]) == 4:  # another script, said in so many words: az-Latn
        return "ltr"
    return "rtl" if subtags[0] in _RIGHT_TO_LEFT else "ltr"


def compose(articles: Iterable[Article], channel: Channel, withdrawn: Iterable[Article] = ()) -> Feed:
    """The feed of those articles that may be seen (``usable``); of those ``withdrawn`` it says that they are gone.

    Raises ValueError when there is none: a feed without entries has no date that is not the clock's.
    """
    notes: list[str] = []
    shown = [article for article in articles if article.status == "usable"]
    entries = [
        entry if entry.updated == when else replace(entry, updated=when)
        for entry, when in zip([entry_of(one, channel, notes) for one in shown], apart(shown), strict=True)
    ]
    return composed(entries, channel, notes, withdrawn)


def composed(
    entries: Sequence[Entry], channel: Channel, notes: Sequence[str], withdrawn: Iterable[Article] = ()
) -> Feed:
    """The feed of entries that are kept ``apart``, in any order. Raises ValueError when there is none."""
    if not entries:
        raise ValueError("a feed needs at least one article that may be seen")
    ordered = sorted(entries, key=lambda entry: (-entry.published.timestamp(), entry.id))
    gone = sorted(
        (Deleted(one.uri, one.updated) for one in withdrawn), key=lambda one: (one.when, one.id), reverse=True
    )
    feed = assemble(ordered[: channel.limit], channel, ordered[channel.limit :], gone[: channel.limit])
    return replace(feed, notes=(*notes, *feed.notes))


def assemble(
    entries: Sequence[Entry], channel: Channel, earlier: Sequence[Entry] = (), deleted: Sequence[Deleted] = ()
) -> Feed:
    """The feed of entries in their order, of which there is at least one; nothing is computed that they do not say."""
    everything = (*entries, *earlier)
    updated = max((*(entry.updated for entry in everything), *(one.when for one in deleted)))
    feed = shell(channel, (entry.language for entry in everything), updated)
    return replace(feed, entries=tuple(entries), earlier=tuple(earlier), deleted=tuple(deleted))


def shell(channel: Channel, languages: Iterable[str | None], updated: dt.datetime) -> Feed:
    """A feed without entries: what all pages say of it; ``languages`` are those of the entries."""
    removed = Removed()
    title = line(channel.title, removed)
    note = removed.note("the configuration")
    return Feed(
        id=channel.identity or f"tag:{channel.authority}:/",
        title=title,
        description=line(channel.description, removed) or title,
        language=channel.language or _usual(languages),
        author=line(channel.author, removed) or title,
        icon=channel.icon or channel.url(ICON),
        channel=channel,
        updated=updated,
        entries=(),
        notes=() if note is None else (note,),
    )


def _usual(languages: Iterable[str | None]) -> str | None:
    """The most frequent language, None where none is known."""
    known = Counter(language for language in languages if language)
    return min(known, key=lambda language: (-known[language], language)) if known else None


def entry_of(article: Article, channel: Channel, notes: list[str], *, bare: bool = False) -> Entry:
    """The entry of one article; what had to be changed goes to ``notes``.

    ``bare``: with nothing that the article does not say itself, which is how a feed is converted into another format.
    """
    subject = f"article {article.slug}"
    for moment in (article.published, article.updated):
        if moment.tzinfo is None:
            raise ValueError(f"{subject}: a date without a zone")
    removed = Removed()
    here = channel.url(page_path(article.slug))
    # Where an article has a home elsewhere, that is its permalink: readers that know it go on knowing it.
    url = absolute(article.original_url, here) if article.original_url else None
    url = url if url and url.startswith(("http://", "https://")) else here
    markup = safe(block(article.html, removed), url)
    if markup.dropped:
        notes.append(f"{subject}: left out of its HTML: {', '.join(markup.dropped)}")
    language = language_of(article)
    pictures = tuple(_pictures(article.pictures, url, removed))
    title = line(article.headline, removed)
    summary = line(article.summary, removed)
    if not bare:
        # An entry needs both: some readers drop one that has nothing to show.
        title = title or summary or article.slug
        summary = summary or _shortened(line(article.text, removed)) or title
    html = markup.html or f"<p>{escape(summary or title, quote=False)}</p>"
    entry = Entry(
        id=article.uri,
        url=url,
        title=title,
        summary=summary,
        html=html if bare else _content(html, pictures, language),
        language=language,
        published=article.published,
        updated=max(article.published, article.updated),
        authors=tuple(line(name, removed) for name in article.authors) if bare else _authors(article, channel, removed),
        categories=tuple(dict.fromkeys(filter(None, (line(subject, removed) for subject in article.subjects)))),
        pictures=pictures,
        article=article,
        enclosures=tuple(_enclosures(article.enclosures, url, removed)),
        episode=_episode(article, url, removed),
        guid=block(article.guid or "", removed).strip() or article.uri,
    )
    note = removed.note(subject)
    if note is not None:
        notes.append(note)
    return entry


def language_of(article: Article) -> str | None:
    """The language of an article, None where nobody could tell."""
    return None if article.language in ("", UNDETERMINED) else article.language


def _shortened(text: str) -> str:
    """The beginning of a text, cut between words."""
    return text if len(text) <= 300 else f"{text[:300].rpartition(' ')[0] or text[:300]}…"


def _authors(article: Article, channel: Channel, removed: Removed) -> tuple[str, ...]:
    """The article's authors, else the agencies it comes from, else the publisher: most readers ignore the feed's."""
    for names in (article.authors, article.agencies, (channel.author,)):
        known = tuple(dict.fromkeys(filter(None, (line(name, removed) for name in names))))
        if known:
            return known
    return (line(channel.title, removed),)


def _pictures(pictures: Sequence[Picture], base: str, removed: Removed) -> Iterable[Picture]:
    """The pictures that can be shown, with absolute addresses and clean words."""
    for picture in pictures:
        address = absolute(picture.href, base) if picture.href else None
        if address is not None:
            yield Picture(
                caption=line(picture.caption, removed),
                credit=line(picture.credit, removed),
                href=address,
                media_type=picture.media_type,
                width=picture.width,
                height=picture.height,
            )


def _enclosures(enclosures: Sequence[Enclosure], base: str, removed: Removed) -> Iterable[Enclosure]:
    """The enclosures with absolute addresses, a media type each, and clean words."""
    for one in enclosures:
        address = absolute(one.href, base)
        if address is not None:
            kind = one.media_type or "application/octet-stream"  # RFC 2046 §4.5.1: nobody said what it is
            yield replace(one, href=address, media_type=kind, title=line(one.title, removed))


def _episode(article: Article, base: str, removed: Removed) -> Episode | None:
    """The facts of the episode with absolute addresses and clean words; None where there is nothing to be played."""
    if article.episode is None or not any(is_sound(one) for one in article.enclosures):
        return None
    made = article.episode.moved(lambda address: absolute(address, base))
    people = tuple(
        replace(one, name=name, page=absolute(one.page, base) if one.page else None)
        for one in made.people
        if (name := line(one.name, removed))
    )
    names = (line(text, removed) for text in (made.season_name, made.label, made.title))
    season_name, label, title = names
    return replace(made, season_name=season_name, label=label, title=title, people=people)


def _content(html: str, pictures: Sequence[Picture], language: str | None) -> str:
    """The body as every reader gets it: pictures first, and its direction said where a reader would get it wrong."""
    figures = "".join(figure(picture) for picture in pictures if escape(picture.href or "") not in html)
    whole = figures + html
    if direction(language) == "rtl":
        return f'<div dir="rtl" lang="{escape(language or "")}">{whole}</div>'
    return whole


def figure(picture: Picture) -> str:
    """A picture with its caption as HTML; without an address only the caption, as the words they are."""
    words = escape(picture.caption, quote=False)
    if picture.credit and f"({picture.credit})" not in picture.caption:
        words += f" ({escape(picture.credit, quote=False)})"
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    if not picture.href:
        return f"<figure>{caption}</figure>"
    size = "".join(
        f' {name}="{value}"' for name, value in (("width", picture.width), ("height", picture.height)) if value
    )
    return f'<figure><img src="{escape(picture.href)}" alt="{escape(picture.caption)}"{size}>{caption}</figure>'


def apart(articles: Sequence[Article]) -> list[dt.datetime]:
    """When readers see each article as updated: no two in one second.

    Readers that sort by it would shuffle them, and the W3C validator says DuplicateUpdated. In the order of their
    dates, one that shares its second with another gets the next free one.
    """
    second = dt.timedelta(seconds=1)
    moments = [max(one.published, one.updated) for one in articles]
    last = None
    for number in sorted(range(len(moments)), key=lambda at: (moments[at], articles[at].published, articles[at].uri)):
        if last is not None and moments[number] < last + second:
            moments[number] = last + second
        last = moments[number]
    return moments
