import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from feeds.articles.record import validate

ROOT = Path(__file__).parents[2]
PAGE = "Council Meets\n\nThe council met on Wednesday to talk about the ferry line, which opens in June.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for seed in ("000_30297c9629cd5f41.txt", "001_e26ee3fc5dd4201b.txt"):
        (pages / seed).write_bytes((ROOT / "seeds" / seed).read_bytes())
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


def run(*arguments: str, cwd: Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795341600"}
    command = [sys.executable, "-m", "feeds", "convert", *arguments]
    return subprocess.run(command, cwd=cwd, input=given, capture_output=True, check=False, env=environment)


def headlines(printed: bytes) -> list[str]:
    records = json.loads(printed)
    for one in records:
        validate(one)
    return [one["item"]["headlines"][0]["value"] for one in records]


def test_the_seeds_are_three_articles(folder: Path) -> None:
    done = run("pages", cwd=folder)
    assert done.returncode == 0
    assert headlines(done.stdout) == [
        "Iran Warns Sadr of Divisions Leading to ISIS Resurgence",
        "North Korea’s Kim Calls for Building Modern Army to Brace for War",
        "Ukraine Set to Sign Minerals Deal, Trump Confirms Zelenskiy Visit",
    ]
    assert b"merged: pages/001_e26ee3fc5dd4201b.txt, line 1: the text of pages/000" in done.stderr


def test_files_instead_of_stdout(folder: Path) -> None:
    done = run("pages", "-o", "made", cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"")
    made = sorted((folder / "made").iterdir())
    assert [path.name for path in made] == [
        "iran-warns-sadr-of-divisions-leading-to-isis-resurgence.json",
        "north-koreas-kim-calls-for-building-modern-army-to-brace-for-war.json",
        "ukraine-set-to-sign-minerals-deal-trump-confirms-zelenskiy-visit.json",
    ]
    before = [path.read_bytes() for path in made]
    run("pages", "-o", "made", cwd=folder)
    assert [path.read_bytes() for path in made] == before
    again = run("made", cwd=folder)
    assert len(headlines(again.stdout)) == 3
    assert again.returncode == 0


def test_one_bad_document_does_not_stop_the_others(folder: Path) -> None:
    done = run("empty.txt", "page.txt", cwd=folder)
    assert done.returncode == 3
    assert headlines(done.stdout) == ["Council Meets"]
    assert done.stderr.startswith(b"feeds: empty.txt: it is empty. Give it")


def test_strict_stops(folder: Path) -> None:
    done = run("empty.txt", "page.txt", "--strict", "-o", "made", cwd=folder)
    assert done.returncode == 3
    assert not (folder / "made").exists()


def test_standard_input_and_language(folder: Path) -> None:
    done = run("-", "--language", "en-GB", cwd=folder, given=PAGE.encode())
    (one,) = json.loads(done.stdout)
    assert one["item"]["language"] == "en-GB"
    assert one["provenance"]["documents"][0]["path"] == "stdin"


def test_a_pattern(folder: Path) -> None:
    assert len(headlines(run("pages/0*.txt", cwd=folder).stdout)) == 3


def test_the_ledger_gives_known_articles_their_identity(folder: Path) -> None:
    done = run("page.txt", "--ledger", str(ROOT / "dist" / "ledger.jsonl"), "pages", cwd=folder)
    uris = {one["item"]["uri"] for one in json.loads(done.stdout)}
    known = {json.loads(line)["uri"] for line in (ROOT / "dist" / "ledger.jsonl").read_text("utf-8").splitlines()}
    assert len(uris - known) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.txt"], b"There is no file, folder or match for nowhere.txt."),
        (["nowhere*.txt"], b"There is no file, folder or match for nowhere*.txt."),
        (["page.txt", "--language", "english!"], b"--language 'english!' is not a language tag"),
        (["page.txt", "--ledger", "none.jsonl"], b"The ledger none.jsonl cannot be read"),
        (["page.txt", "--authority", "me"], b"The tag authority 'me' is not like example.org,2026"),
        ([], b"DOCUMENT is missing."),
    ],
)
def test_wrong_usage(folder: Path, arguments: list[str], says: bytes) -> None:
    done = run(*arguments, cwd=folder)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == b""


def test_help_shows_examples(folder: Path) -> None:
    assert b"feeds convert pages/ -o articles/" in run("--help", cwd=folder).stdout
