"""Presets are derived from the declarations; each says what its name promises."""

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from feeds.check import check
from feeds.choice import choose
from feeds.rules import rules
from feeds.rules.presets import DIRECTORIES, PRESETS, PROFILE, UP, W3C_LEVELS, hundred
from feeds.rules.rule import ADVICE, ERROR, WARNING
from feeds.source.source import Source

DATA = Path(os.environ.get("FEEDS_CONFORMANCE", Path(__file__).parents[3] / "shared" / "conformance"))
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def test_reader_safe_is_every_rule_at_its_own_level() -> None:
    assert all(PRESETS["reader-safe"].level(rule) is rule.level for rule in rules().values())


def test_spec_has_no_advice_rules_and_nothing_about_readers() -> None:
    run = [rule for rule in rules().values() if PRESETS["spec"].level(rule)]

    assert run
    assert {hundred(rule) for rule in run} <= {1, 2, 3}
    assert not [rule.code for rule in run if rule.spec.startswith(PROFILE) and rule.level is not ERROR]


def test_strict_raises_every_rule() -> None:
    assert all(PRESETS["strict"].level(rule) is UP[rule.level] for rule in rules().values())


def test_podcast_raises_what_directories_ask_for_and_nothing_else() -> None:
    raised = {rule.code for rule in rules().values() if PRESETS["podcast"].level(rule) is not rule.level}

    assert {"ITU102", "ITU104"} <= raised
    assert all(rules()[code].spec.startswith(DIRECTORIES) for code in raised)


def test_w3c_runs_what_has_a_name_there() -> None:
    for rule in rules().values():
        assert (PRESETS["w3c"].level(rule) is not None) == bool(rule.w3c)


def test_every_level_of_the_w3c_table_is_of_use() -> None:
    for name, level in W3C_LEVELS.items():
        assert [rule for rule in rules().values() if name in rule.w3c and rule.level is not level], name


@pytest.mark.skipif(not (DATA / "w3c").is_dir(), reason=f"there are no cases in {DATA} (FEEDS_CONFORMANCE)")
def test_w3c_levels_are_those_of_the_w3c_validator() -> None:
    classes = json.loads((DATA / "w3c/classes.json").read_text("utf-8"))
    levels = {"error": ERROR, "warning": WARNING, "info": ADVICE}

    for rule in rules().values():
        if rule.w3c:
            theirs = max((levels[classes[name]["category"]] for name in rule.w3c), key=lambda level: level.rank)
            assert PRESETS["w3c"].level(rule) is theirs, rule.code


@pytest.mark.skipif(not (DATA / "w3c").is_dir(), reason=f"there are no cases in {DATA} (FEEDS_CONFORMANCE)")
def test_the_w3c_preset_calls_valid_what_the_w3c_validator_calls_valid() -> None:
    classes = json.loads((DATA / "w3c/classes.json").read_text("utf-8"))
    choice = choose(preset="w3c")
    different = []
    for line in (DATA / "w3c/manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        path = row["path"]
        source = Source(path, (DATA / "w3c" / path).read_bytes(), f"http://www.feedvalidator.org/{path}")
        theirs = not any(classes[entry["cls"]]["category"] == "error" for entry in row["oracle"])
        if theirs is bool(check(source, now=NOW, choice=choice).count(ERROR)):
            different.append(path)

    assert different == []


def test_the_rss_profile_raises_its_own_recommendations() -> None:
    level = PRESETS["rss-board-profile"].level

    assert level(rules()["RSS501"]) is WARNING
    assert level(rules()["RSS220"]) is ERROR
    assert level(rules()["ATM501"]) is None
    assert level(rules()["TXT501"]) is None
    assert not [rule.code for rule in rules().values() if rule.on[0].startswith("json") and level(rule)]


def test_messages_begin_with_the_w3c_names_where_they_are_wanted() -> None:
    source = Source("x", b'<rss version="2.0"><channel><title>T</title><link>https://example.org/</link>'
                    b"<description>D</description><pubDate>yesterday</pubDate></channel></rss>")  # fmt: skip

    names = [
        finding.message.partition(":")[0] for finding in check(source, now=NOW, choice=choose(preset="w3c")).findings
    ]
    plain = [finding.message for finding in check(source, now=NOW).findings]

    assert "InvalidRFC2822Date" in names
    assert not any("InvalidRFC2822Date" in message for message in plain)
