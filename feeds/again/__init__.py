"""A build after a build: what a few documents change, without a look at all the others.

``Memory`` is what one build leaves for the next, in tables; ``patched`` makes the next one's files of it. Articles have
to do with each other only through what they share – a uri, a body, a headline, a band of the near-duplicate signature –
so that the documents that share nothing with those that changed come out as they did. Where that cannot be shown,
there is no patch, and everything is built.
"""

from feeds.again.declared import is_simple
from feeds.again.memory import Memory
from feeds.again.patch import Patch, patched
from feeds.again.remembered import remember

__all__ = ["Memory", "Patch", "is_simple", "patched", "remember"]
