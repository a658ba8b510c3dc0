"""The pages in Chromium: wide and narrow, light and dark. Screenshots of each are in build/screenshots/ to look at."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from browser import Page, Scheme, chromium
from loopback import Server
from publisher import ROOT, Site

pytestmark = pytest.mark.real("chromium", "nginx")

SCREENSHOTS = ROOT / "build" / "screenshots"
FEEDS = {"application/rss+xml": "rss.xml", "application/atom+xml": "atom.xml", "application/feed+json": "feed.json"}

# Text with less contrast than WCAG 2.2 asks for (1.4.3, https://www.w3.org/TR/WCAG22/#contrast-minimum).
FAINT = """
(() => {
  const light = (rgb) => rgb.map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const colour = (value) => value.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (; element; element = element.parentElement) {
      const [r, g, b, a = 1] = colour(getComputedStyle(element).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return matchMedia('(prefers-color-scheme: dark)').matches &&
      getComputedStyle(document.documentElement).colorScheme.includes('dark') ? [18, 18, 18] : [255, 255, 255];
  };
  const faint = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    if (!element.checkVisibility()) continue;
    const [a, b] = [light(colour(getComputedStyle(element).color).slice(0, 3)), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const words = element.textContent.trim().slice(0, 30);
    if (contrast < 4.5) faint.push(`${element.tagName} ${contrast.toFixed(2)} ${words}`);
  }
  return faint;
})()
"""

# What sticks out of the page to the right, so that a phone would scroll sideways.
SPILLS = """
[...document.body.querySelectorAll('*')]
  .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 0.5)
  .map((element) => `${element.tagName}.${element.className} ${element.getBoundingClientRect().right}`)
"""


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with chromium(tmp_path / "chromium") as page:
        yield page


def complaints(page: Page) -> list[str]:
    """What the browser itself says against the page: errors, violations, things that did not load."""
    said = [event["entry"] for event in page.events("Log.entryAdded")]
    return [str(entry["text"]) for entry in said if isinstance(entry, dict) and entry["level"] in {"error", "warning"}]


def asked(page: Page) -> set[str]:
    """The hosts that the page asked for anything."""
    requests = [event["request"] for event in page.events("Network.requestWillBeSent")]
    return {urlsplit(str(request["url"])).netloc for request in requests if isinstance(request, dict)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("device", "width", "height"),
    [("desktop", 1280, 800), ("phone", 390, 844), ("narrow", 320, 568)],  # 320: WCAG 2.2, 1.4.10
)
def test_pages_can_be_read(
    server: Server, site: Site, page: Page, device: str, width: int, height: int, scheme: Scheme
) -> None:
    page.look(width=width, height=height, scheme=scheme)
    articles = {Path(urlsplit(item.url).path).stem: item.url for item in site.items()}
    for name, url in {"index": server.url, **articles}.items():
        page.open(url)
        page.screenshot(SCREENSHOTS / f"{name}-{device}-{scheme}.png")
        assert page.evaluate("document.documentElement.scrollWidth") == width, page.evaluate(SPILLS)
        assert page.evaluate(FAINT) == []
        assert page.evaluate("document.querySelectorAll('h1').length") == 1
        assert page.evaluate("document.documentElement.lang")
        assert page.evaluate("document.title")
        assert complaints(page) == []
        assert asked(page) == {urlsplit(server.url).netloc}  # nothing from anywhere else


def test_light_and_dark_differ(server: Server, page: Page) -> None:
    grounds = []
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        page.look(width=390, height=844, scheme=scheme)
        page.open(server.url)
        grounds.append(page.evaluate("getComputedStyle(document.body).color"))
    assert grounds[0] != grounds[1]


def test_every_page_leads_to_all_three_feeds(server: Server, site: Site, page: Page) -> None:
    for url in (server.url, *(item.url for item in site.items())):
        page.open(url)
        links = page.evaluate(
            "[...document.head.querySelectorAll('link[rel~=alternate][type]')].map((link) => [link.type, link.href])"
        )
        assert isinstance(links, list)
        assert {(kind, href) for kind, href in links if kind in FEEDS} == {
            (kind, urljoin(server.url, name)) for kind, name in FEEDS.items()
        }


def test_the_index_leads_to_every_article(server: Server, site: Site, page: Page) -> None:
    for item in site.items():
        page.open(server.url)
        page.follow(f"[...document.links].find((link) => link.href === {item.url!r})")
        assert page.evaluate("location.href") == item.url
        assert page.evaluate("document.querySelector('h1').innerText.trim()") == item.title
        assert page.evaluate("document.querySelector('link[rel=canonical]').href") == item.url
        assert complaints(page) == []


def test_articles_stand_newest_first(server: Server, site: Site, page: Page) -> None:
    page.open(server.url)
    links = page.evaluate("[...document.links].map((link) => link.href)")
    assert isinstance(links, list)
    expected = [item.url for item in site.items()]
    assert list(dict.fromkeys(link for link in links if link in expected)) == expected
