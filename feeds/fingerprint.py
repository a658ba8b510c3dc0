"""Fingerprints: what says of two findings, in two versions of a feed, that they are the same defect.

A feed moves all the time: items come in at the top, lines shift. So no number of a line or of a place in a list is part
of a fingerprint; what stands there, and the identity of the item, is.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from feeds.check import Finding, Report

WORDS = 400  # bytes of the offending words that count; a whole article inlined as one attribute need not be hashed
_SIBLING = re.compile(r"\[[0-9]+\]")
_MEMBER = re.compile(r"/[0-9]+(?=/|$)")
_NUMBER = re.compile(r"[0-9]+")


def fingerprints(report: Report) -> Iterator[str]:
    """The fingerprint of each finding of a report, in their order: 32 hexadecimal digits, no two alike.

    It is made of the rule's code, the path without its numbers, the item's identity (its id, else its title), the words
    that are marked, and, where all that is the same for several findings, a number that counts them. The name of the
    source is no part: findings are compared source by source.
    """
    seen: Counter[bytes] = Counter()
    for finding in report.findings:
        key = _key(finding, report)
        seen[key] += 1
        yield hashlib.sha256(b"%s\0%d" % (key, seen[key])).hexdigest()[:32]


def fingerprint(finding: Finding, report: Report) -> str:
    """The fingerprint of one finding of a report; for all of them, ``fingerprints`` is the quicker question.

    Raises ValueError when the report has no such finding.
    """
    for each, made in zip(report.findings, fingerprints(report), strict=True):
        if each is finding:
            return made
    raise ValueError("The finding is not one of this report.")


def _key(finding: Finding, report: Report) -> bytes:
    """What stays the same while the feed moves."""
    item = finding.item
    identity = (item.id or item.title or "") if item else ""
    path = _MEMBER.sub("/*", _SIBLING.sub("", finding.place))
    span = finding.span
    words = (
        b""
        if span is None or report.lines is None
        else report.lines.utf8[span.start : min(span.end, span.start + WORDS)]
    )
    if words[:1] in {b"{", b"["}:
        words = b""  # a whole JSON object: what else stands in it is not what is wrong
    # Facts quote the feed, or count; what they count may change, and what is wrong with a value may be said better some
    # day.
    facts = sorted(
        fact if fact.startswith("'") else _NUMBER.sub("#", fact)
        for name, fact in finding.facts.items()
        if isinstance(fact, str) and name != "problem"
    )
    parts = (finding.rule.code, path, identity, *facts)
    return "\0".join(parts).encode("utf-8", "replace") + b"\0" + b" ".join(words.split())
