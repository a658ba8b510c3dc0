"""feedsmith: all three formats, in JavaScript; https://feedsmith.dev/."""

import dataclasses
import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from loopback import Server
from publisher import ROOT, Item, Site

pytestmark = pytest.mark.real("feedsmith", "node", "nginx")


def reading(line: str) -> tuple[str, str, list[Item]]:
    """A feed's format, its title, and its items as the script prints them."""
    feed = json.loads(line)
    items = [
        Item(
            id=item["id"],
            url=item["url"],
            title=item["title"],
            published=(published := dt.datetime.fromisoformat(item["published"])),
            modified=published,
            author=", ".join(item["authors"]),
            summary=item["summary"],
            html=item["html"].strip(),
        )
        for item in feed["items"]
    ]
    return feed["format"], feed["title"], items


def test_all_three_formats_hold_the_same_items(server: Server, site: Site) -> None:
    # Node resolves a script's imports from where it stands; one on stdin stands in the working directory.
    script = Path(__file__).with_name("feedsmith.mjs").read_text("utf-8")
    addresses = [server.url + name for name in ("rss.xml", "atom.xml", "feed.json")]
    ran = subprocess.run(
        ["node", "--input-type=module", "-", *addresses],
        cwd=ROOT / "build" / "node",
        input=script,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    readings = [reading(line) for line in ran.stdout.splitlines()]
    assert [format_ for format_, _, _ in readings] == ["rss", "atom", "json"]
    assert len({title for _, title, _ in readings}) == 1
    # feedsmith trims what it reads, and RSS has no date of change.
    expected = [dataclasses.replace(item, modified=item.published, html=item.html.strip()) for item in site.items()]
    for _, _, items in readings:
        assert items == expected
