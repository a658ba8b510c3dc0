"""What a page says of its article in JSON-LD (https://schema.org/Article, https://www.w3.org/TR/json-ld11/)."""

import json
from collections.abc import Iterator, Mapping
from typing import cast

from lxml import etree

Table = Mapping[str, object]
MOST = 1_000_000  # characters of one script


def article(root: etree._Element) -> Table:
    """The article, blog posting or episode that the page describes; empty where it describes none."""
    pages: list[Table] = []
    for script in root.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        try:
            parsed: object = json.loads(text[:MOST], strict=False)
        except (ValueError, RecursionError):
            continue
        for one in _objects(parsed, 0):
            kinds = one.get("@type")
            names = [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]
            if any(name.endswith(("Article", "Posting", "Episode", "Report", "Recipe")) for name in names):
                return one
            if any(name in ("WebPage", "CreativeWork", "VideoObject") for name in names):
                pages.append(one)
    return pages[0] if pages else {}


def _objects(value: object, depth: int) -> Iterator[Table]:
    if depth > 4:
        return
    if isinstance(value, list):
        for one in value[:500]:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        yield cast("Table", value)
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _objects(value.get(key), depth + 1)


def text(table: Table, *keys: str) -> str:
    """The first of these that is a text."""
    for key in keys:
        value = table.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("@value") or value.get("@id") or value.get("url") or value.get("name")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def names(value: object) -> Iterator[str]:
    """The names in a value: a text, an object with a name, or several."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip() and not one.startswith(("http://", "https://")):
            yield " ".join(one.split())
        elif isinstance(one, dict) and isinstance(one.get("name"), str) and one["name"].strip():
            yield " ".join(one["name"].split())


def addresses(value: object) -> Iterator[str]:
    """The addresses in a value: a text, an object with a url, or several."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield one.strip()
        elif isinstance(one, dict):
            found = one.get("url") or one.get("contentUrl")
            if isinstance(found, str) and found.strip():
                yield found.strip()
