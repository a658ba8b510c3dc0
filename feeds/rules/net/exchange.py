"""HTTP exchanges written down as text: how the examples of delivery rules are read, and shown.

A line that begins with ``> `` was asked, ``< `` was answered, ``* `` was measured; other lines are the body, in which
``(RSS)``, ``(Atom)``, ``(JSON Feed)``, ``(another RSS)`` and ``(page)`` stand for such documents. Further requests are
headed by ``[name]``, the names of ``Delivery.probes``; what the document names by
``[what name address key=value]``, the last time by ``[earlier]``. Where nothing is asked,
    it is ``GET https://example.org/feed.xml``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, cast

from feeds.source.delivery import Answer, Delivery, Failure, Linked, Observed, Tls, Trouble, Visit
from feeds.source.source import Source
from feeds.values.uris import resolve

URL: Final = "https://example.org/feed.xml"
_YESTERDAY: Final = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
_RSS: Final = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
    "<title>{0}</title><link>https://example.org/</link><description>News</description>"
    "<item><title>One</title><link>https://example.org/1</link></item></channel></rss>"
)
DOCUMENTS: Final = {
    "(RSS)": _RSS.format("News"),
    "(another RSS)": _RSS.format("Other news"),
    "(Atom)": '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>https://example.org/</id>'
    "<updated>2026-01-31T08:00:00Z</updated></feed>",
    "(JSON Feed)": '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}',
    "(page)": "<!doctype html><title>News</title><p>Hello</p>",
}
# What a probe asks, shown above its answer.
_ASKS: Final = {
    "etag": 'If-None-Match: "a"',
    "modified": "If-Modified-Since: Sat, 31 Jan 2026 08:00:00 GMT",
    "both": 'If-None-Match: "a"',
    "invented-etag": 'If-None-Match: "never-given"',
    "invented-modified": "If-Modified-Since: Thu, 01 Jan 1998 00:00:00 GMT",
    "identity": "Accept-Encoding: identity",
    "gzip": "Accept-Encoding: gzip",
    "br": "Accept-Encoding: br",
    "cors": "Origin: https://reader.example",
    "cors-304": "Origin: https://reader.example",
    "cors-error": "Origin: https://reader.example",
}


def answer(status: int, *lines: str, body: str = "") -> str:
    """An answer written down: header fields (``Name: value``) and measurements (``* …``), then the body."""
    written = [f"< {status}", *(line if line.startswith("* ") else f"< {line}" for line in lines)]
    return "\n".join([*written, body] if body else written)


def ok(*lines: str, body: str = "(RSS)", served_as: str = "application/rss+xml") -> str:
    """An answer that brings a feed."""
    return answer(200, f"Content-Type: {served_as}", *lines, body=body)


def probe(name: str, status: int, *lines: str, body: str = "") -> str:
    """A further request and its answer, to be appended to an exchange."""
    asked = f"> {_ASKS[name]}\n" if name in _ASKS else ""
    return f"\n[{name}]\n{asked}{answer(status, *lines, body=body)}"


def failed(name: str, kind: str, says: str) -> str:
    """A further request that got no answer."""
    return f"\n[{name}]\n* failed {kind}: {says}"


@dataclass(slots=True)
class _Block:
    name: str = ""
    method: str = "GET"
    url: str = ""
    status: int = 0
    sent: list[tuple[str, str]] = field(default_factory=list)
    headers: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def source(text: str) -> Source:
    """The Source, with its Delivery, that an exchange stands for."""
    blocks = list(_blocks(text))
    main = [block for block in blocks if not block.name]
    asked = main[0].url or URL
    seen = [_observed(block, asked) for block in main]
    final = seen[-1]
    probes: dict[str, Observed] = {}
    linked: dict[tuple[str, str], tuple[dict[str, str], dict[str, Observed]]] = {}
    earlier = None
    for block in blocks:
        if not block.name:
            continue
        what, *rest = block.name.split()
        if what == "earlier":
            earlier = _visit(_observed(block, asked))
        elif rest:
            said = dict(pair.split("=", 1) for pair in rest[2:])
            url = resolve(URL, rest[1])
            known = linked.setdefault((what, url), (said, {}))
            if rest[0] != "-":
                known[1][rest[0]] = _observed(block, url)
        else:
            probes[what] = _observed(block, final.url)
    delivered = Delivery(
        asked,
        final,
        tuple(each for each in seen[:-1] if isinstance(each, Answer)),
        probes,
        tuple(Linked(what, url, *known) for (what, url), known in linked.items()),
        earlier,
    )
    whole = isinstance(final, Answer)
    return Source(
        asked,
        (final.body or b"") if isinstance(final, Answer) else b"",
        delivered.url,
        final.header("content-type") if whole and isinstance(final, Answer) else None,
        delivered,
    )


def _blocks(text: str) -> Iterator[_Block]:
    block = _Block()
    started = False
    for line in text.splitlines():
        method, _, rest = line[2:].partition(" ")
        asks = line.startswith("> ") and method.isupper() and not method.endswith(":")
        if (line.startswith("[") and line.endswith("]")) or (asks and started):
            yield block
            block = _Block()
            started = False
        if line.startswith("[") and line.endswith("]"):
            block.name = line[1:-1]
            started = True
        elif asks:
            block.method, block.url = method, resolve(URL, rest)
        elif line.startswith("> "):
            block.sent.append(_field(line))
        elif line.startswith("< ") and ":" not in line:
            block.status = int(line[2:].split()[0])
            started = True
        elif line.startswith("< "):
            block.headers.append(_field(line))
        elif line.startswith("* "):
            block.notes.append(line[2:])
            started = True
        else:
            block.body.append(DOCUMENTS.get(line, line))
    yield block


def _field(line: str) -> tuple[str, str]:
    name, _, value = line[2:].partition(":")
    return name.strip().lower(), value.strip()


def _observed(block: _Block, url: str) -> Observed:
    url = block.url or url
    notes = dict(note.split(" ", 1) for note in block.notes)
    if "failed" in notes:
        return _failure(notes["failed"], url)
    body = "\n".join(block.body).encode()
    size = int(notes.get("size", len(body)))
    tls = None
    if "tls" in notes:
        protocol, _, until = notes["tls"].partition(" until ")
        tls = Tls(protocol, expires=dt.datetime.fromisoformat(until).replace(tzinfo=dt.UTC) if until else None)
    return Answer(
        block.method,
        url,
        block.status,
        tuple(block.headers),
        body,
        version=notes.get("version", "HTTP/1.1"),
        wire=int(notes.get("wire", size)),
        size=size,
        first=float(notes.get("first", 0)),
        total=float(notes.get("total", 0)),
        sent=tuple(block.sent),
        tls=tls,
        cut=_failure(notes["cut"], url) if "cut" in notes else None,
        digest=hashlib.sha256(body).hexdigest(),
        surplus=int(notes.get("surplus", 0)),
    )


def _failure(text: str, url: str) -> Failure:
    kind, _, says = text.partition(": ")
    return Failure(cast("Trouble", kind), says, url)


def _visit(observed: Observed) -> Visit | None:
    if not isinstance(observed, Answer):
        return None
    return Visit(
        _YESTERDAY, observed.status, observed.digest, observed.header("etag"), observed.header("last-modified")
    )
