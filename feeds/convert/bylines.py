"""Who wrote it: bylines, datelines, reporting credits and sign-offs."""

import re
from dataclasses import dataclass

from feeds.convert import dates
from feeds.convert.credits import AGENCY, is_agency
from feeds.convert.forms import PARTICLES, has_capitals, is_name, is_sentence, words

LONGEST_BYLINE = 140
_BY = (
    *(
        "written by",
        "reported by",
        "story by",
        "text by",
        "words by",
        "report by",
        "by",
        "par",
        "von",
        "por",
        "di",
        "da",
    ),
    *("door", "av", "af", "بقلم", "كتب", "كتبت", "تقرير", "מאת", "Автор", "Текст", "文", "作者", "記者", "记者"),
)
BY = re.compile(rf"(?:{'|'.join(_BY)})(?:\s?[:：]\s?|\s)", re.IGNORECASE)
AND = re.compile(r"\s*(?:,|;|&|\band\b|\bet\b|\bund\b|\by\b|\be\b|\ben\b|\boch\b|\bи\b|\bو(?=\w)|\bו(?=\w))\s*")
# What bylines say beside the names: where, for whom, at what hour.
AFTER = re.compile(r"\s(?:in|at|for|with|from|à|in|aus|en|desde|a)\s+[A-Z][\w.' -]{1,40}$")
REPORTING = re.compile(
    r"\(?\s*(?:additional |additional )?(?:reporting|writing|reported|editing|written|compiled|reportage|mit material|"
    r"con información|con informazioni)(?: by| de| von|:)?\s.{2,300}\)?$",
    re.IGNORECASE,
)
REPORTERS = re.compile(
    r"(?:reporting|writing|reported|written)(?: and (?:writing|editing))? by (?P<names>[^;()]{2,160})", re.IGNORECASE
)
SEPARATOR = re.compile(r"\s[-–—]{1,2}\s|\s?[–—]\s?|\s--\s?|:\s")
IN_BRACKETS = re.compile(r"\((?P<name>[^()]{2,60})\)\s*$|/(?P<wire>[^/\s][^/]{1,40})/\s*$")
PLACE_THEN_NAME = re.compile(r"(?P<place>[^\W\d_][\w.' ()-]{1,40}):\s(?P<name>[^:]{3,60})")
SIGN_OFF = re.compile(
    r"[\s.”\"’)](?:[(\[](?P<name>[^()\[\]]{2,40})[)\]]|[-–—/]{1,2}\s?(?P<dashed>[^-–—/]{2,40})/?)\s*$"
)
LONGEST_DATELINE = 120
# What a byline says after a name that is no further name.
TITLES = re.compile(
    r"(?<!\w)(?:correspondent|editor|reporter|writer|staff|bureau|chief|contributor|producer|columnist|analyst|journalist|"
    r"redakteur|redaktion|journaliste|correspondant|corresponsal|redactor|redacción)(?!\w)",
    re.IGNORECASE,
)
# What stands before a colon and is no place.
NO_PLACE = re.compile(
    r"analysis|opinion|comment|exclusive|update|live|video|audio|watch|explainer|interview|profile|factbox|timeline|breaking|"
    r"report|review|news|world|politics|business|sports?|culture|photos?|gallery|editorial|feature|podcast|source|credit",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Persons and agencies that a byline names; only where a line must be one is it ``is_certain``."""

    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place, date and agency before a paragraph's first sentence: ``KYIV, Feb 26 (Reuters) -``."""

    words: str
    length: int
    agencies: tuple[str, ...] = ()


def byline(text: str) -> Byline | None:
    """Whom a line names that is a byline and nothing else; None for other lines."""
    if len(text) > LONGEST_BYLINE or "?" in text or "!" in text:
        return None
    begun = BY.match(text)
    rest = text[begun.end() :] if begun else text
    rest = re.split(r"\s[|•·–—-]\s|\s?\|\s?", rest, maxsplit=4)[0].strip(" .,")
    agencies = tuple(part.strip() for part in re.split(r"\s?/\s?|\s(?:and|via)\s", rest)) if is_agency(rest) else ()
    if agencies:
        return Byline((), agencies)
    named = _named(rest) if begun or AGENCY.search(rest) else None
    if named is None:
        return _place_and_name(text)
    # "Kim Jong Un (AFP)" is rather a portrait's caption; and scripts without capitals show no names.
    if begun or (named.agencies and not rest.endswith(")") and all(map(has_capitals, named.authors))):
        return named
    return None


def dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with; None where it has neither a date nor an agency."""
    start = text[:LONGEST_DATELINE]
    parted = SEPARATOR.search(start)
    while parted is not None:
        head = start[: parted.start()].strip()
        found = _read_dateline(head, parted.end())
        if found is not None:
            return found
        parted = SEPARATOR.search(start, parted.end())
    return None


def reporting(text: str) -> Byline | None:
    """Whom a closing line "(Reporting by …; Editing by …)" names as reporters; None for other lines."""
    if len(text) > 400 or not REPORTING.match(text):
        return None
    found = REPORTERS.search(text)
    names = _persons(AFTER.sub("", found["names"].strip(" .)"))) if found else []
    return Byline(tuple(names or ()))


def sign_off(text: str) -> str | None:
    """The agency in brackets or behind a dash with which an article's last paragraph ends."""
    found = SIGN_OFF.search(text, max(0, len(text) - 60))
    name = (found["name"] or found["dashed"]).strip() if found else ""
    return name if name and is_agency(name) else None


def _named(text: str) -> Byline | None:
    authors: list[str] = []
    agencies: list[str] = []
    stripped = AFTER.sub("", text) if not AGENCY.fullmatch(text) else text
    bracket = re.search(r"\s?\(([^()]{2,40})\)$", stripped)
    if bracket and is_agency(bracket[1]):
        agencies.append(bracket[1])
        stripped = stripped[: bracket.start()]
    for part in filter(None, AND.split(re.sub(r"\s(?:of|for)\s(?=the\s|[A-Z])", ", ", stripped))):
        if AGENCY.fullmatch(part):
            agencies.append(part)
        elif authors and TITLES.search(part):
            continue
        elif is_name(part):
            authors.append(_natural(part))
        elif not authors or words(part) > 4:
            return None
    return Byline(tuple(authors), tuple(dict.fromkeys(agencies))) if authors or agencies else None


def _persons(text: str) -> list[str] | None:
    parts = [AFTER.sub("", part).strip() for part in AND.split(text) if part.strip()]
    return [_natural(part) for part in parts if is_name(part)]


def _natural(name: str) -> str:
    """A name in capitals (JANE DOE) as it is written elsewhere."""
    if not name.isupper() or not name.isascii():
        return name
    return " ".join(part.lower() if part.casefold() in PARTICLES else part.title() for part in name.split())


def _place_and_name(text: str) -> Byline | None:
    """``London: Asharq Al-Awsat``, ``Baghdad: Fadhel al-Nashmi``."""
    found = PLACE_THEN_NAME.fullmatch(text)
    if (
        found is None
        or is_sentence(text)
        or words(found["place"]) > 4
        or not _is_place(found["place"])
        or NO_PLACE.search(text[:60])
    ):
        return None
    name = found["name"].strip()
    quoted = name.strip('«»"“”')
    if is_agency(quoted):
        return Byline((), (quoted,))
    return Byline((name,), is_certain=False) if is_name(name) and words(name) <= 4 and len(name) <= 40 else None


def _is_place(text: str) -> bool:
    parts = text.split()
    return all(part[0].isupper() or part.casefold() in PARTICLES or not part[0].islower() for part in parts)


def _read_dateline(head: str, length: int) -> Dateline | None:
    rest = head
    agencies: tuple[str, ...] = ()
    bracket = IN_BRACKETS.search(head)
    if bracket is not None:
        name = (bracket["name"] or bracket["wire"]).strip()
        if not (is_agency(name) or name.isupper() or bracket["wire"]):
            return None
        agencies = (name,)
        rest = head[: bracket.start()].strip(" ,")
    dated = bool(dates.mentions(rest)) or dates.yearless(rest) is not None
    if not agencies and not dated:
        return None
    place = dates.without(rest)
    day = dates.yearless(place)
    if day is not None:
        place = place.replace(day.words, " ", 1)
    place = place.strip(" ,.")
    if (
        words(place) > 7
        or is_sentence(place)
        or not all(_is_place(part) for part in re.split(r"[,/]", place) if part.strip())
    ):
        return None
    if not place and not agencies:
        return None
    if not agencies and not place.split(",")[0].isupper() and words(place) > 3:
        return None
    return Dateline(head, length, agencies)
