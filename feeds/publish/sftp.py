"""sftp://: a folder behind a login that offers files only, filled in place.

paramiko and not the program ``sftp``: its answers are values and not text to be read. It follows ~/.ssh/config (host,
port, user, identity file, proxy command), known_hosts and the agent. A host that is not known is refused. Each file is
sent beside its place and renamed over it with posix-rename@openssh.com, since the plain SFTP rename refuses to
replace (draft-ietf-secsh-filexfer-02 section 6.5); OpenSSH's ``PROTOCOL`` file, section 4.3, describes it.
https://github.com/openssh/openssh-portable/blob/master/PROTOCOL
"""

from __future__ import annotations

import posixpath
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from feeds.errors import PublishError, UsageError
from feeds.publish.manifest import Entry, Seen
from feeds.publish.plan import Upload
from feeds.publish.remote import Address
from feeds.publish.target import Body, Progress, folders_of, one_by_one, temporary
from feeds.publish.tree import MANIFEST

if TYPE_CHECKING:
    import paramiko

_PATIENCE = 20.0  # seconds for a connection to be there


class SftpStore:
    """A folder behind SFTP; ``home`` is the folder in which .ssh is."""

    takes_siblings = True

    def __init__(self, address: Address, name: str, home: Path) -> None:
        self.name = name
        self.folder = address.folder
        self._client = _connected(address, home)
        with self._named():
            self._sftp = self._client.open_sftp()

    def seen(self) -> Mapping[str, Seen]:
        """What is there now; what a killed run left is removed on the way."""
        seen: dict[str, Seen] = {}
        with self._named():
            try:
                self._sftp.stat(self._at(""))
            except FileNotFoundError:
                return seen
            todo = [""]
            while todo:
                prefix = todo.pop()
                for each in self._sftp.listdir_attr(self._at(prefix)):
                    path = f"{prefix}{each.filename}"
                    if stat.S_ISDIR(each.st_mode or 0):
                        todo.append(f"{path}/")
                    elif each.filename.startswith(".") and each.filename.endswith(".feeds-new"):
                        self._sftp.remove(self._at(path))
                    else:
                        seen[path] = Seen(each.st_size or 0, each.st_mtime or 0)
        return seen

    def manifest(self) -> bytes | None:
        """The manifest as it is there now."""
        with self._named():
            try:
                with self._sftp.open(self._at(MANIFEST), "rb") as file:
                    file.prefetch()
                    data = file.read()
            except FileNotFoundError:
                return None
        assert isinstance(data, bytes)
        return data

    def keep(self, manifest: bytes) -> None:
        """Put the manifest in its place."""
        with self._named():
            self._make(self._at("").rstrip("/"))
            beside = self._at(temporary(MANIFEST))
            with self._sftp.open(beside, "wb") as file:
                file.write(manifest)
            self._sftp.posix_rename(beside, self._at(MANIFEST))

    def send(self, uploads: Sequence[Upload], mtime: int, told: Progress) -> Mapping[str, Entry]:
        """Put files in their places by renaming."""
        with self._named():
            for folder in folders_of(each.path for each in uploads):
                self._make(self._at(folder))
            return one_by_one(uploads, mtime, self._put, told)

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files, and the folders that they leave empty."""
        with self._named():
            for path in paths:
                with suppress(FileNotFoundError):
                    self._sftp.remove(self._at(path))
            for folder in reversed(folders_of(paths)):
                with suppress(OSError):  # it is not empty
                    self._sftp.rmdir(self._at(folder))

    def close(self) -> None:
        """Log out."""
        self._client.close()

    def _at(self, path: str) -> str:
        return posixpath.join(self.folder or ".", path)

    def _make(self, folder: str) -> None:
        """Make a folder, and those that it is in."""
        try:
            self._sftp.stat(folder)
        except FileNotFoundError:
            outer = posixpath.dirname(folder)
            if outer and outer != folder:
                self._make(outer)
            self._sftp.mkdir(folder)

    def _put(self, body: Body) -> None:
        beside = self._at(temporary(body.path))
        # paramiko asks the server for the size afterwards and raises OSError where it is another one.
        self._sftp.putfo(body.file, beside, file_size=body.size, confirm=True)
        self._sftp.utime(beside, (body.mtime, body.mtime))
        self._sftp.posix_rename(beside, self._at(body.path))

    @contextmanager
    def _named(self) -> Iterator[None]:
        import paramiko  # noqa: PLC0415 - only this target pays for it

        try:
            yield
        except (OSError, EOFError, paramiko.SSHException) as wrong:
            raise PublishError(
                f"{self.name} failed: {wrong or type(wrong).__name__}. Each file there is whole, old or new; mend that "
                "and run again."
            ) from wrong


def _connected(address: Address, home: Path) -> paramiko.SSHClient:
    """A client that is logged in. Raises UsageError without paramiko, PublishError where the login fails."""
    try:
        import paramiko  # noqa: PLC0415 - as above
    except ImportError as wrong:
        raise UsageError("Publishing with SFTP needs paramiko: pip install 'feeds[sftp]'.") from wrong
    file = home / ".ssh" / "config"
    config = paramiko.SSHConfig.from_path(str(file)) if file.is_file() else paramiko.SSHConfig()
    said = config.lookup(address.host)
    client = paramiko.SSHClient()
    for known in (Path("/etc/ssh/ssh_known_hosts"), home / ".ssh" / "known_hosts"):
        if known.is_file():
            client.load_system_host_keys(str(known))
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    keys = [
        str(Path(name.replace("~", str(home), 1)) if name.startswith("~") else name)
        for name in said.get("identityfile", ())
    ]
    try:
        client.connect(
            said.get("hostname", address.host),
            address.port or int(said.get("port", 22)),
            address.user or said.get("user"),
            key_filename=keys or None,
            sock=paramiko.ProxyCommand(said["proxycommand"]) if "proxycommand" in said else None,
            timeout=_PATIENCE,
            banner_timeout=_PATIENCE,
            auth_timeout=_PATIENCE,
        )
    except (OSError, EOFError, paramiko.SSHException) as wrong:
        client.close()
        raise PublishError(
            f"Cannot log in to {address.login}: {wrong or type(wrong).__name__}. Try `sftp {address.login}`: what it "
            "needs (a known host, a key in the agent or in ~/.ssh/config) is needed here too."
        ) from wrong
    return client
