"""Frames with films and the like of other sites: readers show no frames, so a link leads to what was in them."""

import re
from html import escape, unescape

_FRAME = re.compile(r"<iframe\b([^<>]{0,3000})>(?:[^<]{0,2000}</iframe\s{0,9}>)?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:^|\s)(?:data-)?src\s{0,9}=\s{0,9}(?:\"([^\"]{1,2000})\"|'([^']{1,2000})'|([^\s\"'>]{1,2000}))", re.IGNORECASE
)
_UNSEEN = re.compile(
    r"\s(?:width|height)\s{0,9}=\s{0,9}[\"']?[01](?:px)?[\"'\s]|display\s{0,9}:\s{0,9}none|\shidden\b", re.IGNORECASE
)
# What plays a film in a frame, and where people look at it.
_PLAYERS = (
    (re.compile(r"https://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})(?:[?&#].{0,1000})?"),
     "https://www.youtube.com/watch?v={}"),
    (re.compile(r"https://player\.vimeo\.com/video/(\d{1,15})(?:[?&#].{0,1000})?"), "https://vimeo.com/{}"),
)  # fmt: skip


def unframed(html: str) -> str:
    """The same with a link in place of each frame that people would see something of another site in."""
    return _FRAME.sub(_link, html) if "<iframe" in html or "<IFRAME" in html else html


def _link(frame: re.Match[str]) -> str:
    found = _ADDRESS.search(frame[1])
    address = unescape(next(filter(None, found.groups()), "")).strip() if found else ""
    address = f"https:{address}" if address.startswith("//") else address
    if not address.startswith(("http://", "https://")) or _UNSEEN.search(f"{frame[1]} "):
        return frame[0]
    for player, page in _PLAYERS:
        played = player.fullmatch(address)
        if played is not None:
            address = page.format(played[1])
    return f'<a href="{escape(address)}">{escape(address, quote=False)}</a>'
