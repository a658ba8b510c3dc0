"""The book of delivery, and what its rules ask of every exchange."""

from __future__ import annotations

from typing import Final

from feeds.rules.delivered import missing
from feeds.rules.reading import Reading
from feeds.rules.rule import Book
from feeds.source.delivery import Answer, Delivery, Failure

HTTP = "https://www.rfc-editor.org/rfc/rfc9110"
CACHING = "https://www.rfc-editor.org/rfc/rfc9111"
OK, NOT_MODIFIED = 200, 304
_SERVED: Final = "net served"

book = Book(
    "NET",
    "Delivery over HTTP",
    HTTP,
    about=(
        "How a feed is served: asked of what was fetched, and of nothing else. In the examples `>` is asked, `<` is "
        "answered, `*` was measured; `[etag]` and its like head a further request (see `feeds/source/delivery.py`), "
        "`(RSS)` stands for a feed."
    ),
)


def delivery(reading: Reading) -> Delivery:
    """How the document was fetched; the rules of this book are asked of nothing else."""
    found = reading.source.delivery
    assert found is not None
    return found


def served(reading: Reading) -> Answer | None:
    """The answer that brought a whole document; None where there is no such answer."""
    if _SERVED not in reading.seen:  # forty rules ask
        found = delivery(reading)
        reading.seen[_SERVED] = found.answer if missing(found) is None else None
    answer = reading.seen[_SERVED]
    return answer if isinstance(answer, Answer) else None


def etag(answer: Answer | None) -> str | None:
    """The entity tag of an answer as it was sent; None where there is none."""
    return answer.header("etag") if answer is not None else None


def opaque(tag: str) -> str:
    """What weak comparison compares (RFC 9110, section 8.8.3.2): the tag without its W/."""
    return tag.removeprefix("W/")


def directives(answer: Answer) -> dict[str, str]:
    """The directives of Cache-Control, names in lower case; the first of two counts (RFC 9111, section 4.2.1)."""
    found: dict[str, str] = {}
    for part in (answer.header("cache-control") or "").split(","):
        name, _, value = part.partition("=")
        if name.strip():
            found.setdefault(name.strip().lower(), value.strip().strip('"'))
    return found


def sentence(failure: Failure) -> str:
    """What happened, without the advice that follows it."""
    return failure.says.partition(". ")[0].rstrip(".")


def words(field: str | None) -> set[str]:
    """The members of a list field, in lower case."""
    return {part.strip().lower() for part in (field or "").split(",") if part.strip()}
