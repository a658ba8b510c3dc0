"""``feeds convert``: raw documents in, article records out."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from feeds.articles.ledger import Ledger, identify
from feeds.articles.record import record
from feeds.check import check
from feeds.cli import sources
from feeds.cli.context import Edge
from feeds.cli.excluded import Excluded
from feeds.cli.sections import OneOf
from feeds.convert import DEFAULT_LIMIT, convert_all
from feeds.errors import UnreadableError, UsageError
from feeds.reformat import FORMATS, Format, Reformatted, counted, reformat
from feeds.rules.rule import Level
from feeds.source.source import Source
from feeds.values.languages import language as tongue
from feeds.values.problem import Problem

STDIN = "-"
STRICT = "Nothing was written, because of --strict. Mend or remove what is named above."
SHOWN = 12  # kinds of what was left out that are named
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
  feeds convert old.rss --to json-feed         an existing feed in another format
  feeds convert old.rss --to atom -o atom.xml --feed-url https://www.example.org/atom.xml
Exit codes: 0 all converted, 1 the feed that came out has errors, 2 wrong usage,
3 a document could not be read (the others are converted).""",
)
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    help="Write SLUG.json for each article into this folder; with --to, the feed into this file.",
)
@click.option("--to", "into", type=OneOf(FORMATS), help="One feed instead of records; ids, links and dates stay.")
@click.option("--base-url", metavar="URL", help="With --to: the home page of the site, where no feed says it.")
@click.option("--feed-url", metavar="URL", help="With --to: where the feed will be; without it, it has no self link.")
@click.option("--title", metavar="TEXT", help="With --to: the title of the feed.")
@click.option("--language", metavar="TAG", help="The documents' language (BCP 47), instead of detecting it.")
@click.option("--ledger", "ledger_file", metavar="FILE", help="Known articles keep the uri and dates they have there.")
@click.option("--authority", default=AUTHORITY, show_default=True, metavar="NAME,DATE", help="Who makes new tag: uris.")
@click.option(
    "--exclude",
    "exclude",
    multiple=True,
    metavar="PATTERN",
    help="Files and folders that are no documents; repeatable.",
)
@click.option("--limit", default=DEFAULT_LIMIT, show_default=True, metavar="BYTES", help="The largest document.")
@click.option("--strict", is_flag=True, help="Write nothing when a document cannot be read.")
@click.pass_context
def command(
    ctx: click.Context,
    documents: tuple[str, ...],
    output: str | None,
    into: Format | None,
    base_url: str | None,
    feed_url: str | None,
    title: str | None,
    language: str | None,
    ledger_file: str | None,
    authority: str,
    exclude: tuple[str, ...],
    limit: int,
    strict: bool,  # noqa: FBT001 - click passes flags by name
) -> int:
    """Convert raw documents to article records in JSON, or to a feed.

    A DOCUMENT is a file, a folder, a glob pattern, an address, or - for stdin: the text of a news page, an HTML page,
    Markdown with or without front matter, an RSS, Atom or JSON feed, ninjs or other news items in JSON (also one a
    line), mail (.eml, mbox), or an article record. What it is follows from its content. NAME.toml beside a document
    overrides what is detected in it.
    Records are IPTC ninjs 3.1 items with their provenance. An article that stands in several documents comes out
    once. The ledger is read and never written: that is for `feeds build`.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    spoken = _language(language)
    excluded = Excluded(exclude, Path.cwd())
    texts, files, errors = _read(documents, Path(output) if output and not into else None, limit, excluded)
    made = [converted for _, converted in convert_all(texts, files=files, limit=limit, language=spoken)]
    drafts = [draft for converted in made for draft in converted.drafts]
    errors += [error for converted in made for error in converted.errors]
    for sentence in (said for converted in made if converted.heading for said in converted.heading.passed):
        click.echo(f"note: {sentence}", err=True)
    if into is not None:
        for error in errors:
            click.echo(f"feeds: {error}", err=True)
        if not drafts or (errors and strict):
            raise UnreadableError("Nothing was written: no article could be read." if not drafts else STRICT)
        feed = reformat(made, into, clock=edge.now, home=base_url, title=title, address=feed_url)
        return max(_feed(feed, into, output, feed_url, edge), 3 if errors else 0)
    identified = identify(drafts, _ledger(ledger_file), authority=authority, clock=edge.now)
    errors += identified.errors
    for error in errors:
        click.echo(f"feeds: {error}", err=True)
    if errors and strict:
        raise UnreadableError(STRICT)
    records = {article.slug: record(article) for article in identified.articles}
    if output is None:
        click.echo(json.dumps(list(records.values()), ensure_ascii=False, indent=2))
    else:
        _write(Path(output), records)
        click.echo(f"{len(texts)} documents, {len(records)} articles in {output}", err=True)
    for sentence in identified.merged:
        click.echo(f"merged: {sentence}", err=True)
    return 3 if errors else 0


def _feed(made: Reformatted, into: Format, output: str | None, address: str | None, edge: Edge) -> int:
    """Write a feed, say what it lacks, and check it: 1 where it has errors, else 0."""
    name = output or {"rss": "rss.xml", "atom": "atom.xml", "json-feed": "feed.json"}[into]
    if output is None:
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
    else:
        try:
            Path(output).write_bytes(made.data)
        except OSError as wrong:
            raise UsageError(f"Cannot write {output}: {wrong.strerror}.") from wrong
        click.echo(f"{made.items} items in {output}", err=True)
    for note in made.notes[:SHOWN]:
        click.echo(f"note: {note}", err=True)
    left = counted(made.dropped)
    for says, count in list(left.items())[:SHOWN]:
        click.echo(f"left out: {count} × {says}", err=True)
    if len(left) > SHOWN:
        click.echo(f"left out: {len(left) - SHOWN} more kinds; the records (without --to) name each", err=True)
    report = check(Source(name, made.data, address), now=edge.now)
    errors = [one for one in report.findings if one.level is Level.ERROR]
    for finding in errors[:SHOWN]:
        click.echo(f"error: {finding.rule.code} {finding.message} ({finding.place})", err=True)
    if len(errors) > SHOWN:
        click.echo(f"error: and {len(errors) - SHOWN} more; `feeds check` lists them", err=True)
    return 1 if errors else 0


def _language(given: str | None) -> str | None:
    if given is None:
        return None
    read = tongue(given)
    if isinstance(read, Problem):
        raise UsageError(f"--language {given!r} is not a language tag: {read.says}.")
    return given


def _read(given: Iterable[str], output: Path | None, limit: int, excluded: Excluded) -> sources.Found:
    """The documents by name, the files beside them, and what could not be read.

    Raises UsageError for what is not there.
    """
    texts: dict[str, bytes] = {}
    paths: list[Path] = []
    for one in given:
        if one == STDIN:
            texts["stdin"] = sys.stdin.buffer.read(limit + 1)
            continue
        if one.startswith(("http://", "https://")):
            from feeds.fetch.one import fetch  # noqa: PLC0415 - only who names an address pays for httpx

            texts[one] = fetch(one).data
            continue
        path = Path(one)
        # A pattern in quotes, or on a system whose shell expands none.
        found = [path] if path.exists() else sorted(_anchor(path).glob(_pattern(path))) if set(one) & set("*?[") else []
        if not found:
            raise UsageError(f"There is no file, folder or match for {one}.")
        paths += found
    read = sources.read(sources.listed(paths, (Path.cwd(),), output or Path(".nowhere"), excluded), limit)
    for note in excluded.notes:
        click.echo(f"note: {note}", err=True)
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
