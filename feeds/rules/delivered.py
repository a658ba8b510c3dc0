"""Whether a fetch brought a document to look at; without importing what fetches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.source.delivery import Delivery

_OK = 200
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?[ \t\r\n]{0,999}(?:<\?xml[^>]{0,200}\?>[ \t\r\n]{0,99})?"
    rb"(?:<!--[^>]{0,999}-->[ \t\r\n]{0,99}){0,9}"
    rb"<(?:!doctype[ \t\r\n]{1,99}html|html|head|body|script|title|meta)[ \t\r\n>/]",
    re.IGNORECASE,
)


def is_page(body: bytes) -> bool:
    """Whether an answer's body is a web page, by its first tag or doctype."""
    return _PAGE.match(body[:20_000]) is not None


def missing(delivery: Delivery) -> str | None:
    """Why a fetch brought no document that can be checked, as a sentence without its full stop; None where it did."""
    answer = delivery.answer
    if answer is None:
        # A Failure is the one thing that is no answer.
        return getattr(delivery.final, "says", "there was no answer").rstrip(".")
    if answer.cut is not None:
        return answer.cut.says.rstrip(".")
    if answer.status != _OK:
        return f"{answer.url} answered {answer.status} {answer.reason}".rstrip()
    if not answer.size:
        return f"{answer.url} answered with nothing"
    return f"{answer.url} is a web page, no feed" if is_page(answer.body or b"") else None
