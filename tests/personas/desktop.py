"""Readers with a window or a database server: `make readers` runs them where they are installed."""

from subscribers import Subscriber

HEAVY: tuple[type[Subscriber], ...] = ()
