"""What was observed while a document was fetched: facts only; what they mean is for the rules (book NET).

``fetch/`` fills this in, ``Source.delivery`` carries it, rules with ``on="http"`` read it. Nothing here opens a socket.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Headers = tuple[tuple[str, str], ...]
"""Header fields in the order in which they came, names in lower case, repeated ones repeated."""

Trouble = Literal["name", "connect", "tls", "timeout", "redirects", "refused", "too-large", "bomb", "slow", "protocol",
                  "cut", "encoding", "headers", "offline", "url"]  # fmt: skip
"""Why there is no answer, or not all of it.

``name`` is not resolved, ``refused`` an address that --public-only forbids, ``bomb`` a compression ratio beyond the
limit, ``cut`` a body shorter than announced, ``encoding`` a body that its Content-Encoding does not decode.
"""


TlsProblem = Literal["", "expired", "not-yet-valid", "wrong-host", "self-signed", "untrusted", "handshake"]
"""What is wrong with a certificate; ``untrusted`` is an authority that nobody knows or a chain with a gap,
``handshake`` everything that ended before a certificate was looked at."""


@dataclass(frozen=True, slots=True)
class Tls:
    """The TLS of a connection: ``expires`` ends the certificate's validity, UTC; ``protocol`` is such as TLSv1.3.

    ``names`` are the host names and addresses that the certificate is for. ``problem`` is "" for one that is trusted.
    """

    protocol: str
    issuer: str = ""
    subject: str = ""
    expires: dt.datetime | None = None
    names: tuple[str, ...] = ()
    problem: TlsProblem = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer, or one that ended early: its kind and one full sentence that says what to do.

    ``tls`` is what is known of a certificate that was refused.
    """

    kind: Trouble
    says: str
    url: str = ""
    tls: Tls | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a server.

    ``url`` is what was asked for, without credentials; ``body`` is decoded and None where it was not wanted (HEAD) or
    not kept; ``wire`` and ``size`` count bytes of the body as sent and decoded; ``first`` and ``total`` are seconds
    from the request to the first byte of the answer and to its end. ``cut`` says why the body is not whole.
    """

    method: str
    url: str
    status: int
    headers: Headers
    body: bytes | None = None
    reason: str = ""
    version: str = "HTTP/1.1"
    wire: int = 0
    size: int = 0
    first: float = 0.0
    total: float = 0.0
    address: str | None = None  # the IP address connected to
    sent: Headers = ()  # the request's header fields that matter: conditions, Accept-Encoding, Origin, Range
    tls: Tls | None = None
    cut: Failure | None = None
    digest: str = ""  # SHA-256 of the decoded body, in hexadecimal, also where the body was not kept
    surplus: int = 0  # bytes that had come behind the end that Content-Length announces
    stored: bool = False  # the body is from an earlier run: the server said 304 to its validators, or was not asked

    def header(self, name: str) -> str | None:
        """The field's value, several joined by ", " (RFC 9110, section 5.3); None where it is absent."""
        found = [value for field_name, value in self.headers if field_name == name]
        return ", ".join(found) if found else None

    def all(self, name: str) -> list[str]:
        """Every value of a field, one for each line in which it came."""
        return [value for field_name, value in self.headers if field_name == name]


Observed = Answer | Failure


@dataclass(frozen=True, slots=True)
class Visit:
    """What an earlier run remembers of the same URL."""

    when: dt.datetime
    status: int
    digest: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Linked:
    """Something that the document names and that was asked for too, on demand.

    ``what`` is ``enclosure``, ``artwork``, ``hub``, ``home`` (the page that the channel links to), ``page`` (the page
    that the feed was discovered on) or ``next`` (a further page of the feed); ``said`` holds what the document says of
    it (``length``, ``type``, ``width``, ``height``); ``answers`` are named as in ``Delivery.probes``, the plain GET
    ``get``, a GET of the first bytes ``range``.
    """

    what: str
    url: str
    said: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Observed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a document was delivered.

    ``asked`` is the URL given, without credentials; ``hops`` are the answers that redirected, in order; ``final`` is
    the last answer or why there is none. ``probes`` are further requests to the final URL, by name:

    - ``again``: the same plain GET once more
    - ``etag``, ``modified``, ``both``: the validators replayed (If-None-Match, If-Modified-Since, both)
    - ``invented-etag``, ``invented-modified``: validators that the server never gave
    - ``identity``, ``gzip``, ``br``, ``zstd``: GET with only that Accept-Encoding
    - ``head``: HEAD
    - ``cors``, ``cors-304``, ``cors-error``: with an Origin; a 304 and an address that is not there
    - ``other-scheme``: the same URL over http where it is https, and the other way round (its first answer only)
    - ``ipv4``, ``ipv6``: over that family where the name has both
    - ``http2``: over HTTP/2 where TLS offers it

    A probe that was not made is absent: nothing may be concluded from that.
    """

    asked: str
    final: Observed
    hops: tuple[Answer, ...] = ()
    probes: Mapping[str, Observed] = field(default_factory=dict)
    linked: tuple[Linked, ...] = ()
    earlier: Visit | None = None

    @property
    def answer(self) -> Answer | None:
        """The last answer, None where there was none."""
        return self.final if isinstance(self.final, Answer) else None

    @property
    def url(self) -> str:
        """Where the redirects led to."""
        return self.final.url if isinstance(self.final, Answer) else self.hops[-1].url if self.hops else self.asked

    def probe(self, name: str) -> Answer | None:
        """A probe's answer; None where it was not made or failed."""
        found = self.probes.get(name)
        return found if isinstance(found, Answer) else None
