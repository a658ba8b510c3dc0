"""docs/rules.md is what the rules say."""

from pathlib import Path

from feeds.cli.page import page
from feeds.rules import books, rules

PAGE = Path(__file__).parents[2] / "docs/rules.md"


def test_the_page_is_what_the_rules_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_every_book_and_every_rule_is_on_the_page() -> None:
    text = page()

    for book in books():
        assert f'<a id="{book.letters.lower()}"></a>{book.title}' in text
    for rule in rules().values():
        assert f"| {rule.code} | {rule.level.value} | {rule.name} |" in text
