"""The pages in docs/ that are made from declarations: rules, presets, settings. ``make docs`` writes them."""

from collections.abc import Iterator
from pathlib import Path

from feeds.cli.pages import books, presets, settings, w3c
from feeds.cli.pages.rule import book_file, rule_file, rule_page
from feeds.rules import books as all_books
from feeds.rules import rules
from feeds.rules.rule import Level

FOLDERS = ("rules", "books", "levels")
"""The folders of docs/ in which nothing else stands."""


def pages() -> dict[str, str]:
    """The text of each page by its path from docs/."""
    return dict(_pages())


def write(docs: Path) -> None:
    """Write the pages that differ from what is there, and remove those of rules and books that are gone."""
    made = pages()
    for name, text in made.items():
        page = docs / name
        page.parent.mkdir(parents=True, exist_ok=True)
        if not page.is_file() or page.read_text("utf-8") != text:
            page.write_text(text, encoding="utf-8", newline="\n")
    for stale in strangers(docs, made):
        stale.unlink()


def strangers(docs: Path, made: dict[str, str]) -> list[Path]:
    """The files in the folders of pages that are no page."""
    there = (page for folder in FOLDERS for page in sorted((docs / folder).glob("*")))
    return [page for page in there if page.relative_to(docs).as_posix() not in made]


def _pages() -> Iterator[tuple[str, str]]:
    yield "rules.md", books.index_page(all_books())
    for book in all_books():
        yield book_file(book.letters), books.book_page(book)
    for level in Level:
        yield books.level_file(level), books.level_page(level, all_books())
    for rule in rules().values():
        yield rule_file(rule), rule_page(rule)
    yield "w3c.md", w3c.w3c_page(rules().values())
    yield "configuration.md", settings.settings_page()
    yield "presets.md", presets.page()
