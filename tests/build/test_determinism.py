"""Same documents and same ledger, same bytes: on any machine, at any hour."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AT = 1_795_341_600


def build(output: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "feeds",
        "build",
        "--config",
        str(ROOT / "pyproject.toml"),
        "-o",
        str(output),
        *args,
    ]
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(AT), **environment}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=ROOT)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
    ids=["east", "west"],
)
def test_environment_and_locale_do_not_show(tmp_path: Path, environment: dict[str, str]) -> None:
    assert build(tmp_path / "here", PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8").returncode == 0
    assert build(tmp_path / "there", **environment).returncode == 0
    assert files(tmp_path / "here") == files(tmp_path / "there")


def test_the_clock_dates_only_what_has_no_date(tmp_path: Path) -> None:
    build(tmp_path / "now")
    build(tmp_path / "later", SOURCE_DATE_EPOCH=str(AT + 90_000))
    now, later = files(tmp_path / "now"), files(tmp_path / "later")
    assert set(now) == set(later)
    assert now["ledger.jsonl"] != later["ledger.jsonl"]
    (tmp_path / "later" / "ledger.jsonl").write_bytes(now["ledger.jsonl"])
    build(tmp_path / "later", SOURCE_DATE_EPOCH=str(AT + 90_000))
    assert files(tmp_path / "later") == now


def test_the_order_of_documents_on_the_command_line_does_not_change_ids(tmp_path: Path) -> None:
    seeds = sorted(str(path) for path in (ROOT / "seeds").iterdir())
    build(tmp_path / "ab", *seeds)
    build(tmp_path / "ba", *reversed(seeds))
    ledgers = [set((tmp_path / name / "ledger.jsonl").read_text("utf-8").splitlines()) for name in ("ab", "ba")]
    uris = [{line.partition(", ")[0] for line in ledger} for ledger in ledgers]
    assert uris[0] == uris[1]
    assert len(uris[0]) == 3


def test_dist_is_what_a_build_makes_today() -> None:
    """dist/ is committed; ``feeds build --check`` says whether it is what the seeds and this code give."""
    result = build(ROOT / "dist", "--check", SOURCE_DATE_EPOCH=str(AT + 5_000_000))
    assert result.returncode == 0, f"run `feeds build` and commit dist/:\n{result.stdout}{result.stderr}"
