"""Real places to publish to, on loopback ports: sshd with keys of its own, an S3 server, a WebDAV server."""

import contextlib
import getpass
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from loopback import answers, await_condition, free_port

ROOT = Path(__file__).parents[2]
SERVERS = ROOT / "build" / "servers" / "bin"
PATIENCE = 20.0  # seconds


@dataclass(frozen=True)
class Place:
    """Somewhere to publish to: the address, the environment that it takes, and the folder behind it (None: S3)."""

    dest: str
    folder: Path | None = None
    env: dict[str, str] = field(default_factory=dict)
    pid: int = 0  # of the server, where a test may kill it

    def publish(self, *arguments: object, code: int = 0) -> str:
        """What `feeds publish` says, which must leave with ``code``."""
        command = [sys.executable, "-m", "feeds", "publish", self.dest, *map(str, arguments)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **self.env})
        assert ran.returncode == code, f"{ran.returncode}\n{ran.stdout}{ran.stderr}"
        return ran.stdout + ran.stderr


@contextlib.contextmanager
def running(command: list[str], port: int, log: Path, env: dict[str, str] | None = None) -> Iterator[int]:
    """A program that answers HTTP on a port, or at least listens; its process id."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env)
    try:
        await_condition(lambda: listens(port) or process.poll() is not None, f"{command[0]} is silent on {port}")
        assert process.poll() is None, log.read_text("utf-8", "replace")
        yield process.pid
    finally:
        process.terminate()
        process.wait(PATIENCE)


def listens(port: int) -> bool:
    import socket

    try:
        socket.create_connection(("127.0.0.1", port), PATIENCE).close()
    except ConnectionRefusedError:
        return False
    return True


@dataclass(frozen=True)
class Ssh:
    """A machine to log in to, which is this one."""

    port: int
    home: Path

    @property
    def env(self) -> dict[str, str]:
        """What makes ssh, rsync and paramiko use the test's keys and not a person's."""
        return {"RSYNC_RSH": f"ssh -F {self.home}/.ssh/config", "HOME": str(self.home), "SSH_AUTH_SOCK": ""}

    def place(self, scheme: str, folder: Path) -> Place:
        return Place(f"{scheme}://pub{folder}", folder, self.env)


@contextlib.contextmanager
def sshd(scratch: Path) -> Iterator[Ssh]:
    """An sshd with a host key and a user key of its own; the host is called pub."""
    keys = scratch / ".ssh"
    keys.mkdir(parents=True)
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(keys / name)], check=True)
    shutil.copy(keys / "user.pub", keys / "authorized_keys")
    port = free_port()
    program = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin") or "sshd"
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # privilege separation wants it
    (keys / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {keys}/host\nPidFile {keys}/pid\n"
        f"AuthorizedKeysFile {keys}/authorized_keys\nStrictModes no\nPasswordAuthentication no\n"
        "KbdInteractiveAuthentication no\nUsePAM no\nPermitRootLogin prohibit-password\nMaxStartups 50\n"
        "Subsystem sftp internal-sftp\n",
        "utf-8",
    )
    known = " ".join((keys / "host.pub").read_text("utf-8").split()[:2])
    (keys / "known_hosts").write_text(f"[127.0.0.1]:{port} {known}\n", "utf-8")
    user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    (keys / "config").write_text(
        f"Host pub\n  HostName 127.0.0.1\n  Port {port}\n  User {user}\n  IdentityFile {keys}/user\n"
        f"  IdentitiesOnly yes\n  UserKnownHostsFile {keys}/known_hosts\n  StrictHostKeyChecking yes\n"
        "  BatchMode yes\n",
        "utf-8",
    )
    with running([program, "-D", "-e", "-f", str(keys / "sshd_config")], port, scratch / "sshd.log"):
        yield Ssh(port, scratch)


@contextlib.contextmanager
def s3(scratch: Path) -> Iterator[dict[str, str]]:
    """An S3 server with the bucket ``site``; the environment in which boto3 finds it."""
    port = free_port()
    env = {
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "secret-of-the-test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": "/nonexistent",
        "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    command = [str(SERVERS / "moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    with running(command, port, scratch / "moto.log"):
        await_condition(lambda: answers(port), "moto is silent")
        yield env


@contextlib.contextmanager
def webdav(scratch: Path, folder: Path) -> Iterator[Place]:
    """A WebDAV server over ``folder`` that wants a password."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    config = {
        "host": "127.0.0.1",
        "port": port,
        "provider_mapping": {"/": str(folder)},
        "simple_dc": {"user_mapping": {"*": {"alice": {"password": "s3cret-word"}}}},
        "verbose": 1,
    }
    (scratch / "dav.json").write_text(json.dumps(config), "utf-8")
    with running([str(SERVERS / "wsgidav"), "-c", str(scratch / "dav.json")], port, scratch / "dav.log") as pid:
        env = {"FEEDS_WEBDAV_USER": "alice", "FEEDS_WEBDAV_PASSWORD": "s3cret-word"}
        yield Place(f"dav://127.0.0.1:{port}/news", folder / "news", env, pid)


_NGINX_DAV = """
{user}
load_module {module};
daemon off; master_process off; pid nginx.pid; error_log error.log info;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fcgi; uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      root {folder};
      client_max_body_size 0;
      dav_methods PUT DELETE MKCOL MOVE;
      dav_ext_methods PROPFIND;
      auth_basic "news"; auth_basic_user_file users;
    }}
  }}
}}
"""
NGINX_DAV = "/usr/lib/nginx/modules/ngx_http_dav_ext_module.so"


@contextlib.contextmanager
def nginx_dav(scratch: Path, folder: Path) -> Iterator[Place]:
    """nginx as a WebDAV server over ``folder``, one process, which wants a password."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    (scratch / "users").write_text("alice:{PLAIN}s3cret-word\n", "utf-8")
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    text = _NGINX_DAV.format(user=user, module=NGINX_DAV, port=port, folder=folder)
    (scratch / "dav.conf").write_text(text, "utf-8")
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or "nginx"
    command = [program, "-p", str(scratch), "-c", "dav.conf", "-e", "error.log"]
    with running(command, port, scratch / "dav.log") as pid:
        env = {"FEEDS_WEBDAV_USER": "alice", "FEEDS_WEBDAV_PASSWORD": "s3cret-word"}
        yield Place(f"dav://127.0.0.1:{port}/news", folder / "news", env, pid)
