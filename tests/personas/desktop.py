"""Readers with a window, a daemon or a database server: `make readers` runs them where they are installed."""

import contextlib
import gzip
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from loopback import await_condition
from subscribers import Row, Subscriber

ROOT = Path(__file__).parents[2]
CANTO = ROOT / "build" / "canto" / "bin"
PATIENCE = 60.0  # seconds that a reader with a window gets to see every feed
# Qt's and GTK's browsers inside are not looked at, and nothing is to be shown.
QUIET = {
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu --disable-background-networking --no-first-run",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "NO_AT_BRIDGE": "1",
    "GSETTINGS_BACKEND": "keyfile",
}


class Canto(Subscriber):
    """A daemon, and a remote control; what it knows is in a file of JSON."""

    name, edit, needs = "canto", "replaced", ("canto",)

    def subscribe(self, feeds: Mapping[str, str]) -> None:
        self.feeds = dict(feeds)
        subscriptions = [{"name": name, "url": url, "rate": 1} for name, url in feeds.items()]
        (self.home / "conf").write_text(json.dumps({"feeds": subscriptions}), encoding="utf-8")
        with (self.home / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [str(CANTO / "canto-daemon"), "-D", str(self.home), "-v"], stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, env={**os.environ, "HOME": str(self.home)},
            )  # fmt: skip
        await_condition((self.home / ".canto_socket").exists, "canto-daemon is silent")

    def poll(self) -> None:
        self.run(str(CANTO / "canto-remote"), "-D", str(self.home), "force-update")
        time.sleep(10)  # it does not say when it has finished
        await_condition((self.home / "feeds").exists, "canto keeps nothing")

    def shown(self, feed: str) -> list[Row]:
        data = (self.home / "feeds").read_bytes()
        kept = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        entries = kept[self.feeds[feed]]["entries"]
        return [Row(one.get("link", ""), one.get("title", ""), json.dumps(one)) for one in entries]

    def end(self) -> None:
        if hasattr(self, "process"):
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)


class Window(Subscriber):
    """A reader with a window, on a screen and a message bus of its own."""

    database: Path

    def look(self, *command: str, seconds: float) -> None:
        """Run it for some seconds, then end it as a person would."""
        runtime = self.home / "run"
        runtime.mkdir(exist_ok=True, mode=0o700)
        environment = {
            **os.environ, **QUIET, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_DATA_HOME": str(self.home / ".local/share"), "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_RUNTIME_DIR": str(runtime),
        }  # fmt: skip
        script = '"$@" & echo $! > "$HOME/pid"; wait $!'
        with (self.home / "log").open("wb") as log:
            process = subprocess.Popen(
                ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24", "dbus-run-session", "--", "bash", "-c", script, "-",
                 *command],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, cwd=self.home,
                start_new_session=True,
            )  # fmt: skip
            try:
                time.sleep(seconds)
                os.kill(int((self.home / "pid").read_text()), signal.SIGTERM)
                process.wait(PATIENCE)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGTERM)

    def rows(self, query: str, *values: object) -> list[Row]:
        with closing(sqlite3.connect(self.database)) as database:
            return [Row(*("" if one is None else str(one) for one in row)) for row in database.execute(query, values)]


class Liferea(Window):
    """It asks on start; each look is ten minutes later by its clock."""

    name, edit, needs = "liferea", "ignored", ("liferea", "xvfb", "dbus", "faketime")

    def subscribe(self, feeds: Mapping[str, str]) -> None:
        self.database = self.home / ".local/share/liferea/liferea.db"
        folder = self.home / ".config" / "liferea"
        folder.mkdir(parents=True)
        outlines = "".join(
            f'<outline title="{name}" text="{name}" type="{"atom" if name.endswith("atom") else "rss"}" '
            f'id="{name}" xmlUrl="{url}" updateInterval="1"/>\n'
            for name, url in feeds.items()
        )
        (folder / "feedlist.opml").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="1.0"><head><title>Liferea Feed List Export</title>'
            f"</head><body>\n{outlines}</body></opml>\n",
            encoding="utf-8",
        )

    def poll(self) -> None:
        self.polls += 1
        clock = ("env", "FAKETIME_DONT_FAKE_MONOTONIC=1", "faketime", "-f", f"+{self.polls * 10}m")
        self.look(*clock, "liferea", seconds=14)

    def shown(self, feed: str) -> list[Row]:
        return self.rows("select source, title, description from items where node_id = ? and comment = 0", feed)


