"""Coverage-guided fuzzing of the checker for a stated time: ``make fuzz SECONDS=600``.

Every input must give a report in which no rule broke, and whose words and places can be made. The corpus starts with
the examples of all rules.
"""

import argparse
import datetime as dt
import json
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["feeds"]):
    import feeds.check  # noqa: F401 - instrumented before anything uses it
    from feeds.report import json as json_report
    from feeds.report import text
    from feeds.report.telling import tell
    from feeds.rules import books, rules
    from feeds.rules.examples import document
    from feeds.source.source import Source

check = sys.modules["feeds.check"].check
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def one_input(data: bytes) -> None:
    """Check one input; anything but a whole report is a defect of ours."""
    report = check(Source("fuzz", data, "https://example.org/feed.xml"), now=NOW)
    if report.crashes:
        raise AssertionError(report.crashes)
    json.loads(json_report.piece(tell(report)))
    "".join(text.full(tell(report)))


def main() -> None:
    """Fuzz for the given seconds, from the examples of all rules."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seconds", type=int, default=60)
    given = ask.parse_args()
    prefixes = {book.prefix: book.uris[0] for book in books() if book.prefix and book.uris}
    with tempfile.TemporaryDirectory() as folder:
        for rule in rules().values():
            for number, example in enumerate((rule.bad, rule.good)):
                Path(folder, f"{rule.code}-{number}").write_bytes(document(rule, example, prefixes))
        atheris.Setup(
            [sys.argv[0], folder, f"-max_total_time={given.seconds}", "-max_len=4096", "-timeout=10"], one_input
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
