"""The front page of a long site and a page of earlier articles in Chromium, on the narrowest screen, light and dark."""

import datetime as dt
import hashlib

import pytest
from browser import Page, Scheme
from loopback import Server
from publisher import Site
from test_browser import FAINT, SCREENSHOTS, SPILLS, complaints, page

__all__ = ["page"]  # a fixture

pytestmark = pytest.mark.real("chromium", "nginx")

COUNT = 620
NEWEST = dt.datetime(2025, 2, 20, 12, tzinfo=dt.UTC)


def document(number: int) -> str:
    """A short article with words that no other has."""
    digits = hashlib.sha512(str(number).encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
    words = " ".join(f"The {digits[at : at + 4]} met {digits[at + 2 : at + 6]}." for at in range(0, 120, 4))
    when = NEWEST - number * dt.timedelta(hours=6)
    title = f"Report {number} of {digits[:8]} and an exceptionally long {digits[8:60]}"
    return f"---\ntitle: {title}\nlang: en\ndate: {when:%Y-%m-%dT%H:%M:%SZ}\n---\n{words}\n"


def test_pages_by_month_can_be_read(server: Server, site: Site, page: Page) -> None:
    for number in range(COUNT):
        (site.sources / f"r{number}.md").write_text(document(number), "utf-8")
    site.build()
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        look_at(page, server, scheme)


def look_at(page: Page, server: Server, scheme: Scheme) -> None:
    page.look(width=320, height=568, scheme=scheme)
    for name, link in (("front", ""), ("month", "earlier/2024-09.html"), ("next", "earlier/2024-10.html")):
        if link:
            page.follow(f"[...document.links].find((link) => link.href.endsWith({link!r}))")
            assert page.evaluate("location.href") == f"{server.url}{link}"
            assert page.evaluate("document.querySelector('link[rel=canonical]').href") == f"{server.url}{link}"
        else:
            page.open(server.url)
        page.screenshot(SCREENSHOTS / f"long-{name}-narrow-{scheme}.png")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, page.evaluate(SPILLS)
        assert page.evaluate(FAINT) == []
        assert page.evaluate("document.querySelectorAll('h1').length") == 1
        assert complaints(page) == []
    page.follow("document.querySelector('nav a[href=\"../index.html\"]')")
    assert page.evaluate("location.pathname") == "/index.html"
