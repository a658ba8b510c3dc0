"""Which rules run: words, layers, overrides; the longer word first, then the later one."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.choice import Choices, Override, Said, choose, combined, fits, matching
from feeds.errors import UsageError
from feeds.rules import rules
from feeds.rules.chosen import EVERYTHING, Choice
from feeds.rules.rule import Level

CODES = ("RSS220", "RSS501", "RSS110", "ATM501", "TXT501")


def running(choice: Choice) -> str:
    """The first letters of the levels of CODES, a dash where a rule does not run."""
    levels = [choice.level(rules()[code]) for code in CODES]
    return "".join(level.value[0] if level else "-" for level in levels)


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([Said()], "eaeaa"),
        ([Said(select=("RSS",))], "eae--"),
        ([Said(select=("RSS",), ignore=("RSS5",))], "e-e--"),
        ([Said(select=("RSS", "RSS501"), ignore=("RSS5",))], "eae--"),
        ([Said(select=("RSS501",), ignore=("RSS501",))], "-----"),
        ([Said(ignore=("ALL",), extend_select=("RSS2",))], "e----"),
        ([Said(ignore=("channel-without-language",))], "e-eaa"),
        ([Said(select=("rss220",))], "e----"),
        ([Said(preset="spec")], "e-e--"),
        ([Said(preset="spec", extend_select=("TXT501",))], "e-e-a"),
        ([Said(preset="spec", select=("RSS",))], "eae--"),
        ([Said(preset="strict")], "eweww"),
        ([Said(preset="strict", levels=(("RSS", "advice"),))], "aaaww"),
        ([Said(levels=(("RSS5", "error"), ("RSS", "warning")))], "wewaa"),
        ([Said(levels=(("RSS", "error"), ("RSS501", "off")))], "e-eaa"),
        ([Said(preset="spec", levels=(("RSS501", "error"),))], "e-e--"),  # a level does not make a rule run
        # The command line comes after the configuration, …
        ([Said(preset="strict"), Said(preset="spec")], "e-e--"),
        ([Said(select=("RSS",)), Said(select=("ATM",))], "---a-"),
        ([Said(extend_select=("RSS",)), Said(select=("ATM",))], "---a-"),
        ([Said(ignore=("RSS501",)), Said(select=("RSS501",))], "-a---"),
        ([Said(extend_select=("RSS501",)), Said(ignore=("RSS501",))], "e-eaa"),
        ([Said(levels=(("RSS220", "warning"),)), Said(levels=(("RSS220", "advice"),))], "aaeaa"),
        # … but the longer word stays the stronger one.
        ([Said(ignore=("RSS501",)), Said(select=("RSS",))], "e-e--"),
        ([Said(ignore=("RSS5",)), Said(preset="strict")], "e-eww"),
    ],
)
def test_words_and_layers(layers: list[Said], expected: str) -> None:
    assert running(combined(tuple(layers))) == expected


def test_saying_nothing_is_everything() -> None:
    assert choose() is EVERYTHING
    assert choose(preset="reader-safe") is EVERYTHING
    assert Choices().of("feed.xml") is EVERYTHING
    assert Choices(overrides=(Override(("other.xml",), Said(ignore=("RSS",))),)).of("feed.xml") is EVERYTHING


def test_equal_choices_are_one_object_even_from_another_process() -> None:
    choice = choose(["RSS"], ["RSS5"])

    assert choose(["RSS"], ["RSS5"]) is choice
    for each in (choice, EVERYTHING):
        assert pickle.loads(pickle.dumps(each)) is each  # noqa: S301 - what it reads it has written


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (Said(select=("RSS999",)), "No rule is called 'RSS999'"),
        (Said(ignore=("pubdate-not-rfc82",)), "Did you mean pubdate-not-rfc822?"),
        (Said(extend_select=("RSX5",), where="feeds.toml, [check]"), "feeds.toml, [check]: `extend-select`: No rule"),
        (Said(levels=(("RSS22O", "error"),), where="x"), "x: `levels`: No rule is called 'RSS22O'"),
        (Said(select=("",)), "No rule is called ''"),
    ],
)
def test_a_word_that_means_no_rule_is_answered_with_the_nearest(said: Said, message: str) -> None:
    for choices in (
        Choices(said),
        Choices(commanded=said),
        Choices(overrides=(Override(("never.xml",), said),)),
    ):
        with pytest.raises(UsageError) as caught:
            choices.verify()
        assert message in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"preset": "stict"}, "There is no preset 'stict'. Did you mean strict?"),
        ({"levels": [("RSS", "eror")]}, "There is no level 'eror'. Did you mean error?"),
    ],
)
def test_wrong_presets_and_levels(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        choose(**arguments)  # type: ignore[arg-type]  # wrong on purpose, and of several kinds
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("pattern", "fit", "miss"),
    [
        ("*.xml", ["a.xml", "b/c/a.xml"], ["a.json", "a.xml/b"]),
        ("podcasts/*", ["podcasts/a.xml"], ["podcasts/b/a.xml", "x/podcasts/a.xml"]),
        ("podcasts/**", ["podcasts/a.xml", "podcasts/b/a.xml"], ["podcast/a.xml"]),
        ("podcasts/", ["podcasts/a.xml", "podcasts/b/a.xml"], ["podcasts"]),
        ("./a.xml", ["a.xml"], ["ab.xml"]),
        ("**/old/*.xml", ["old/a.xml", "x/y/old/a.xml"], ["old/x/a.xml"]),
        ("feed?.xml", ["feed1.xml"], ["feed12.xml", "feed.xml"]),
        ("https://example.org/**", ["https://example.org/a/b?c=d"], ["http://example.org/a", "https://example.com/"]),
        ("https://*.example.org/feed", ["https://a.example.org/feed"], ["https://a/b.example.org/feed"]),
        ("a.b", ["a.b"], ["axb"]),
    ],
)
def test_patterns_of_targets(pattern: str, fit: list[str], miss: list[str]) -> None:
    assert [name for name in fit if not fits([name], pattern)] == []
    assert [name for name in miss if fits([name], pattern)] == []


def test_overrides_are_by_path_from_their_folder_by_url_and_in_their_order() -> None:
    choices = Choices(
        Said(ignore=("RSS5",)),
        (
            Override(("old/**",), Said(preset="spec")),
            Override(("https://example.org/**",), Said(extend_select=("RSS501",))),
            Override(("old/new.xml",), Said(preset="strict")),
        ),
        folder="/site",
    )

    assert running(choices.of("/site/a.xml")) == "e-eaa"
    assert running(choices.of("/site/old/a.xml")) == "e-e--"
    assert running(choices.of("/site/old/new.xml")) == "e-eww"
    assert running(choices.of("/site/x/../old/a.xml")) == "e-e--"
    assert running(choices.of("/elsewhere/old/a.xml")) == "e-eaa"
    assert running(choices.of("/site/a.xml", "https://example.org/a.xml")) == "eaeaa"
    assert running(choices.of("https://example.org/a.xml")) == "eaeaa"
    assert running(choices._replace(commanded=Said(ignore=("ALL",), select=("RSS2",))).of("/site/a.xml")) == "e----"


WORDS = st.sampled_from(["ALL", "RSS", "RSS5", "RSS501", "ATM", "TXT501", "channel-without-language", "rss2"])


@given(st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3))
def test_only_known_rules_run_and_ignore_of_all_that_is_selected_leaves_none(
    select: list[str], ignore: list[str]
) -> None:
    choice = choose(select, ignore)
    meant = {code for word in select or ["ALL"] for code in matching(word)}

    assert {rule.code for rule in rules().values() if choice.level(rule)} <= meant
    assert not any(choose(select, [*ignore, *(select or ["ALL"])]).level(rule) for rule in rules().values())
    assert all(isinstance(level, Level) for level in (choice.levels or {}).values())
