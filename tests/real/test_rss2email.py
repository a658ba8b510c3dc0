"""rss2email: RSS and Atom into a maildir; an article is sent once, and an edit of it never again."""

import configparser
import datetime as dt
import email.message
import email.policy
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from loopback import Server
from publisher import Site, words

pytestmark = pytest.mark.real("rss2email", "nginx")


@dataclass(frozen=True)
class Rss2email:
    """r2e with one subscription and a maildir."""

    home: Path

    @property
    def inbox(self) -> Path:
        return self.home / "mail" / "INBOX"

    def r2e(self, *arguments: str) -> str:
        files = ["-c", str(self.home / "rss2email.cfg"), "-d", str(self.home / "rss2email.json")]
        ran = subprocess.run(
            ["r2e", *files, *arguments],
            env={**os.environ, "HOME": str(self.home)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return ran.stdout + ran.stderr

    def subscribe(self, url: str) -> None:
        for folder in ("new", "cur", "tmp"):
            (self.inbox / folder).mkdir(parents=True)
        self.r2e("new", "reader@example.org")
        configuration = configparser.ConfigParser(interpolation=None)
        configuration.read(self.home / "rss2email.cfg", encoding="utf-8")
        configuration["DEFAULT"].update(
            {
                "from": "feeds@example.org",
                "email-protocol": "maildir",
                "maildir-path": str(self.home / "mail"),
                "maildir-mailbox": "INBOX",
                "date-header": "True",
                "date-header-order": "issued",
                "html-mail": "True",
                "verbose": "warning",
            }
        )
        with (self.home / "rss2email.cfg").open("w", encoding="utf-8") as file:
            configuration.write(file)
        self.r2e("add", "news", url)

    def run(self) -> None:
        assert self.r2e("run") == ""

    def mails(self) -> list[email.message.EmailMessage]:
        return [
            email.message_from_bytes(path.read_bytes(), _class=email.message.EmailMessage, policy=email.policy.default)
            for path in sorted((self.inbox / "new").iterdir())
        ]


@pytest.fixture(params=["rss.xml", "atom.xml"])
def rss2email(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> Rss2email:
    rss2email = Rss2email(tmp_path / "rss2email")
    rss2email.subscribe(server.url + request.param)
    rss2email.run()
    return rss2email


def test_sends_every_article(rss2email: Rss2email, site: Site) -> None:
    items = {item.id: item for item in site.items()}
    mails = {str(mail["X-RSS-ID"]): mail for mail in rss2email.mails()}
    assert set(mails) == set(items)
    for item_id, mail in mails.items():
        item = items[item_id]
        assert mail["Subject"] == item.title
        assert mail["X-RSS-URL"] == item.url
        assert mail["From"].addresses[0].display_name.endswith(f": {item.author}")
        assert mail["Date"].datetime.replace(tzinfo=dt.UTC) == item.published  # r2e writes -0000 for UTC
        assert " ".join(words(item.html)) in " ".join(words(mail.get_content()))


def test_sends_nothing_twice(rss2email: Rss2email, site: Site, server: Server) -> None:
    before = len(rss2email.mails())
    site.build()
    server.requests()
    rss2email.run()
    assert [(request.conditional, request.status) for request in server.requests()] == [(True, 304)]
    site.mend()
    site.build()
    rss2email.run()
    assert [request.status for request in server.requests()] == [200]
    assert len(rss2email.mails()) == before
