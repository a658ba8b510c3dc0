"""Addresses that nothing can be said against, told in one step: nearly all of those in feeds."""

import re
from typing import Final

from feeds.values.uris.host import LOCAL

_ENDS: Final = "|".join(sorted({name.rpartition(".")[2] for name in LOCAL}))
# Names that only a network of one's own knows are left out.
_HOST: Final = (
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}"
    rf"(?!(?:{_ENDS})(?![a-z]))[a-z]{{2,24}}"
)
_PATH: Final = r"[A-Za-z0-9._~/?&=+;,:@!$'()*-]*+"

USUAL: Final = re.compile(rf"{_HOST}(?:/{_PATH}(?:%[0-9A-Fa-f]{{2}}{_PATH})*+(?:#{_PATH})?)?")
"""A well-made web address that leads out into the web; perhaps there is a shorter spelling of it."""
