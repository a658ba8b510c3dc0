"""What another generator published, known again: its feed's items in the ledger, a folder's documents beside them.

The bodies of both may differ much (a feed has summaries, a converter keeps other words), so that less must do: the last
part of the permalink against the name of the file or the headline, the headline and the day, the headline alone where
nothing else has it. Each only where it points to one article.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from feeds.articles.duplicates import Group
from feeds.articles.slugs import slug

if TYPE_CHECKING:
    from feeds.articles.ledgerfile import Entry

_DAY_IN_FRONT = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_]")  # Jekyll's posts: https://jekyllrb.com/docs/posts/
_NO_NAME = (
    "index",
    "_index",
    "readme",
    "article",
)  # Hugo's leaf bundles: https://gohugo.io/content-management/page-bundles/


def page(link: str) -> str:
    """What two addresses of one page have in common: no scheme, no ``www.``, no fragment, no final slash."""
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return link
    path = unquote(parts.path).removesuffix("index.html").rstrip("/")
    return f"{host}{path}{'?' if parts.query else ''}{parts.query}"


def last_part(path: str) -> str:
    """The name that an address or a path ends with, as a slug without suffix and day; "" where it has none."""
    parts = [part for part in PurePosixPath(unquote(path).replace("\\", "/")).parts if part.strip("/.")]
    while parts:
        stem = _DAY_IN_FRONT.sub("", PurePosixPath(parts.pop()).stem)
        if stem.lower() not in _NO_NAME and not stem.isdigit():
            return slug(stem)
    return ""


def name_of(link: str) -> str:
    """The name that an address ends with, as a slug; "" where it has none."""
    try:
        return last_part(urlsplit(link).path)
    except ValueError:
        return ""


def adoptions(groups: Iterable[tuple[int, Group]], entries: Sequence["Entry"]) -> Iterator[tuple[int, str]]:
    """Pairs of a group's number and the uri of the adopted entry that is the same article, the surest first."""
    if not entries:
        return
    unclaimed = [(number, group) for number, group in groups if group.uri is None]
    steps = (
        ({entry.uri: {f"{entry.title} {entry.published.date()}"} for entry in entries}, _title_and_day),
        ({entry.uri: {_name(entry)} - {""} for entry in entries}, _names),
        ({entry.uri: {entry.title} for entry in entries}, _titles),
    )
    given: set[str] = set()
    done: set[int] = set()
    for marks, of in steps:
        ours = {number: of(group) for number, group in unclaimed if number not in done}
        for number, uri in _one_to_one(ours, {uri: mark for uri, mark in marks.items() if uri not in given}):
            given.add(uri)
            done.add(number)
            yield number, uri


def _one_to_one(groups: Mapping[int, set[str]], entries: Mapping[str, set[str]]) -> Iterator[tuple[int, str]]:
    """Pairs that share a mark which no other group and no other entry has."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, marks in groups.items():
        for mark in marks:
            holders[mark].append(number)
    known: dict[str, list[str]] = defaultdict(list)
    for uri, marks in entries.items():
        for mark in marks:
            known[mark].append(uri)
    used: set[int] = set()
    for mark, uris in known.items():
        numbers = holders.get(mark, [])
        if len(uris) == 1 and len(numbers) == 1 and numbers[0] not in used:
            used.add(numbers[0])
            yield numbers[0], uris[0]


def _name(entry: "Entry") -> str:
    return name_of(entry.link) if entry.link else ""


def _title_and_day(group: Group) -> set[str]:
    return {
        f"{member.title} {member.draft.content_created.isoformat()[:10]}"
        for member in group.members
        if member.draft.content_created is not None
    }


def _names(group: Group) -> set[str]:
    """What the last part of its address may have been made of: a stated slug, the file's name, the headline."""
    return {
        name
        for member in group.members
        for name in (member.draft.slug or "", last_part(member.draft.documents[0].path), slug(member.draft.headline))
        if name
    }


def _titles(group: Group) -> set[str]:
    return {member.title for member in group.members}
