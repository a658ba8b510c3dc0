"""davs:// and dav://: a folder behind WebDAV, filled in place.

httpx, which is here anyway, and five methods of RFC 4918; the WebDAV clients on offer know no Overwrite header where
it counts. Each file is PUT beside its place and moved over it (MOVE with Overwrite: T). Section 9.9.3 has the server
delete what stood there before: nginx renames at once, others leave the place empty for an instant, and for longer when
they die in it; the next run sees that. The user name and the password come from FEEDS_WEBDAV_USER and
FEEDS_WEBDAV_PASSWORD or from ~/.netrc; Basic is spoken over TLS or on this machine only.
https://www.rfc-editor.org/rfc/rfc4918
"""

from __future__ import annotations

import netrc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote, unquote, urljoin, urlsplit

from feeds.errors import PublishError, UsageError
from feeds.publish.manifest import Entry, Seen
from feeds.publish.media import media_type
from feeds.publish.plan import Upload
from feeds.publish.target import Body, Progress, folders_of, one_by_one, temporary
from feeds.publish.tree import MANIFEST
from feeds.source.xmltree import parse
from feeds.values.dates import understood

if TYPE_CHECKING:
    import httpx

_PATIENCE = 60.0  # seconds for an answer
_BLOCK = 1 << 20
_ASK = (
    b'<?xml version="1.0"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getlastmodified/></prop>'
    b"</propfind>"
)
_STATE = "No file there is torn, but one may be missing if the server was about to replace it; mend that and run again."
_LOCAL = frozenset(("127.0.0.1", "localhost", "::1"))


