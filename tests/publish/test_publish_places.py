"""Publishing to real places: what is there afterwards, what a second run does, what a third that changes something."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast

import pytest
from remotes import Place, Ssh, nginx_dav, s3, sshd, webdav

MANIFEST = ".feeds-manifest.json"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Site</title><link>https://example.org/</link>
<description>Of the tests</description>
<atom:link href="https://example.org/rss.xml" rel="self" type="application/rss+xml"/>
<item><title>{title}</title><link>https://example.org/a/one.html</link>
<guid isPermaLink="false">tag:example.org,2026:1</guid><description>One</description></item></channel></rss>
"""


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A small built site with names that are hard on shells and URLs."""
    folder = tmp_path / "dist"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "one.html").write_text("<!doctype html><title>One</title>" + "<p>One</p>" * 50, "utf-8")
    (folder / "a" / "ž 'quoted' $HOME; #1 & 100%.html").write_text("<!doctype html><title>Ž</title>", "utf-8")
    (folder / "-dash.txt").write_text("x" * 300, "utf-8")
    (folder / "index.html").write_text("<!doctype html><title>All</title>", "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG" + bytes(2000))
    (folder / "rss.xml").write_text(RSS.format(title="One"), "utf-8")
    (folder / ".hidden").write_text("stays at home", "utf-8")
    return folder


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ssh]:
    with sshd(tmp_path_factory.mktemp("home")) as machine:
        yield machine


@pytest.fixture(
    params=[
        "folder",
        "link",
        pytest.param("ssh", marks=pytest.mark.real("sshd", "rsync")),
        pytest.param("ssh-folder", marks=pytest.mark.real("sshd", "rsync")),
        pytest.param("sftp", marks=pytest.mark.real("sshd", "paramiko")),
        pytest.param("webdav", marks=pytest.mark.real("servers")),
        pytest.param("webdav-nginx", marks=pytest.mark.real("nginx-dav")),
    ]
)
def place(request: pytest.FixtureRequest, tmp_path: Path, dist: Path) -> Iterator[Place]:
    """Every kind of place behind which there is a folder that can be looked into."""
    folder = tmp_path / "www" / "my news"
    folder.parent.mkdir()
    kind = str(request.param)
    if kind.startswith(("ssh", "sftp")):
        machine: Ssh = request.getfixturevalue("ssh")
        if kind != "ssh":
            folder.mkdir()
        yield machine.place(kind.partition("-")[0], folder)
    elif kind == "webdav":
        # wsgidav cuts a Destination at a semicolon, however it is written.
        hard = next((dist / "a").glob("*;*"))
        hard.rename(hard.with_name(hard.name.replace(";", "")))
        with webdav(tmp_path, tmp_path / "dav") as there:
            yield there
    elif kind == "webdav-nginx":
        with nginx_dav(tmp_path, tmp_path / "dav") as there:
            yield there
    else:
        if kind == "folder":
            folder.mkdir()
        yield Place(str(folder), folder)


def held(folder: Path) -> dict[str, bytes]:
    """What a folder holds, hidden files too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wanted(dist: Path) -> dict[str, bytes]:
    return {name: data for name, data in held(dist).items() if not name.startswith(".")}


def published(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in held(folder).items() if not name.endswith((".gz", ".br")) and name != MANIFEST}


