"""How a feed is served: rules on what was observed when it was fetched (``on="http"``), never on files."""

from feeds.rules.net import arrival, caching, headers, linked, origins, routes, validators
from feeds.rules.net.book import book

__all__ = ["arrival", "book", "caching", "headers", "linked", "origins", "routes", "validators"]
