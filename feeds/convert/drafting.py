"""From a body of HTML and what is known of it to a draft: what all kinds of marked-up documents share."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from feeds.articles.article import Document, Draft, Dropped, LanguageBasis, Picture
from feeds.convert.applied import picture
from feeds.convert.beside import Beside
from feeds.convert.html.markup import Body, Resolve
from feeds.convert.language import language
from feeds.convert.prose import summary
from feeds.errors import DocumentError
from feeds.values.languages import language as tongue
from feeds.values.problem import Problem

LONGEST_TITLE = 80
MOST_DROPPED = 2000  # lines of one document that are listed one by one


def document(name: str, data: bytes, first: int = 1, last: int | None = None) -> Document:
    """The stretch of a document, all of it by default."""
    end = last if last is not None else max(1, data.count(b"\n") + (not data.endswith(b"\n")))
    return Document(name, hashlib.sha256(data).hexdigest(), first, max(first, end))


def drafted(
    stretch: Document,
    body: Body,
    *,
    title: str = "",
    declared: str | None = None,
    spoken: str | None = None,
    dropped: Sequence[Dropped] = (),
    notes: Iterable[str] = (),
) -> Draft:
    """A draft of the body under ``title``; ``declared`` is the language it says it is in, ``spoken`` the one we know.

    A text without a title gets its own beginning as headline, and is marked so. Raises DocumentError for a body
    without a word under no title.
    """
    said = list(notes)
    text, html = body.text, body.html
    if not (title.strip() or text.strip()):
        raise DocumentError(stretch.path, "it has neither a title nor a text.", stretch.first_line)
    headline = " ".join(title.split())
    if not headline:
        headline = beginning(body.first or text)
        said.append("It has no title; its headline is the beginning of its text.")
    if not text.strip():
        text = headline
        said.append("It has no text but its title." if not html else "It has no words but its title.")
    tongue_, confidence, basis = _language(f"{headline}\n{text}", declared, spoken, said)
    return Draft(
        headline=headline,
        html=html or f"<p>{_escaped(text)}</p>",
        text=text,
        summary=summary(" ".join(body.first.split())) if body.first.strip() else "",
        language=tongue_,
        language_confidence=confidence,
        documents=(stretch,),
        dropped=tuple(dropped),
        notes=tuple(said),
        is_titled=bool(title.strip()),
        language_basis=basis,
    )


def beginning(text: str) -> str:
    """The beginning of a text as a headline: at most 80 characters, cut between words."""
    line = " ".join(text[:1000].split())
    if len(line) <= LONGEST_TITLE:
        return line
    return f"{line[: LONGEST_TITLE - 1].rpartition(' ')[0] or line[: LONGEST_TITLE - 1]}…"


def with_facts(draft: Draft, resolve: Resolve, beside: Beside, base: str | None) -> Draft:
    """The draft whose pictures have the size and type of the files at hand."""
    if not draft.pictures and len(set(draft.notes)) == len(draft.notes):
        return draft
    notes = list(draft.notes)
    found = [kept for one in draft.pictures if (kept := picture(one, resolve, beside, base, notes))]
    unique: dict[str | None, Picture] = {}
    for one in found:
        unique.setdefault(one.href, one)
    return replace(draft, pictures=tuple(unique.values()), notes=tuple(dict.fromkeys(notes)))


def limited(gone: Sequence[Dropped]) -> tuple[Dropped, ...]:
    """The first 2,000 of what was left out, and how much more there was."""
    if len(gone) <= MOST_DROPPED:
        return tuple(gone)
    last = gone[MOST_DROPPED]
    more = Dropped(last.path, last.line, "", f"{len(gone) - MOST_DROPPED} more pieces, for the reasons above")
    return (*gone[:MOST_DROPPED], more)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _language(
    text: str, declared: str | None, spoken: str | None, notes: list[str]
) -> tuple[str, float, LanguageBasis]:
    """The language, how sure it is, and by what: a declared one counts unless the text is surely in another."""
    if spoken:
        return spoken, 1.0, "override"
    found, confidence = language(text)
    tag = (declared or "").strip().replace("_", "-")
    if not tag or isinstance(tongue(tag), Problem):
        return found, confidence, "detected"
    same = tag.partition("-")[0].lower() == found.partition("-")[0].lower()
    if found == "und" or same or confidence < 0.9:
        return tag, 1.0, "metadata"
    notes.append(f"The document says its language is {tag}, but its text is in {found}.")
    return found, confidence, "detected"