class RssGuard(Window):
    name, edit, reads = "RSS Guard", "replaced", ("rss", "atom", "json")
    needs = ("rssguard", "xvfb", "dbus")

    def subscribe(self, feeds: Mapping[str, str]) -> None:
        self.data = self.home / "data"
        self.database = self.data / "database" / "database.db"
        self.look("rssguard", "-d", str(self.data), seconds=8)  # it makes its database
        self.ids = {name: number for number, name in enumerate(feeds, 1)}
        kinds = {"rss": 1, "atom": 3, "json": 4}
        with closing(sqlite3.connect(self.database)) as database, database:
            database.execute("insert or ignore into Accounts(id, type) values (1, 'std-rss')")
            for name, url in feeds.items():
                kind = kinds[name.rpartition("-")[2]]
                custom = {
                    "encoding": "UTF-8", "source_type": 0, "type": kind, "post_process": "", "protected": 0,
                    "username": "", "password": "",
                }  # fmt: skip
                database.execute(
                    "insert into Feeds(id, title, category, source, update_type, account_id, custom_id, custom_data) "
                    "values (?, ?, -1, ?, 1, 1, ?, ?)",
                    (self.ids[name], name, url, str(self.ids[name]), json.dumps(custom)),
                )
        (self.data / "config" / "config.ini").write_text(
            "[feeds]\nfeeds_update_on_startup=true\nfeeds_update_on_startup_delay=1\nfeed_update_timeout=5000\n"
            "[main]\nfirst_run=false\nfirst_run_4.0.4=false\nupdate_on_start=false\n",
            encoding="utf-8",
        )

    def notices(self, form: str) -> bool:
        return form != "rss"  # RSS has no date of the edit, and only with another title or date it looks again

    def poll(self) -> None:
        self.look("rssguard", "-d", str(self.data), seconds=14)

    def shown(self, feed: str) -> list[Row]:
        query = "select url, title, contents from Messages where feed = ? and is_deleted = 0 and is_pdeleted = 0"
        return self.rows(query, str(self.ids[feed]))


