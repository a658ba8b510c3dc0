"""Whether and how to write to this terminal."""

from collections.abc import Mapping
from typing import IO


def colour_wanted(asked: str, env: Mapping[str, str], stream: IO[str]) -> bool:
    """Whether to use colour: as asked, else by NO_COLOR and FORCE_COLOR (https://no-color.org/), else on a terminal."""
    if asked != "auto":
        return asked == "always"
    if env.get("NO_COLOR"):
        return False
    if env.get("FORCE_COLOR"):
        return True
    return stream.isatty() and env.get("TERM") != "dumb"
