"""What an earlier run saw of a URL, and what becomes of it when the server says that nothing has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from feeds.source.delivery import Answer, Visit

# Fields of a 304 that say something of the stored answer's body are not taken over (RFC 9111, section 3.2).
UNTOUCHED = frozenset({"content-length", "content-encoding", "content-type", "content-range", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Memory:
    """What an earlier run saw of a URL: ``answer.body`` is None where only the visit is remembered."""

    visit: Visit
    answer: Answer

    @property
    def conditions(self) -> Mapping[str, str]:
        """The fields that ask whether it has changed; none where the body is not at hand."""
        if self.answer.body is None:
            return {}
        fields = {"if-none-match": self.visit.etag, "if-modified-since": self.visit.last_modified}
        return {name: value for name, value in fields.items() if value}

    def confirmed(self, answer: Answer) -> Answer:
        """The stored answer, brought up to date by a 304."""
        fresh = [(name, value) for name, value in answer.headers if name not in UNTOUCHED]
        names = {name for name, _ in fresh}
        headers = (*((name, value) for name, value in self.answer.headers if name not in names), *fresh)
        return replace(
            self.answer, headers=headers, first=answer.first, total=answer.total, address=answer.address,
            tls=answer.tls, sent=answer.sent, version=answer.version, stored=True,
        )  # fmt: skip
