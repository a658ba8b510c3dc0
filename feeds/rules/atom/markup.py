"""Whether plain text holds HTML: a tag or a character reference."""

from feeds.values.text import entities, markup


def first_markup(text: str) -> tuple[int, int] | None:
    """Where the first piece of HTML stands in a text that should hold none, from and to; None when nowhere."""
    found = [
        (problem.at, len(text) if problem.end is None else problem.end)
        for problem in (next(markup(text), None), next(entities(text), None))
        if problem is not None
    ]
    return min(found, default=None)
