"""Article records – what ``feeds convert`` printed, perhaps edited since – → drafts that state their own identity."""

import hashlib
import json

from feeds.articles.article import Article, Document, Draft
from feeds.articles.record import article
from feeds.convert.converted import Converted
from feeds.errors import ArticleError, DocumentError


def article_records(name: str, data: bytes, text: str, stretch: Document | None = None) -> Converted:
    """The drafts of a JSON document that holds one record or an array of them; ``stretch`` is its own."""
    try:
        parsed: object = json.loads(text)
    except json.JSONDecodeError as wrong:
        says = f"is not JSON ({wrong.msg}, column {wrong.colno}). Mend it, or give a text another name than .json."
        return Converted(errors=(DocumentError(name, says, wrong.lineno),))
    except RecursionError:
        return Converted(errors=(DocumentError(name, "it is nested too deeply to be an article record.", 1),))
    stretch = stretch or Document(name, hashlib.sha256(data).hexdigest(), 1, max(1, len(text.splitlines())))
    drafts = []
    errors = []
    records = parsed if isinstance(parsed, list) else [parsed]
    if not records:
        errors.append(DocumentError(name, "it is an empty array. Put article records into it, or leave it out."))
    for number, one in enumerate(records, 1):
        which = f"record {number}" if len(records) > 1 else "the record"
        try:
            drafts.append(_draft(article(one, which), stretch))
        except ArticleError as wrong:
            errors.append(DocumentError(name, str(wrong)))
    return Converted(tuple(drafts), (), tuple(errors))


def _draft(one: Article, stretch: Document) -> Draft:
    source = one.provenance
    earlier = tuple(document for document in source.documents if document.path != stretch.path)
    return Draft(
        headline=one.headline,
        html=one.html,
        text=one.text,
        summary=one.summary,
        language=one.language,
        language_confidence=source.language_confidence,
        documents=(stretch, *earlier),
        language_basis=source.language_basis,
        evidence=source.date,
        content_created=one.content_created,
        authors=one.authors,
        agencies=one.agencies,
        pictures=one.pictures,
        subjects=one.subjects,
        dropped=source.dropped,
        notes=source.notes,
        merged=source.merged,
        status=one.status,
        original_url=one.original_url,
        uri=one.uri,
        slug=one.slug,
        published=one.published,
        updated=one.updated,
        guid=one.guid,
        embargoed_until=one.embargoed_until,
        enclosures=one.enclosures,
        episode=one.episode,
    )
