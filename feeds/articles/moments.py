"""Moments as records and ledger write them: RFC 3339 (https://www.rfc-editor.org/rfc/rfc3339), in whole seconds."""

import datetime as dt
import re

FORM = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def rfc3339(moment: dt.datetime) -> str:
    """A moment in its own offset; UTC is written Z."""
    offset = moment.utcoffset()
    assert offset is not None, "a moment has a zone"
    if offset % dt.timedelta(minutes=1):
        # RFC 3339 §4.2 has no seconds in an offset; Python's time zones of before 1900 do.
        moment = moment.astimezone(dt.UTC)
    text = moment.replace(microsecond=0).isoformat()
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text


def moment(text: str) -> dt.datetime:
    """The moment of such a text.

    Raises ValueError that says what is wrong with it.
    """
    if not FORM.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not a date of RFC 3339 with seconds and zone")
    try:
        return dt.datetime.fromisoformat(text.upper())
    except ValueError as wrong:
        raise ValueError(f"{text!r} is not a date: {wrong}") from wrong
