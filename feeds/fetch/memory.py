"""What an earlier run saw of a URL, and what becomes of it when nothing has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from feeds.source.delivery import Answer, Visit

# What says how the stored body came: a HEAD may leave it out (RFC 9110, section 9.3.2).
OF_THE_BODY = frozenset({"content-length", "content-encoding", "content-range", "transfer-encoding"})


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

    def confirmed(self, answer: Answer) -> Answer | None:
        """The stored answer as a HEAD now finds it; None where that is about another body, or does not say.

        A 304 alone would not do: few servers put Content-Type and the like into it, and whoever has just mended those
        wants to see that they are.
        """
        validators = (answer.header("etag"), answer.header("last-modified"))
        if answer.status != 200 or validators != (self.visit.etag, self.visit.last_modified):
            return None
        fresh = [(name, value) for name, value in answer.headers if name not in OF_THE_BODY]
        headers = (*fresh, *((name, value) for name, value in self.answer.headers if name in OF_THE_BODY))
        return replace(
            self.answer, headers=headers, first=answer.first, total=answer.total, address=answer.address,
            tls=answer.tls, sent=answer.sent, version=answer.version, stored=True,
        )  # fmt: skip
