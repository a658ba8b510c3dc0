"""Article ↔ record: ``{"item": …, "provenance": …}``, the item an IPTC ninjs 3.1 news item.

ninjs (https://iptc.org/std/ninjs/, fields described in its schema) has no place for the moment that readers should
see, for how exact a date is, or for where anything came from; that stands in ``provenance``, which is ours. Nor has it
one for what podcasts say of an episode; where there is any, that stands in ``episode``.
"""

import datetime as dt
from typing import Any, cast

from feeds.articles.article import Article, Document, Dropped, Enclosure, Evidence, Picture, Provenance
from feeds.articles.episode import episode_of, table
from feeds.articles.moments import moment, rfc3339
from feeds.articles.validation import validate

__all__ = ["article", "record", "validate"]

ENCLOSURE = "enclosure"
STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}


def record(article: Article) -> dict[str, object]:
    """The record of an article: fields in a fixed order, nothing that is not known."""
    whole: dict[str, object] = {"item": _item(article), "provenance": _provenance(article)}
    return whole if article.episode is None else {**whole, "episode": table(article.episode)}


def article(record: object, name: str = "the record", *, is_ours: bool = False) -> Article:
    """The article of a record; exactly the one that ``record`` was given.

    ``is_ours``: a build has written this very record, so that it is not validated a second time. Raises ArticleError,
    with ``name`` in front, that names the field and what to do.
    """
    if not is_ours:
        validate(record, name)
    # The schema has vouched for every key and type below.
    whole = cast("dict[str, dict[str, Any]]", record)
    item, provenance = whole["item"], whole["provenance"]
    people = [person["name"] for person in item.get("people", ())]
    date = provenance["date"]
    ids = {one["role"]: one["value"] for one in item.get("altIds", ())}
    return Article(
        uri=item["uri"],
        slug=item["slugline"],
        language=item["language"],
        headline=item["headlines"][0]["value"],
        html=item["bodies"][0]["value"],
        text=item["bodies"][1]["value"],
        summary=item["descriptions"][0]["value"] if "descriptions" in item else "",
        published=moment(provenance["published"]),
        updated=moment(item["versionCreated"]),
        first_created=moment(item["firstCreated"]),
        provenance=Provenance(
            documents=tuple(Document(one["path"], one["sha256"], *one["lines"]) for one in provenance["documents"]),
            date=Evidence(date["basis"], date.get("words", "")),
            language_confidence=provenance["language"]["confidence"],
            language_basis=provenance["language"]["basis"],
            merged=tuple(provenance.get("merged", ())),
            dropped=tuple(Dropped(**line) for line in provenance.get("dropped", ())),
            notes=tuple(provenance.get("notes", ())),
        ),
        content_created=_content_created(item.get("contentCreated"), date.get("precision", "second")),
        authors=tuple(people or ([item["by"]] if "by" in item else ())),
        agencies=tuple(source["name"] for source in item.get("infoSources", ()) if source["role"] == "text"),
        pictures=tuple(_picture_of(one) for one in item.get("associations", ()) if one.get("rel") != ENCLOSURE),
        subjects=tuple(subject["name"] for subject in item.get("subjects", ())),
        status=item["pubStatus"],
        original_url=ids.get("originalUrl"),
        guid=ids.get("guid"),
        embargoed_until=moment(item["embargoedUntil"]) if "embargoedUntil" in item else None,
        enclosures=tuple(_enclosure_of(one) for one in item.get("associations", ()) if one.get("rel") == ENCLOSURE),
        episode=episode_of(whole["episode"]) if "episode" in whole else None,
    )


def _item(article: Article) -> dict[str, object]:
    credits_ = dict.fromkeys(picture.credit for picture in article.pictures if picture.credit)
    sources = [{"name": name, "role": "text"} for name in article.agencies]
    sources += [{"name": name, "role": "picture"} for name in credits_]
    return _known(
        uri=article.uri,
        type="text",
        standard=dict(STANDARD),
        language=article.language,
        pubStatus=article.status,
        slugline=article.slug,
        headlines=[_said(article.headline, "main")],
        descriptions=[_said(article.summary, "summary")] if article.summary else None,
        bodies=[_said(article.html, "main", "text/html"), _said(article.text, "main")],
        by=", ".join(article.authors),
        people=[{"name": name, "rel": "author"} for name in article.authors],
        infoSources=sources,
        subjects=[{"name": name} for name in article.subjects],
        firstCreated=rfc3339(article.first_created),
        versionCreated=rfc3339(article.updated),
        contentCreated=_moment_of(article.content_created),
        embargoedUntil=rfc3339(article.embargoed_until) if article.embargoed_until is not None else None,
        altIds=[
            {"role": role, "value": value}
            for role, value in (("originalUrl", article.original_url), ("guid", article.guid))
            if value is not None
        ],
        associations=[
            *(_picture(article.uri, number, one) for number, one in enumerate(article.pictures, 1)),
            *(_enclosure(article.uri, number, one) for number, one in enumerate(article.enclosures, 1)),
        ],
    )


