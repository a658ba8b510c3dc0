"""What happens to a ledger in a life: merges in git, clocks that jump, edits of every kind, one after the other."""

import datetime as dt
import random
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_ledger import CLOCK, TEXT, draft, known, prose

from feeds.articles.article import Draft
from feeds.articles.ledger import Identified, Ledger, identify

HOUR = dt.timedelta(hours=1)
EDIT = st.sampled_from(("headline", "body", "file", "nothing", "base URL", "clock back", "clock ahead"))


def edited(one: Draft, edit: str, number: int) -> Draft:
    """The draft after one edit; a headline and a body are never edited at once, as an editor would not either."""
    match edit:
        case "headline":
            return replace(one, headline=f"{one.headline.split(':')[0]}: take {number}")
        case "body":
            paragraphs = one.text.split("\n\n")
            paragraphs[number % len(paragraphs)] = prose(1000 + number, 1)
            text = "\n\n".join(paragraphs)
            return replace(one, text=text, html=f"<p>{text}</p>")
        case "file":
            return replace(one, documents=(replace(one.documents[0], path=f"{number}/{number}.md"),))
        case _:
            return one


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), EDIT), max_size=10))
def test_ids_and_dates_survive_any_life(life: list[tuple[int, str]]) -> None:
    drafts = [draft(f"Headline {n}", prose(n), f"{n}.txt") for n in range(4)]
    made = known(*drafts)
    before = [(one.uri, one.slug, one.published) for one in made.articles]
    clock, authority = CLOCK, "example.org,2026"
    for number, (which, edit) in enumerate(life):
        drafts[which] = edited(drafts[which], edit, number)
        clock += {"clock back": -10_000 * HOUR, "clock ahead": 100 * HOUR}.get(edit, HOUR)
        authority = "elsewhere.example,2027" if edit == "base URL" else authority
        earlier = {one.uri: one.updated for one in made.articles}
        made = identify(drafts, Ledger.read(made.ledger.bytes()), authority=authority, clock=clock)
        assert [(one.uri, one.slug, one.published) for one in made.articles] == before
        assert all(one.updated >= earlier[one.uri] for one in made.articles)


def test_a_clock_that_was_set_back_dates_no_news_before_olds() -> None:
    made = known(draft("One", prose(1)))
    later = known(draft("One", prose(1)), draft("Two", prose(2)), ledger=made.ledger, clock=CLOCK - 9000 * HOUR)
    assert later.articles[1].first_created == CLOCK
    assert later.articles[1].published < CLOCK  # a second of its own
    assert CLOCK - later.articles[1].published < HOUR


def branch(base: Identified, start: int, count: int, edit: int, clock: dt.datetime) -> Ledger:
    """The ledger of a branch on which ``count`` articles came and one was edited."""
    drafts = [draft(f"Base {n}", prose(n), f"{n}.txt") for n in range(4)]
    drafts[edit] = replace(drafts[edit], text=drafts[edit].text + f"\n\nAn afterthought of {start}.")
    drafts += [draft(f"Branch {n}", prose(n), f"{n}.txt") for n in range(start, start + count)]
    return known(*drafts, ledger=base.ledger, clock=clock).ledger


@settings(max_examples=25)
@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.randoms(use_true_random=False))
def test_a_union_merge_is_one_ledger_in_any_order(
    ours: int, theirs: int, edit: int, other: int, chance: random.Random
) -> None:
    base = known(*(draft(f"Base {n}", prose(n), f"{n}.txt") for n in range(4)))
    left = branch(base, 100, ours, edit, CLOCK + HOUR)
    right = branch(base, 200, theirs, other, CLOCK + 2 * HOUR)
    lines = (left.bytes() + right.bytes()).splitlines(keepends=True)
    merged = Ledger.read(b"".join(lines))
    chance.shuffle(lines)
    assert Ledger.read(b"".join(lines)).bytes() == merged.bytes() == left.joined(right).bytes()
    assert Ledger.read(merged.bytes()).notes == ()
    known_before = {(one.uri, one.slug, one.first, one.published) for one in base.ledger.entries}
    assert known_before <= {(one.uri, one.slug, one.first, one.published) for one in merged.entries}
    assert {one.uri for one in merged.entries} == {one.uri for one in (*left.entries, *right.entries)}
    assert len({one.slug for one in merged.entries}) == len(merged.entries)
    latest = {one.uri: one.updated for one in (*left.entries, *right.entries)}
    assert all(one.updated >= latest[one.uri] for one in merged.entries)


def test_two_articles_under_one_headline_on_two_branches_stay_two() -> None:
    left = known(draft("Storm", prose(1), "left.txt")).ledger
    right = known(draft("Storm", prose(2), "right.txt"), clock=CLOCK + HOUR).ledger
    merged = Ledger.read(left.bytes() + right.bytes())
    made = known(
        draft("Storm", prose(2), "right.txt"), draft("Storm", prose(1), "left.txt"), ledger=merged, clock=CLOCK + HOUR
    )
    assert [one.uri for one in made.articles] == ["tag:example.org,2026:storm-2", "tag:example.org,2026:storm"]
    assert "put together" in merged.notes[0]


def test_of_two_articles_with_one_slug_the_elder_keeps_it() -> None:
    line = known(draft("Peace", TEXT)).ledger.bytes()
    other = line.replace(b":peace", b":war").replace(b"10:00:00Z", b"09:00:00Z")
    merged = Ledger.read(line + other)
    assert {one.uri[-5:]: one.slug for one in merged.entries} == {"6:war": "peace", "peace": "peace-2"}
    assert "'peace-2' from now on" in merged.notes[0]
    assert Ledger.read(other + line).bytes() == merged.bytes()


@pytest.mark.parametrize("union", [True, False])
def test_git_merges_two_branches(tmp_path: Path, union: bool) -> None:  # noqa: FBT001 - a column
    def git(*arguments: str) -> int:
        names = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        return subprocess.run(["git", *names, *arguments], cwd=tmp_path, capture_output=True, check=False).returncode

    base = known(*(draft(f"Base {n}", prose(n), f"{n}.txt") for n in range(4)))
    file = tmp_path / "ledger.jsonl"
    git("init", "-q", "-b", "main")
    if union:
        (tmp_path / ".gitattributes").write_text("ledger.jsonl merge=union\n", encoding="utf-8")
    for name, ledger in (
        ("main", base.ledger),
        ("left", branch(base, 100, 2, 1, CLOCK + HOUR)),
        ("right", branch(base, 200, 2, 1, CLOCK + 2 * HOUR)),
    ):
        if name != "main":
            git("checkout", "-q", "-b", name, "main")
        file.write_bytes(ledger.bytes())
        git("add", "-A")
        assert git("commit", "-q", "-m", name) == 0
    assert (git("merge", "-q", "left") == 0) is union
    if union:
        merged = Ledger.read(file.read_bytes())
        assert len(merged.entries) == 8
        again = known(*(draft(f"Branch {n}", prose(n), f"{n}.txt") for n in (100, 201)), ledger=merged)
        assert [one.uri[-3:] for one in again.articles] == ["100", "201"]
    else:
        with pytest.raises(Exception, match="an unfinished merge"):
            Ledger.read(file.read_bytes())
