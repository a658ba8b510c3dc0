"""Certificates that are trusted and those that are not: which is which, of whom, until when."""

import asyncio
import datetime as dt
import ssl
from collections.abc import Iterator

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hostile import FEED, Hostile, hostile
from hypothesis import given
from hypothesis import strategies as st

from feeds.fetch.certificates import certificate
from feeds.fetch.network import Limits
from feeds.fetch.wire import Wire
from feeds.source.delivery import Answer, Failure, Observed

AUTHORITY = trustme.CA(organization_name="An authority")
STRANGER = trustme.CA(organization_name="A stranger")
PAST = dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
FUTURE = dt.datetime(2049, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def serving(issued: trustme.LeafCert | bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    pem = issued if isinstance(issued, bytes) else b"".join(
        [issued.private_key_pem.bytes(), *(each.bytes() for each in issued.cert_chain_pems)]
    )  # fmt: skip
    with trustme.Blob(pem).tempfile() as path:
        context.load_cert_chain(path)
    return context


def signed_by_itself() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "feeds.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(PAST)
        .not_valid_after(FUTURE)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("feeds.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    pem = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    return pem + made.public_bytes(serialization.Encoding.PEM)


def ask(server: Hostile, *, http2: bool = False, limits: Limits | None = None) -> Observed:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)

    async def here(_host: str) -> list[str]:
        return ["127.0.0.1"]

    async def run() -> Observed:
        async with Wire(context=context, resolver=here, limits=limits or Limits(read=2.0, connect=2.0)) as wire:
            return await wire.ask(server.url("/feed").replace("127.0.0.1", "feeds.example"), http2=http2)

    return asyncio.run(run())


@pytest.fixture(scope="module")
def good() -> Iterator[Hostile]:
    with hostile(serving(AUTHORITY.issue_cert("feeds.example", "127.0.0.1", not_after=FUTURE))) as server:
        yield server


@pytest.mark.parametrize("http2", [False, True])
def test_what_a_good_certificate_says(good: Hostile, *, http2: bool) -> None:
    answer = ask(good, http2=http2)

    assert isinstance(answer, Answer), answer
    assert answer.body == FEED
    assert answer.tls is not None
    assert answer.tls.problem == ""
    assert answer.tls.protocol == "TLSv1.3"
    assert answer.tls.issuer == "An authority"
    assert answer.tls.expires == FUTURE
    assert answer.tls.names == ("feeds.example", "127.0.0.1")


@pytest.mark.parametrize(("issued", "problem", "says", "issuer", "expires"), [
    (AUTHORITY.issue_cert("feeds.example", not_before=dt.datetime(2019, 1, 1, tzinfo=dt.UTC), not_after=PAST),
     "expired", "expired on 2020-01-02", "An authority", PAST),
    (AUTHORITY.issue_cert("feeds.example", not_before=dt.datetime(2048, 1, 1, tzinfo=dt.UTC), not_after=FUTURE),
     "not-yet-valid", "not valid yet", "An authority", FUTURE),
    (AUTHORITY.issue_cert("a.example", "b.example", not_after=FUTURE),
     "wrong-host", "for other hosts: a.example, b.example", "An authority", FUTURE),
    (STRANGER.issue_cert("feeds.example", not_after=FUTURE),
     "untrusted", "of 'A stranger' that is not trusted", "A stranger", FUTURE),
    (signed_by_itself(), "self-signed", "signed itself", "feeds.example", FUTURE),
], ids=["expired", "not yet valid", "wrong host", "untrusted", "self-signed"])  # fmt: skip
def test_what_a_refused_certificate_says(
    issued: trustme.LeafCert | bytes, problem: str, says: str, issuer: str, expires: dt.datetime
) -> None:
    with hostile(serving(issued)) as server:
        failure = ask(server)

        assert isinstance(failure, Failure)
        assert failure.kind == "tls"
        assert says in failure.says
        assert failure.tls is not None
        assert (failure.tls.problem, failure.tls.issuer, failure.tls.expires) == (problem, issuer, expires)
        assert server.asked == []


def test_no_tls_at_all() -> None:
    with hostile() as server:
        server.origin = server.origin.replace("http:", "https:")
        failure = ask(server)

    assert isinstance(failure, Failure)
    assert failure.kind == "tls"
    assert failure.tls is not None
    assert failure.tls.problem == "handshake"


def test_http_on_a_port_of_https(good: Hostile) -> None:
    plain = Hostile(good.origin.replace("https:", "http:"))
    failure = ask(plain)

    assert isinstance(failure, Failure)
    assert failure.kind in {"protocol", "cut"}


DER = ssl.PEM_cert_to_DER_cert(AUTHORITY.issue_cert("feeds.example").cert_chain_pems[0].bytes().decode())


@given(st.binary(max_size=200) | st.builds(
    lambda at, byte: DER[:at] + bytes([byte]) + DER[at + 1 :], st.integers(0, len(DER) - 1), st.integers(0, 255)
) | st.integers(0, len(DER)).map(lambda at: DER[:at]))  # fmt: skip
def test_any_bytes_are_a_certificate_or_none(der: bytes) -> None:
    read = certificate(der)

    assert read is None or isinstance(read.issuer, str)
