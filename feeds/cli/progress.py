"""A bar on stderr while many targets are looked at: on a terminal only, and never between lines that are read."""

from __future__ import annotations

from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress

EVERY = 8  # times a second that it is drawn at most


class Bar:
    """How far a run has come; ``stream`` is where it is drawn, None for nowhere, and ``says`` what is done."""

    def __init__(self, stream: IO[str] | None, total: int, says: str = "Checking") -> None:
        self._drawn: Progress | None = None
        if stream is not None:
            from rich.console import Console  # noqa: PLC0415 - only who sees it pays for it
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

            self._drawn = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                TextColumn("{task.fields[latest]}", markup=False),
                console=Console(file=stream), transient=True, refresh_per_second=EVERY, redirect_stdout=False,
                redirect_stderr=False,
            )  # fmt: skip
            self._task = self._drawn.add_task(says, total=total, latest="")

    def __enter__(self) -> Self:
        if self._drawn is not None:
            self._drawn.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn is not None:
            self._drawn.stop()

    def one_done(self, name: str) -> None:
        """Another target is finished."""
        if self._drawn is not None:
            self._drawn.update(self._task, advance=1, latest=name[:40])

    def more(self, number: int) -> None:
        """There is more to do than was known."""
        if self._drawn is not None:
            self._drawn.update(self._task, total=(self._drawn.tasks[0].total or 0) + number)

    def aside(self) -> None:
        """Take the bar away, for lines that go to the same terminal; ``back`` draws it again."""
        if self._drawn is not None:
            self._drawn.stop()

    def back(self) -> None:
        """Draw it again."""
        if self._drawn is not None:
            self._drawn.start()
