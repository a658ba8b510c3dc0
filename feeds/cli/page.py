"""The page of all rules, docs/rules.md: every book with its rules, made from the declarations."""

from collections.abc import Iterator

from feeds.rules import books
from feeds.rules.rule import Book


def page() -> str:
    """The text of docs/rules.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    found = books()
    count = sum(len(book.rules) for book in found)
    yield "# The rules"
    yield ""
    yield f"{count} rules in {len(found)} books. `feeds explain CODE` says why a rule exists, with examples."
    yield "This page is made from the rules (`make docs`)."
    yield ""
    for book in sorted(found, key=lambda book: book.title.lower()):
        yield f"- [{book.title}](#{book.letters.lower()}) – {_counted(len(book.rules))}"
    for book in found:
        yield from _book(book)


def _book(book: Book) -> Iterator[str]:
    yield ""
    yield f'## <a id="{book.letters.lower()}"></a>{book.title}'
    yield ""
    if book.about:
        yield book.about
        yield ""
    yield f"Source: <{book.spec}>"
    if book.prefix:
        yield ""
        yield f"Prefix `{book.prefix}`, namespace {' or '.join(f'`{uri}`' for uri in book.uris)}"
    if book.rules:
        yield ""
        yield "| code | level | name | says | mended by | W3C |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for rule in book.rules:
            mended = f"`{rule.fixed_by}`" if rule.fixed_by else ""
            says = rule.says.replace("|", "\\|").replace("<", "&lt;")
            yield f"| {rule.code} | {rule.level.value} | {rule.name} | {says} | {mended} | {', '.join(rule.w3c)} |"


def _counted(number: int) -> str:
    return "1 rule" if number == 1 else f"{number} rules"
