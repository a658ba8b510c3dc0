"""Where to publish to, as a person writes it: a path, or a URL whose scheme says how."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from feeds.errors import UsageError
from feeds.publish.local import LinkedFolder, LocalStore, releases_of
from feeds.publish.remote import Address, Remote
from feeds.publish.rsync import RsyncReleases, RsyncStore, is_folder
from feeds.publish.s3 import S3Store
from feeds.publish.sftp import SftpStore
from feeds.publish.target import InPlace, Target
from feeds.publish.webdav import WebdavStore

FORMS = "/path, ssh://user@host/path, sftp://user@host/path, s3://bucket/prefix, davs://host/path"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(?=/)")
_WORD = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.%+-]*|[0-9A-Fa-f:.]+")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class Wanted(NamedTuple):
    """What a target is made with: how many releases stay, how long caches may keep a feed (in seconds)."""

    keep: int
    feed_age: int
    env: Mapping[str, str]


def target(text: str, wanted: Wanted, start: Path) -> Target:
    """The target that ``text`` names; a relative path is meant from ``start``.

    Raises UsageError for what is none, and PublishError where it takes a connection that cannot be had.
    """
    scheme = _SCHEME.match(text)
    if scheme is None:
        if re.match(r"[^/\s]+@[^/\s]+:", text):
            raise UsageError("That looks like an address of scp. Write it as ssh://user@host/path.")
        return _local((start / Path(text).expanduser()), wanted)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as wrong:
        raise UsageError(f"The address to publish to cannot be read: {wrong}.") from wrong
    if parts.password is not None:
        raise UsageError(
            "The address to publish to has a password in it. Take it out: passwords come from the ssh agent, the "
            "environment or ~/.netrc."
        )
    if parts.query or parts.fragment:
        raise UsageError("The address to publish to has a ? or # in it, which no target understands.")
    match parts.scheme:
        case "file":
            return _local(Path(unquote(parts.path)), wanted)
        case "ssh" | "rsync+ssh":
            address = _address(parts, port)
            remote = Remote(address, wanted.env)
            name = f"ssh://{address.login}/{address.folder.lstrip('/')}"
            try:
                in_place = is_folder(remote)
            except BaseException:
                remote.close()
                raise
            return InPlace(RsyncStore(remote, name)) if in_place else RsyncReleases(remote, name, wanted.keep)
        case "sftp":
            address = _address(parts, port)
            name = f"sftp://{address.login}/{address.folder.lstrip('/')}"
            return InPlace(SftpStore(address, name, Path(wanted.env.get("HOME", "/"))))
        case "s3":
            if not _BUCKET.fullmatch(parts.netloc):
                raise UsageError(f"{parts.netloc!r} is no name of a bucket. Write s3://bucket/prefix.")
            return InPlace(S3Store(parts.netloc, unquote(parts.path), wanted.feed_age))
        case "dav" | "davs":
            web = f"http{'s' if parts.scheme == 'davs' else ''}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}/"
            return InPlace(WebdavStore(web, f"{parts.scheme}{web[web.index('://') :]}".rstrip("/"), wanted.env))
        case other:
            raise UsageError(f"There is no way to publish to {other}: addresses. There are: {FORMS}.")


def _local(path: Path, wanted: Wanted) -> Target:
    """A folder that stands there is filled in place; a link of ours, or nothing, is switched."""
    link = Path(path.parent.resolve() / path.name) if path.name not in ("", "..") else path.resolve()
    if link == link.parent:
        raise UsageError("The root of the file system is no place to publish to.")
    if link.is_symlink():
        ours = link.readlink().parts[:1] == (releases_of(link.name),)
        return LinkedFolder(link, wanted.keep) if ours else InPlace(LocalStore(link.resolve()))
    if link.is_dir():
        return InPlace(LocalStore(link))
    if link.exists():
        raise UsageError(f"{path} is a file, where a folder is wanted.")
    return LinkedFolder(link, wanted.keep)


def _address(parts: SplitResult, port: int | None) -> Address:
    host, user = parts.hostname, parts.username
    # A word that begins with a dash would be an option to ssh: https://nvd.nist.gov/vuln/detail/CVE-2017-1000117
    if not host or not _WORD.fullmatch(host) or (user is not None and not _WORD.fullmatch(user)):
        raise UsageError(f"{parts.scheme}://{parts.netloc} names no machine. Write {parts.scheme}://user@host/path.")
    folder = unquote(parts.path).rstrip("/")
    if folder in ("", "/~"):
        raise UsageError(f"Say which folder on {host}: {parts.scheme}://{host}/path, or /~/path from the home folder.")
    if any(ord(letter) < 32 for letter in folder) or ".." in folder.split("/"):
        raise UsageError(f"{folder!r} is no path for a folder to publish to.")
    return Address(host, folder.removeprefix("/~/"), user, port)
