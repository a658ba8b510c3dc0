"""The text of a news page → drafts: the steps of reading it, in their order."""

import hashlib
from collections.abc import Iterator, Sequence

from feeds.articles.article import Document, Draft, Dropped
from feeds.convert.anatomy import anatomy
from feeds.convert.converted import Converted
from feeds.convert.evidence import dated
from feeds.convert.language import language
from feeds.convert.lines import lines
from feeds.convert.parts import Anatomy
from feeds.convert.prose import as_html, as_text, summary
from feeds.convert.rows import Row, rows, usual_gap
from feeds.convert.segments import segments
from feeds.errors import DocumentError


def page_text(name: str, data: bytes, text: str, spoken: str | None = None) -> Converted:
    """The articles of a page's decoded ``text``; ``data`` are the bytes it was, ``spoken`` their language if known."""
    page = rows(lines(text))
    gap = usual_gap(page)
    digest = hashlib.sha256(data).hexdigest()
    drafts: list[Draft] = []
    errors: list[DocumentError] = []
    dropped: list[Dropped] = []
    for article in segments(page):
        found = anatomy(article, gap)
        error = _error(name, found)
        if error is None:
            gone = tuple(_dropped(name, found.dropped))
            stretch = Document(name, digest, article[0].line.number, article[-1].line.last)
            drafts.append(_draft(found, stretch, gone, spoken))
            dropped += gone
        else:
            if found.is_top:
                errors.append(error)
            dropped += _dropped(name, [(row, f"no article: {error.says.split('. ')[0]}") for row in article])
    if not drafts and not errors:
        first = page[0].line.number if page else None
        errors.append(
            DocumentError(
                name,
                "it holds no article: no headline with a text under it. Give it a headline on a line of its own, an "
                "empty line, and the text.",
                first,
            )
        )
    return Converted(tuple(drafts), tuple(dropped), tuple(errors))


def _error(name: str, found: Anatomy) -> DocumentError | None:
    """Why no article can be read from these parts."""
    if found.headline is None:
        return DocumentError(name, "a text without a headline. Put the headline on a line of its own above it.")
    if not found.is_without_text:
        return None
    line = found.headline.line.number
    if found.captions:
        says = (
            f"{found.headline.text[:80]!r} has a caption but no text. Add the text below the caption, or take it out."
        )
    else:
        says = f"{found.headline.text[:80]!r} has no text. Add the text below the headline, or take the line out."
    return DocumentError(name, says, line)


def _draft(found: Anatomy, stretch: Document, dropped: tuple[Dropped, ...], spoken: str | None) -> Draft:
    assert found.headline is not None
    paragraphs = [part.text for part in found.parts if part.kind == "paragraph"]
    text = as_text(found.parts)
    dateline = found.dateline.words if found.dateline else None
    when = dated(list(found.dates), dateline, [words for words, _ in found.captions], paragraphs)
    tongue, confidence = (spoken, 1.0) if spoken else language(f"{found.headline.text}\n{text}")
    return Draft(
        headline=found.headline.text,
        html=as_html(found.parts),
        text=text,
        summary=summary(paragraphs[0], found.dateline.length if found.dateline else 0),
        language=tongue,
        language_confidence=confidence,
        documents=(stretch,),
        language_basis="override" if spoken else "detected",
        evidence=when.evidence,
        content_created=when.at,
        authors=tuple(found.authors),
        agencies=tuple(found.agencies),
        pictures=found.pictures,
        subjects=tuple(found.subjects),
        dropped=dropped,
        notes=when.notes,
    )


def _dropped(name: str, gone: Sequence[tuple[Row, str]]) -> Iterator[Dropped]:
    for row, reason in sorted(gone, key=lambda one: one[0].line.number):
        for number, raw in enumerate(row.line.raw, row.line.number):
            yield Dropped(name, number, raw, reason)
