"""Writing a site: nothing half done, nothing touched needlessly, nothing of others removed."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import UsageError
from feeds.publish.folder import Changes, compare, write

SITE = {"ledger.jsonl": b"l", "articles/a.html": b"a", "articles/b.html": b"b", "index.html": b"i", "rss.xml": b"r"}


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_writes_what_it_is_given(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "dist"
    assert write(folder, SITE) == Changes(new=tuple(SITE))
    assert state(folder) == SITE


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    write(tmp_path, SITE)
    before = {name: (tmp_path / name).stat() for name in SITE}
    changes = write(tmp_path, {**SITE, "rss.xml": b"R"})
    assert (changes.changed, changes.new, len(changes.unchanged)) == (("rss.xml",), (), 4)
    after = {name: (tmp_path / name).stat() for name in SITE}
    for name in changes.unchanged:
        assert (after[name].st_mtime_ns, after[name].st_ino) == (before[name].st_mtime_ns, before[name].st_ino)


def test_a_changed_file_is_later_by_the_second(tmp_path: Path) -> None:
    write(tmp_path, SITE)
    times = [int((tmp_path / "rss.xml").stat().st_mtime)]
    for text in (b"1", b"2", b"3"):  # within one second of the clock, and of one size
        write(tmp_path, {**SITE, "rss.xml": text})
        times.append(int((tmp_path / "rss.xml").stat().st_mtime))
    assert times == sorted(set(times))


def test_a_file_from_the_future_still_gets_a_later_time(tmp_path: Path) -> None:
    write(tmp_path, SITE)
    os.utime(tmp_path / "rss.xml", (4_000_000_000, 4_000_000_000))
    write(tmp_path, {**SITE, "rss.xml": b"new"})
    assert int((tmp_path / "rss.xml").stat().st_mtime) == 4_000_000_001


def test_permissions_stay(tmp_path: Path) -> None:
    write(tmp_path, SITE)
    (tmp_path / "rss.xml").chmod(0o640)
    write(tmp_path, {**SITE, "rss.xml": b"new"})
    assert (tmp_path / "rss.xml").stat().st_mode & 0o777 == 0o640


def test_only_stale_files_are_removed(tmp_path: Path) -> None:
    write(tmp_path, SITE)
    (tmp_path / "CNAME").write_bytes(b"example.org")
    (tmp_path / "articles" / "mine.html").write_bytes(b"mine")
    rest = {name: data for name, data in SITE.items() if name != "articles/b.html"}
    changes = write(tmp_path, rest, ["articles/b.html", "articles/never-there.html", "rss.xml"])
    assert changes.removed == ("articles/b.html",)
    assert set(state(tmp_path)) == {*rest, "CNAME", "articles/mine.html"}


def test_compare_says_what_write_would_do_and_does_nothing(tmp_path: Path) -> None:
    write(tmp_path, SITE)
    files = {**SITE, "index.html": b"I", "atom.xml": b"a"}
    before = state(tmp_path)
    said = compare(tmp_path, files, ["articles/b.html"])
    assert state(tmp_path) == before
    assert said == write(tmp_path, files, ["articles/b.html"])
    assert not compare(tmp_path, files, ["articles/nothing.html"])


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "", "a\\..\\x"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="inside"):
        write(tmp_path / "dist", {name: b""})
    with pytest.raises(ValueError, match="inside"):
        write(tmp_path / "dist", SITE, [name])


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    write(tmp_path, SITE)
    (tmp_path / ".rss.xml.feeds-new").write_bytes(b"half")
    (tmp_path / "articles" / ".gone.html.feeds-new").write_bytes(b"half")
    write(tmp_path, SITE)
    assert state(tmp_path) == SITE


def test_a_folder_in_the_way_is_an_error_for_people(tmp_path: Path) -> None:
    (tmp_path / "rss.xml").mkdir()
    with pytest.raises(UsageError, match=r"rss\.xml cannot be written"):
        write(tmp_path, SITE)
    assert state(tmp_path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="no flock")
def test_two_runs_do_not_write_one_folder(tmp_path: Path) -> None:
    import fcntl

    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with pytest.raises(UsageError, match="Another run"):
            write(tmp_path, SITE)
    finally:
        os.close(descriptor)
    assert write(tmp_path, SITE)


KILLED = textwrap.dedent(
    """
    import os, sys
    from pathlib import Path
    from feeds.publish import folder

    steps, target, count = int(sys.argv[1]), Path(sys.argv[2]), 0

    def counted(real):
        def call(*given, **named):
            global count
            count += 1
            if count > steps:
                os._exit(9)  # as abrupt as a kill: no finally runs
            return real(*given, **named)
        return call

    for name in ("replace", "unlink", "chmod"):
        setattr(Path, name, counted(getattr(Path, name)))
    os.fsync = counted(os.fsync)
    os.replace = counted(os.replace)
    new = {"ledger.jsonl": b"L", "articles/c.html": b"c", "index.html": b"I", "rss.xml": b"articles/c.html"}
    folder.write(target, new, ["articles/a.html", "articles/b.html"])
    """
)


@pytest.mark.parametrize("steps", range(20))
def test_a_kill_at_any_moment_leaves_a_consistent_folder(tmp_path: Path, steps: int) -> None:
    old = {"ledger.jsonl": b"l", "articles/a.html": b"a", "articles/b.html": b"b", "index.html": b"i"}
    write(tmp_path, {**old, "rss.xml": b"articles/a.html"})
    command = [sys.executable, "-c", KILLED, str(steps), str(tmp_path)]
    killed = subprocess.run(command, check=False).returncode
    assert killed in (0, 9)
    there = state(tmp_path)
    assert there["rss.xml"].decode() in there, "the feed leads to a page that is not there"
    for name in ("ledger.jsonl", "index.html", "rss.xml"):
        assert there[name] in (b"l", b"L", b"i", b"I", b"articles/a.html", b"articles/c.html"), "half a file"
    subprocess.run([sys.executable, "-c", KILLED, "1000", str(tmp_path)], check=True)
    assert set(state(tmp_path)) == {"ledger.jsonl", "articles/c.html", "index.html", "rss.xml"}


@given(st.dictionaries(st.sampled_from(sorted(SITE)), st.binary(max_size=3), min_size=1))
def test_after_writing_nothing_would_change(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    folder = tmp_path_factory.mktemp("site")
    write(folder, SITE)
    write(folder, files)
    assert not compare(folder, files)
    assert state(folder) == {**SITE, **files}
