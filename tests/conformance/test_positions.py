"""Places are exact on feeds that this project did not write: elements, attributes, characters in text, JSON values."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.source.encoding import decode
from feeds.source.jsontree import parse_json
from feeds.source.jsontree import span as json_span
from feeds.source.places import Place
from feeds.source.raw import span
from feeds.source.recover import recover
from feeds.source.xmltree import Document, Element, parse

DATA = Path(os.environ.get("FEEDS_CONFORMANCE", Path(__file__).parents[3] / "shared" / "conformance"))
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"there are no feeds in {DATA} (FEEDS_CONFORMANCE)")
MOST = 300  # elements of one document
SUFFIXES = {".xml", ".rss", ".atom", ".rdf", ".opml"}


def documents() -> Iterator[tuple[Path, Document]]:
    for path in sorted(DATA.rglob("*")):
        if path.suffix in SUFFIXES:
            yield path, parse(decode(path.read_bytes()).utf8, {})


def raw(place: Place) -> str:
    where = span(place)
    return place.element.document.utf8[where.start : where.end].decode()


def characters(element: Element) -> Iterator[int]:
    """The first, a middle and the last character of a text, and one between."""
    length = len(element.text)
    yield from {0, length // 3, length // 2, length - 1} if length else ()


def test_elements_attributes_and_characters_of_well_formed_feeds() -> None:
    elements = attributes = probes = 0
    wrong: list[object] = []
    for path, document in documents():
        if document.fatal is not None or document.doctype is not None:
            continue  # entities that a DOCTYPE declares stand for more characters than they have
        for element in document.elements[:MOST]:
            elements += 1
            local = element.name.rpartition("}")[2]
            if not raw(Place(element)).startswith("<") or not raw(Place(element)).endswith(local):
                wrong.append((path.name, element.name))
            for name, value in element.attributes.items():
                attributes += 1
                there = raw(element.in_attribute(name))
                if there != value and "&" not in there and not set("\n\t\r") & set(there):
                    wrong.append((path.name, element.name, name))
            for at in characters(element):
                probes += 1
                there = raw(element.in_text(at, at + 1))
                if there != element.text[at] and not (there.startswith("&") or there in {"\r\n", "\r"}):
                    wrong.append((path.name, element.name, at, there))

    assert wrong == []
    assert elements > 10_000
    assert attributes > 5_000
    assert probes > 20_000


def test_recovered_feeds_keep_the_places_of_their_elements() -> None:
    exact = recovered = 0
    for _, document in documents():
        if document.fatal is None:
            continue
        mended = recover(document, {})
        if mended.root is None:
            continue
        recovered += 1
        exact += mended.exact
        for element in mended.elements[:MOST] if mended.exact else ():
            assert mended.utf8[element.start : element.start + 1] == b"<"

    assert recovered > 10
    assert exact >= recovered - 2


def test_json_values() -> None:
    probes = 0
    for path in sorted(DATA.rglob("*.json")):
        document = parse_json(decode(path.read_bytes(), json=True).utf8)
        if document.root is None or path.name == "classes.json":
            continue
        for count, member in enumerate(document.root.walk()):
            if count > MOST or document.repeated:
                break
            if member.path and not isinstance(member.value, dict | list):
                where = json_span(member.place())
                assert json.loads(document.utf8[where.start : where.end]) == member.value, (path.name, member.pointer)
                probes += 1

    assert probes > 1_000
