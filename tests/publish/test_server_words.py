"""The configurations that no server here can be asked about, and what all of them refuse."""

import json

import pytest

from feeds.errors import UsageError
from feeds.publish.servers import SERVERS
from feeds.publish.site import FeedFile, Site

SITE = Site(
    "https://www.example.org/news/",
    (FeedFile("rss.xml", "rss", ("https://hub.example.org/",)), FeedFile("tags/a.json", "json-feed")),
    300,
    "/srv/www/news",
)


@pytest.mark.parametrize("kind", SERVERS)
def test_every_server_is_told_everything(kind: str) -> None:
    text = SERVERS[kind](SITE)
    assert text.endswith("\n")
    assert "tags/a.json" in text.replace("\\", "")
    if kind != "vercel":  # JSON has no comments
        assert '(http.request.uri.path in {"/news/rss.xml" "/news/tags/a.json"})' in text
    if kind not in ("s3", "github-pages"):  # there, types come with the objects or cannot be set
        assert "application/rss+xml; charset=utf-8" in text
        assert "application/feed+json" in text
        assert "public, max-age=300" in text
        assert "https://hub.example.org/" in text


def test_vercel_is_json() -> None:
    rules = json.loads(SERVERS["vercel"](SITE))["headers"]
    assert [rule["source"] for rule in rules] == ["/news/(.*)", "/news/rss.xml", "/news/tags/a.json"]


@pytest.mark.parametrize("kind", SERVERS)
@pytest.mark.parametrize("bad", ['a"b.xml', "a$b.xml", "a\nb.xml", "a}b.xml"])
def test_a_name_that_means_something_else_there_is_refused(kind: str, bad: str) -> None:
    with pytest.raises(UsageError, match="configuration files"):
        SERVERS[kind](Site(SITE.home, (FeedFile(bad, "rss"),), 60, "/srv"))
    with pytest.raises(UsageError, match="configuration files"):
        SERVERS[kind](Site(SITE.home, SITE.feeds, 60, f"/srv/{bad}"))
