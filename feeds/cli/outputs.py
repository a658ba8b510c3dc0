"""Where a run's words go: which forms were asked for, to standard output or to files, and writing them."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple, cast

from feeds.cli.output_options import FORMS, LINES, Asked
from feeds.errors import UsageError
from feeds.report.forms import Document, Lines, Look, Totals
from feeds.values.near import close_matches

ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY", "WORKSPACE")


class Output(NamedTuple):
    """One output: a form, and the file it goes to; None is standard output. ``append``: behind what is there.

    ``aside``: to standard error, where standard output has something else.
    """

    form: str
    path: str | None = None
    append: bool = False
    aside: bool = False


def load(form: str) -> Lines | Document:
    """The module that makes a form; only those that are asked for are imported."""
    return cast("Lines | Document", importlib.import_module(f"feeds.report.{form}"))


def chosen(asked: Asked, env: Mapping[str, str], *, aside: bool = False) -> list[Output]:
    """The outputs of a run. Raises UsageError for forms that there are not, and for two in one place.

    Where nothing is said of standard output, a person gets text and a GitHub workflow its annotations
    (https://docs.github.com/actions/reference/workflow-commands-for-github-actions); where only files are named, it is
    ``summary``: the one line that counts. ``aside``: standard output gets something else, and people are told on
    standard error.
    """
    found = [_output(word, env) for word in asked.outputs]
    if asked.form is not None:
        found.append(Output(asked.form))
    if aside:
        if any(each.path is None for each in found):
            raise UsageError("Standard output gets the mended document. Give the report a file: --output json=FILE.")
        found.append(Output("concise", aside=True))
    elif all(each.path is not None for each in found):
        # Markdown for the summary page takes nothing away from the log.
        if all(each.append for each in found):
            found.append(Output("github" if env.get("GITHUB_ACTIONS") == "true" else "text"))
        else:
            found.append(Output("summary"))
    places = [each.path and os.path.realpath(each.path) for each in found]
    for index, each in enumerate(found):
        if places[index] in places[:index]:
            place = "Standard output" if each.path is None else each.path
            raise UsageError(f"{place} is asked for twice. Give each output a file of its own: --output sarif=FILE.")
    return found


def _output(word: str, env: Mapping[str, str]) -> Output:
    form, sign, path = word.partition("=")
    if form not in FORMS:
        near = close_matches(form, FORMS, 1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(FORMS)}."
        raise UsageError(f"There is no output {form!r}. {hint}")
    if sign and not path:
        raise UsageError(f"--output {word} names no file. Write --output {form}=FILE, or --output {form}.")
    if form == "markdown" and not sign and env.get("GITHUB_STEP_SUMMARY"):
        return Output(form, env["GITHUB_STEP_SUMMARY"], append=True)
    return Output(form, None if path in {"", "-"} else path)


def look(asked: Asked, env: Mapping[str, str], *, colour: bool) -> Look:
    """What the forms are told from outside."""
    folder = os.getcwd()  # noqa: PTH109 - a path that is only ever compared
    return Look(colour=colour, width=_width(), statistics=asked.statistics, folder=folder, root=_root(folder, env))


def _width() -> int:
    """The columns of the terminal; of no terminal as many as most have."""
    try:
        return max(40, os.get_terminal_size(sys.stdout.fileno()).columns or Look().width)
    except (OSError, ValueError):  # no terminal, or no file at all
        return Look().width


def _root(folder: str, env: Mapping[str, str]) -> str:
    """The folder that a build server's paths are relative to: its own word for it, else where ``.git`` is."""
    for name in ROOTS:
        root = env.get(name)
        if root and os.path.commonpath([os.path.abspath(root), folder]) == os.path.abspath(root):  # noqa: PTH100
            return os.path.abspath(root)  # noqa: PTH100 - pathlib has no way to leave links alone
    at = folder
    while not os.path.exists(os.path.join(at, ".git")):  # noqa: PTH110, PTH118 - as above
        above = os.path.dirname(at)  # noqa: PTH120 - as above
        if above == at:
            return folder
        at = above
    return at


class Outputs:
    """The outputs of a run, open: ``take`` each source's words, ``close`` with the sums.

    A file is there when it is whole: until then its words stand beside it, under another name. Raises UsageError when
    a file cannot be written.
    """

    def __init__(self, outputs: Sequence[Output], look: Look) -> None:
        self.look = look
        self._sinks = [_Sink(each, look) for each in outputs]

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms, in the order in which ``take`` wants their words."""
        return tuple(each.output.form for each in self._sinks)

    def take(self, words: Sequence[str]) -> None:
        """One source's words, one for each form. Raises BrokenPipeError when nobody is left to read any."""
        for sink, each in zip(self._sinks, words, strict=True):
            with self._heard():
                sink.take(each)

    def close(self, totals: Totals) -> None:
        """Write what stands at the end, and put the files where they belong; what can be written is."""
        wrong: UsageError | None = None
        for sink in self._sinks:
            try:
                with self._heard():
                    sink.close(totals)
            except UsageError as problem:
                wrong = wrong or problem
        if wrong is not None:
            raise wrong

    @contextlib.contextmanager
    def _heard(self) -> Iterator[None]:
        """When the reader of standard output has gone (``| head``), the files are still to be written."""
        try:
            yield
        except BrokenPipeError:
            if all(sink.output.path is None for sink in self._sinks):
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Sink:
    """One output, and what was written to it so far."""

    def __init__(self, output: Output, look: Look) -> None:
        self.output = output
        self.look = look
        self.form = load(output.form)
        self.pieces: list[str] = []
        if output.path is not None and not output.append:
            folder = os.path.dirname(output.path) or "."  # noqa: PTH120 - a name that is given back in messages
            if not os.path.isdir(folder):  # noqa: PTH112 - as above
                raise UsageError(f"{output.path} cannot be written: there is no folder {folder}. Make it first.")
            if os.path.isdir(output.path):  # noqa: PTH112 - as above
                raise UsageError(f"{output.path} is a folder. Name a file: --output {output.form}=FILE.")
            if os.path.isfile(output.path) or not os.path.exists(output.path):  # noqa: PTH110, PTH113 - as above
                with _written(output.path):  # whether it can be is better known before the work than after it
                    _replace(output.path, None)

    def take(self, words: str) -> None:
        if self.output.path is not None or self.output.form not in LINES:
            self.pieces.append(words)
        elif words:
            _print(words + "\n", self.output)

    def close(self, totals: Totals) -> None:
        if self.output.form in LINES:
            last = cast("Lines", self.form).closing(totals, self.look)
            parts: Iterator[str] = (f"{each}\n" for each in (*self.pieces, last) if each)
        else:
            parts = cast("Document", self.form).whole(self.pieces, totals, self.look)
        if self.output.path is None:
            for each in parts:
                _print(each, self.output)
            return
        with _written(self.output.path):
            if self.output.append:
                with open(self.output.path, "ab") as file:  # noqa: PTH123 - as above
                    file.writelines(map(_bytes, parts))
            else:
                _replace(self.output.path, map(_bytes, parts))


@contextlib.contextmanager
def _written(path: str) -> Iterator[None]:
    """Raise UsageError for a file that cannot be written."""
    try:
        yield
    except OSError as wrong:
        raise UsageError(f"{path} cannot be written: {wrong.strerror or wrong}.") from wrong


def _bytes(text: str) -> bytes:
    """UTF-8 whatever the terminal speaks: what a form declares of its charset must hold.

    Half a surrogate pair, as undecodable file names have it, becomes what JSON writes for it.
    """
    return text.encode("utf-8", "backslashreplace")


def _print(text: str, output: Output) -> None:
    """Write to standard output, at once: words for people as their terminal can show them, all else as it is."""
    standard = sys.stderr if output.aside else sys.stdout
    stream: BinaryIO | None = getattr(standard, "buffer", None)
    if stream is None or output.form in {"text", "concise", "summary"}:
        standard.write(text)
    else:
        standard.flush()
        stream.write(_bytes(text))
    standard.flush()


def _replace(path: str, data: Iterable[bytes] | None) -> None:
    """Write a file so that at no moment half of it is there; a device or a pipe is written to as it is.

    Without data it is only tried. Raises OSError.
    """
    if data is not None and os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - as above
        with open(path, "wb") as device:  # noqa: PTH123 - as above
            device.writelines(data)
        return
    path = os.path.realpath(path)
    beside = f"{path}.{os.getpid()}.part"
    try:
        with open(beside, "wb") as file:  # noqa: PTH123 - as above
            file.writelines(data or ())
            file.flush()
            if data is not None:
                os.fsync(file.fileno())
        if data is None:
            os.unlink(beside)  # noqa: PTH108 - as above
        else:
            os.replace(beside, path)  # noqa: PTH105 - as above
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)  # noqa: PTH108 - as above
        raise
