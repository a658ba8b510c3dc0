"""Icons and covers that are files: where they go on the site, and which of an earlier build have no use any more."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from feeds.config import Config
from feeds.convert.beside import Beside
from feeds.convert.document import neighbour
from feeds.emit.spec import Site
from feeds.errors import UsageError

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
# https://podcasters.apple.com/support/896-artwork-requirements
_SIDES = range(1400, 3001)
_OURS = re.compile(r"(?:icon|cover)-[0-9a-f]{8}\.(?:png|jpg|gif)")


class Covered(NamedTuple):
    """What is declared, with addresses in place of files; and the files by their paths on the site."""

    site: Site
    icon: str | None
    files: dict[str, bytes]


def covered(site: Site, settings: Config, home: str) -> Covered:
    """The same where icons and covers that are files have an address at ``home``.

    It is made of their content: apps that have a picture fetch it again only from another address. Raises UsageError
    for a file that is not there, or no picture that readers or directories take.
    """
    files: dict[str, bytes] = {}

    def placed(given: str, folder: str, what: str, *, cover: bool) -> str:
        if not given or given.startswith(("http://", "https://")):
            return given
        data, ending = _picture(settings.folder / given, given, what, cover=cover)
        digest = hashlib.sha256(data).hexdigest()[:8]
        path = f"{folder}{'cover' if cover else 'icon'}-{digest}.{ending}"
        files[path] = data
        return home + path

    icon = placed(settings.icon or "", "", f"{settings.file}: `icon`", cover=False)
    feeds = []
    for spec in site.feeds:
        where = f"{settings.file}, feed {spec.name}"
        made = spec._replace(icon=placed(spec.icon, f"{spec.name}/", f"{where}: `icon`", cover=False))
        if made.podcast is not None:
            image = placed(made.podcast.image, f"{spec.name}/", f"{where}, podcast: `image`", cover=True)
            made = made._replace(podcast=made.podcast._replace(image=image))
        feeds.append(made)
    return Covered(site._replace(feeds=tuple(feeds)), icon or None, files)


def stale(folder: Path, site: Site, files: dict[str, bytes]) -> Iterator[str]:
    """The paths in ``folder`` of icons and covers that are no longer among ``files``."""
    for inside in ("", *(f"{spec.name}/" for spec in site.feeds)):
        place = folder / inside
        if place.is_dir():
            for file in sorted(place.iterdir()):
                if _OURS.fullmatch(file.name) and inside + file.name not in files and not file.is_symlink():
                    yield inside + file.name


def _picture(path: Path, given: str, what: str, *, cover: bool) -> tuple[bytes, str]:
    """A picture's bytes and the ending of its kind."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{what}: there is no file {given}. Name one, from {path.parent}, or an address.") from None
    except OSError as wrong:
        raise UsageError(f"{what}: {given} cannot be read: {wrong.strerror}.") from wrong
    facts = Beside("", {"picture": neighbour(data)}).facts("picture")
    ending = _ENDINGS.get((facts.media_type if facts else None) or "", "")
    if not ending or (cover and ending == "gif"):
        kinds = "JPEG or PNG" if cover else "PNG, JPEG or GIF"
        raise UsageError(f"{what}: {given} must be {kinds}; others are refused.")
    width, height = (facts.width, facts.height) if facts else (None, None)
    if cover and (width != height or width not in _SIDES):
        size = f"{width} × {height} pixels" if width else "no size that can be read"
        raise UsageError(f"{what}: {given} has {size}; directories take square ones, of 1400 to 3000.")
    return data, ending
