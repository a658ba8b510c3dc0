"""News items in JSON that we did not write: ninjs 1 to 3 (https://iptc.org/std/ninjs/) and what is near it → drafts.

ninjs 1 has ``headline`` and ``body_xhtml``, 2 and 3 have arrays of objects with roles; names are written with
underscores or in camel case. Other systems' articles mostly use the same words, or those of schema.org's NewsArticle
(https://schema.org/NewsArticle), so both are understood.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from feeds.articles.article import Document, Draft, Dropped, Enclosure, Picture
from feeds.articles.validation import URI
from feeds.convert.applied import applied
from feeds.convert.beside import Beside
from feeds.convert.drafting import drafted, limited, with_facts
from feeds.convert.html.markup import Body, paragraphs, plain, publishable, resolver, urlsplit_scheme
from feeds.convert.keys import STATUSES, Stated
from feeds.errors import DocumentError
from feeds.values.tables import words

Table = Mapping[str, object]

_TITLES = ("headline", "title", "name", "slugline")
_HTML = ("body_xhtml", "body_html", "bodyxhtml", "bodyhtml", "content_html", "articlebody_html", "html")
_TEXT = ("body_text", "bodytext", "articlebody", "content_text", "text")
_EITHER = ("body", "content")
_SUMMARIES = ("description_text", "descriptiontext", "abstract", "summary", "description", "lede", "teaser", "excerpt")
_DATES = (
    "firstpublished", "datepublished", "date_published", "pubdate", "published", "published_at", "publishedat", "date",
    "contentcreated", "firstcreated", "datecreated", "created", "versioncreated",
)  # fmt: skip
_UPDATES = ("versioncreated", "datemodified", "date_modified", "updated", "modified", "updated_at", "lastmodified")
_ADDRESSES = ("canonicalurl", "url", "link", "href", "permalink")
_IDS = ("uri", "id", "guid", "@id")
_USED = words(
    "type @type @context standard version profile language inlanguage lang headlines bodies descriptions by byline"
    " people person author authors creator infosources infosource subjects subject keywords tags section articlesection"
    " categories associations renditions image images pubstatus pub_status embargoeduntil embargoed embargo altids"
    " mainentityofpage publisher mimetype urltoimage image_url"
) | {*_TITLES, *_HTML, *_TEXT, *_EITHER, *_SUMMARIES, *_DATES, *_UPDATES, *_ADDRESSES, *_IDS}


def is_news(parsed: object) -> bool:
    """Whether a JSON value is an object with a headline or title and a body."""
    if not isinstance(parsed, dict):
        return False
    keys = {str(key).lower() for key in parsed}
    titled = keys & {"headline", "headlines", "title", "name"}
    return bool(titled) and bool(keys & {*_HTML, *_TEXT, *_EITHER, *_SUMMARIES, "bodies", "descriptions"})


def news_item(table: Table, stretch: Document, spoken: str | None, beside: Beside) -> Draft:
    """The draft of one item. Raises DocumentError for one with neither a headline nor a text."""
    item = {str(key).lower(): value for key, value in table.items()}
    base = next((one for one in (_text(item, key) for key in _ADDRESSES) if one.startswith("http")), "")
    page = item.get("mainentityofpage")
    base = (
        base or _text(cast("Table", page), "@id") if isinstance(page, dict) else base or _text(item, "mainentityofpage")
    )
    base = base if urlsplit_scheme(base) in ("http", "https") and URI.fullmatch(base) else ""
    resolve = resolver(base or None)
    html = _html(item)
    body = publishable(html, resolve) if html else Body("", "", "")
    gone = [
        Dropped(stretch.path, stretch.first_line, what, "it acts or stands for something that is not here")
        for _, what in body.gone
    ]
    for key, value in table.items():
        known = str(key).lower() in _USED or (
            str(key).lower() == "source" and any(_names(value)) and isinstance(value, dict)
        )
        if not known and value not in (None, "", [], {}):
            shown = " ".join((value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:300]).split())
            gone.append(
                Dropped(
                    stretch.path, stretch.first_line, f"{key}: {shown[:300]}", "an article record has no place for it"
                )
            )
    title = _role(item.get("headlines"), "main", "headline") or _first(item, _TITLES[:3])
    draft = drafted(
        stretch,
        body,
        title=plain(title),
        declared=_first(item, ("language", "inlanguage", "lang")) or None,
        spoken=spoken,
        dropped=limited(gone),
    )
    status = _first(item, ("pubstatus", "pub_status")).lower()
    said = Stated(
        summary=plain(_role(item.get("descriptions"), "summary", "abstract") or _first(item, _SUMMARIES)) or None,
        date=_first(item, _DATES) or None,
        updated=_first(item, _UPDATES) or None,
        authors=tuple(dict.fromkeys(_people(item))),
        agencies=tuple(dict.fromkeys(_agencies(item))),
        tags=tuple(dict.fromkeys(_tags(item))),
        url=base or None,
        id=_first(item, _IDS) or None,
        status=STATUSES.get(status),
        embargo=_first(item, ("embargoeduntil", "embargoed", "embargo")) or None,
        images=tuple(_pictures(item)),
        enclosures=tuple(_sounds(item)),
    )
    if status and status not in STATUSES:
        raise DocumentError(
            stretch.path, f"its pubstatus is {status[:40]!r}, not usable, withheld or canceled.", stretch.first_line
        )
    made = with_facts(applied(draft, said, "metadata", beside, base or None), resolve, beside, base or None)
    alone = base and not said.id
    return replace(made, uri=base) if alone else made


def _html(item: Table) -> str:
    """The body as HTML; ninjs 2 and 3 have several renderings of one body, of which HTML is the fullest."""
    bodies = _tables(item.get("bodies"))
    for kind in ("html", "xml", "plain", ""):
        for one in bodies:
            content = _first(one, ("contenttype", "contentType", "content_type"))
            value = _first(one, ("value",))
            if value and kind in content.lower():
                return value if kind in ("html", "xml") or ("<p" in value) else paragraphs(value)
    for names, is_html in ((_HTML, True), (_TEXT, False)):
        found = _first(item, names)
        if found:
            return found if is_html or "</p>" in found else paragraphs(found)
    found = _first(item, _EITHER)
    return found if "</" in found or "<p>" in found else paragraphs(found)


def _role(values: object, *roles: str) -> str:
    """The value of the first of several that has one of the roles, else of the first that is text."""
    tables = _tables(values)
    for role in roles:
        for one in tables:
            if _first(one, ("role",)).lower() == role and _first(one, ("value",)):
                return _first(one, ("value",))
    return next((_first(one, ("value",)) for one in tables if _first(one, ("value",))), "")


def _people(item: Table) -> Iterator[str]:
    for key in ("people", "person"):
        for one in _tables(item.get(key)):
            if _first(one, ("rel",)).lower() in ("", "author", "creator", "byline", "by"):
                yield from filter(None, [_first(one, ("name",))])
    named = False
    for key in ("author", "authors", "creator"):
        for name in _names(item.get(key)):
            named = True
            yield name
    by = _first(item, ("by", "byline"))
    if by and not named and not item.get("people"):
        yield by.removeprefix("By ").strip()


def _agencies(item: Table) -> Iterator[str]:
    """Where it comes from; what other programs call ``source`` may be an address instead."""
    yield from _names(item.get("infosources") or item.get("infosource"))
    if isinstance(item.get("source"), dict):
        yield from _names(item["source"])


def _names(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield one.strip()
        elif isinstance(one, dict) and isinstance(one.get("name"), str) and one["name"].strip():
            yield one["name"].strip()


def _tags(item: Table) -> Iterator[str]:
    for key in ("subjects", "subject", "keywords", "tags", "categories", "section", "articlesection"):
        value = item.get(key)
        if isinstance(value, str):
            yield from filter(None, map(str.strip, value.split(",")))
        else:
            yield from _names(value)


def _pictures(item: Table) -> Iterator[Picture]:
    for one in _associations(item):
        if _first(one, ("type",)).lower() not in ("picture", "graphic", "image"):
            continue
        rendition = _rendition(one)
        address = _first(rendition, ("href", "url"))
        if address:
            yield Picture(
                caption=plain(
                    _role(one.get("descriptions"), "caption")
                    or _first(one, ("description_text", "caption", "headline"))
                ),
                credit=next(_names(one.get("infoSources") or one.get("infosource") or one.get("copyrightholder")), ""),
                href=address,
                media_type=_first(rendition, ("contentType", "contenttype", "mimetype")) or None,
                width=_whole(rendition.get("width")),
                height=_whole(rendition.get("height")),
            )
    for key in ("image", "images", "urltoimage", "image_url"):
        value = item.get(key)
        images: list[object] = value if isinstance(value, list) else [value]
        for image in images:
            if isinstance(image, str) and image:
                yield Picture("", href=image)
            elif isinstance(image, dict) and _first(image, ("url", "contenturl", "contentUrl", "href")):
                yield Picture(
                    caption=_first(image, ("caption", "description")),
                    href=_first(image, ("url", "contenturl", "contentUrl", "href")),
                    width=_whole(image.get("width")),
                    height=_whole(image.get("height")),
                )


def _sounds(item: Table) -> Iterator[Enclosure]:
    for one in _associations(item):
        if _first(one, ("type",)).lower() not in ("audio", "video"):
            continue
        rendition = _rendition(one)
        address = _first(rendition, ("href", "url"))
        if address:
            seconds = rendition.get("duration")
            yield Enclosure(
                href=address,
                media_type=_first(rendition, ("contentType", "contenttype", "mimetype")) or None,
                length=_whole(rendition.get("sizeInBytes") or rendition.get("sizeinbytes")),
                duration=float(seconds) if isinstance(seconds, (int, float)) and seconds >= 0 else None,
                title=_first(rendition, ("title",)),
            )


def _associations(item: Table) -> Sequence[Table]:
    """The associated items: an array in ninjs 2 and 3, an object of named items in ninjs 1."""
    value = item.get("associations")
    return _tables(list(value.values()) if isinstance(value, dict) else value)


def _rendition(item: Table) -> Table:
    """The largest rendition of an associated item."""
    value = item.get("renditions")
    found = _tables(list(value.values()) if isinstance(value, dict) else value)
    usable = [one for one in found if _first(one, ("href", "url"))]
    return max(usable, key=lambda one: _whole(one.get("width")) or 0, default={})


def _first(table: Table, names: Sequence[str]) -> str:
    return next((text for name in names if (text := _text(table, name))), "")


def _text(table: Table, key: str) -> str:
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return str(value).strip()


def _tables(value: object) -> Sequence[Table]:
    return [cast("Table", one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**15 else None
