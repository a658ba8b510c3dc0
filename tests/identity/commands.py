"""The command line in a folder of its own, and a place on loopback that serves a folder."""

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import feeds.cli

START = 1_795_341_600  # 10:00 on 22 November 2026


@dataclass
class Run:
    code: int
    out: str
    err: str


@dataclass
class Terminal:
    """Runs commands; each an hour after the one before, unless told otherwise."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    hours: int = 0

    def __call__(self, *arguments: str) -> Run:
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(START + 3600 * self.hours))
        self.hours += 1
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            feeds.cli.main(arguments)
        said = self.capsys.readouterr()
        return Run(left.value.code if isinstance(left.value.code, int) else 0, said.out, said.err)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del size
        asked = (self.path, int(code), "If-Modified-Since" in self.headers)
        self.server.asked.append(asked)  # type: ignore[attr-defined]  # given below

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in http.server
        pass


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[tuple[str, list[tuple[str, int, bool]]]]:
    """The address of a folder, and the list to which its requests are added: path, status, whether conditional."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    asked: list[tuple[str, int, bool]] = []
    server.asked = asked  # type: ignore[attr-defined]  # for the handler above
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
