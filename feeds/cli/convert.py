"""``feeds convert``: raw documents in, article records out."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from feeds.articles.article import Draft
from feeds.articles.ledger import Ledger, identify
from feeds.articles.record import record
from feeds.cli import sources
from feeds.cli.context import Edge
from feeds.convert import DEFAULT_LIMIT, convert_all
from feeds.errors import UnreadableError, UsageError
from feeds.values.languages import language as tongue
from feeds.values.problem import Problem

STDIN = "-"
# RFC 2606 §3 keeps the name for examples: records made without a ledger are not yet anybody's.
AUTHORITY = "example.org,2026"


@click.command(
    "convert",
    epilog="""\b
Examples:
  feeds convert page.txt                       its articles as a JSON array
  feeds convert pages/ -o articles/            one file for each article
  feeds convert 'pages/*.txt' --language ar    the language is known
  pbpaste | feeds convert -                    from another program
Exit codes: 0 all converted, 2 wrong usage, 3 a document could not be read (the others are converted).""",
)
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option("-o", "--output", metavar="DIR", help="Write SLUG.json for each article into this folder.")
@click.option("--language", metavar="TAG", help="The documents' language (BCP 47), instead of detecting it.")
@click.option("--ledger", "ledger_file", metavar="FILE", help="Known articles keep the uri and dates they have there.")
@click.option("--authority", default=AUTHORITY, show_default=True, metavar="NAME,DATE", help="Who makes new tag: uris.")
@click.option("--limit", default=DEFAULT_LIMIT, show_default=True, metavar="BYTES", help="The largest document.")
@click.option("--strict", is_flag=True, help="Write nothing when a document cannot be read.")
@click.pass_context
def command(
    ctx: click.Context,
    documents: tuple[str, ...],
    output: str | None,
    language: str | None,
    ledger_file: str | None,
    authority: str,
    limit: int,
    strict: bool,  # noqa: FBT001 - click passes flags by name
) -> int:
    """Convert raw documents to article records in JSON.

    A DOCUMENT is the text of a news page or an article record; a file, a folder, a glob pattern, or - for stdin.
    Records are IPTC ninjs 3.1 items with their provenance. An article that stands in several documents comes out
    once. The ledger is read and never written: that is for `feeds build`.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    spoken = _language(language)
    texts, files, errors = _read(documents, Path(output) if output else None, limit)
    drafts: list[Draft] = []
    for _, converted in convert_all(texts, files=files, limit=limit, language=spoken):
        drafts += converted.drafts
        errors += converted.errors
    identified = identify(drafts, _ledger(ledger_file), authority=authority, clock=edge.now)
    errors += identified.errors
    for error in errors:
        click.echo(f"feeds: {error}", err=True)
    if errors and strict:
        raise UnreadableError("Nothing was written, because of --strict. Mend or remove what is named above.")
    records = {article.slug: record(article) for article in identified.articles}
    if output is None:
        click.echo(json.dumps(list(records.values()), ensure_ascii=False, indent=2))
    else:
        _write(Path(output), records)
        click.echo(f"{len(texts)} documents, {len(records)} articles in {output}", err=True)
    for sentence in identified.merged:
        click.echo(f"merged: {sentence}", err=True)
    return 3 if errors else 0


def _language(given: str | None) -> str | None:
    if given is None:
        return None
    read = tongue(given)
    if isinstance(read, Problem):
        raise UsageError(f"--language {given!r} is not a language tag: {read.says}.")
    return given


def _read(given: Iterable[str], output: Path | None, limit: int) -> sources.Found:
    """The documents by name, the files beside them, and what could not be read.

    Raises UsageError for what is not there.
    """
    texts: dict[str, bytes] = {}
    paths: list[Path] = []
    for one in given:
        if one == STDIN:
            texts["stdin"] = sys.stdin.buffer.read(limit + 1)
            continue
        path = Path(one)
        # A pattern in quotes, or on a system whose shell expands none.
        found = [path] if path.exists() else sorted(_anchor(path).glob(_pattern(path))) if set(one) & set("*?[") else []
        if not found:
            raise UsageError(f"There is no file, folder or match for {one}.")
        paths += found
    read = sources.read(paths, (Path.cwd(),), output or Path(".nowhere"), limit)
    return read._replace(documents={**texts, **read.documents})


def _anchor(path: Path) -> Path:
    return Path(path.anchor) if path.is_absolute() else Path()


def _pattern(path: Path) -> str:
    return str(path.relative_to(path.anchor)) if path.is_absolute() else str(path)


def _ledger(path: str | None) -> Ledger:
    if path is None:
        return Ledger()
    try:
        return Ledger.read(Path(path).read_bytes(), path)
    except OSError as wrong:
        raise UsageError(f"The ledger {path} cannot be read: {wrong.strerror}.") from wrong


def _write(folder: Path, records: Mapping[str, object]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for slug, one in records.items():
            text = json.dumps(one, ensure_ascii=False, indent=2) + "\n"
            (folder / f"{slug}.json").write_text(text, encoding="utf-8", newline="\n")
    except OSError as wrong:
        raise UsageError(f"Cannot write to {folder}: {wrong.strerror}.") from wrong
