"""What is not to be published yet."""

import datetime as dt

from feeds.articles.article import Draft

# What a person or a program said of the article itself; a date in the text of a page may be of what it tells of.
_STATED = ("metadata", "override")


def waiting(draft: Draft, moment: dt.datetime | None) -> tuple[dt.datetime | None, str] | None:
    """Until when a draft waits, and what is told of it; None when it may be published.

    ``moment`` is what ``until`` says. One that is withheld waits without an end, and is only counted.
    """
    if moment is not None:
        return moment, f"{draft.place}: waits until {moment.isoformat()}"
    return (None, "") if draft.status == "withheld" else None


def until(draft: Draft, clock: dt.datetime) -> dt.datetime | None:
    """The moment until which a draft waits, None when it may be published at ``clock``.

    That is the end of its embargo, or the date that is stated for it; of a day its beginning in UTC.
    """
    moments = [draft.embargoed_until] if draft.embargoed_until is not None else []
    if draft.evidence is not None and draft.evidence.basis in _STATED:
        made = draft.content_created
        if draft.published is not None:
            moments.append(draft.published)
        elif isinstance(made, dt.datetime):
            moments.append(made)
        elif made is not None:
            moments.append(dt.datetime.combine(made, dt.time(), dt.UTC))
    late = [moment for moment in moments if moment > clock]
    return max(late, default=None)
