"""Tables of names that registries and specifications list: each module says where its own come from and when."""


def words(table: str) -> frozenset[str]:
    """The words of ``table``, which are separated by blanks."""
    return frozenset(table.split())


def pairs(table: str) -> dict[str, str]:
    """The ``name:value`` entries of ``table``, which are separated by blanks."""
    return dict(entry.split(":", 1) for entry in table.split())
