"""The index of all rules, docs/rules.md; a page for each book and for each level: made from the declarations."""

from collections.abc import Iterable, Iterator

from feeds.cli.pages.marks import counted, prose, table
from feeds.cli.pages.rule import book_file, mended, rule_file
from feeds.rules.rule import Book, Level, Rule

_LEVELS = {
    Level.ERROR: "The specification says MUST, or readers drop the feed.",
    Level.WARNING: "The specification says SHOULD, or a named reader fails.",
    Level.ADVICE: "It works, and could be better.",
}
_CODES = """\
A code is the letters of its book and three digits. The first says of which kind the rule is: 1 structure, 2 a value,
3 elements that must agree, 4 what known readers do, 5 advice. A code is never used again for something else.
`feeds explain CODE` says in a terminal what stands here."""


def index_page(books: Iterable[Book]) -> str:
    """The text of docs/rules.md."""
    return "\n".join(_index(tuple(books))) + "\n"


def book_page(book: Book) -> str:
    """The text of docs/books/LETTERS.md."""
    return "\n".join(_book(book)) + "\n"


def level_file(level: Level) -> str:
    """Where the page of a level lies, from docs/."""
    return f"levels/{level.value}.md"


def level_page(level: Level, books: Iterable[Book]) -> str:
    """The text of docs/levels/LEVEL.md."""
    return "\n".join(_level(level, tuple(books))) + "\n"


def _index(books: tuple[Book, ...]) -> Iterator[str]:
    yield "# The rules"
    yield ""
    yield f"{sum(len(book.rules) for book in books)} rules in {len(books)} books: a book is a format or a vocabulary."
    yield ""
    yield _CODES
    yield ""
    yield "## By level"
    yield ""
    for level, says in _LEVELS.items():
        number = sum(_count(book, level) for book in books)
        yield f"- [{counted(number, 'rule')}: {level.value}]({level_file(level)}). {says}"
    yield ""
    yield "Those who know the W3C feed validator's names find them [here](w3c.md). Presets: [presets.md](presets.md)."
    yield ""
    yield "## By book"
    yield ""
    yield from table(
        ("book", "codes", "errors", "warnings", "advice"),
        (
            (
                f"[{prose(book.title)}]({book_file(book.letters)})",
                book.letters,
                *(str(_count(book, level) or "") for level in _LEVELS),
            )
            for book in sorted(books, key=lambda book: book.title.lower())
        ),
    )


def _book(book: Book) -> Iterator[str]:
    yield f"# {prose(book.title)}"
    yield ""
    if book.about:
        yield prose(book.about)
        yield ""
    yield f"- Source: <{book.spec}>"
    if book.prefix:
        yield f"- Prefix `{book.prefix}`, namespace {' or '.join(f'`{uri}`' for uri in book.uris)}"
    if book.misspelt:
        yield f"- Met misspelt as {', '.join(f'`{uri}`' for uri in book.misspelt)}"
    if not book.rules:
        yield "- No rules of its own: what all books have in common holds for it."
    yield ""
    yield f"[All books](../rules.md) · {counted(len(book.rules), 'rule')}"
    if book.rules:
        yield ""
        yield from _table(book.rules)


def _level(level: Level, books: tuple[Book, ...]) -> Iterator[str]:
    yield f"# Rules at the level {level.value}"
    yield ""
    yield f"{_LEVELS[level]} [All books](../rules.md)"
    for book in sorted(books, key=lambda book: book.title.lower()):
        rules = [rule for rule in book.rules if rule.level is level]
        if rules:
            yield ""
            yield f"## {prose(book.title)}"
            yield ""
            yield from _short(rules)


def _table(rules: Iterable[Rule]) -> Iterator[str]:
    rows = ((_link(rule), rule.level.value, rule.name, prose(rule.says), mended(rule)) for rule in rules)
    yield from table(("code", "level", "name", "says", "mended by"), rows)


def _short(rules: Iterable[Rule]) -> Iterator[str]:
    yield from table(("code", "name", "says"), ((_link(rule), rule.name, prose(rule.says)) for rule in rules))


def _link(rule: Rule) -> str:
    return f"[{rule.code}](../{rule_file(rule)})"


def _count(book: Book, level: Level) -> int:
    return sum(rule.level is level for rule in book.rules)