def test_a_place_through_its_life(place: Place, dist: Path) -> None:
    assert place.folder is not None
    first = place.publish("--from", dist, "--no-check")
    assert published(place.folder) == wanted(dist)
    packed = {"a/one.html", "-dash.txt", "rss.xml"}  # the others are too small for it, or pictures
    assert set(held(place.folder)) - set(wanted(dist)) == {
        MANIFEST,
        *(f"{name}{end}" for name in packed for end in (".gz", ".br")),
    }
    assert "12 new" in first, first

    times = {path: path.stat().st_mtime_ns for path in place.folder.rglob("*") if path.is_file()}
    again = place.publish("--from", dist, "--no-check")
    assert "nothing to do" in again
    assert {path: path.stat().st_mtime_ns for path in place.folder.rglob("*") if path.is_file()} == times

    (dist / "rss.xml").write_text(RSS.format(title="Two"), "utf-8")
    (dist / "-dash.txt").unlink()
    shutil.rmtree(dist / "a")
    (dist / "b").mkdir()
    (dist / "b" / "two.html").write_text("new", "utf-8")
    foreign = place.folder / "foreign.txt"
    foreign.write_text("somebody else's", "utf-8")
    (place.folder / "index.html.gz").write_bytes(b"stale")
    dry = place.publish("--from", dist, "--no-check", "--dry-run")
    assert "would be removed  -dash.txt.br" in dry
    assert "index.html.gz" in dry
    third = place.publish("--from", dist, "--no-check")
    assert "1 new, 3 changed, 8 removed, 2 unchanged" in third, third
    after = published(place.folder)
    assert {name for name in after if name != "foreign.txt"} == set(wanted(dist))
    assert not (place.folder / "index.html.gz").exists()
    assert (place.folder / "rss.xml").stat().st_mtime_ns > times[place.folder / "rss.xml"]
    if not place.dest.startswith("dav"):  # WebDAV lets nobody set a time
        assert len({(place.folder / f"rss.xml{end}").stat().st_mtime for end in ("", ".gz", ".br")}) == 1

    # A manifest is believed only as far as the listing agrees, and not at all when it is damaged.
    (place.folder / "picture.png").unlink()
    (place.folder / "rss.xml").write_bytes(b"cut")
    place.publish("--from", dist, "--no-check")
    assert {name: data for name, data in published(place.folder).items() if name != "foreign.txt"} == wanted(dist)
    (place.folder / MANIFEST).write_text('{"schema": 1, "files": {"../../etc/passwd": []}}', "utf-8")
    assert "damaged" in place.publish("--from", dist, "--no-check", code=3)


