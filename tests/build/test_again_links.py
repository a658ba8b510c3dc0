"""Documents that lead to each other, or to what is not there: what an edit changes comes out anew, and nothing else."""

import json
from collections.abc import Callable

import pytest
from test_again import SUBJECTS, Pair, made, story

__all__ = ["made"]  # the fixture, for the tests below


@pytest.fixture(name="pair")
def fresh(made: Callable[[], Pair]) -> Pair:
    return made()


def linked(pair: Pair, names: int = 6) -> None:
    """Each document leads to the next two, the last to what is not there."""
    for at in range(names):
        links = (f"[one]({at + 1}.md)", f"[two](/pages/{at + 2}.md)")
        pair.write(f"{at}.md", story(at, links))


def pages(pair: Pair, hours: int) -> list[str]:
    """The subjects of the pages that a patch has."""
    patch = pair.build(hours)
    assert patch is not None
    assert pair.build(hours) is not None  # which looks at new ones once more
    names = [name for name in patch.files if name.startswith("articles/") and name.endswith(".html")]
    return sorted(name.removeprefix("articles/the-").removesuffix(".html") for name in names)


def test_an_edit_that_moves_nothing_takes_nobody_along(pair: Pair) -> None:
    linked(pair)
    assert pair.build(0) is None
    assert pages(pair, 1) == []
    pair.write("3.md", story(3, ["[one](2.md)", "[two](nowhere.md)"]))
    assert pages(pair, 2) == ["school"]
    assert pages(pair, 3) == []


def test_what_comes_and_goes_takes_along_what_leads_to_it(pair: Pair) -> None:
    linked(pair)
    assert pair.build(0) is None
    pair.write("6.md", story(6))
    assert pages(pair, 1) == ["library", "market", "museum"]
    pair.remove("2.md")
    assert pages(pair, 2) == ["bridge", "harbour"]
    pair.write("elsewhere/2.md", story(2))
    assert pages(pair, 3) == ["bridge", "river"]  # /pages/2.md is not there, but 2.md means it by its name alone
    pair.write("6.md", story(6, head="status: withheld\n"))
    assert pages(pair, 4) == ["market", "museum"]
    pair.write("6.md", story(6, head="embargo: 2026-11-23T00:00:00Z\n"))
    assert pages(pair, 5) == []
    assert pages(pair, 40) == ["library", "market", "museum"]


def test_another_article_of_that_name_is_another_page(pair: Pair) -> None:
    linked(pair)
    assert pair.build(0) is None
    pair.write("2.md", story(7))
    assert pages(pair, 1) == ["bridge", "harbour", "station"]


def test_a_document_with_two_articles_has_no_page_of_its_own(pair: Pair) -> None:
    pair.write("0.md", story(0, ["[one](two.jsonl)", "[two](one.jsonl)"]))
    pair.write("one.jsonl", line(1))
    assert pair.build(0) is None
    for hours, subjects in enumerate(((2,), (2, 3), (3,), (3, 3), (3,)), 1):
        pair.write("two.jsonl", "".join(map(line, subjects)))
        assert pair.build(hours) is not None


def line(subject: int) -> str:
    """An article in one line of JSON."""
    return json.dumps({"title": f"The {SUBJECTS[subject]}", "text": story(subject).split("---")[2].strip()}) + "\n"


def test_pictures_are_copied_and_taken_away_by_a_patch(pair: Pair) -> None:
    pair.draw("x.png", 1)
    pair.write("0.md", story(0, ["![three](x.png)", "[four](notes.pdf)"]))
    pair.write("1.md", story(1, head="image: x.png\n"))
    pair.write("a/2.md", story(2, ["![three](y.png)"]))
    pair.write("3.md", story(3))
    assert pair.build(0) is None
    assert pair.build(0) is not None
    assert pages(pair, 1) == []
    pair.write("0.md", story(0, ["[one](x.png)"], head="tags: [x]\n"))
    assert pages(pair, 2) == ["harbour"]
    pair.draw("x.png", 2)
    assert pages(pair, 3) == ["bridge", "harbour"]
    pair.draw("y.png", 1)
    assert pages(pair, 4) == ["river"]  # by its name alone
    pair.draw("b/y.png", 1)
    assert pages(pair, 5) == ["river"]  # now it may be one of two
    pair.draw("a/y.png", 2)
    assert pages(pair, 6) == ["river"]
    pair.draw("x.png", 0)
    assert pages(pair, 7) == ["bridge", "harbour"]
    pair.write("a/2.md", story(2))
    assert pages(pair, 8) == ["river"]
    assert pages(pair, 9) == []
    assert not list((pair.home / "again" / "dist").glob("media/*/*"))
    pair.draw("0.mp3", 1)
    assert pair.build(10) is None  # it is the episode of the document that is called so


def test_a_record_of_other_documents_needs_a_whole_build_where_documents_lead_to_any(pair: Pair) -> None:
    pair.write("0.md", story(0, ["[one](gone.md)"]))
    pair.write("1.md", story(1))
    pair.build(0)
    record = json.loads(next((pair.home / "anew" / "dist" / "articles").glob("*bridge.json")).read_text("utf-8"))
    record["provenance"]["documents"][0]["path"] = "pages/gone.md"
    pair.remove("1.md")
    pair.write("record.json", json.dumps(record))
    assert pair.build(1) is None
    assert pair.build(2) is None
    pair.write("0.md", story(0))
    assert pair.build(3) is None
    pair.build(4)
    assert pair.build(5) is not None
    pair.write("0.md", story(0, ["[one](gone.md)"]))
    assert pair.build(6) is None
