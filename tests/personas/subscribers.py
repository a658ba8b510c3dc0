"""Readers that people really use, each driven as its own user would, and what each then shows.

What a reader does with an edit is its own affair and stands in ``edit``: ``replaced`` in its place, ``ignored``, or
shown ``again`` when the title is another (sfeed knows an item by id, link and title together).
"""

import configparser
import email.message
import email.policy
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

Edit = Literal["replaced", "ignored", "again"]


class Row(NamedTuple):
    """An item as a reader shows it."""

    link: str
    title: str
    text: str


class Subscriber:
    """A reader with subscriptions, in a home of its own."""

    name: ClassVar[str]
    edit: ClassVar[Edit]
    reads: ClassVar[tuple[str, ...]] = ("rss", "atom")
    needs: ClassVar[tuple[str, ...]] = ()

    def __init__(self, home: Path) -> None:
        self.home = home
        self.polls = 0
        home.mkdir(parents=True)

    def subscribe(self, feeds: Mapping[str, str]) -> None:
        """Subscribe to feeds, by a short name."""
        raise NotImplementedError

    def poll(self) -> None:
        """Look for what is new, once."""
        raise NotImplementedError

    def shown(self, feed: str) -> list[Row]:
        """All that is shown of a feed."""
        raise NotImplementedError

    def end(self) -> None:
        """Stop what runs."""

    def notices(self, form: str) -> bool:
        """Whether an edit of a text is shown that leaves title and date of a feed of that form as they are."""
        assert form
        return self.edit == "replaced"

    def run(self, *command: str, environment: Mapping[str, str] | None = None) -> str:
        ran = subprocess.run(
            command, cwd=self.home, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120,
            env={**os.environ, "HOME": str(self.home), **(environment or {})},
        )  # fmt: skip
        assert ran.returncode == 0, f"{self.name}: {ran.stdout}{ran.stderr}"
        return ran.stdout + ran.stderr


class Newsboat(Subscriber):
    """One cache for each feed: in a shared one an item that two feeds have stands under the later one only."""

    name, edit, needs = "newsboat", "replaced", ("newsboat",)

    def subscribe(self, feeds: Mapping[str, str]) -> None:
        (self.home / "config").touch()
        for name, url in feeds.items():
            (self.home / f"urls.{name}").write_text(url + "\n", encoding="utf-8")

    def poll(self) -> None:
        for urls in sorted(self.home.glob("urls.*")):
            cache = urls.with_name(f"cache.{urls.suffix[1:]}")
            self.run("newsboat", "-C", str(self.home / "config"), "-u", str(urls), "-c", str(cache), "-x", "reload")

    def shown(self, feed: str) -> list[Row]:
        with closing(sqlite3.connect(self.home / f"cache.{feed}")) as cache:
            return [Row(*row) for row in cache.execute("select url, title, content from rss_item where deleted = 0")]


class Sfeed(Subscriber):
    name, edit, needs = "sfeed", "again", ("sfeed",)

    def subscribe(self, feeds: Mapping[str, str]) -> None:
        (self.home / "feeds").mkdir()
        lines = "".join(f'  feed "{name}" "{url}"\n' for name, url in feeds.items())
        (self.home / "sfeedrc").write_text(f'sfeedpath="{self.home}/feeds"\nfeeds() {{\n{lines}}}\n', encoding="utf-8")

    def poll(self) -> None:
        self.run("sfeed_update", str(self.home / "sfeedrc"))

    def shown(self, feed: str) -> list[Row]:
        lines = (self.home / "feeds" / feed).read_text("utf-8").splitlines()
        return [Row(link, title, text) for _, title, link, text, *_ in (line.split("\t") for line in lines)]


