"""Frames within a text: readers show those of the players that they know, and drop all others.

Source: RFC 4287 section 8.1 (https://www.rfc-editor.org/rfc/rfc4287#section-8.1) names IFRAME among what endangers.
"""

import re
from typing import Final

_PLAYER: Final = re.compile(
    r"player|video|embed|podcast|audio|radio|youtu|vimeo|soundcloud|spotify|bandcamp|mixcloud|dailymotion|twitch|deezer"
    r"|ted\.com|archive\.org|tiktok|loom\.com|wistia|streamable|rumble|odysee|bilibili|rutube|libsyn|podbean|buzzsprout",
    re.IGNORECASE,
)
_SRC: Final = re.compile(r"[ \t\r\n\f]src=[\"']([^\"']*)", re.IGNORECASE)


def is_player(address: str) -> bool:
    """Whether a frame shows a video or plays a sound, as far as its address tells."""
    return _PLAYER.search(address, 0, 300) is not None


def frames_player(tag: str) -> bool:
    """The same of the tag of a frame whose address is quoted."""
    match = _SRC.search(tag)
    return match is not None and is_player(match[1])
