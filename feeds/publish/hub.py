"""WebSub: telling a hub that a feed has changed, once the feed is there. https://www.w3.org/TR/websub/#publishing .

The specification leaves the form of that request to hub and publisher; what hubs understand is a form with
``hub.mode=publish`` and the feed's address as ``hub.url`` (PubSubHubbub 0.4 section 7.1) or ``hub.topic``, so both are
sent. An answer of 2xx means that the hub will look, not that anybody has been told.
"""

from typing import NamedTuple

_PATIENCE = 20.0  # seconds


class Told(NamedTuple):
    """What a hub answered about one feed; ``problem`` is empty where it will look."""

    hub: str
    topic: str
    problem: str = ""


def tell(hub: str, topic: str, user_agent: str) -> Told:
    """Tell ``hub`` that the feed at ``topic`` has changed. Never raises: a hub that is away is a problem to be told."""
    import httpx  # noqa: PLC0415 - only a run that has a hub pays for it

    form = {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}
    try:
        answer = httpx.post(hub, data=form, headers={"User-Agent": user_agent}, timeout=_PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL) as wrong:
        return Told(hub, topic, str(wrong) or type(wrong).__name__)
    if answer.is_success:
        return Told(hub, topic)
    return Told(hub, topic, f"it answered {answer.status_code} {answer.reason_phrase}")
