"""The HTML report in Chromium: read and filtered, wide and narrow, light and dark, with script and without.

Screenshots of each are in build/screenshots/ to look at.
"""

import datetime as dt
from collections.abc import Iterator

import pytest
from browser import Page, Scheme, chromium
from publisher import ROOT
from test_browser import FAINT, SPILLS, complaints

from feeds.check import Report, check
from feeds.report import html
from feeds.report.forms import Look, total
from feeds.report.telling import tell
from feeds.source.source import Source

pytestmark = pytest.mark.real("chromium")

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
SCREENSHOTS = ROOT / "build" / "screenshots"
RUN = "document.title='owned'"
HOSTILE = f'&lt;/script&gt;&lt;img src=x onerror="{RUN}"&gt;&lt;script&gt;{RUN}&lt;/script&gt;'
ITEM = f"<item><title>{HOSTILE}</title><link>javascript:{RUN}</link><pubDate>{{}}.11.2026</pubDate></item>\n"
FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>News</title><link>https://example.org/</link><description>All</description>
{"".join(ITEM.format(number) for number in range(1, 8))}
<item><title>{"long " * 300}</title><pubDate>{"x" * 500}</pubDate><author>somebody</author></item>
</channel></rss>
"""
CLEAN = Report("clean.xml", None, "rss-2.0", ())
LOST = Report("</title><script>document.title='owned'</script>.xml", None, None, (), "it cannot be read")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report."""
    tellings = [tell(check(Source("news/feed.xml", FEED.encode()), now=NOW)), tell(CLEAN), tell(LOST)]
    look = Look()
    page = "".join(html.whole([html.piece(each, look) for each in tellings], total(tellings), look))
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(page, encoding="utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
        yield page


def shown(page: Page) -> list[str]:
    """The rules of the findings that can be seen."""
    rules = page.evaluate(
        "[...document.querySelectorAll('.finding')].filter((one) => one.checkVisibility())"
        ".map((one) => one.dataset.rule)"
    )
    assert isinstance(rules, list)
    return rules


def enter(page: Page, control: str, value: str) -> None:
    """Enter a value as a person would: the page hears of it."""
    page.evaluate(
        f"(() => {{ const control = document.querySelector('{control}'); control.value = '{value}';"
        " control.dispatchEvent(new Event('input', { bubbles: true })); })()"
    )


def says(page: Page) -> object:
    """What the page says of how much it shows."""
    return page.evaluate("document.querySelector('output').textContent")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("device", "width", "height"), [("desktop", 1280, 800), ("phone", 390, 844)])
def test_it_can_be_read(report: str, page: Page, device: str, width: int, height: int, scheme: Scheme) -> None:
    page.look(width=width, height=height, scheme=scheme)
    page.open(report)
    page.screenshot(SCREENSHOTS / f"report-{device}-{scheme}.png")

    assert page.evaluate("document.documentElement.scrollWidth") == width, page.evaluate(SPILLS)
    assert page.evaluate(FAINT) == []
    assert complaints(page) == []
    words, lines = (
        page.evaluate(f"document.querySelector('.finding {part}').getBoundingClientRect().left")
        for part in ("div", "pre")
    )
    assert isinstance(words, int | float)
    assert isinstance(lines, int | float)
    assert (lines > words + 300) == (device == "desktop")  # beside it where there is room, below it where not


def test_nothing_of_a_feed_runs_and_nothing_is_asked_for(report: str, page: Page) -> None:
    page.open(report)

    assert str(page.evaluate("document.title")).startswith("Feeds: ")
    assert page.evaluate("document.querySelectorAll('img, script:not(:last-of-type), iframe, [onerror]').length") == 0
    assert page.evaluate("[...document.links].filter((link) => !/^(https?|file):/.test(link.href)).length") == 0
    # The policy would stop even what escaped the escaping.
    page.evaluate(
        "(() => { const script = document.createElement('script'); script.textContent = \"document.title = 'owned'\";"
        " document.body.append(script); })()"
    )
    assert page.evaluate("document.title") != "owned"
    asked = [event["request"] for event in page.events("Network.requestWillBeSent")]
    assert [str(each["url"]) for each in asked if isinstance(each, dict)] == [report]


def test_the_filters_work(report: str, page: Page) -> None:
    page.look(width=1280, height=800, scheme="light")
    page.open(report)
    everything = shown(page)
    errors = page.evaluate("document.querySelectorAll('.finding.error').length")
    assert {"RSS220", "RSS260"} < set(everything)
    assert says(page) == f"{len(everything)} of {len(everything)} shown"

    for level in ("warning", "advice"):
        page.evaluate(f"document.querySelector('input[value={level}]').click()")
    assert len(shown(page)) == errors

    enter(page, "select", "RSS220")
    assert set(shown(page)) == {"RSS220"}

    enter(page, "[type=search]", "3.11.2026")
    assert shown(page) == ["RSS220"]
    assert says(page) == f"1 of {len(everything)} shown"

    enter(page, "[type=search]", "nowhere")
    assert shown(page) == []
    assert page.evaluate("document.querySelector('.source').checkVisibility()") is False


def test_a_code_leads_to_its_rule(report: str, page: Page) -> None:
    page.open(report)
    assert page.evaluate("document.querySelector('#RSS220').open") is False

    opened = page.evaluate(
        "new Promise((done) => { addEventListener('hashchange', () => setTimeout(() =>"
        " done(document.querySelector('#RSS220').open)));"
        " document.querySelector('.finding[data-rule=RSS220] a').click(); })"
    )

    assert opened is True


def test_what_is_wrong_is_marked(report: str, page: Page) -> None:
    page.open(report)

    marked = page.evaluate(
        "[...document.querySelectorAll('.finding[data-rule=RSS220] mark')].map((one) => one.textContent)"
    )
    assert isinstance(marked, list)
    assert len(marked) == 8
    assert marked[0] == "11"
    widest = page.evaluate("Math.max(...[...document.querySelectorAll('.lines')].map((one) => one.textContent.length))")
    assert isinstance(widest, int)
    assert widest < 600


def test_it_can_be_read_without_script(report: str, page: Page) -> None:
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(report)
        tree = page.call("DOM.getDocument", depth=1)["root"]
        assert isinstance(tree, dict)
        found = page.call("DOM.querySelectorAll", nodeId=tree["nodeId"], selector=".finding")["nodeIds"]
        hidden = page.call("DOM.querySelectorAll", nodeId=tree["nodeId"], selector=".filters[hidden]")["nodeIds"]
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)

    assert isinstance(found, list)
    assert isinstance(hidden, list)
    assert len(found) > 20
    assert len(hidden) == 1  # controls that would do nothing
