"""Headless Chromium, driven over a pipe: https://chromedevtools.github.io/devtools-protocol/.

The pipe needs no port and no library; messages are JSON, each ended by a NUL.
"""

import base64
import contextlib
import fcntl
import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

Message: TypeAlias = dict[str, object]
Scheme = Literal["light", "dark"]

PATIENCE = 30.0  # seconds until a browser that does not answer has failed
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",  # its sandbox refuses to run as root; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
)


@dataclass
class Page:
    """One tab: commands, their answers, and the events that came meanwhile."""

    to_browser: int
    from_browser: int
    session: str = ""
    _sent: int = 0
    _rest: bytes = b""
    _events: list[Message] = field(default_factory=list)

    def call(self, method: str, **parameters: object) -> Message:
        """The result of a command."""
        self._sent += 1
        message: Message = {"id": self._sent, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to_browser, json.dumps(message).encode() + b"\0")
        while (answer := self._receive()).get("id") != self._sent:
            self._events.append(answer)
        assert "error" not in answer, f"{method}: {answer['error']}"
        result = answer["result"]
        assert isinstance(result, dict)
        return result

    def await_event(self, method: str) -> None:
        """Return when that event has come, since the last :meth:`forget`."""
        while not self.events(method):
            self._events.append(self._receive())

    def events(self, method: str) -> list[Message]:
        """The parameters of the events of that name."""
        found = [event["params"] for event in self._events if event.get("method") == method]
        return [each for each in found if isinstance(each, dict)]

    def forget(self) -> None:
        self._events.clear()

    def evaluate(self, expression: str) -> object:
        """The value of a JavaScript expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        result = answer["result"]
        assert isinstance(result, dict)
        return result.get("value")

    def look(self, *, width: int, height: int, scheme: Scheme) -> None:
        """Look as a device of that size in CSS pixels, with that taste in colours, would."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, url: str) -> None:
        self.forget()
        answer = self.call("Page.navigate", url=url)
        assert "errorText" not in answer, answer["errorText"]
        self.await_event("Page.loadEventFired")

    def follow(self, element: str) -> None:
        """Click what the JavaScript expression names, and wait for the page behind it."""
        self.forget()
        self.evaluate(f"{element}.click()")
        self.await_event("Page.loadEventFired")

    def screenshot(self, path: Path) -> None:
        """A picture of the whole page, however long."""
        answer = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(str(answer["data"])))

    def _receive(self) -> Message:
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self.from_browser], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "the browser does not answer"
            piece = os.read(self.from_browser, 1 << 20)
            assert piece, "the browser has gone"
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        message = json.loads(line)
        assert isinstance(message, dict)
        return message


def _high(descriptor: int) -> int:
    """The same file under a number above those that Chromium and the shell give a meaning to."""
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD, 20)
    os.close(descriptor)
    return copy


@contextlib.contextmanager
def chromium(scratch: Path) -> Iterator[Page]:
    """A browser with one empty tab, for as long as the context lasts; its profile stays in ``scratch``."""
    read_by_browser, to_browser = map(_high, os.pipe())
    from_browser, written_by_browser = map(_high, os.pipe())
    # Chromium reads commands from descriptor 3 and writes answers to 4.
    start = f'exec chromium "$@" 3<&{read_by_browser} 4>&{written_by_browser}'
    process = subprocess.Popen(
        ["bash", "-c", start, "chromium", *FLAGS, f"--user-data-dir={scratch}"],
        env={**os.environ, "HOME": str(scratch)},
        pass_fds=(read_by_browser, written_by_browser),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(read_by_browser)
    os.close(written_by_browser)
    try:
        page = Page(to_browser, from_browser)
        target = page.call("Target.createTarget", url="about:blank")["targetId"]
        page.session = str(page.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        for domain in ("Page", "Network", "Log", "Runtime"):
            page.call(f"{domain}.enable")
        yield page
    finally:
        os.close(to_browser)  # it leaves when nobody can command it
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(from_browser)