@pytest.mark.parametrize("kind", ["link", pytest.param("ssh", marks=pytest.mark.real("sshd", "rsync"))])
def test_rollback(kind: str, dist: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "www"
    place = request.getfixturevalue("ssh").place("ssh", folder) if kind == "ssh" else Place(str(folder), folder)
    assert "no earlier release" in place.publish("--rollback", "--no-check", code=2)
    first = wanted(dist)
    place.publish("--from", dist, "--no-check")
    (dist / "rss.xml").write_text(RSS.format(title="Two"), "utf-8")
    (dist / "b.html").write_text("second", "utf-8")
    (dist / "picture.png").unlink()
    place.publish("--from", dist, "--no-check")
    second = (folder / "rss.xml").stat().st_mtime
    picture = json.loads((folder / MANIFEST).read_bytes())["newest"]
    place.publish("--rollback", "--no-check")
    assert published(folder) == first
    assert (folder / "rss.xml").stat().st_mtime > second, "never goes back"
    assert (folder / "picture.png").stat().st_mtime > picture
    assert "no earlier release" in place.publish("--rollback", "--no-check", code=2)
    place.publish("--from", dist, "--no-check")
    assert published(folder) == wanted(dist)
    (dist / "b.html").write_text("third", "utf-8")
    place.publish("--from", dist, "--no-check", "--keep", "2")
    assert len(list((tmp_path / ".www.releases").iterdir())) == 2
    assert folder.is_symlink()


def test_no_password_is_ever_said(dist: Path) -> None:
    said = Place("sftp://bob:s3cret@127.0.0.1/x").publish("--from", dist, code=2)
    assert "s3cret" not in said
    assert "password" in said


@pytest.mark.real("servers")
def test_a_wrong_password(tmp_path: Path, dist: Path) -> None:
    with webdav(tmp_path, tmp_path / "dav") as place:
        wrong = Place(place.dest, place.folder, {**place.env, "FEEDS_WEBDAV_PASSWORD": "wrong-s3cret"})
        said = wrong.publish("--from", dist, "--no-check", code=3)
        assert "401" in said
        assert "wrong-s3cret" not in said
        none = Place(place.dest, place.folder, {"HOME": str(tmp_path)})
        assert "FEEDS_WEBDAV_USER" in none.publish("--from", dist, "--no-check", code=2)
        (tmp_path / ".netrc").write_text("machine 127.0.0.1 login alice password s3cret-word\n", "utf-8")
        (tmp_path / ".netrc").chmod(0o600)
        none.publish("--from", dist, "--no-check")


@pytest.mark.real("sshd", "paramiko")
def test_an_unknown_host_is_refused(ssh: Ssh, tmp_path: Path, dist: Path) -> None:
    for scheme in ("sftp", "ssh"):
        home = tmp_path / scheme
        shutil.copytree(ssh.home / ".ssh", home / ".ssh")
        (home / ".ssh" / "known_hosts").write_text("", "utf-8")
        config = (home / ".ssh" / "config").read_text("utf-8").replace(str(ssh.home), str(home))
        (home / ".ssh" / "config").write_text(config, "utf-8")
        (tmp_path / "www").mkdir(exist_ok=True)
        said = Ssh(ssh.port, home).place(scheme, tmp_path / "www").publish("--from", dist, "--no-check", code=3)
        assert "known" in said or "verification" in said, said


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with s3(tmp_path_factory.mktemp("s3")) as env:
        yield env


class S3(Protocol):
    """What the tests use of boto3's client."""

    def create_bucket(self, *, Bucket: str) -> object: ...  # noqa: N803 - boto3's names
    def list_objects_v2(self, *, Bucket: str) -> dict[str, list[dict[str, str]]]: ...  # noqa: N803 - as above
    def head_object(self, *, Bucket: str, Key: str) -> dict[str, str]: ...  # noqa: N803 - as above
    def delete_object(self, *, Bucket: str, Key: str) -> object: ...  # noqa: N803 - as above
    def close(self) -> None: ...


@pytest.fixture
def client(bucket: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[S3]:
    for name, value in bucket.items():
        monkeypatch.setenv(name, value)
    import boto3

    made = cast("S3", boto3.client("s3"))
    made.create_bucket(Bucket="site")
    yield made
    for each in made.list_objects_v2(Bucket="site").get("Contents", []):
        made.delete_object(Bucket="site", Key=each["Key"])
    made.close()


@pytest.mark.real("servers", "boto3")
def test_s3(bucket: dict[str, str], client: S3, dist: Path) -> None:
    place = Place("s3://site/news", None, bucket)
    said = place.publish("--from", dist, "--no-check")
    assert "6 new" in said
    assert "secret-of-the-test" not in said
    kept = {
        each["Key"]: client.head_object(Bucket="site", Key=each["Key"])
        for each in client.list_objects_v2(Bucket="site")["Contents"]
    }
    assert set(kept) == {f"news/{name}" for name in (*wanted(dist), MANIFEST)}, "no compressed siblings"
    types = {key: (head["ContentType"], head["CacheControl"]) for key, head in kept.items()}
    assert types["news/rss.xml"] == ("application/rss+xml; charset=utf-8", "public, max-age=900")
    assert types["news/index.html"] == ("text/html; charset=utf-8", "public, max-age=300")
    assert types["news/picture.png"] == ("image/png", "public, max-age=86400")
    assert max(kept, key=lambda key: (kept[key]["LastModified"], key in ("news/rss.xml", f"news/{MANIFEST}"))) in (
        "news/rss.xml",
        f"news/{MANIFEST}",
    )
    assert "nothing to do" in place.publish("--from", dist, "--no-check")
    (dist / "index.html").unlink()
    (dist / "rss.xml").write_text(RSS.format(title="Two"), "utf-8")
    assert "1 changed, 1 removed, 4 unchanged" in place.publish("--from", dist, "--no-check")
    missing = Place("s3://elsewhere/news", None, bucket).publish("--from", dist, "--no-check", code=3)
    assert "elsewhere" in missing


@pytest.mark.real("servers", "boto3")
@pytest.mark.usefixtures("client")
def test_of_two_runs_at_once_one_stops() -> None:
    from feeds.errors import PublishError
    from feeds.publish.s3 import S3Store

    one, two = S3Store("site", "at-once", 60), S3Store("site", "at-once", 60)
    assert one.manifest() is None
    assert two.manifest() is None
    one.keep(b"one")
    with pytest.raises(PublishError, match="Another run"):
        two.keep(b"two")
    assert two.manifest() == b"one"
    two.keep(b"two")
    with pytest.raises(PublishError, match="Another run"):
        one.keep(b"one")
    one.close()
    two.close()
