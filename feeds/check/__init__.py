"""Checking: decode, parse, walk once, ask each rule only about what it asked for, and say where.

The dispatch table is derived from what the rules declare in ``on``; nothing is located that is not reported.
"""

from __future__ import annotations

import datetime as dt

from feeds.check.findings import Crash, Finding, Report, Whereabouts, locate
from feeds.check.run import MOST, Run
from feeds.rules import vocabulary
from feeds.rules.catalogue import Scope
from feeds.rules.chosen import EVERYTHING, Choice
from feeds.rules.delivered import missing
from feeds.rules.formats import json_format, xml_format
from feeds.rules.reading import Reading
from feeds.rules.silences import KEY, silences
from feeds.rules.table import table
from feeds.source.encoding import decode
from feeds.source.jsontree import parse_json
from feeds.source.recover import recover
from feeds.source.source import Source
from feeds.source.xmltree import parse
from feeds.values.uris import is_local, split

__all__ = ["MOST", "Crash", "Finding", "Report", "Whereabouts", "check", "locate", "read"]


def check(source: Source, *, now: dt.datetime, choice: Choice | None = None) -> Report:
    """Check one document; never raises because of what is in it."""
    choice = choice or EVERYTHING
    undelivered = missing(source.delivery) if source.delivery is not None else None
    reading = read(source, now) if undelivered is None else Reading(source, decode(b""), now)
    said = silences(reading, choice)
    reading.scope = Scope(
        reading.format or "unknown",
        _present(reading),
        reading.json is not None,
        source.delivery is not None,
        said is not None,
    )
    found = table(reading.scope, choice)
    reading.scope = found.scope  # the same object for all documents alike, which is the faster key
    run = Run(reading, choice, found.parts, undelivered)
    if source.url is not None and is_local(split(source.url).host or ""):
        run.silent.update(found.public)
    run.ask(found.http, reading)
    if undelivered is not None:
        return run.report()
    run.ask(found.document, reading)
    if reading.xml is not None:
        run.walk(found, reading.xml.elements)
    if reading.json is not None:
        run.ask(found.json_document, reading)
        if reading.json.root is not None:
            run.descend(found.json, reading.json.root)
    if said is not None:
        reading.seen[KEY] = said
        run.silence(said)
        run.ask(found.inline, reading)
    return run.report()


def _present(reading: Reading) -> frozenset[str] | None:
    """The prefixes of the vocabularies that a document declares; None where that is not to be trusted."""
    document = reading.xml
    if document is None:
        return frozenset()
    if document.recovered == "by libxml2":
        return None
    names = reading.vocabulary
    return frozenset(names[each.uri] for each in document.namespaces if each.uri in names)


def read(source: Source, now: dt.datetime) -> Reading:
    """Decode and parse a source, as XML or as JSON by its first character."""
    # Byte order marks and the NULs of UTF-16 stand in the way of the first character.
    looks_json = source.data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in {b"{", b"["}
    decoded = decode(source.data, source.media_type, json=looks_json)
    names = vocabulary()
    reading = Reading(source, decoded, now, vocabulary=names)
    if looks_json:
        reading.json = parse_json(decoded.utf8)
        reading.format = json_format(reading.json)
        return reading
    document = parse(decoded.utf8, names)
    if document.fatal is not None:
        document = recover(document, names)
    reading.xml = document
    reading.format = xml_format(document)
    return reading
