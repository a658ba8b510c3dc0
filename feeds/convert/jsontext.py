"""A JSON document – our records, a JSON Feed, news items, one a line or in an array – → its articles."""

import hashlib
import json
from collections.abc import Mapping
from typing import cast

from feeds.articles.article import Document, Draft, Dropped
from feeds.convert.beside import Beside
from feeds.convert.converted import Converted
from feeds.convert.feedjson import feed_json, is_json_feed
from feeds.convert.ninjs import is_news, news_item
from feeds.convert.records import article_records
from feeds.errors import DocumentError

LEAVE_OUT = 'Leave it out with exclude = ["…"] in the configuration, or --exclude.'
MOST_ERRORS = 20  # of one document, before the rest is only counted


def is_json(text: str) -> bool:
    """Whether a text begins as a JSON object or an array of objects does."""
    start = text[:2000].lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        start = start[1:].lstrip(" \t\r\n")
        return start.startswith(("{", "]"))
    return start.startswith("{") and start[1:].lstrip(" \t\r\n").startswith(('"', "}"))


def json_text(name: str, data: bytes, text: str, spoken: str | None, beside: Beside) -> Converted:
    """The articles of a JSON document, or of JSON Lines (https://jsonlines.org)."""
    try:
        parsed: object = json.loads(text)
    except json.JSONDecodeError as wrong:
        first = text.lstrip().partition("\n")[0]
        if wrong.msg == "Extra data" and _is_whole(first):
            return _lines(name, data, text, spoken, beside)
        return article_records(name, data, text)
    except (RecursionError, ValueError):
        return Converted(errors=(DocumentError(name, "it is nested too deeply, or a number in it is too long.", 1),))
    if is_json_feed(parsed):
        return feed_json(name, data, cast("Mapping[str, object]", parsed), text.count("\n") + 1, spoken)
    several = parsed if isinstance(parsed, list) else _listed(parsed) or [parsed]
    if several and all(map(_is_ours, several)):
        return article_records(name, data, text)
    if any(map(is_news, several)):
        return _several(name, data, [(1, text.count("\n") + 1, one) for one in several], spoken, beside)
    if not several or any(isinstance(one, dict) and ("item" in one or "provenance" in one) for one in several):
        return article_records(name, data, text)
    return Converted(
        errors=(
            DocumentError(
                name, f"it is JSON with no headline and text ({_shape(parsed)}), so no article. {LEAVE_OUT}", 1
            ),
        )
    )


def _shape(parsed: object) -> str:
    if isinstance(parsed, dict):
        names = [str(key)[:40] for key in list(parsed)[:5]]
        return f"its keys: {', '.join(names)}{', …' if len(parsed) > 5 else ''}" if names else "an empty object"
    return f"a list of {len(parsed)}" if isinstance(parsed, list) else "a single value"


def _lines(name: str, data: bytes, text: str, spoken: str | None, beside: Beside) -> Converted:
    values: list[tuple[int, int, object]] = []
    errors = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values.append((number, number, json.loads(line)))
        except (ValueError, RecursionError) as wrong:
            says = f"is not JSON ({wrong}). In a file of JSON Lines each line is one article; mend it."
            errors.append(DocumentError(name, says, number))
    made = _several(name, data, values, spoken, beside)
    return Converted(made.drafts, made.dropped, tuple(_limited(name, [*made.errors, *errors])))


def _several(
    name: str, data: bytes, values: list[tuple[int, int, object]], spoken: str | None, beside: Beside
) -> Converted:
    digest = hashlib.sha256(data).hexdigest()
    drafts: list[Draft] = []
    dropped: list[Dropped] = []
    errors: list[DocumentError] = []
    for number, (first, last, value) in enumerate(values, 1):
        stretch = Document(name, digest, first, last)
        if _is_ours(value):
            made = article_records(name, data, json.dumps(value), stretch)
            drafts += made.drafts
            errors += made.errors
            continue
        if not is_news(value):
            which = f"value {number}" if len(values) > 1 else "it"
            errors.append(DocumentError(name, f"{which} has no headline and body, so it is no article.", first))
            continue
        try:
            draft = news_item(cast("Mapping[str, object]", value), stretch, spoken, beside)
        except DocumentError as wrong:
            errors.append(wrong)
            continue
        drafts.append(draft)
        dropped += draft.dropped
    return Converted(tuple(drafts), tuple(dropped), tuple(_limited(name, errors)))


def _limited(name: str, errors: list[DocumentError]) -> list[DocumentError]:
    if len(errors) <= MOST_ERRORS:
        return errors
    more = DocumentError(name, f"and {len(errors) - MOST_ERRORS} more such places.")
    return [*errors[:MOST_ERRORS], more]


def _is_ours(value: object) -> bool:
    return isinstance(value, dict) and "item" in value and "provenance" in value


def _listed(value: object) -> list[object]:
    """The articles of an envelope with one list of them (``{"items": […]}``), as programming interfaces answer."""
    if not isinstance(value, dict) or is_news(value):
        return []
    for key in ("items", "articles", "news", "results", "data", "docs", "entries", "posts", "@graph"):
        inner = value.get(key)
        if isinstance(inner, list) and any(map(is_news, inner)):
            return inner
    return []


def _is_whole(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return line.strip().startswith("{")