class Rss2email(Subscriber):
    name, edit, needs = "rss2email", "ignored", ("rss2email",)

    def subscribe(self, feeds: Mapping[str, str]) -> None:
        for folder in ("new", "cur", "tmp"):
            (self.home / "mail" / "INBOX" / folder).mkdir(parents=True)
        self.r2e("new", "reader@example.org")
        configuration = configparser.ConfigParser(interpolation=None)
        configuration.read(self.home / "r2e.cfg", encoding="utf-8")
        configuration["DEFAULT"].update(
            {
                "from": "feeds@example.org", "email-protocol": "maildir", "maildir-path": str(self.home / "mail"),
                "maildir-mailbox": "INBOX", "html-mail": "True", "verbose": "warning", "name-format": "{feed.name}",
            }
        )  # fmt: skip
        with (self.home / "r2e.cfg").open("w", encoding="utf-8") as file:
            configuration.write(file)
        for name, url in feeds.items():
            self.r2e("add", name, url)

    def r2e(self, *arguments: str) -> str:
        return self.run("r2e", "-c", str(self.home / "r2e.cfg"), "-d", str(self.home / "r2e.json"), *arguments)

    def poll(self) -> None:
        self.r2e("run")

    def shown(self, feed: str) -> list[Row]:
        mails = mails_in(self.home / "mail" / "INBOX")
        return [
            Row(str(mail["X-RSS-URL"]), str(mail["Subject"]), mail.get_content())
            for mail in mails
            if str(mail["From"]).replace('"', "").startswith(f"{feed} ")
        ]


class Feed2exec(Subscriber):
    """It keeps to Cache-Control: between two looks its clock moves on by an hour."""

    name, edit, needs = "feed2exec", "ignored", ("feed2exec", "faketime")

    def subscribe(self, feeds: Mapping[str, str]) -> None:
        (self.home / "mail").mkdir()
        for name, url in feeds.items():
            plugin = ("--output", "feed2exec.plugins.maildir", "--args", "")
            self.feed2exec("add", name, url, *plugin, "--mailbox", str(self.home / "mail"), "--folder", name)

    def feed2exec(self, *arguments: str) -> str:
        files = ("--config", str(self.home / "feed2exec.ini"), "--database", str(self.home / "feed2exec.db"))
        return self.run("faketime", "-f", f"+{self.polls}h", "feed2exec", *files, *arguments)

    def poll(self) -> None:
        self.polls += 1
        self.feed2exec("fetch")

    def shown(self, feed: str) -> list[Row]:
        rows = []
        for mail in mails_in(self.home / "mail" / feed):
            body = mail.get_body(("plain", "html"))
            text = "" if body is None else str(body.get_content())
            link = re.match(r"\s*<?(https?://[^\s>]+)", text)
            rows.append(Row(link[1] if link else "", str(mail["Subject"]), text))
        return rows


class Reader(Subscriber):
    name, edit, reads, needs = "reader", "replaced", ("rss", "atom", "json"), ("reader",)
    script = """
import json, sys, warnings
warnings.simplefilter("ignore")
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in sys.argv[3:]:
    reader.add_feed(url)
if sys.argv[2] == "poll":
    for one in reader.update_feeds_iter(scheduled=False):
        if isinstance(one.value, Exception):
            raise one.value
entries = [
    [e.feed_url, e.link, e.title, " ".join(c.value for c in e.content) or e.summary] for e in reader.get_entries()
]
print(json.dumps(entries))
"""

    def subscribe(self, feeds: Mapping[str, str]) -> None:
        self.feeds = dict(feeds)
        self.ask("add", *feeds.values())

    def ask(self, *arguments: str) -> list[list[str]]:
        import json

        said = self.run(sys.executable, "-c", self.script, str(self.home / "reader.sqlite"), *arguments)
        found: list[list[str]] = json.loads(said.strip().splitlines()[-1])
        return found

    def poll(self) -> None:
        self.entries = self.ask("poll")

    def shown(self, feed: str) -> list[Row]:
        return [Row(*rest) for url, *rest in self.entries if url == self.feeds[feed]]


def mails_in(folder: Path) -> list[email.message.EmailMessage]:
    """The mails of a maildir."""
    return [
        email.message_from_bytes(path.read_bytes(), _class=email.message.EmailMessage, policy=email.policy.default)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name in ("new", "cur")
    ]


LIGHT: tuple[type[Subscriber], ...] = (Newsboat, Sfeed, Rss2email, Feed2exec, Reader)
