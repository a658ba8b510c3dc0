"""An existing JSON Feed (1.0, 1.1: https://www.jsonfeed.org/version/1.1/) → its items as drafts."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import cast

from feeds.articles.article import Dropped, Enclosure, Picture
from feeds.convert.converted import Converted, Heading
from feeds.convert.feeditem import Item, draft_of, nothing_in
from feeds.convert.html.markup import paragraphs, plain
from feeds.errors import DocumentError
from feeds.values.tables import words

KNOWN = words(
    "id url title content_html content_text summary date_published date_modified language author authors tags image"
    " banner_image attachments"
)
OWN = words("version title home_page_url feed_url description icon favicon author authors language hubs items next_url")
Table = Mapping[str, object]


def is_json_feed(parsed: object) -> bool:
    """Whether a JSON document says that it is a JSON Feed."""
    return isinstance(parsed, dict) and "jsonfeed.org/version" in str(parsed.get("version", ""))[:100]


def feed_json(name: str, data: bytes, parsed: Table, lines: int, spoken: str | None) -> Converted:
    """The items of a JSON Feed; ``lines`` is how many lines the document has, since JSON keeps no places."""
    hubs = [one for one in _tables(parsed.get("hubs")) if _text(one, "url")]
    heading = Heading(
        title=_text(parsed, "title"),
        home=_text(parsed, "home_page_url"),
        description=_text(parsed, "description"),
        language=_text(parsed, "language"),
        author=next(iter(_people(parsed)), ""),
        icon=_text(parsed, "icon") or _text(parsed, "favicon") or None,
        hub=_text(hubs[0], "url") if hubs else None,
        address=_text(parsed, "feed_url") or None,
    )
    scope = heading.address or heading.home
    digest = hashlib.sha256(data).hexdigest()
    items = list(_tables(parsed.get("items")))
    drafts, errors, dropped = [], [], []
    for key, value in parsed.items():
        if key not in OWN:
            dropped.append(Dropped(name, 1, f"{key}: {_shown(value)}", "it is about the feed, not an article"))
    for number, table in enumerate(items):
        item = _item(name, table, number, lines)
        item.language = item.language or heading.language or None
        if not item.authors and heading.author:
            item.authors = list(_people(parsed))
        try:
            draft = draft_of(name, item, scope, spoken, digest)
        except DocumentError as wrong:
            errors.append(DocumentError(name, f"items[{number}] has neither a title nor a text. {wrong.says}"))
            continue
        drafts.append(draft)
        dropped += draft.dropped
    if not drafts and not errors:
        errors.append(nothing_in(name))
    return Converted(tuple(drafts), tuple(dropped), tuple(errors), heading)


def _item(name: str, table: Table, number: int, lines: int) -> Item:
    item = Item(1, lines)
    identifier = table.get("id")
    item.id = "" if identifier is None or isinstance(identifier, (dict, list)) else str(identifier)
    item.link = _text(table, "url")
    item.title = _text(table, "title").replace("<", "&lt;") if "<" in _text(table, "title") else _text(table, "title")
    item.html = _text(table, "content_html") or paragraphs(_text(table, "content_text"))
    item.summary = paragraphs(_text(table, "summary"))
    item.published = _text(table, "date_published")
    item.updated = _text(table, "date_modified")
    item.language = _text(table, "language") or None
    item.authors = list(_people(table))
    tags = table.get("tags")
    item.categories = [str(one) for one in tags] if isinstance(tags, list) else []
    item.pictures = [Picture("", href=_text(table, key)) for key in ("image", "banner_image") if _text(table, key)]
    for one in _tables(table.get("attachments")):
        if _text(one, "url"):
            size, seconds = one.get("size_in_bytes"), one.get("duration_in_seconds")
            item.enclosures.append(
                Enclosure(
                    href=_text(one, "url"),
                    media_type=_text(one, "mime_type") or None,
                    length=int(size) if isinstance(size, (int, float)) and size > 0 else None,
                    duration=float(seconds) if isinstance(seconds, (int, float)) and seconds >= 0 else None,
                    title=_text(one, "title"),
                )
            )
    for key, value in table.items():
        if key not in KNOWN and value not in (None, "", [], {}):
            item.drop(name, 1, f"items[{number}].{key}: {_shown(value)}", "an article record has no place for it")
    return item


def _people(table: Table) -> Iterator[str]:
    """The names of the authors, in the form of version 1.1 or 1.0; without a name, the address."""
    for one in (*_tables(table.get("authors")), *_tables([table.get("author")])):
        who = _text(one, "name") or _text(one, "url")
        if who:
            yield who


def _text(table: Table, key: str) -> str:
    value = table.get(key)
    return plain_value if isinstance(value, str) and (plain_value := value.strip()) else ""


def _tables(value: object) -> Iterator[Table]:
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                yield cast("Table", one)


def _shown(value: object) -> str:
    return plain(json.dumps(value, ensure_ascii=False)[:300]) if not isinstance(value, str) else value[:300]
