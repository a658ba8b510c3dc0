"""Random edits, links, pictures, renames, removals and settings, each time against a build of everything."""

import shutil
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_again import CONFIG, FEEDS, LINKS, Pair, article, fill, made, story

from feeds.emit import shelves

__all__ = ["made"]  # a fixture

BESIDE = ("x.png", "y.png", "a/x.png", "a/Z.PNG")
names = st.sampled_from(["0", "1", "2", "3", "a/4", "b/4"])
remove = st.tuples(st.just("remove"), names)
rename = st.tuples(st.just("rename"), names, names)
tell = st.tuples(
    st.just("tell"),
    names,
    st.integers(0, 7),
    st.lists(st.sampled_from(LINKS), max_size=3),
    st.sampled_from(
        ["", "", "slug: other\n", "embargo: 2026-11-23T10:00:00Z\n", "status: withheld\n", "image: x.png\n"]
    ),
)


def draw(*pictures: str) -> st.SearchStrategy[tuple[str, str, int]]:
    """A picture, none or another one."""
    return st.tuples(st.just("draw"), st.sampled_from(pictures), st.integers(0, 2))


steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("write"),
            names,
            st.integers(0, 7),
            st.integers(0, 4),
            st.integers(0, 2),
            st.sampled_from(["", "date: 2026-11-01\n", "updated: 2026-11-02T10:00:00Z\ndate: 2026-11-01\n",
                             "slug: same\n", "lang: de\n", "embargo: 2026-11-23T10:00:00Z\n", "tags: [x]\n",
                             "date: 2027-05-01\n", "date: 2026-10-31\n", "date: 2025-03-05T10:00:00Z\n",
                             "status: canceled\n", "status: withheld\n", "image: x.png\n"]),
            st.lists(st.sampled_from(LINKS), max_size=3),
        ),
        tell,
        remove,
        draw(*BESIDE, "0.mp3"),
        st.tuples(
            st.just("sidecar"),
            names,
            st.sampled_from([".toml", ".md.toml", ".md.TOML"]),
            st.sampled_from(["", 'tags = ["x"]\n', 'title = "Other"\n', "slug = 7\n", 'status = "withheld"\n']),
        ),
        st.tuples(st.just("bare"), names, st.sampled_from([".toml", ".md.toml", ".md.TOML"])),
        rename,
        st.tuples(st.just("build"), st.integers(0, 30)),
        st.tuples(st.just("configure"), st.integers(1, 3), st.sampled_from([0, 0, 5, 20]), st.sampled_from(FEEDS)),
    ),
    min_size=3,
    max_size=14,
)  # fmt: skip


def play(pair: Pair, step: tuple[str, ...]) -> None:
    """One step of random ones."""
    match step:
        case ("write", name, subject, says, words, head, links):
            pair.write(f"{name}.md", article(int(subject), int(says), int(words), head, links))
        case ("tell", name, subject, links, head):
            pair.write(f"{name}.md", story(int(subject), links, head))
        case ("draw", name, width):
            pair.draw(name, int(width))
        case ("remove", name):
            pair.remove(f"{name}.md")
        case ("rename", old, new):
            text = pair.home / "again" / "pages" / f"{old}.md"
            if text.exists():
                said = text.read_text("utf-8")
                pair.remove(f"{old}.md")
                pair.write(f"{new}.md", said)
        case ("sidecar", name, end, text):
            pair.write(f"{name}{end}", text)
        case ("bare", name, end):
            pair.remove(f"{name}{end}")
        case ("configure", limit, minor, more):
            small = f"\nminor = {minor}" if minor else ""
            pair.configure(CONFIG.replace("limit = 3", f"limit = {limit}{small}") + more)


def begin(pair: Pair) -> None:
    """Some documents that share words, and some that lead to others and share nothing."""
    fill(pair, 3)
    for at, name in enumerate(("3", "a/4", "b/4")):
        pair.write(f"{name}.md", story(at + 3, (*LINKS[3 * at : 3 * at + 3], f"![three]({'xyx'[at]}.png)")))
    pair.draw("x.png", 1)
    pair.build(0)
    pair.build(0)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=steps, shown=st.integers(0, 2), full=st.integers(1, 3))
def test_whatever_happens_a_patch_makes_what_a_whole_build_makes(
    made: Callable[[], Pair], steps: list[tuple[str, ...]], shown: int, full: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # So that a few articles are too many for the front page, for a month and for a day.
        patch.setattr(shelves, "SHOWN", shown)
        patch.setattr(shelves, "FULL", full)
        follow(made, steps)


def follow(made: Callable[[], Pair], steps: list[tuple[str, ...]]) -> None:
    """Build after steps, and at the end."""
    pair = made()
    clock = 0
    pair.configure(CONFIG.replace("limit = 3", "limit = 1"))
    for number, date in ((5, "2026-10-31"), (6, "2026-10-30"), (7, "2025-03-05")):
        pair.write(f"{number}.md", article(number, number % 5, head=f"date: {date}\n"))
    try:
        begin(pair)
        for step in steps:
            play(pair, step)
            if step[0] == "build":
                clock += int(step[1])
                pair.build(clock)
        pair.build(clock + 1)
        pair.build(clock + 2)
    finally:
        shutil.rmtree(pair.home)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.one_of(tell, draw(*BESIDE), remove, rename), min_size=2, max_size=6))
def test_whatever_documents_lead_to_a_patch_makes_what_a_whole_build_makes(
    made: Callable[[], Pair], steps: list[tuple[str, ...]]
) -> None:
    pair = made()
    try:
        begin(pair)
        for clock, step in enumerate(steps):
            play(pair, step)
            pair.build(9 * clock)
    finally:
        shutil.rmtree(pair.home)
