"""What is checked: bytes, and what is known about them from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from feeds.source.delivery import Delivery


class Source(NamedTuple):
    """A document to check.

    ``name`` is what the person called it (a path, a URL, ``-``); ``url`` is where it is, or will be, published: the
    base of its relative references and what its self link is compared with. ``media_type`` is the Content-Type it was
    served with, None for what came from a file; ``delivery`` is how it was fetched, None for what was not.
    """

    name: str
    data: bytes
    url: str | None = None
    media_type: str | None = None
    delivery: Delivery | None = None
