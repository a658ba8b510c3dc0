"""What a page says of its article: JSON-LD, Open Graph (https://ogp.me), meta, ``time``, ``rel=author`` and title.

The more exact source goes first: what is written for machines before what is written for people.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice

from lxml import etree

from feeds.articles.article import Picture
from feeds.convert.html import jsonld
from feeds.convert.html.markup import plain, resolver, text_blocks, urlsplit_scheme

_PUBLISHED = (
    "article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date", "dcterms.date", "date", "pubdate", "publishdate", "publish-date", "publication_date", "parsely-pub-date",
    "sailthru.date", "citation_publication_date", "og:published_time", "cxenseparse:recs:publishtime",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified",
    "revised", "lastmod",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
            "citation_author", "byl", "twitter:creator")  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "citation_title")
_SUMMARIES = ("og:description", "description", "twitter:description", "dc.description", "dcterms.abstract")
_TAGS = ("article:tag", "keywords", "news_keywords", "parsely-tags", "dc.subject", "article:section")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?:/|$)")
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author|p-author)(?:$|[\s_-])", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """What a page says; dates are the words that it writes, with where they stand."""

    title: str = ""
    summary: str = ""
    published: str = ""
    published_in: str = ""
    updated: str = ""
    language: str = ""
    address: str = ""
    base: str = ""
    site: str = ""
    authors: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def metadata(root: etree._Element) -> Page:
    """What the page of that root says of its article; nothing is guessed."""
    meta = _meta(root)
    linked = jsonld.article(root)
    page = Page()
    page.language = (
        (root.get("lang") or _first(meta, ("og:locale", "content-language", "dc.language"))).split(",")[0].strip()
    )
    page.language = jsonld.text(linked, "inLanguage") or page.language
    page.address = _address(root, meta, linked)
    base = next((one.get("href") or "" for one in islice(root.iter("base"), 1)), "")
    page.base = resolver(page.address or None)(base) or "" if base else page.address
    page.site = _first(meta, ("og:site_name", "application-name", "twitter:site"))
    page.title = _title(root, meta, linked, page.site)
    page.summary = plain(jsonld.text(linked, "description", "abstract")) or _first(meta, _SUMMARIES)
    _dates(root, meta, linked, page)
    page.authors = list(dict.fromkeys(_authors(root, meta, linked)))[:20]
    page.agencies = list(dict.fromkeys(jsonld.names(linked.get("sourceOrganization") or linked.get("provider"))))
    keywords = linked.get("keywords")
    tags = chain(_split(keywords), *(_split(one) for key in _TAGS for one in meta.get(key, ())))
    page.tags = list(dict.fromkeys([*tags, *_split(linked.get("articleSection")), *_tag_links(root)]))[:50]
    page.pictures = list(_pictures(meta, linked))
    return page


def _meta(root: etree._Element) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in root.iter("meta"):
        key = (one.get("property") or one.get("name") or one.get("itemprop") or one.get("http-equiv") or "").lower()
        content = " ".join((one.get("content") or "").split())
        if key and content:
            found.setdefault(key.strip(), []).append(content)
    return found


def _first(meta: Mapping[str, list[str]], keys: tuple[str, ...]) -> str:
    return next((meta[key][0] for key in keys if key in meta), "")


def _address(root: etree._Element, meta: Mapping[str, list[str]], linked: jsonld.Table) -> str:
    links = [
        one.get("href") or "" for one in root.iter("link") if "canonical" in (one.get("rel") or "").lower().split()
    ]
    candidates = [*links, *meta.get("og:url", ()), jsonld.text(linked, "url", "mainEntityOfPage", "@id")]
    return next((one.strip() for one in candidates if urlsplit_scheme(one.strip()) in ("http", "https")), "")


def _title(root: etree._Element, meta: Mapping[str, list[str]], linked: jsonld.Table, site: str) -> str:
    stated = plain(jsonld.text(linked, "headline", "name")) or plain(_first(meta, _TITLES))
    headings = [text for one in islice(root.iter("h1"), 20) if (text := words_of(one))]
    title = next((" ".join("".join(map(str, one.itertext())).split()) for one in islice(root.iter("title"), 1)), "")
    if stated:
        # Some write the site's name behind every title; the page's heading is the title without it.
        shorter = next((one for one in headings if len(one) > 3 and stated != one and stated.startswith(one)), None)
        return shorter or _without(stated, site)
    inside = next((one for one in headings if title.casefold().startswith(one.casefold()) and len(one) > 3), None)
    if inside or len(headings) == 1:
        return inside or headings[0]
    return _without(title, site) or (headings[0] if headings else "")


def _without(title: str, site: str) -> str:
    for sign in (" | ", " - ", " – ", " — ", " · ", " :: ", " » "):
        head, found, tail = title.rpartition(sign)
        if found and site and tail.strip().casefold() == site.strip().casefold():
            return head.strip()
    return title.strip()


def words_of(element: etree._Element) -> str:
    """The words of an element in one line."""
    return " ".join(" ".join(text for _, text in text_blocks(element)).split())


def _dates(root: etree._Element, meta: Mapping[str, list[str]], linked: jsonld.Table, page: Page) -> None:
    page.updated = jsonld.text(linked, "dateModified") or _first(meta, _MODIFIED)
    for key in ("datePublished", "uploadDate", "dateCreated"):
        if jsonld.text(linked, key):
            page.published, page.published_in = jsonld.text(linked, key), f"JSON-LD {key}"
            return
    for name in _PUBLISHED:
        if name in meta:
            page.published, page.published_in = meta[name][0], f"meta {name}"
            return
    times = list(islice(root.iter("time"), 200))
    stated = [
        one for one in times if "datepublished" in (one.get("itemprop") or "").lower() or one.get("pubdate") is not None
    ]
    stated = stated or [one for one in times if "dt-published" in (one.get("class") or "").split()]
    stated = stated or [one for one in times if "published" in (one.get("class") or "").lower()]
    # The first time of the only article is the byline's; a list of articles has one for each.
    articles = list(islice(root.iter("article"), 2))
    scope = articles[0] if len(articles) == 1 else next(islice(root.iter("main"), 1), root)
    stated = stated or list(islice((one for one in scope.iter("time") if _near_the_top(one)), 1))
    for one in stated:
        words = (one.get("datetime") or "").strip() or words_of(one)
        if words:
            page.published, page.published_in = words, "time"
            return
    for one in islice((e for e in root.iter() if (e.get("itemprop") or "").lower() == "datepublished"), 1):
        page.published, page.published_in = one.get("content") or one.get("datetime") or words_of(one), "itemprop"
        return
    in_path = _IN_PATH.search(page.address)
    if in_path:
        page.published, page.published_in = "-".join(in_path.groups()), f"the address {page.address}"


def _near_the_top(element: etree._Element) -> bool:
    return not any(one.tag in ("aside", "footer", "nav") for one in islice(element.iterancestors(), 50))


def _authors(root: etree._Element, meta: Mapping[str, list[str]], linked: jsonld.Table) -> Iterator[str]:
    found = [*jsonld.names(linked.get("author") or linked.get("creator"))]
    if not found:
        for key in _AUTHORS:
            found = [one for one in meta.get(key, ()) if not one.startswith(("http://", "https://", "@"))]
            if found:
                break
    if not found:
        found = [
            words_of(one)
            for one in root.iter("a", "link", "address")
            if one.tag != "link" and ("author" in (one.get("rel") or "").lower().split() or one.tag == "address")
        ][:5]
        found = [one for one in found if 0 < len(one) <= 80]
    if not found:
        marked = (
            e
            for e in root.iter()
            if (e.get("itemprop") or "").lower() == "author" or _BYLINE.search((e.get("class") or "")[:200])
        )
        found = [words for one in islice(marked, 1) if 0 < len(words := words_of(one)) <= 80]
    for one in found:
        yield re.sub(r"^(?:by|von|par|por|di|door|af|av)\s+", "", one, flags=re.IGNORECASE).strip(" ,;|·") or one


def _split(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield from filter(None, (" ".join(part.split()) for part in one.split(",")))


def _tag_links(root: etree._Element) -> Iterator[str]:
    for one in root.iter("a"):
        if "tag" in (one.get("rel") or "").lower().split():
            words = words_of(one)
            if 0 < len(words) <= 60:
                yield words.lstrip("#")


def _pictures(meta: Mapping[str, list[str]], linked: jsonld.Table) -> Iterator[Picture]:
    captions = meta.get("og:image:alt", [""])
    for number, address in enumerate(
        islice(chain(meta.get("og:image", ()), jsonld.addresses(linked.get("image"))), 10)
    ):
        sized = number == 0 and bool(meta.get("og:image"))
        yield Picture(
            caption=captions[0] if sized else "",
            href=address,
            width=_size(meta, "og:image:width") if sized else None,
            height=_size(meta, "og:image:height") if sized else None,
        )
        if sized or not meta.get("og:image"):
            return  # the others are the same picture in other sizes


def _size(meta: Mapping[str, list[str]], key: str) -> int | None:
    text = _first(meta, (key,))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) else None
