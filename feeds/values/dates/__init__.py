"""Dates: the RFC 822 ones of RSS, the RFC 3339 ones of Atom and JSON Feed, W3CDTF and ISO 8601.

Each grammar takes a text and gives a ``Moment`` or the ``Problem`` that keeps it from being one; what is allowed yet
questionable is in ``Moment.remarks``. ``understood`` says what lenient readers make of a text that breaks its grammar,
``implausible`` what is odd about a moment seen from a given now.
"""

from feeds.values.dates.iso8601 import (
    iso8601,
    iso8601_datetime,
    rfc3339,
    rfc3339_remarks,
    understood_iso8601,
    w3cdtf,
)
from feeds.values.dates.moment import Moment, Precision, format_rfc822, format_rfc3339, implausible
from feeds.values.dates.rfc822 import READERS_ACCEPT, rfc822, rfc822_remarks, understood_rfc822

__all__ = [
    "READERS_ACCEPT",
    "Moment",
    "Precision",
    "format_rfc822",
    "format_rfc3339",
    "implausible",
    "iso8601",
    "iso8601_datetime",
    "rfc822",
    "rfc822_remarks",
    "rfc3339",
    "rfc3339_remarks",
    "understood",
    "w3cdtf",
]


def understood(text: str) -> Moment | None:
    """The moment that lenient readers take ``text`` for, whichever of the forms it is near; None when for none."""
    return understood_rfc822(text) or understood_iso8601(text)
