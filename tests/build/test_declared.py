"""[[feed]] in the configuration: what is refused, by which words; every example is good."""

from pathlib import Path

import jsonschema
import pytest

from feeds.cli import declared_feeds
from feeds.config import load, schema
from feeds.declared import FEED, PODCAST
from feeds.errors import UsageError

SHOW = '[feed.podcast]\ncategories = ["News"]\nimage = "https://example.org/c.jpg"\n'

WRONG = [
    ("feed = 1", "`feed` must be tables, each begun with [[feed]]"),
    ("[[feed]]", 'feed 1: `name` is missing; it is the feed\'s folder, such as name = "sport"'),
    ('[[feed]]\nname = "Sport!"', "`name` must be small letters, digits and hyphens"),
    ('[[feed]]\nname = "articles"', "articles/atom.xml is where a build puts other things"),
    ('[[feed]]\nname = "a"\n[[feed]]\nname = "a"', "feed 2 (a): another feed has that name already"),
    (
        '[[feed]]\nname = "a"\nrss = "x.xml"\n[[feed]]\nname = "b"\natom = "X.xml"',
        "x.xml is a file of the feed a already",
    ),
    ('[[feed]]\nname = "a"\nrss = "rss.xml"', "rss.xml is where a build puts other things"),
    ('[[feed]]\nname = "a"\nrss = "sitemap-2.xml"', "sitemap-2.xml is where"),
    ('[[feed]]\nname = "a"\nrss = "../up.xml"', "`rss` must be a path such as sport.xml"),
    ('[[feed]]\nname = "a"\ntag = ["x"]', "there is no key `tag`. Did you mean `tags`?"),
    ('[[feed]]\nname = "a"\nformats = ["rss2"]', "`formats` has 'rss2'. Did you mean `rss`?"),
    ('[[feed]]\nname = "a"\nformats = ["rss"]\natom = "a.atom"', "`atom` names a file of a format that"),
    ('[[feed]]\nname = "a"\ntext = "all"', "`text` must be one of full, summary"),
    ('[[feed]]\nname = "a"\nlimit = 5\narchive = 6', "`archive` is 6, more than the 5 articles"),
    ("limit = 5\narchive = 6", "`archive` is 6, more than the 5 articles"),
    ('[[feed]]\nname = "a"\npodcast = 1', "feed 1 (a), podcast must be a table"),
    ('[[feed]]\nname = "a"\n[feed.podcast]\nimage = "/srv/c.jpg"', "must be an address, or a file in the folder"),
    ('[[feed]]\nname = "a"\n' + SHOW.replace('"News"', '"Nwes"'), "no category 'Nwes'. Did you mean 'News'?"),
    ('[[feed]]\nname = "a"\n' + SHOW.replace('"News"', '"News > Dayly News"'), "Did you mean 'Daily News'?"),
    ('[[feed]]\nname = "a"\n' + SHOW.replace('"News"', '"News > Zzz"'), "There are: Business News,"),
    ('[[feed]]\nname = "a"\nformats = ["atom"]\n' + SHOW, "a podcast is an RSS feed"),
    ('[[feed]]\nname = "a"\n' + SHOW + 'email = "ann"', "`email` must be a mail address"),
    ('[[feed]]\nname = "a"\n' + SHOW + 'guid = "x"', "`guid` must be a UUID of version 5"),
    ('[[feed]]\nname = "a"\nwhere = "tgas"', "feed a, `where`, column 1: there is no field tgas. Did you mean tags?"),
]


@pytest.mark.parametrize(("text", "says"), WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        declared_feeds.site(load(file))
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(file))


def test_every_example_is_good(tmp_path: Path) -> None:
    podcast = {setting.key: setting.example for setting in PODCAST}
    table: dict[str, object] = {setting.key: setting.example for setting in FEED}
    table["formats"] = ["rss", "atom", "json-feed"]
    whole = {"feed": [{**table, "podcast": podcast}, {"name": "wire"}], "archive": 25, "sitemap": True}
    jsonschema.validate(whole, schema())
    file = tmp_path / "feeds.toml"
    lines = [f"{key} = {_toml(value)}" for key, value in table.items()]
    shown = [f"{key} = {_toml(value)}" for key, value in podcast.items()]
    text = "\n".join(
        ["archive = 25", "sitemap = true", "[[feed]]", *lines, "[feed.podcast]", *shown, '[[feed]]\nname = "wire"']
    )
    file.write_text(text, "utf-8")
    site = declared_feeds.site(load(file))
    first, second = site.feeds
    assert (site.archive, site.sitemap, site.news) == (25, True, False)
    assert (first.limit, first.archive, first.text, first.pictures) == (20, 10, "summary", True)
    assert dict(first.files) == {"rss": "sport.xml", "atom": "sport.atom", "json-feed": "sport.json"}
    assert first.select.where == '"sport" in tags and not language == "fr"'
    assert first.podcast is not None
    for setting in PODCAST:
        name = {"type": "kind", "funding-text": "funding_says"}.get(setting.key, setting.key)
        value = getattr(first.podcast, name)
        assert (list(value) if isinstance(value, tuple) else value) == setting.example
    assert (second.name, second.limit, second.formats) == ("wire", 50, ("rss", "atom", "json-feed"))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value) if isinstance(value, int) else f"'{value}'"
