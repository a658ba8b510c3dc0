"""`feeds publish` from end to end: refused, published, looked at through nginx, taken back, told to a real hub."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import await_condition, free_port
from remotes import SERVERS, running
from test_publish_places import RSS, published
from webservers import served

from feeds.errors import UsageError
from feeds.publish.folder import write


class Desk:
    """A folder to publish, a configuration, and the place that nginx serves."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = free_port()
        self.home = f"http://127.0.0.1:{self.port}/"
        self.dist = root / "dist"
        self.dist.mkdir()
        self.www = root / "www"
        self.configure()
        self.write("One")

    def configure(self, **more: str) -> None:
        said = {"base-url": self.home, "publish": "www", **more}
        lines = [f"{key} = {json.dumps(value)}" for key, value in said.items() if value]
        (self.root / "feeds.toml").write_text("\n".join(lines), "utf-8")

    def write(self, title: str, hub: str = "") -> None:
        (self.dist / "a").mkdir(exist_ok=True)
        (self.dist / "a" / "one.html").write_text("<!doctype html><title>One</title>", "utf-8")
        text = RSS.format(title=title).replace("https://example.org/", self.home)
        link = f'<atom:link href="{hub}" rel="hub"/>' if hub else ""
        (self.dist / "rss.xml").write_text(text.replace("<item>", f"{link}<item>"), "utf-8")

    def feeds(self, *arguments: str, code: int = 0) -> str:
        command = [sys.executable, "-m", "feeds", *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.root, env={**os.environ})
        assert ran.returncode == code, f"{ran.returncode}\n{ran.stdout}{ran.stderr}"
        return ran.stdout + ran.stderr


@pytest.fixture
def desk() -> Iterator[Desk]:
    root = Path(tempfile.mkdtemp(prefix="feeds-test-"))
    root.chmod(0o755)
    try:
        yield Desk(root)
    finally:
        shutil.rmtree(root)


@pytest.mark.real("nginx", "brotli-static")
def test_published_and_looked_at(desk: Desk) -> None:
    text = desk.feeds("server", "nginx", "--root", str(desk.www))
    with served("nginx", text, desk.port, desk.root / "nginx"):
        assert f"Served at {desk.home}: 1 feed, looked at, without errors." in desk.feeds("publish")
        desk.write("Two")
        assert "Served at" in desk.feeds("publish")
        assert "Served at" in desk.feeds("publish", "--rollback")
        assert b"<title>One</title><link>" in (desk.www / "rss.xml").read_bytes()
    assert "nothing to do" in desk.feeds("publish", "--no-check", "--from", str(desk.www.resolve()))


@pytest.mark.real("nginx", "brotli-static")
def test_served_with_errors(desk: Desk) -> None:
    """The server has another folder than the one that was published to."""
    other = desk.root / "other"
    other.mkdir()
    (other / "rss.xml").write_text("<rss version='2.0'><channel></channel></rss>", "utf-8")
    text = desk.feeds("server", "nginx", "--root", str(other))
    with served("nginx", text, desk.port, desk.root / "nginx"):
        said = desk.feeds("publish", code=1)
        assert "other bytes than those that were published" in said
        assert "feeds publish www --rollback" in said
        first = published(desk.www)
        desk.write("Two")
        said = desk.feeds("publish", "--rollback-on-failure", code=1)
        assert "release 1 is served again" in said
        assert published(desk.www) == first


def test_nothing_is_published_that_the_checker_refuses(desk: Desk) -> None:
    desk.feeds("publish", "--no-check")
    before = published(desk.www)
    (desk.dist / "rss.xml").write_text("<rss version='2.0'><channel><title>x</title></channel></rss>", "utf-8")
    said = desk.feeds("publish", "--no-check", code=1)
    assert "so nothing was published" in said
    assert "RSS" in said
    assert published(desk.www) == before


def test_silence_never_looks_like_success(desk: Desk) -> None:
    said = desk.feeds("publish", code=3)  # nobody serves it
    assert f"feeds: {desk.home}rss.xml" in said
    assert "Served at" not in said
    desk.configure(**{"base-url": ""})
    assert "was not looked at" in desk.feeds("publish", code=3)


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    assert "would be sent" in desk.feeds("publish", "--dry-run")
    assert sorted(path.name for path in desk.root.iterdir()) == ["dist", "feeds.toml"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["s3://x/y"], "no name of a bucket"),
        (["ftp://host/x"], "no way to publish to ftp:"),
        (["me@host:/srv"], "ssh://user@host/path"),
        (["ssh://-oProxyCommand=id/x"], "names no machine"),
        (["ssh://host"], "which folder"),
        (["sftp://host/a/../b"], "is no path"),
        (["dav://host/x?y=1"], "no target understands"),
        (["--from", "nowhere"], "`feeds build` first"),
        (["feeds.toml"], "is a file"),
        (["/"], "no place to publish to"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], says: str, desk: Desk) -> None:
    assert says in desk.feeds("publish", *arguments, "--no-check", code=2)


