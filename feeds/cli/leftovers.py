"""Feeds that earlier builds made and the configuration no longer has; pages of archives and months that became fewer.

What the last build made stands in its front page, which links every feed in every format, and in its list of feeds.
Nothing that does not also say itself that a build made it, and for this address, is ever taken for a leftover.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from feeds.emit.feed import ATOM, GENERATOR, INDEX, JSON_FEED, OPML, RSS
from feeds.emit.plan import channel_of
from feeds.emit.shelves import FILE
from feeds.emit.shelves import FOLDER as EARLIER

if TYPE_CHECKING:
    from feeds.build import Build
    from feeds.emit.feed import Channel
    from feeds.emit.spec import Site

HEAD = 65_536  # bytes in which a feed says who made it and where it is
_HOME = re.compile(r'<link rel="canonical" href="([^"<>]{1,2000})">')
_LINK = re.compile(r'<link rel="alternate" type="[^"<>]{1,60}" href="([^"<>]{1,2000})"')
_LISTED = re.compile(r' (xmlUrl|htmlUrl)="([^"<>]{1,2000})"')
_SITEMAP = re.compile(r"(?:news-)?sitemap(?:-[0-9]{1,5})?\.xml")
# As a build begins a list of pages, of news (which may be empty), and of lists.
_MADE = re.compile(
    r'<\?xml version="1\.0" encoding="UTF-8"\?>\n<(?:urlset|sitemapindex) xmlns="http://www\.sitemaps\.org/'
    r'schemas/sitemap/0\.9"(?: xmlns:news="[^"<>]{1,200}")?>\n(?:<(?:url|sitemap)><loc>([^<>]{1,2000})</loc>|</urlset>)'
)
_FILE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


def stale(made: Build, site: Site, folder: Path) -> list[str]:
    """The files of such feeds and pages in ``folder``, what is deepest first.

    None while a document could not be read. A feed that is declared, and that no article fits now, stays as it was.
    """
    front = _read(folder / INDEX)
    home = _HOME.search(front)
    if made.errors or home is None:
        return []
    maps = [name for name in _sitemaps(folder, unescape(home[1])) if name not in made.files]
    known = dict.fromkeys((*_listed(front, _read(folder / OPML), unescape(home[1])), *made.gated))
    waiting = _waiting(site, made)
    feeds = [path for path in known if "archive/" not in path and path not in waiting]
    there = {one for path in feeds for one in (path, *_pages(folder, path)) if one not in made.files}
    found = (one for one in there if _is_ours(folder / one, one, unescape(home[1])))
    months = (path for path in _months(folder) if path not in made.files)
    months = (path for path in months if _is_ours(folder / path, path, unescape(home[1])))
    return [*maps, *months, *sorted(found, key=lambda path: (-path.count("/"), path))]


def sitemaps(folder: Path) -> list[str]:
    """The sitemaps in ``folder`` that a build made."""
    home = _HOME.search(_read(folder / INDEX))
    return [] if home is None else list(_sitemaps(folder, unescape(home[1])))


def _sitemaps(folder: Path, home: str) -> Iterator[str]:
    """The names of sitemaps in ``folder`` that a build made for the site at ``home``."""
    try:
        names = sorted(file.name for file in folder.iterdir() if _SITEMAP.fullmatch(file.name))
    except OSError:
        return
    for name in names:
        made = _MADE.match(_read(folder / name))
        if made is not None and not (folder / name).is_symlink() and (made[1] or home).startswith(escape(home)):
            yield name


def _listed(front: str, feeds: str, home: str) -> Iterator[str]:
    """The paths of feeds and their front pages."""
    places = [match[1] for match in _LINK.finditer(front)]
    for kind, address in _LISTED.findall(feeds):
        # A build that was killed has replaced the front page and not this list, which names one format of each feed.
        places += [address + name for name in (RSS, ATOM, JSON_FEED)] if kind == "htmlUrl" else [address]
    for place in dict.fromkeys(unescape(place) for place in places):
        path = unquote(place.removeprefix(home))
        if place.startswith(home) and _FILE.fullmatch(path):
            yield path
            yield f"{path.rpartition('/')[0]}/{INDEX}".lstrip("/")


def _waiting(site: Site, made: Build) -> set[str]:
    """The paths of all feeds that are declared."""
    channels: list[Channel] = [channel_of(spec, made.feed.channel) for spec in site.feeds]
    return {path for one in channels for path in (one.file(INDEX), *(file for _, file in one.files))} - set(made.files)


def _pages(folder: Path, path: str) -> Iterable[str]:
    """The pages of a feed's archive that are there."""
    within, slash, name = path.rpartition("/")
    stem, dot, end = name.rpartition(".")
    place = folder / within / "archive"
    if name == INDEX or not place.is_dir() or place.is_symlink():
        return ()
    form = re.compile(rf"{re.escape(stem or end)}-[0-9]{{1,9}}{re.escape(dot + end)}")
    return sorted(f"{within}{slash}archive/{one.name}" for one in place.iterdir() if form.fullmatch(one.name))


def _months(folder: Path) -> list[str]:
    """What are pages of earlier articles by their names."""
    place = folder / EARLIER
    if not place.is_dir() or place.is_symlink():
        return []
    return sorted(path for one in place.iterdir() if FILE.fullmatch(path := f"{EARLIER}/{one.name}"))


def _is_ours(file: Path, path: str, home: str) -> bool:
    """Whether a file says that a build made it for this place."""
    if file.is_symlink():
        return False
    text = _read(file)
    if path.endswith(f"/{INDEX}") or FILE.fullmatch(path):
        own = f'<link rel="canonical" href="{escape(home + path.removesuffix(INDEX))}">'
        return own in text and '<meta http-equiv="Content-Security-Policy"' in text
    address = home + quote(path)
    if f"<generator>{GENERATOR}</generator>" in text:
        return f'href="{escape(address)}"' in text
    return f'"feed_url": {json.dumps(address, ensure_ascii=False)}' in text


def _read(file: Path) -> str:
    """The beginning of a file; "" where there is none."""
    try:
        with file.open("rb") as opened:
            return opened.read(HEAD).decode("utf-8", "replace")
    except OSError:
        return ""
