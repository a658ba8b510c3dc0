"""Google's product feeds, by today's specification; what only Google Base had, as such. One module a chapter."""

from feeds.rules.g import products, retired, values
from feeds.rules.g.book import book

__all__ = ["book", "products", "retired", "values"]
