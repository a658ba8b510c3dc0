"""A publisher and validator for RSS, Atom and JSON Feed."""

__version__ = "0.1.0"
