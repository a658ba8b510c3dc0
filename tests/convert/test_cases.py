"""Pages beside what should be found in them: cases/NAME.txt, cases/NAME.json; and the seeds."""

import json
from pathlib import Path
from typing import Any

import pytest

from feeds.articles.article import Draft
from feeds.convert import Converted, convert

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parents[2]


def view(made: Converted) -> dict[str, Any]:
    """What was made, short enough to be read beside the page."""
    return {
        "articles": [article(draft) for draft in made.drafts],
        "dropped": [f"{line.line}: {line.reason}" for line in made.dropped],
        "errors": [str(error) for error in made.errors],
    }


def article(draft: Draft) -> dict[str, Any]:
    says = {
        "headline": draft.headline,
        "lines": [draft.documents[0].first_line, draft.documents[0].last_line],
        "language": draft.language,
        "date": draft.content_created.isoformat() if draft.content_created else None,
        "evidence": [draft.evidence.basis, draft.evidence.words] if draft.evidence else None,
        "authors": list(draft.authors),
        "agencies": list(draft.agencies),
        "pictures": [[picture.caption, picture.credit] for picture in draft.pictures],
        "subjects": list(draft.subjects),
        "summary": draft.summary,
        "html": draft.html.split("\n"),
        "notes": list(draft.notes),
    }
    return {key: value for key, value in says.items() if value not in (None, [])}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert view(convert(path.name, path.read_bytes())) == expected


def test_every_case_has_a_page_and_an_expectation() -> None:
    pages = {path.stem for path in CASES.glob("*.txt")}
    assert pages == {path.stem for path in CASES.glob("*.json")}
    assert len(pages) >= 25


def test_the_seeds_give_four_drafts_of_three_articles() -> None:
    seeds = [ROOT / "seeds" / name for name in ("000_30297c9629cd5f41.txt", "001_e26ee3fc5dd4201b.txt")]
    drafts = [draft for seed in seeds for draft in convert(seed.name, seed.read_bytes()).drafts]
    iran, korea, again, ukraine = drafts
    assert [str(draft.content_created) for draft in drafts] == ["None", "2025-02-26", "None", "2025-02-26"]
    assert [draft.pictures[0].credit for draft in drafts] == ["AFP", "KCNA via KNS / AFP", "AFP", "Reuters"]
    assert [draft.language for draft in drafts] == ["en"] * 4
    assert iran.text == again.text
    assert iran.headline == "Iran Warns Sadr of Divisions Leading to ISIS Resurgence"
    assert korea.html.count("<p>") == 8
    assert korea.summary.endswith("state media KCNA said on Wednesday.")
    assert [line for line in ukraine.html.split("\n") if line.startswith("<h2>")] == [
        "<h2>QUESTIONS OVER WASHINGTON TRIP</h2>",
        "<h2>'PRELIMINARY' AGREEMENT</h2>",
    ]
    assert "“unacceptable consequences”" in iran.html
    assert not any(word in draft.text.split() for draft in drafts for word in ("TT", "20"))
