"""One article in several documents: which drafts are the same, and what is kept of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from feeds.articles.article import Draft, Picture, Status
from feeds.articles.fingerprints import (
    BANDS,
    SAME,
    SAME_WITH_HEADLINE,
    bands,
    fingerprint,
    generation,
    headline_key,
    likeness,
    signature,
)
from feeds.articles.slugs import slug
from feeds.errors import ArticleError
from feeds.values.packed import packed

# Two bodies of fewer words may be equal by chance ("More to follow."): their headlines must be equal too.
TELLING = 12
# As many articles under one headline ("Live updates") or in one band (reports after one template) is a further one
# compared with, the latest: without a limit, such a collection would take quadratic time.
CANDIDATES = 16


class Kept(NamedTuple):
    """Where the words of a draft are that is known without them: by whom they are kept, and where there."""

    by: int
    at: int
    size: int


@packed
@dataclass(frozen=True, slots=True)
class Known:
    """A draft with all by which it can be known again; ``length`` is its text's, ``stem`` the slug it would like.

    Where its words are ``kept`` elsewhere, the draft is without its HTML, its text and what was dropped. ``is_local``
    says whether it refers to what lies beside its document, as far as anybody looked.
    """

    draft: Draft
    headline: str
    title: str
    body: str
    near: bytes
    is_telling: bool
    file: str
    length: int
    stem: str
    kept: Kept | None = None
    is_local: bool = True


@dataclass(slots=True)
class Group:
    """Drafts of one article, in the order of the documents; ``says`` has a sentence for each after the first."""

    members: list[Known]
    uri: str | None = None
    says: list[str] = field(default_factory=list)

    @property
    def chosen(self) -> Known:
        """The draft whose words are kept: of those with the latest date the longest, and of equals the first."""
        return max(self.members, key=lambda one: (_day(one.draft), one.length))

    def merged(self) -> Draft:
        """The chosen draft, with what only the others know."""
        chosen = self.chosen.draft
        drafts = [chosen, *(one.draft for one in self.members if one.draft is not chosen)]
        if len(drafts) == 1:
            return chosen
        dated = next((one for one in drafts if one.evidence is not None), chosen)
        in_order = [one.draft for one in self.members]
        return replace(
            chosen,
            documents=tuple(document for draft in in_order for document in draft.documents),
            evidence=dated.evidence,
            content_created=dated.content_created,
            authors=next((one.authors for one in drafts if one.authors), ()),
            agencies=next((one.agencies for one in drafts if one.agencies), ()),
            pictures=_pictures(drafts),
            subjects=tuple(dict.fromkeys(subject for one in drafts for subject in one.subjects)),
            dropped=tuple(line for draft in in_order for line in draft.dropped),
            notes=tuple(dict.fromkeys(note for one in drafts for note in one.notes)),
            merged=(*(note for draft in in_order for note in draft.merged), *self.says),
            original_url=next((one.original_url for one in drafts if one.original_url), None),
            guid=next((one.guid for one in drafts if one.guid), None),
            embargoed_until=max((one.embargoed_until for one in drafts if one.embargoed_until), default=None),
            enclosures=next((one.enclosures for one in drafts if one.enclosures), ()),
            episode=next((one.episode for one in drafts if one.episode), None),
            status=_status(drafts),
            uri=self.uri,
            slug=next((one.slug for one in drafts if one.slug), None),
            published=next((one.published for one in drafts if one.published), None),
            updated=next((one.updated for one in drafts if one.updated), None),
        )


def known(
    draft: Draft,
    remembered: Mapping[str, bytes],
    light: Draft | None = None,
    kept: Kept | None = None,
    *,
    is_local: bool = True,
) -> Known:
    """A draft with its fingerprints; signatures ``remembered`` by body are not computed again.

    ``light`` is the draft without the words that are ``kept`` elsewhere.
    """
    body = fingerprint(draft.text)
    near = remembered.get(body)
    if near is None or not near.startswith(generation()):
        near = signature(draft.text)
    path = draft.documents[0].path
    return Known(
        light or draft,
        fingerprint(draft.headline),
        headline_key(draft.headline),
        body,
        near,
        len(draft.text.split(None, TELLING)) > TELLING or len(draft.text) > 8 * TELLING,
        PurePosixPath(path.replace("\\", "/")).name,
        len(draft.text),
        slug(draft.headline),
        kept,
        is_local,
    )


def grouped(drafts: Sequence[Known]) -> tuple[list[Group], list[ArticleError]]:
    """The drafts, those of one article together, and an error for each uri that two different articles state.

    Each draft is compared with the first of a group only, so that a chain of small differences does not join two
    articles; and only with groups that share a band of the signature or the headline, so that the work is linear.
    """
    groups: list[Group] = []
    errors = []
    by_uri: dict[str, Group] = {}
    collided: set[str] = set()
    by_band: dict[bytes, list[Group]] = defaultdict(list)
    by_title: dict[str, list[Group]] = defaultdict(list)
    by_body: dict[str, Group] = {}
    shared = _shared(drafts)
    for one in drafts:
        keys = [key for key in bands(one.near) if key in shared]
        uri = one.draft.uri
        group = by_uri.get(uri) if uri is not None else None
        if group is not None and uri is not None:
            first = group.members[0]
            if one.title != first.title and one.body != first.body and likeness(one.near, first.near) < SAME:
                collided.add(uri)
                errors.append(_collision(uri, first, one))
                continue
            says = _says(one, first, likeness(one.near, first.near))
        else:
            group, says = _same(one, keys, by_body, by_band, by_title)
        if group is None:
            group = Group([one], uri)
            groups.append(group)
            by_body.setdefault(one.body, group)
            for key in keys:
                by_band[key].append(group)
            by_title[one.title].append(group)
        else:
            group.members.append(one)
            group.says.append(says)
            group.uri = group.uri or uri
        if uri is not None:
            by_uri[uri] = group
    return [group for group in groups if group.uri not in collided], errors


def _shared(drafts: Sequence[Known]) -> set[bytes]:
    """The bands that more than one draft has: of most texts none, and nobody need remember the others."""
    found: set[bytes] = set()
    for mark, start, end in BANDS:
        seen: set[bytes] = set()
        for one in drafts:
            key = one.near[start:end]
            if key in seen:
                found.add(mark + key)
            else:
                seen.add(key)
    return found


def _same(
    one: Known,
    keys: Iterable[bytes],
    by_body: Mapping[str, Group],
    by_band: Mapping[bytes, Sequence[Group]],
    by_title: Mapping[str, Sequence[Group]],
) -> tuple[Group | None, str]:
    """The group that the draft belongs to, and by what that was recognised."""
    exact = by_body.get(one.body)
    if exact is not None and _may_join(one, exact) and (one.is_telling or one.title == exact.members[0].title):
        return exact, _says(one, exact.members[0], 1)
    shared = [by_band[key] for key in keys if key in by_band]
    candidates = {id(group): group for several in shared for group in several[-CANDIDATES:]}
    candidates |= {id(group): group for group in by_title.get(one.title, ())[-CANDIDATES:]}
    best, best_score = None, 0.0
    for group in candidates.values():
        first = group.members[0]
        score = likeness(one.near, first.near)
        least = SAME_WITH_HEADLINE if one.title == first.title else SAME if one.is_telling else 1.1
        if least <= score > best_score and _may_join(one, group):
            best, best_score = group, score
    return best, "" if best is None else _says(one, best.members[0], best_score)


def _may_join(one: Known, group: Group) -> bool:
    """Whether their uris allow it: what states two identities is two articles."""
    return one.draft.uri is None or group.uri is None or one.draft.uri == group.uri


def _says(one: Known, first: Known, score: float) -> str:
    if one.body == first.body:
        return f"{one.draft.place}: the text of {first.draft.place}, word for word"
    also = " under the same headline" if one.title == first.title else ""
    return (
        f"{one.draft.place}: nearly the text of {first.draft.place}{also}: "
        f"about {min(round(100 * score), 99)} % of all runs of three words stand in both"
    )


def _collision(uri: str, first: Known, second: Known) -> ArticleError:
    return ArticleError(
        f"{first.draft.place} and {second.draft.place}: two different articles state the uri {uri}. "
        "Take it out of the one that is newer, and it gets its own."
    )


def _status(drafts: Sequence[Draft]) -> Status:
    """What keeps back or takes back in one document holds for the article."""
    return max((one.status for one in drafts), key=("usable", "withheld", "canceled").index)


def _day(draft: Draft) -> str:
    return "" if draft.content_created is None else draft.content_created.isoformat()[:10]


def _pictures(drafts: Sequence[Draft]) -> tuple[Picture, ...]:
    pictures: dict[str, Picture] = {}
    for draft in drafts:
        for picture in draft.pictures:
            pictures.setdefault(headline_key(f"{picture.caption} {picture.href or ''}"), picture)
    return tuple(pictures.values())