class TinyTinyRss(Subscriber):
    """PHP and PostgreSQL; it asks only addresses that are nobody's loopback, on the usual port, and never as root."""

    name, edit, needs = "tt-rss", "replaced", ("tt-rss", "php", "postgresql")
    port = "18432"

    def subscribe(self, feeds: Mapping[str, str]) -> None:
        self.home.chmod(0o755)
        (self.socket,) = (self.home / "pg",)
        versions = sorted(Path("/usr/lib/postgresql").iterdir())
        self.bin = versions[-1] / "bin"
        for folder in (self.socket, *(self.home / "tt" / name for name in ("lock", "cache", "icons"))):
            folder.mkdir(parents=True)
        shutil.chown(self.socket, "postgres")
        data = self.socket / "data"
        self.as_("postgres", f"{self.bin}/initdb -D {data} -A trust -E UTF8 --locale=C.UTF-8")
        options = f"-p {self.port} -k {self.socket} -c listen_addresses="
        self.as_("postgres", f"{self.bin}/pg_ctl -D {data} -o '{options}' -l {self.socket}/log -w start")
        self.sql("create database ttrss", database="postgres")
        schema = Path("/usr/share/tt-rss/schema/ttrss_schema_pgsql.sql")
        self.psql("ttrss", "-q", "-f", str(schema))
        self.app = self.home / "app"
        shutil.copytree("/usr/share/tt-rss/www", self.app)
        (self.app / "config.php").unlink(missing_ok=True)
        (self.app / "config.php").write_text(self.configuration(), encoding="utf-8")
        cache = self.home / "tt" / "cache"
        for name in ("feeds", "simplepie", "images", "upload", "export", "starred-images"):
            (cache / name).mkdir()
        self.run("chown", "-R", "www-data", str(self.home / "tt"))
        for name, url in feeds.items():
            self.sql(f"insert into ttrss_feeds(owner_uid, title, feed_url) values (1, '{name}', '{url}')")  # noqa: S608

    def configuration(self) -> str:
        words = {
            "DB_TYPE": "pgsql", "DB_HOST": str(self.socket), "DB_PORT": self.port, "DB_USER": "postgres",
            "DB_NAME": "ttrss", "DB_PASS": "", "MYSQL_CHARSET": "UTF8", "SELF_URL_PATH": "http://203.0.113.9/",
            "PHP_EXECUTABLE": "/usr/bin/php", "LOCK_DIRECTORY": f"{self.home}/tt/lock",
            "CACHE_DIR": f"{self.home}/tt/cache", "ICONS_DIR": f"{self.home}/tt/icons", "ICONS_URL": "feed-icons",
            "SPHINX_SERVER": "", "SPHINX_INDEX": "", "REG_NOTIFY_ADDRESS": "a@example.org", "SMTP_FROM_NAME": "T",
            "SMTP_FROM_ADDRESS": "a@example.org", "DIGEST_SUBJECT": "x", "PLUGINS": "auth_internal",
            "LOG_DESTINATION": "",
        }  # fmt: skip
        numbers = {
            "SINGLE_USER_MODE": "true", "SIMPLE_UPDATE_MODE": "false", "AUTH_AUTO_CREATE": "true",
            "AUTH_AUTO_LOGIN": "true", "FORCE_ARTICLE_PURGE": "0", "ENABLE_REGISTRATION": "false",
            "REG_MAX_USERS": "10", "SESSION_COOKIE_LIFETIME": "86400", "CHECK_FOR_UPDATES": "false",
            "ENABLE_GZIP_OUTPUT": "false", "CONFIG_VERSION": "26",
        }  # fmt: skip
        lines = [f"define('{key}', '{value}');" for key, value in words.items()]
        return "\n".join(["<?php", *lines, *(f"define('{key}', {value});" for key, value in numbers.items()), ""])

    def as_(self, user: str, command: str) -> str:
        return self.run("su", user, "-s", "/bin/bash", "-c", command)

    def psql(self, database: str, *arguments: str) -> str:
        where = ("-h", str(self.socket), "-p", self.port, "-U", "postgres", database)
        return self.run("psql", *where, "-At", "-F", "\x1f", "-R", "\x1e", *arguments)

    def sql(self, query: str, database: str = "ttrss") -> str:
        return self.psql(database, "-c", query)

    def poll(self) -> None:
        for name in ("feeds", "simplepie"):  # it takes a copy that is younger than half a minute
            for file in (self.home / "tt" / "cache" / name).iterdir():
                file.unlink()
        for number in self.sql("select id from ttrss_feeds order by id").strip().split("\x1e"):
            update = f"cd {self.app} && php -d error_reporting=0 update.php --debug-feed {number.strip()}"
            self.as_("www-data", update)
        wrong = self.sql("select title, last_error from ttrss_feeds where last_error != ''").strip()
        assert not wrong, wrong

    def shown(self, feed: str) -> list[Row]:
        # Of one item in two feeds it keeps the one that came first.
        found = self.sql(
            "select e.link, e.title, e.content from ttrss_user_entries u join ttrss_entries e on e.id = u.ref_id "  # noqa: S608
            f"join ttrss_feeds f on f.id = u.feed_id where f.title like '{feed.partition('-')[0]}-%'"
        )
        return [Row(*row.strip("\n").split("\x1f")) for row in found.split("\x1e") if "\x1f" in row]

    def end(self) -> None:
        if hasattr(self, "bin"):
            self.as_("postgres", f"{self.bin}/pg_ctl -D {self.socket / 'data'} -m fast -w stop")


def _heavy() -> Iterator[type[Subscriber]]:
    yield Canto
    yield Liferea
    yield RssGuard
    if os.geteuid() == 0 and os.environ.get("FEEDS_HOSTS"):
        yield TinyTinyRss
    else:
        sys.stdout.write("tt-rss: skipped, it needs root and addresses that are not loopback (make readers)\n")


WANTED = os.environ.get("FEEDS_READERS", "").split(",")
HEAVY = tuple(kind for kind in _heavy() if "all" in WANTED or kind.name in WANTED) if any(WANTED) else ()
