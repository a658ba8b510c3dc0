"""Why the work cannot go on, as one tree of exceptions.

    FeedsError                  exit
     ├── UsageError              2    wrong usage or configuration
     ├── UnreadableError         3    a file or URL could not be looked at
     │    ├── DocumentError      3    a raw document holds no article that can be read
     │    └── FetchError         3    a URL did not give a document
     ├── PublishError            3    a server cannot be reached or written; it goes on serving what it did
     ├── ArticleError            3    a record breaks its schema, or two articles claim one uri
     ├── CutShortError          3    a process of ours was ended before its work was
     └── RefusedError            1    the gate: what was built has findings, so nothing was written

Every message is full sentences that name the subject and say what to do. What is wrong with a feed is never an
exception: it is a Finding.
"""


class FeedsError(Exception):
    """Something that stops the work; its text is for the person at the terminal."""

    exit_code = 2


class UsageError(FeedsError):
    """The command line or the configuration asks for something that cannot be done."""


class UnreadableError(FeedsError):
    """A file or URL could not be looked at."""

    exit_code = 3


class DocumentError(UnreadableError):
    """A raw document from which no article can be read; ``document`` and ``line`` (from 1) say where."""

    def __init__(self, document: str, says: str, line: int | None = None) -> None:
        where = document if line is None else f"{document}, line {line}"
        super().__init__(f"{where}: {says}")
        self.document = document
        self.line = line
        self.says = says

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[str, str, int | None]]:
        """As it was made: from one process to another."""
        return type(self), (self.document, self.says, self.line)


class FetchError(UnreadableError):
    """A URL that did not give a document."""


class PublishError(FeedsError):
    """A server that cannot be reached or written; what it served before, it still serves."""

    exit_code = 3


class ArticleError(FeedsError):
    """An article record that breaks its schema, or two articles that claim one uri."""

    exit_code = 3


class CutShortError(FeedsError):
    """A process of ours was ended before its work was; nothing was written."""

    exit_code = 3


class RefusedError(FeedsError):
    """The gate is shut: what was built has findings at or above the fail level, so nothing was written."""

    exit_code = 1