def test_a_link_that_leads_out_is_not_followed(desk: Desk) -> None:
    (desk.dist / "secret.txt").symlink_to("/etc/passwd")
    assert "leads out of the folder" in desk.feeds("publish", "--no-check", code=2)


@pytest.mark.parametrize(
    ("dest", "library", "extra"), [("s3://bucket/x", "boto3", "s3"), ("sftp://h/x", "paramiko", "sftp")]
)
def test_a_library_that_is_missing_is_named(dest: str, library: str, extra: str, desk: Desk) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; from feeds.cli import main; main(['publish', {dest!r}])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=desk.root)
    assert ran.returncode == 2
    assert f"pip install 'feeds[{extra}]'" in ran.stderr


def test_two_runs_at_once(desk: Desk) -> None:
    import fcntl

    desk.feeds("publish", "--no-check")
    descriptor = os.open(desk.root / ".www.releases", os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        assert "Another run is publishing" in desk.feeds("publish", "--no-check", code=2)
    finally:
        os.close(descriptor)


def test_a_build_that_runs_at_the_same_time(desk: Desk) -> None:
    import fcntl

    descriptor = os.open(desk.dist, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)  # as a build does while it writes
    try:
        assert "A build is writing" in desk.feeds("publish", "--no-check", code=2)
        assert not desk.www.exists()
    finally:
        os.close(descriptor)
    descriptor = os.open(desk.dist, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)  # as a publication does while it reads; another one may, too
    try:
        desk.feeds("publish", "--no-check")
        with pytest.raises(UsageError, match="being published"):
            write(desk.dist, {"a.html": b"a"})
    finally:
        os.close(descriptor)
    write(desk.dist, {"a.html": b"a"})


HUB = """
import sys
from celery import Celery
from flask import Flask
from flask_websub.hub import Hub, SQLite3HubStorage
app = Flask(__name__)
app.config.update(PUBLISH_SUPPORTED=True, SERVER_NAME=None)
celery = Celery("hub", broker="memory://")
celery.conf.update(task_always_eager=True)
hub = Hub(SQLite3HubStorage(sys.argv[2]), celery, **app.config)
app.register_blueprint(hub.build_blueprint(url_prefix="/hub"))
app.run("127.0.0.1", int(sys.argv[1]), threaded=True)
"""
SUBSCRIBER = """
import sys
from flask import Flask
from flask_websub.subscriber import Subscriber, SQLite3SubscriberStorage, SQLite3TempSubscriberStorage, discover
app = Flask(__name__)
app.config.update(SERVER_NAME=f"127.0.0.1:{sys.argv[1]}", AUTO_SET_SECRET=False)
subscriber = Subscriber(SQLite3SubscriberStorage(sys.argv[2]), SQLite3TempSubscriberStorage(sys.argv[2] + "t"))
app.register_blueprint(subscriber.build_blueprint(url_prefix="/callbacks"))
@subscriber.add_listener
def changed(topic, callback, body): print("NOTIFIED", topic, len(body), flush=True)
@subscriber.add_success_handler
def subscribed(topic, callback, mode): print("SUBSCRIBED", topic, flush=True)
@app.route("/subscribe/<path:topic>")
def subscribe(topic): return subscriber.subscribe(**discover(topic), lease_seconds=3600)
app.run("127.0.0.1", int(sys.argv[1]), threaded=True)
"""


@pytest.mark.real("nginx", "brotli-static", "servers")
def test_a_real_hub_delivers(desk: Desk) -> None:
    import httpx

    python = str(SERVERS / "python")
    hub_port, subscriber_port = free_port(), free_port()
    hub = f"http://127.0.0.1:{hub_port}/hub"
    topic = f"{desk.home}rss.xml"
    desk.write("One", hub)
    text = desk.feeds("server", "nginx", "--root", str(desk.www))
    log = desk.root / "subscriber.log"
    with (
        served("nginx", text, desk.port, desk.root / "nginx"),
        running([python, "-c", SUBSCRIBER, str(subscriber_port), str(desk.root / "s.db")], subscriber_port, log),
    ):
        assert "was not told" in desk.feeds("publish"), "there is no hub yet"
        with running([python, "-c", HUB, str(hub_port), str(desk.root / "h.db")], hub_port, desk.root / "hub.log"):
            assert "Told the hub of 1 feed." in desk.feeds("publish"), "what was missed is caught up on"
            assert "Told" not in desk.feeds("publish"), "nothing changed since"
            asked = httpx.get(f"http://127.0.0.1:{subscriber_port}/subscribe/{topic}", timeout=20)
            assert asked.status_code < 400, log.read_text("utf-8")
            await_condition(lambda: f"SUBSCRIBED {topic}" in log.read_text("utf-8"), "not subscribed")
            desk.write("Two", hub)
            assert "Told the hub of 1 feed." in desk.feeds("publish")
            size = (desk.www / "rss.xml").stat().st_size
            await_condition(lambda: f"NOTIFIED {topic} {size}\n" in log.read_text("utf-8"), "not notified")