class WebdavStore:
    """A folder at an http(s) address that ends with a slash."""

    takes_siblings = True

    def __init__(self, address: str, name: str, env: Mapping[str, str]) -> None:
        import httpx  # noqa: PLC0415 - only this target pays for it

        self.name = name
        self.address = address
        self._client = httpx.Client(timeout=_PATIENCE, follow_redirects=False)
        with self._named():
            self._log_in(env)

    def seen(self) -> Mapping[str, Seen]:
        """What is there now; what a killed run left is removed on the way."""
        seen: dict[str, Seen] = {}
        with self._named():
            if self._client.request("PROPFIND", self.address, headers={"Depth": "0"}, content=_ASK).status_code == 404:
                return seen
            todo = [""]
            visited = {""}
            while todo:
                prefix = todo.pop()
                for path, what in self._children(prefix):
                    if what is None and path not in visited:
                        visited.add(path)
                        todo.append(path)
                    elif what is not None and path.rpartition("/")[2].startswith(".") and path.endswith(".feeds-new"):
                        self._ask("DELETE", self._at(path), (200, 204, 404))
                    elif what is not None:
                        seen[path] = what
        return seen

    def manifest(self) -> bytes | None:
        """The manifest as it is there now."""
        with self._named():
            answer = self._ask("GET", self._at(MANIFEST), (200, 404))
            return answer.content if answer.status_code == 200 else None

    def keep(self, manifest: bytes) -> None:
        """Put the manifest in its place."""
        with self._named():
            self._ask("MKCOL", self.address, (201, 301, 405))  # 405: it is there (section 9.3.1)
            beside = self._at(temporary(MANIFEST))
            self._ask("PUT", beside, (200, 201, 204), content=manifest)
            self._move(beside, self._at(MANIFEST))

    def send(self, uploads: Sequence[Upload], mtime: int, told: Progress) -> Mapping[str, Entry]:
        """Put files in their places by moving."""
        with self._named():
            for folder in folders_of(each.path for each in uploads):
                self._ask("MKCOL", self._at(folder) + "/", (201, 301, 405))
            return one_by_one(uploads, mtime, self._put, told)

    def remove(self, paths: Sequence[str]) -> None:
        """Delete files; folders stay, since DELETE would take what others put there."""
        with self._named():
            for path in paths:
                self._ask("DELETE", self._at(path), (200, 204, 404))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _put(self, body: Body) -> None:
        beside = self._at(temporary(body.path))
        headers = {
            "Content-Type": media_type(body.path, body.kind),
            "Content-Length": str(body.size),
            "X-OC-Mtime": str(body.mtime),  # the time of the file, where the server is ownCloud or speaks like it
        }
        self._ask("PUT", beside, (200, 201, 204), headers=headers, content=_blocks(body.file))
        self._move(beside, self._at(body.path))

    def _move(self, old: str, new: str) -> None:
        self._ask("MOVE", old, (201, 204), headers={"Destination": new, "Overwrite": "T"})

    def _at(self, path: str) -> str:
        return urljoin(self.address, quote(path))

    def _ask(
        self,
        method: str,
        address: str,
        good: Sequence[int],
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | Iterator[bytes] | None = None,
    ) -> httpx.Response:
        answer = self._client.request(method, address, headers=headers, content=content)
        if answer.status_code not in good:
            path = unquote(urlsplit(address).path)
            raise PublishError(
                f"{self.name} answered {answer.status_code} {answer.reason_phrase} to {method} {path}. {_STATE}"
            )
        return answer

    def _children(self, prefix: str) -> Iterator[tuple[str, Seen | None]]:
        """What is in a folder, by path; a folder as None, its path with a slash at the end."""
        answer = self._ask("PROPFIND", self._at(prefix), (207,), headers={"Depth": "1"}, content=_ASK)
        root = unquote(urlsplit(self.address).path)
        document = parse(answer.content, {"DAV:": "dav"})
        for each in document.elements:
            href = each.first("dav:href") if each.name == "dav:response" else None
            if href is None:
                continue
            path = unquote(urlsplit(href.value).path)
            if not path.startswith(root) or path.rstrip("/") == (root + prefix).rstrip("/") or ".." in path.split("/"):
                continue
            said = {inner.name: inner for inner in each.walk()}
            if "dav:collection" in said:
                yield path[len(root) :].rstrip("/") + "/", None
                continue
            size = said["dav:getcontentlength"].value if "dav:getcontentlength" in said else ""
            when = understood(said["dav:getlastmodified"].value) if "dav:getlastmodified" in said else None
            yield (
                path[len(root) :],
                Seen(int(size) if size.isdecimal() else 0, int(when.when.timestamp()) if when else 0),
            )

    def _log_in(self, env: Mapping[str, str]) -> None:
        """Find out how the server wants to be spoken to, before a password is said."""
        import httpx  # noqa: PLC0415 - as above

        answer = self._client.request("PROPFIND", self.address, headers={"Depth": "0"}, content=_ASK)
        if answer.status_code != 401:
            return
        parts = urlsplit(self.address)
        user, password = _credentials(parts.hostname or "", env)
        if user is None or password is None:
            raise UsageError(
                f"{self.name} wants a login. Set FEEDS_WEBDAV_USER and FEEDS_WEBDAV_PASSWORD, or add the machine to "
                "~/.netrc."
            )
        ways = " ".join(answer.headers.get_list("www-authenticate")).lower()
        if "digest" in ways:
            self._client.auth = httpx.DigestAuth(user, password)
        elif parts.scheme == "https" or parts.hostname in _LOCAL:
            self._client.auth = httpx.BasicAuth(user, password)
        else:
            raise UsageError(f"{self.name} wants the password unencrypted over the network. Use davs://.")
        self._ask("PROPFIND", self.address, (207, 404), headers={"Depth": "0"}, content=_ASK)

    @contextmanager
    def _named(self) -> Iterator[None]:
        import httpx  # noqa: PLC0415 - as above

        try:
            yield
        except httpx.HTTPError as wrong:
            raise PublishError(f"{self.name}: {wrong or type(wrong).__name__}. {_STATE}") from wrong


def _credentials(host: str, env: Mapping[str, str]) -> tuple[str | None, str | None]:
    if env.get("FEEDS_WEBDAV_USER"):
        return env["FEEDS_WEBDAV_USER"], env.get("FEEDS_WEBDAV_PASSWORD")
    file = Path(env.get("NETRC") or Path(env.get("HOME", "/")) / ".netrc")
    try:
        found = netrc.netrc(str(file)).authenticators(host)
    except (OSError, netrc.NetrcParseError):
        return None, None
    return (found[0], found[2]) if found else (None, None)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block