def _provenance(article: Article) -> dict[str, object]:
    source = article.provenance
    made = article.content_created
    date = {"basis": source.date.basis, "words": source.date.words}
    if made is not None:
        date["precision"] = "second" if isinstance(made, dt.datetime) else "day"
    return {
        "published": rfc3339(article.published),
        "date": date,
        "language": {"basis": source.language_basis, "confidence": source.language_confidence},
        "documents": [
            {"path": one.path, "sha256": one.sha256, "lines": [one.first_line, one.last_line]}
            for one in source.documents
        ],
        "merged": list(source.merged),
        "dropped": [
            {"path": one.path, "line": one.line, "text": one.text, "reason": one.reason} for one in source.dropped
        ],
        "notes": list(source.notes),
    }


def _known(**fields: object) -> dict[str, object]:
    """The fields that say something."""
    return {key: value for key, value in fields.items() if value not in (None, "", [])}


def _said(value: str, role: str, content_type: str = "text/plain") -> dict[str, str]:
    return {"role": role, "contentType": content_type, "value": value}


def _picture(uri: str, number: int, picture: Picture) -> dict[str, object]:
    rendition = _known(href=picture.href, contentType=picture.media_type, width=picture.width, height=picture.height)
    return _known(
        name=f"picture-{number}",
        rel="picture",
        # A fragment may follow a tag URI (RFC 4151 §2.1), and any other.
        uri=f"{uri}{'-' if '#' in uri else '#'}picture-{number}",
        type="picture",
        descriptions=[_said(picture.caption, "caption")] if picture.caption else None,
        infoSources=[{"name": picture.credit}] if picture.credit else None,
        renditions=[{"name": "original", **rendition}] if rendition else None,
    )


def _enclosure(uri: str, number: int, enclosure: Enclosure) -> dict[str, object]:
    kind = (enclosure.media_type or "").partition("/")[0]
    return _known(
        name=f"enclosure-{number}",
        rel=ENCLOSURE,
        uri=f"{uri}{'-' if '#' in uri else '#'}enclosure-{number}",
        type={"audio": "audio", "video": "video", "image": "picture"}.get(kind, "component"),
        renditions=[
            _known(
                name="original",
                href=enclosure.href,
                contentType=enclosure.media_type,
                title=enclosure.title,
                sizeInBytes=enclosure.length,
                duration=enclosure.duration,
            )
        ],
    )


def _enclosure_of(item: dict[str, Any]) -> Enclosure:
    rendition = item["renditions"][0]
    return Enclosure(
        href=rendition["href"],
        media_type=rendition.get("contentType"),
        length=rendition.get("sizeInBytes"),
        duration=rendition.get("duration"),
        title=rendition.get("title", ""),
    )


def _picture_of(item: dict[str, Any]) -> Picture:
    rendition = item["renditions"][0] if "renditions" in item else {}
    return Picture(
        caption=item["descriptions"][0]["value"] if "descriptions" in item else "",
        credit=item["infoSources"][0]["name"] if "infoSources" in item else "",
        href=rendition.get("href"),
        media_type=rendition.get("contentType"),
        width=rendition.get("width"),
        height=rendition.get("height"),
    )


def _moment_of(made: dt.date | dt.datetime | None) -> str | None:
    if made is None:
        return None
    return rfc3339(made if isinstance(made, dt.datetime) else dt.datetime.combine(made, dt.time(12), dt.UTC))


def _content_created(text: str | None, precision: str) -> dt.date | dt.datetime | None:
    if text is None:
        return None
    made = moment(text)
    return made.astimezone(dt.UTC).date() if precision == "day" else made
