"""Which characters the bytes are."""

import pytest

from feeds.source.encoding import decode

DECLARED = "<?xml version='1.0' encoding='{}'?><rss>é’</rss>"


@pytest.mark.parametrize(
    ("data", "media_type", "charset", "basis"),
    [
        (b"<rss/>", None, "utf-8", "default"),
        (b"\xef\xbb\xbf<rss/>", None, "utf-8", "byte order mark"),
        ("\ufeff<rss/>".encode("utf-16-le"), None, "utf-16-le", "byte order mark"),
        ("<rss/>".encode("utf-16-be"), None, "utf-16-be", "first bytes"),
        (b"<rss/>", "text/xml; charset=iso-8859-2", "iso8859-2", "HTTP header"),
        (b"<rss/>", 'text/xml; charset="utf-8"', "utf-8", "HTTP header"),
        (b"\xef\xbb\xbf<rss/>", "text/xml; charset=iso-8859-2", "utf-8", "byte order mark"),
        (b"<?xml version='1.0' encoding='koi8-r'?><rss/>", None, "koi8-r", "XML declaration"),
        (b'<?xml version="1.0"\tencoding = "UTF-8" standalone="no" ?><rss/>', None, "utf-8", "XML declaration"),
        (b"\n\n<?xml version='1.0' encoding='koi8-r'?><rss/>", None, "koi8-r", "XML declaration"),
    ],
)
def test_whom_to_believe(data: bytes, media_type: str | None, charset: str, basis: str) -> None:
    decoded = decode(data, media_type)

    assert (decoded.charset, decoded.basis) == (charset, basis)
    assert not decoded.troubles


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16", "mac-roman"])
def test_the_characters_come_out_the_same(charset: str) -> None:
    text = DECLARED.format(charset)

    assert decode(text.encode(charset)).utf8 == text.encode()


def test_bytes_that_are_not_utf8_are_read_as_windows_1252_and_named() -> None:
    decoded = decode(b"<rss>caf\xe9 \x93x\x94</rss>")

    assert decoded.utf8.decode() == "<rss>café “x”</rss>"
    (trouble,) = decoded.troubles
    assert (trouble.kind, trouble.offset) == ("undecodable", 8)


def test_controls_of_latin_1_are_windows_1252() -> None:
    decoded = decode(b"<?xml version='1.0' encoding='iso-8859-1'?><rss>\x93x</rss>")

    assert "“x" in decoded.utf8.decode()
    assert [trouble.kind for trouble in decoded.troubles] == ["windows-1252"]


@pytest.mark.parametrize("name", ["utf-99", "rot13", "unicode_escape", "zip", "", "\x00", "é" * 40])
def test_what_is_no_charset_is_said_and_the_document_is_read_all_the_same(name: str) -> None:
    decoded = decode(f"<?xml version='1.0' encoding='{name}'?><rss/>".encode())

    assert decoded.utf8.endswith(b"<rss/>")
    assert [trouble.kind for trouble in decoded.troubles] == ["unknown-charset"]
