"""Bot walls are known by what they say of themselves; a feed, or a plain refusal, is none."""

from __future__ import annotations

import pytest

from feeds.rules.delivered import is_page
from feeds.rules.net.walls import wall
from feeds.source.delivery import Answer, Headers

HTML = b"<!DOCTYPE html><html><head><title>%b</title></head><body>%b</body></html>"


def answer(status: int, *headers: tuple[str, str], body: bytes = HTML) -> Answer:
    fields: Headers = headers
    return Answer("GET", "https://example.org/feed.xml", status, fields, body, size=len(body))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (answer(403, ("cf-mitigated", "challenge")), "Cloudflare"),
        (
            answer(503, body=HTML % (b"Just a moment...", b'<script src="/cdn-cgi/challenge-platform/h/b">')),
            "Cloudflare",
        ),
        (answer(202, ("x-amzn-waf-action", "challenge"), body=b""), "AWS WAF"),
        (answer(405, body=HTML % (b"", b"https://x.token.awswaf.com/challenge.js")), "AWS WAF"),
        (answer(403, ("x-datadome", "protected")), "DataDome"),
        (answer(403, ("server", "AkamaiGHost")), "Akamai"),
        (answer(200, body=HTML % (b"", b'<iframe src="/_Incapsula_Resource?x">')), "Imperva"),
        (answer(403, body=HTML % (b"", b'<div id="px-captcha">')), "PerimeterX"),
        (answer(403, ("server", "Sucuri/Cloudproxy")), "Sucuri"),
        (answer(429, ("x-vercel-mitigated", "challenge")), "Vercel"),
        (answer(200, body=HTML % (b"", b"/.within.website/x/cmd/anubis/static")), "Anubis"),
        (answer(200, ("server", "AkamaiGHost"), body=HTML), None),
        (answer(200, ("cf-mitigated", "challenge"), body=b"<rss version='2.0'/>"), None),
        (answer(200, ("x-datadome", "protected"), body=b"<rss><item>px-captcha explained</item></rss>"), None),
        (answer(403), None),
        (answer(404, ("server", "AkamaiGHost")), None),
    ],
)
def test_walls(given: Answer, name: str | None) -> None:
    assert wall(given) == name


@pytest.mark.parametrize(
    ("body", "page"),
    [
        (HTML, True),
        (b"\xef\xbb\xbf\n<!-- a remark --> <HTML lang=en>", True),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'>", True),
        (b"<rss version='2.0'>", False),
        (b"<?xml version='1.0'?><!-- html --><feed>", False),
        (b"<header>", False),
        (b"", False),
        (b"<!--" + b"x" * 100_000, False),
        (b"<!-- - " * 20_000, False),
    ],
)
def test_pages(body: bytes, page: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_page(body) is page
