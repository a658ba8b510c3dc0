"""Builds after a build with sidecars, minor changes, declared feeds and sitemaps: as whole ones make them."""

from test_again import CONFIG, FEEDS, Pair, article, fill, made, pair

__all__ = ["made", "pair"]  # fixtures


def test_a_sidecar_is_a_change_of_its_document(pair: Pair) -> None:
    fill(pair, 4)
    pair.write("1.md.toml", 'tags = ["one"]\n')
    pair.build(0)
    assert pair.build(1) is not None
    pair.write("1.md.toml", 'tags = ["other"]\n')
    pair.write("2.toml", 'title = "A title of its own"\n')
    assert pair.build(2) is not None
    pair.write("2.md", article(2, 3))
    assert pair.build(3) is not None
    pair.remove("1.md.toml")
    pair.remove("2.md")
    pair.remove("2.toml")
    assert pair.build(4) is not None
    assert pair.build(5) is not None


def test_minor_changes(pair: Pair) -> None:
    pair.configure(CONFIG + "minor = 30\n")
    fill(pair, 4)
    pair.build(0)
    pair.write("1.md", article(1, 1).replace("slowly", "softly"))
    assert pair.build(1) is not None
    pair.write("3.md", article(1, 1).replace("slowly", "softly"))  # the text of the other, which no ledger has
    assert pair.build(2) is not None
    pair.remove("3.md")
    assert pair.build(3) is not None


def test_declared_feeds(pair: Pair) -> None:
    pair.configure(CONFIG + FEEDS[1] + FEEDS[2])
    fill(pair, 5)
    pair.write("1.md", article(1, 1, head="tags: [x]\n"))
    pair.build(0)
    assert pair.build(1) is not None
    pair.write("1.md", article(1, 1, words=1, head="tags: [x, y]\n"))
    edited = pair.build(2)
    assert edited is not None
    assert {name for name in edited.files if name.startswith(("tagged/", "all/"))} >= {"tagged/rss.xml"}
    pair.write("3.md", article(3, 3, head="tags: [a]\ndate: 2026-11-01\n"))
    pair.write("6.md", article(6, 3, head="tags: [a]\n"))
    assert pair.build(3) is not None
    pair.remove("1.md")
    assert pair.build(4) is not None
    pair.write("7.md", article(7, 1, head="lang: de\n"))
    assert pair.build(5) is None, "a feed has come"
    assert pair.build(6) is not None
    for number in (3, 6):
        pair.write(f"{number}.md", article(number, 3))
    assert pair.build(7) is None, "a feed has gone"


def test_sitemaps(pair: Pair) -> None:
    pair.configure(CONFIG + FEEDS[4] + FEEDS[1])
    fill(pair, 5)
    pair.write("5.md", article(5, 1, head="tags: [x]\ndate: 2026-10-01\n"))
    pair.build(0)
    assert pair.build(1) is not None
    pair.write("1.md", article(1, 1, words=1))
    pair.write("6.md", article(6, 3))
    edited = pair.build(20)
    assert edited is not None
    assert {"sitemap.xml", "news-sitemap.xml"} <= edited.files.keys()
    assert pair.build(49) is not None, "some are no news any more"
    pair.configure(CONFIG)
    assert pair.build(50) is None
    assert pair.build(51) is not None


def test_what_waits_comes_out(pair: Pair) -> None:
    fill(pair, 3)
    pair.write("3.md", article(3, 3, head="embargo: 2026-11-23T10:00:00Z\n"))
    pair.build(0)
    assert pair.build(1) is not None
    pair.write("4.md", article(4, 2, head="date: 2026-11-22T20:00:00Z\n"))
    pair.write("1.md", article(1, 1, head="embargo: 2026-11-24T10:00:00Z\n"))
    patch = pair.build(2)
    assert patch is not None
    assert len([note for note in patch.notes if "waits until" in note]) == 3
    for hours, there in ((9, 2), (10, 3), (23, 3), (24, 4), (47, 4), (48, 5)):
        patch = pair.build(hours)
        assert patch is not None
        assert patch.visible == there
