"""Mail messages (RFC 5322, .eml) and archives of them (mbox, RFC 4155) → drafts; the message id is the identity.

https://www.rfc-editor.org/rfc/rfc5322, https://www.rfc-editor.org/rfc/rfc4155; an id as URI: RFC 2392 (``mid:``).
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from urllib.parse import quote

from feeds.articles.article import Document, Draft, Dropped, Evidence
from feeds.articles.validation import URI
from feeds.convert.converted import Converted
from feeds.convert.drafting import drafted, limited
from feeds.convert.html.markup import Body, paragraphs, publishable, resolver
from feeds.convert.stated import when
from feeds.errors import DocumentError

_HEADER = re.compile(rb"[!-9;-~]{1,76}:[ \t]?[^\n]{0,2000}\r?\n")
_TELLING = re.compile(
    rb"^(?:from|date|subject|message-id|received|mime-version|return-path|to|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_FROM = re.compile(rb"^From [^\n]{1,500}\n", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>{0,20}From )", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
MID = "@!$&'*+-.=_~"
PARTS = 200  # of one message that are looked at


def is_mail(data: bytes) -> bool:
    """Whether bytes begin as a message or an archive of messages does."""
    head = data[:20_000].lstrip(b"\xef\xbb\xbf")
    first = _FROM.match(head)
    if first is not None:
        head = head[first.end() :]
    if _HEADER.match(head) is None:
        return False
    fields = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {found.lower() for found in _TELLING.findall(fields)}
    return len(names) >= (1 if first else 2) and not names <= {b"to:", b"date:"}


def mail(name: str, data: bytes, spoken: str | None, *, limit: int) -> Converted:
    """The draft of each message in these bytes; a part larger than ``limit`` bytes is left out."""
    digest = hashlib.sha256(data).hexdigest()
    drafts: list[Draft] = []
    errors: list[DocumentError] = []
    dropped: list[Dropped] = []
    for first, last, message in _messages(data):
        stretch = Document(name, digest, first, max(first, last))
        try:
            draft = _draft(message_from_bytes(message), stretch, spoken, limit)
        except DocumentError as wrong:
            errors.append(wrong)
            continue
        except RecursionError:
            errors.append(DocumentError(name, "its parts stand too deeply within each other.", first))
            continue
        drafts.append(draft)
        dropped += draft.dropped
    return Converted(tuple(drafts), tuple(dropped), tuple(errors))


def _messages(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Each message with the lines it stands in."""
    if _FROM.match(data) is None:
        yield 1, data.count(b"\n") + (not data.endswith(b"\n")), data
        return
    starts = [
        found
        for found in _FROM.finditer(data)
        if found.start() == 0 or data[max(found.start() - 4, 0) : found.start()].endswith((b"\n\n", b"\n\r\n"))
    ]
    line = 1
    for number, found in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(data)
        inside = data[found.start() : end]
        lines = inside.count(b"\n")
        yield line, line + max(lines - 1, 0), _QUOTED_FROM.sub(rb"\1", data[found.end() : end])
        line += lines


def _draft(message: Message, stretch: Document, spoken: str | None, limit: int) -> Draft:
    gone: list[Dropped] = []

    def drop(words: str, reason: str) -> None:
        gone.append(Dropped(stretch.path, stretch.first_line, words[:300], reason))

    html, is_html = _text(message, drop, limit)
    archived = _header(message, "Archived-At").strip("<> ")
    archived = archived if archived.startswith(("http://", "https://")) and URI.fullmatch(archived) else ""
    if not is_html:
        found = _SIGNATURE.search(html)
        if found is not None:
            drop(" ".join(html[found.start() :].split()), "the signature of a message")
            html = html[: found.start()]
        html = paragraphs(html)
    body = publishable(html, resolver(archived or None)) if html.strip() else Body("", "", "")
    for _, what in body.gone:
        drop(what, "it acts or stands for something that is not here")
    language = _header(message, "Content-Language").partition(",")[0].strip()
    draft = drafted(
        stretch,
        body,
        title=_header(message, "Subject"),
        declared=language or None,
        spoken=spoken,
        dropped=limited(gone),
    )
    words = _header(message, "Date")
    date = when(re.sub(r"\s*\([^()]{0,80}\)\s*$", "", words))
    identifier = _header(message, "Message-ID").strip("<> \t")
    keywords = (one.strip() for one in _header(message, "Keywords").split(","))
    return replace(
        draft,
        authors=tuple(dict.fromkeys(_people(message))),
        subjects=tuple(dict.fromkeys(filter(None, keywords))),
        evidence=Evidence("metadata", words) if date.at is not None else None,
        content_created=date.at,
        published=date.exact,
        uri=f"mid:{quote(identifier, safe=MID)}" if identifier else None,
        original_url=archived or None,
        notes=(*draft.notes, *([date.note] if date.note else ())),
    )


def _header(message: Message, name: str) -> str:
    """A header's words, whatever they are encoded in (RFC 2047)."""
    value = message.get(name)
    if value is None:
        return ""
    pieces = []
    try:
        for piece, charset in decode_header(str(value)[:10_000]):
            pieces.append(_decoded(piece, charset) if isinstance(piece, bytes) else piece)
    except (ValueError, LookupError):
        return " ".join(str(value).split())
    return " ".join("".join(pieces).split())


def _people(message: Message) -> Iterator[str]:
    """The names of the senders; of one without a name, the part of the address before the @."""
    for name, address in getaddresses([_header(message, "From")[:2000]]):
        who = name.strip() or address.partition("@")[0]
        if who:
            yield who


def _text(message: Message, drop: Callable[[str, str], None], limit: int) -> tuple[str, bool]:
    """The body, and whether it is HTML; of alternatives the HTML one."""
    texts: dict[str, list[str]] = {"text/html": [], "text/plain": []}
    for number, part in enumerate(message.walk()):
        if number >= PARTS:
            drop("the rest of the message", f"it has more than {PARTS} parts")
            break
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        name = part.get_filename()
        if kind not in texts or name or part.get_content_disposition() == "attachment":
            drop(f"{kind} {name or ''}".strip(), "an attachment of a message")
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or len(payload) > limit:
            drop(kind, "a part that cannot be decoded, or is too large")
            continue
        text = _decoded(payload, part.get_content_charset())
        flows = str(part.get_param("format", "")).lower() == "flowed"
        texts[kind].append(_unflowed(text, delsp=str(part.get_param("delsp", "")).lower() == "yes") if flows else text)
    if any(text.strip() for text in texts["text/html"]):
        if texts["text/plain"] and message.get_content_type() != "multipart/alternative":
            drop("text/plain", "the same as plain text, or a text beside the HTML one")
        return "\n".join(texts["text/html"]), True
    return "\n\n".join(texts["text/plain"]), False


def _unflowed(text: str, *, delsp: bool) -> str:
    """The text with each paragraph in one line: a line that ends with a blank goes on in the next (RFC 3676 §4.1)."""
    found = []
    flowing = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        line = line.removeprefix(" ")  # noqa: PLW2901 - which only guards what follows it (§4.4)
        if line.endswith(" ") and line != "-- " and not line.startswith(">"):
            flowing += line[:-1] if delsp else line
            continue
        found.append(flowing + line)
        flowing = ""
    return "\n".join([*found, *([flowing] if flowing else [])])


def _decoded(data: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8"):
        if name:
            try:
                return data.decode(name).replace("\x00", "")
            except (UnicodeDecodeError, LookupError, ValueError):
                continue
    return data.decode("windows-1252", "replace").replace("\x00", "")
