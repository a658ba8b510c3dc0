"""The pages in docs/ are what the declarations say, mean in Markdown what they say, and lead nowhere in vain."""

import functools
import json
import os
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from feeds.cli.pages import pages, strangers, write
from feeds.cli.pages.marks import MOST, block, code, prose
from feeds.cli.pages.w3c import UNSAID
from feeds.rules import books, rules
from feeds.rules.rule import Rule

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
DATA = Path(os.environ.get("FEEDS_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
MARKDOWN = MarkdownIt("commonmark").enable("table")
LINK = re.compile(r"\]\(([^)<>\s]+)\)")
MADE = pages()


def tokens(text: str) -> list[Token]:
    """All tokens of a page, those inside of lines among them."""
    return [each for token in MARKDOWN.parse(text) for each in (token, *(token.children or ()))]


def test_the_pages_are_what_the_declarations_say() -> None:
    different = [name for name, text in MADE.items()
                 if not (DOCS / name).is_file() or (DOCS / name).read_text("utf-8") != text]  # fmt: skip

    assert different == [], "run `make docs` and commit docs/"
    assert strangers(DOCS, MADE) == [], "run `make docs` and commit docs/"


def test_what_differs_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "rules/OLD101.md").write_text("gone", encoding="utf-8")
    (tmp_path / "rules/RSS220.md").write_text("old", encoding="utf-8")
    (tmp_path / "by-hand.md").write_text("kept", encoding="utf-8")
    before = (tmp_path / "rules/RSS110.md").stat().st_mtime_ns

    write(tmp_path)

    there = {page.relative_to(tmp_path).as_posix() for page in tmp_path.rglob("*.md")}
    assert there == {*MADE, "by-hand.md"}
    assert (tmp_path / "rules/RSS220.md").read_text("utf-8") == MADE["rules/RSS220.md"]
    assert (tmp_path / "rules/RSS110.md").stat().st_mtime_ns == before


def test_every_book_is_in_the_index_and_every_rule_in_its_book_and_level() -> None:
    for book in books():
        assert f"(books/{book.letters.lower()}.md)" in MADE["rules.md"]
        for rule in book.rules:
            link = f"[{rule.code}](../rules/{rule.code}.md)"
            assert link in MADE[f"books/{book.letters.lower()}.md"]
            assert link in MADE[f"levels/{rule.level.value}.md"]


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_the_page_of_a_rule_shows_all_that_is_declared(rule: Rule) -> None:
    found = tokens(MADE[f"rules/{rule.code}.md"])
    text = " ".join("".join(child.content for child in token.children or ()) for token in found)
    bad, good = (token.content for token in found if token.type == "fence")

    assert [token.content for token in found if token.type.startswith("html_")] == []
    for words in (rule.says, rule.why, rule.fix):
        assert " ".join(words.replace("`", "").split()) in " ".join(text.split())
    for shown, example in ((bad, rule.bad), (good, rule.good)):
        if len(example) < MOST and example.replace("\n", "").replace("\t", "").isprintable() and example.strip():
            assert shown.rstrip("\n") == example.rstrip("\n")
    assert (
        rule.spec in [token.attrs.get("href") for token in found] or f"<{rule.spec}>" in MADE[f"rules/{rule.code}.md"]
    )
    assert all(name in text for name in rule.w3c)
    assert (f"feeds check {rule.fixed_by}" in text) == bool(rule.repair)


def test_pages_are_small() -> None:
    assert [name for name, text in MADE.items() if name.startswith("rules/") and len(text) > 6_000] == []
    assert [name for name, text in MADE.items() if len(text.encode()) > 200_000] == []


def addresses(page: Path) -> list[tuple[Path, str, str]]:
    """The relative links of a page: the page, the file that is meant, and the place in it."""
    found = LINK.findall(re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL))
    return [(page, *(part for i, part in enumerate(each.partition("#")) if i != 1))
            for each in found if "://" not in each]  # fmt: skip


@functools.cache
def anchors(page: Path) -> frozenset[str]:
    """The places in a page that GitHub's readers can link to: ids, and headings as it names them."""
    text = page.read_text("utf-8")
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return frozenset(slugs | set(re.findall(r'<a id="([^"]+)">', text)))


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    broken = []
    for page in (ROOT / "README.md", *DOCS.rglob("*.md")):
        for source, file, place in addresses(page):
            target = (source.parent / file).resolve() if file else source
            if not target.exists():
                broken.append((source.name, file))
            elif place and target.suffix == ".md" and place not in anchors(target):
                broken.append((source.name, f"{file}#{place}"))

    assert broken == []


def test_every_page_can_be_come_to_from_the_readme() -> None:
    reached = {ROOT / "README.md"}
    todo = list(reached)
    while todo:
        for source, file, _ in addresses(todo.pop()):
            target = (source.parent / file).resolve()
            if file and target.suffix == ".md" and target not in reached:
                reached.add(target)
                todo.append(target)

    assert sorted(page.name for page in DOCS.rglob("*.md") if page.resolve() not in reached) == []


def test_a_message_of_the_w3c_validator_has_rules_or_a_reason() -> None:
    named = {name for rule in rules().values() for name in rule.w3c}

    assert named & set(UNSAID) == set()
    assert {code for unsaid in UNSAID.values() for code in unsaid.near} <= set(rules())
    assert all(unsaid.reason.endswith(".") for unsaid in UNSAID.values())


@pytest.mark.skipif(not (DATA / "w3c").is_dir(), reason=f"there are no cases in {DATA} (FEEDS_CONFORMANCE)")
def test_every_message_of_the_w3c_validator_is_on_its_page() -> None:
    classes = json.loads((DATA / "w3c/classes.json").read_text("utf-8"))

    assert set(re.findall(r'<a id="[a-z0-9]+"></a>(\w+)', MADE["w3c.md"])) == set(classes)


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("write <b> & &amp;", "write &lt;b&gt; & &amp;amp;"),
        ("`<b>` | <b>", "`<b>` \\| &lt;b&gt;"),
        ("a_b _c_ *d* [e]", "a_b \\_c\\_ \\*d\\* \\[e\\]"),
    ],
)
def test_prose_has_no_markup_but_backticks(words: str, made: str) -> None:
    assert prose(words) == made


@pytest.mark.parametrize(("words", "made"), [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``")])
def test_code_may_hold_backticks(words: str, made: str) -> None:
    assert code(words) == made


@pytest.mark.parametrize(
    ("example", "made"),
    [
        ("", ["```", "(an empty document)", "```"]),
        ("a\n```\n", ["````", "a\n```", "````"]),
        ("\ta\x00\u202e", ["```", "\ta\ufffd\ufffd", "```"]),
        ("x" * (MOST + 1), ["```", "x" * MOST + "…", "```"]),
    ],
)
def test_an_example_is_shown_as_it_is_or_safely(example: str, made: list[str]) -> None:
    assert list(block(example)) == made
