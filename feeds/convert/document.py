"""Any raw document: what kind it is, by its content, and the module that reads that kind."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple
from urllib.parse import quote

from feeds.articles.article import Draft, Enclosure
from feeds.convert.applied import applied
from feeds.convert.beside import HEAD, Beside, Called, Neighbour
from feeds.convert.converted import Converted
from feeds.convert.decoding import decode
from feeds.convert.feedxml import feed_xml
from feeds.convert.html.page import html_page
from feeds.convert.jsontext import is_json, json_text
from feeds.convert.keys import Stated
from feeds.convert.mail import is_mail, mail
from feeds.convert.markdown import is_markdown, markdown
from feeds.convert.matter import has_matter, sidecar
from feeds.convert.pagetext import page_text
from feeds.errors import DocumentError

DEFAULT_LIMIT = 10_000_000  # bytes
SIDECAR = ".toml"

_PLAYED = ("mp3", "m4a", "m4b", "ogg", "opus", "mp4", "m4v")
# Texts whose signs would be published as they stand.
_MARKUPS = {".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".rst": "reStructuredText", ".org": "Org", ".tex": "LaTeX",
            ".textile": "Textile", ".typ": "Typst"}  # fmt: skip
# Jekyll's (https://jekyllrb.com/docs/posts/#drafts), and what others call it.
_DRAFTS = frozenset(("_drafts", "drafts"))

Kind = Literal["feed", "page", "mail", "json", "markdown", "text"]

_HTML = re.compile(
    r"\s{0,200}(?:<\?xml[^<>]{0,200}\?>\s{0,200})?(?:<!--[^<>]{0,2000}-->\s{0,200})?<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE,
)
_XML = re.compile(rb"<(?:rss|(?:[A-Za-z]{1,20}:)?(?:feed|entry)|rdf:RDF|opml|channel)[ \t\r\n>]|<!DOCTYPE[ \t\r\n]+rss")
_FRAGMENT = re.compile(r"\s{0,200}<(?:article|main|section|div|h1|p|figure|header)[\s>]", re.IGNORECASE)


def convert(
    name: str, data: bytes, *, limit: int = DEFAULT_LIMIT, language: str | None = None, beside: Beside | None = None
) -> Converted:
    """The articles of a document, whatever it is: what it is read as follows from its content.

    ``name`` is its path as messages and provenance should give it; ``limit`` the most bytes that are read;
    ``language`` (BCP 47) replaces detection; ``beside`` has the files at hand. Nothing is raised for what is wrong with
    the document: it is in ``errors``.
    """
    beside = beside or Beside(name)
    if len(data) <= limit:
        if is_mail(data):
            return mail(name, data, language, limit=limit)
        if _is_feed(data):
            return feed_xml(name, data, language)
    markup = _MARKUPS.get(posixpath.splitext(name)[1].lower())
    if markup is not None:
        says = f"it is {markup}, which is not read. Turn it into Markdown or HTML, with pandoc for instance."
        return Converted(errors=(DocumentError(name, says, 1),))
    try:
        text = decode(name, data, limit).text
    except DocumentError as wrong:
        return Converted(errors=(wrong,))
    match _kind(name, text):
        case "json":
            return json_text(name, data, text, language, beside)
        case "page":
            return html_page(name, data, text, language, beside)
        case "markdown":
            return markdown(name, data, text, language, beside)
        case "feed":
            return feed_xml(name, data, language)
        case _:
            return page_text(name, data, text, language)


def convert_all(
    documents: Mapping[str, bytes],
    *,
    files: Mapping[str, Neighbour] | None = None,
    limit: int = DEFAULT_LIMIT,
    language: str | None = None,
) -> Iterator[tuple[str, Converted]]:
    """Each document's name and articles; sidecars (NAME.toml) are no documents but say what overrides theirs.

    ``files`` are what else is at hand (see ``neighbour``), by the same kind of names as the documents.
    """
    plan = planned(documents)
    yield from plan.wrong
    reader = Reader(documents, files or {}, limit, language)
    for name, beside in plan.documents:
        yield name, reader.read(name, beside)


class Plan(NamedTuple):
    """Documents in their order, each with the name of its sidecar or None, and what is wrong with other sidecars."""

    documents: tuple[tuple[str, str | None], ...]
    wrong: tuple[tuple[str, Converted], ...]


def planned(documents: Collection[str]) -> Plan:
    """What is to be converted of documents of those names."""
    sidecars = dict.fromkeys(name for name in documents if name.lower().endswith(SIDECAR))
    by_stem: dict[str, list[str]] = {}
    for name in documents if sidecars else ():
        if name not in sidecars:
            by_stem.setdefault(posixpath.splitext(name)[0], []).append(name)
    said: dict[str, str] = {}
    wrong = []
    for name in sidecars:
        stem = name[: -len(SIDECAR)]
        meant = [stem] if stem in documents else by_stem.get(stem, [])
        if len(meant) == 1 and meant[0] not in said:
            said[meant[0]] = name
            continue
        if len(meant) == 1:
            says = f"{meant[0]} has a sidecar already, {said[meant[0]]}. Put both into one."
        elif meant:
            says = f"it may belong to {' or '.join(sorted(meant))}. Name it {meant[0]}{SIDECAR}."
        else:
            says = f"there is no document that it belongs to. A sidecar is called like its document, with {SIDECAR}."
        wrong.append((name, Converted(errors=(DocumentError(name, says),))))
    return Plan(tuple((name, said.get(name)) for name in documents if name not in sidecars), tuple(wrong))


class Reader:
    """Converts documents, one at a time, with what lies beside them."""

    def __init__(
        self, documents: Mapping[str, bytes], files: Mapping[str, Neighbour], limit: int, language: str | None = None
    ) -> None:
        self._documents = documents
        self._files = files
        self._called = Called(files)
        self._limit = limit
        self._language = language

    def read(self, name: str, sidecar_name: str | None = None) -> Converted:
        """The articles of a document, as its sidecar has them. Raises OSError where ``documents`` does."""
        return self.made_of(name, self._documents[name], sidecar_name)

    def made_of(self, name: str, data: bytes, sidecar_name: str | None = None) -> Converted:
        """The same of bytes at hand."""
        beside = Beside(name, self._files, self._called)
        made = convert(name, data, limit=self._limit, language=self._language, beside=beside)
        if sidecar_name is not None:
            made = _overridden(made, sidecar_name, self._documents[sidecar_name], beside)
        made = replace(_heard(made, beside), asked=frozenset(beside.asked))
        return _unfinished(made) if _DRAFTS.intersection(name.split("/")[:-1]) else made


def neighbour(data: bytes, size: int | None = None) -> Neighbour:
    """A file at hand, of its first bytes (HEAD are enough) and its size."""
    return Neighbour(len(data) if size is None else size, data[:HEAD])


def _overridden(made: Converted, name: str, data: bytes, beside: Beside) -> Converted:
    """What a sidecar says in place of what was detected."""
    try:
        says = sidecar(name, data)
    except DocumentError as wrong:
        return replace(made, drafts=(), errors=(*made.errors, wrong))
    if len(made.drafts) != 1 and says != Stated():
        if not made.drafts:
            return made
        many = f"{beside.document} holds {len(made.drafts)} articles, so it cannot be told which one this is about."
        return replace(made, errors=(*made.errors, DocumentError(name, many)))
    draft: Draft = applied(made.drafts[0], says, "override", beside)
    return replace(made, drafts=(draft,))


def _heard(made: Converted, beside: Beside) -> Converted:
    """The same with the recording that lies beside the document and is called like it, as its show notes are."""
    if len(made.drafts) != 1 or made.drafts[0].enclosures or not beside.files:
        return made
    stem = posixpath.splitext(beside.document)[0]
    found = [name for ending in _PLAYED for name in (f"{stem}.{ending}", f"{stem}.{ending.upper()}")
             if name in beside.files]  # fmt: skip
    address = quote(posixpath.basename(found[0])) if len(found) == 1 else ""
    draft = made.drafts[0]
    if not address or address in draft.html or posixpath.basename(found[0]) in draft.html:
        return made
    file = beside.facts(address)
    assert file is not None, "its name is among those at hand"
    note = f"The recording {posixpath.basename(found[0])!r} goes with it by its name."
    episode = Enclosure(address, file.media_type, file.length, file.duration)
    return replace(made, drafts=(replace(draft, enclosures=(episode,), notes=(*draft.notes, note)),))


def _unfinished(made: Converted) -> Converted:
    """What lies in a folder of drafts: nothing of it is shown, so nothing that is wrong with it is in the way."""
    drafts = (replace(one, status="withheld") if one.status == "usable" else one for one in made.drafts)
    return replace(made, drafts=tuple(drafts), errors=())


def _is_feed(data: bytes) -> bool:
    """Whether bytes are XML other than a web page, in whatever charset: the document says which."""
    head = data[:5000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    declared = head.startswith(b"<?xml")
    while head.startswith((b"<?", b"<!--")):
        end = head.find(b"?>" if head.startswith(b"<?") else b"-->")
        if end < 0:
            return False
        head = head[end + 2 :].lstrip(b"> \t\r\n")
    if _XML.match(head):
        return True
    return declared and head.startswith(b"<") and _HTML.match(head[:3000].decode("latin-1")) is None


def _kind(name: str, text: str) -> Kind:
    if name.lower().endswith((".json", ".jsonl", ".ndjson")) or (is_json(text) and not has_matter(text)):
        return "json"
    if _HTML.match(text[:3000]):
        return "page"
    if has_matter(text):
        return "markdown"
    start = text[:3000]
    if _FRAGMENT.match(start) and ("</" in text[:20_000]) and not name.lower().endswith((".md", ".markdown")):
        return "page"
    if start.lstrip().startswith("<!--") and re.search(
        r"<(?:html|body|article|main|p)[\s>]", text[:20_000], re.IGNORECASE
    ):
        return "page"
    if re.match(r"\s{0,200}<(?:rss|feed|rdf:RDF|opml|[A-Za-z]{1,20}:feed|entry|channel)[\s>]", start):
        return "feed"
    return "markdown" if is_markdown(name, text) else "text"
