"""What subscribers see when one version of a feed follows another, reader by reader."""

from feeds.diff.comparison import Comparison, Row, compare
from feeds.diff.readers import READERS, Reader
from feeds.diff.snapshot import Item, Snapshot, snapshot

__all__ = ["READERS", "Comparison", "Item", "Reader", "Row", "Snapshot", "compare", "snapshot"]
