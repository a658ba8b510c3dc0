"""nginx on a loopback port: the right media types, validators, compression, and a log that can be asked."""

import contextlib
import http.client
import json
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TypeVar

Answer = TypeVar("Answer")
PATIENCE = 20.0  # seconds until a server that does not answer has failed

# Paths are relative to the prefix (-p). The workers stay who the tests are: pytest's folders are private to them.
CONFIGURATION = Template("""
$user
daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log info;
events { worker_connections 256; }
http {
  log_format asked escape=json '{"path":"$$request_uri","status":$$status,"agent":"$$http_user_agent",'
    '"if_none_match":"$$http_if_none_match","if_modified_since":"$$http_if_modified_since",'
    '"encoding":"$$sent_http_content_encoding"}';
  access_log access.log asked;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  types { text/html html; text/x-opml opml; application/json json; application/x-ndjson jsonl; image/png png; }
  default_type application/octet-stream;
  server {
    listen 127.0.0.1:$port;
    root "$root";
    charset utf-8;
    charset_types text/html text/x-opml application/rss+xml application/atom+xml;
    etag on;
    gzip on; gzip_vary on; gzip_min_length 256;
    gzip_types application/rss+xml application/atom+xml application/feed+json text/x-opml;
    location = /rss.xml   { types { } default_type application/rss+xml; }
    location = /atom.xml  { types { } default_type application/atom+xml; }
    location = /feed.json {
      types { } default_type application/feed+json; add_header Access-Control-Allow-Origin "*" always;
    }
  }
}
""")


@dataclass(frozen=True)
class Request:
    """One request as the server saw it; a header that was not sent is empty."""

    path: str
    status: int
    agent: str
    if_none_match: str
    if_modified_since: str
    encoding: str

    @property
    def conditional(self) -> bool:
        return bool(self.if_none_match or self.if_modified_since)


@dataclass
class Server:
    """A running server."""

    port: int
    log: Path
    _seen: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def requests(self) -> list[Request]:
        """What was asked since this was last called.

        nginx logs a request after its answer has gone out; its one worker logs earlier ones before ours.
        """
        mark = f"/?asked-{self._seen}"
        assert answers(self.port, mark)
        asked = await_condition(lambda: self._after(mark), f"nginx did not log {mark}")
        self._seen += len(asked)
        return asked[:-1]

    def _after(self, mark: str) -> list[Request]:
        lines = self.log.read_text("utf-8").splitlines()[self._seen :]
        asked = [Request(**json.loads(line)) for line in lines if line.endswith("}")]
        return asked if asked and asked[-1].path == mark else []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int, path: str = "/") -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("HEAD", path)
        connection.getresponse()
    except ConnectionRefusedError:
        return False
    else:
        return True
    finally:
        connection.close()


def await_condition(ask: Callable[[], Answer], failure: str) -> Answer:
    """The first true answer."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := ask()):
        assert time.monotonic() < deadline, failure
        time.sleep(0.01)
    return answer


@contextlib.contextmanager
def serve(root: Path, port: int, scratch: Path) -> Iterator[Server]:
    """Serve ``root`` on ``port`` for as long as the context lasts; logs and configuration stay in ``scratch``."""
    scratch.mkdir()
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    (scratch / "nginx.conf").write_text(CONFIGURATION.substitute(user=user, port=port, root=root), encoding="utf-8")
    nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or "nginx"
    process = subprocess.Popen(
        [nginx, "-p", str(scratch), "-c", "nginx.conf", "-e", "error.log"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_condition(lambda: answers(port) or process.poll() is not None, f"nginx is silent on port {port}")
        assert process.poll() is None, (scratch / "error.log").read_text("utf-8")
        server = Server(port, scratch / "access.log")
        server.requests()
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)
