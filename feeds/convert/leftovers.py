"""Lines that a page prints around its article: which they are, by form first and by known words second."""

import re
from dataclasses import dataclass, field

from feeds.convert import dates
from feeds.convert.credits import reports_speech
from feeds.convert.forms import has_full_stop
from feeds.convert.lines import Line, key
from feeds.convert.phrases import (
    FIRST_PUBLISHED,
    INVITATIONS,
    LABELS,
    LAST_UPDATED,
    LINKS,
    LONGEST_INVITATION,
    SHY_LINKS,
    TAGS,
)

# What stands on a line alone and is no language: each with what it is. All are bounded and anchored at both ends.
_MINUTES = r"(?:min|mins|minutes?|minuten|minuti|minutos)"
_COUNTED = r"(?:shares?|views?|comments?|likes?|retweets?|reads?|replies|commentaires?|kommentare?|comentarios?"
_COUNTED += r"|تعليقات?|مشاهدات?|مشاهدة|مشاركة|תגובות)"
_SIGNS = (
    (r"[^\w]{1,200}", "a line without letters or digits"),
    (r"(?:T ?T|a ?a|(?:a ?[-+–−]?[ /|]{0,3}){2,4}|a ?[-+–−])", "a font-size switch"),
    (r"\d{1,4}(?: ?(?:px|pt|%))?", "a number alone: a font size or counter"),
    (r"\d{1,3} ?(?:/|of|out of|von|sur|de|di|من|מתוך|из) ?\d{1,3}", "a counter of pictures"),
    (
        r"(?:\d{1,2}:)?\d{1,2}:\d\d(?: ?/ ?(?:\d{1,2}:)?\d{1,2}:\d\d)?(?: ?[ap]m)?",
        "a time of day or of a recording",
    ),
    (
        rf"(?:[^\W\d][\w' ]{{0,30}}:? )?\(?\d{{1,3}} ?{_MINUTES}(?: (?:de )?\w{{4,9}})?\)?",
        "a reading or listening time",
    ),
    (rf"\(?\d[\d.,]{{0,9}} ?[km]?\)? {_COUNTED}", "a count of shares or comments"),
    (rf"{_COUNTED} ?:? ?\(?\d[\d.,]{{0,9}} ?[km]?\)?", "a count of shares or comments"),
    (r"\d{1,3} (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago", "an age that has passed"),
    (r"(?:[\w ]{1,20}:? )?(?:https?://|www\.)\S{1,2000}", "an address"),
    (r"@\w{1,40}", "an account's name"),
    (r"(?:share|teilen|partager|compartir|مشاركة) ?[:|] ?.{0,80}", "a row of buttons"),
)
SIGN = re.compile("|".join(f"(?P<sign{number}>{pattern})" for number, (pattern, _) in enumerate(_SIGNS)), re.IGNORECASE)
HASHTAGS = re.compile(r"(?:#[\w-]{1,60}[\s,;|]*){1,40}")
BREADCRUMB = re.compile(r"[^>›»]{1,40}(?: ?[>›] ?[^>›»]{1,40}| » [^>›»]{1,40}){1,6}")
LABEL_END = re.compile(r"\s?(?:[:：|>»›]+|-{1,2}|–|—)\s?")
_DATE_LABELS = "|".join(map(re.escape, sorted({*FIRST_PUBLISHED, *LAST_UPDATED}, key=len, reverse=True)))
DATE_LABEL = re.compile(rf"\(?(?P<label>{_DATE_LABELS})", re.IGNORECASE)
OTHER_LABEL = re.compile(rf"(?<!\w)(?:{_DATE_LABELS})(?!\w)", re.IGNORECASE)
DIGIT = re.compile(r"\d")
BOLD_LINKS = LINKS - SHY_LINKS
FIRST_KEYS = frozenset(map(key, FIRST_PUBLISHED))


@dataclass(frozen=True, slots=True)
class Leftover:
    """Why a line is no part of the article.

    ``kind`` matters to its neighbours: a ``widget`` shows where the top of an article ends, after a ``links`` heading
    headlines of other texts follow, after a ``tags`` label subjects; ``date`` lines are evidence.
    """

    kind: str
    reason: str
    subjects: tuple[str, ...] = field(default=())


def leftover(line: Line) -> Leftover | None:
    """What a line is, where it can be told from the line alone; None for what may be the article's."""
    text = line.text
    if len(text) > LONGEST_INVITATION:
        return None
    sign = SIGN.fullmatch(text)
    if sign is not None and sign.lastgroup is not None:
        return Leftover("widget", _SIGNS[int(sign.lastgroup.removeprefix("sign"))][1])
    if line.key in LABELS and line.key not in LINKS:
        return Leftover("widget", "a button or label of the page")
    return _tags(line) or _links(line) or date_line(text) or _rest(text)


# A place in front of a date: a name or two, and a comma. Where no blanks part words, a short one on either side.
_PLACE_FIRST = re.compile(r"[^\W\d_][^\W\d_.’'-]{1,25}(?:[ -][^\W\d_]{2,25}){0,2}, ?(?:den |le |am )?")
_PLACE_IN_HAN = re.compile("[\u4e00-\u9fff]{2,5}[，、]?")


def date_line(text: str) -> Leftover | None:
    """A line that is only a date, with or without a label before it."""
    if len(text) > 120 or not DIGIT.search(text):
        return None
    labelled = DATE_LABEL.match(text)
    found = dates.mentions(text)
    clock = dates.moment(text, found[0].days[0]) if found else None
    if not found and not (labelled and (dates.yearless(text) or re.search(r"\d:\d\d|\bago\b", text))):
        return None
    # A second date ("Published … | Updated …") brings its own label.
    others = OTHER_LABEL.sub(" ", dates.without(text[labelled.end() :] if labelled else text))
    if len(found) == 1:
        before, after = text[: found[0].start], text[found[0].end :]
        if _PLACE_FIRST.fullmatch(before) and not any(map(str.isalpha, after)):
            return Leftover("date", "the page's date")  # Berlin, 3. November 2026
        if _PLACE_IN_HAN.fullmatch((before + after).strip()):
            return Leftover("date", "the page's date")
    letters = sum(map(str.isalpha, others))
    if letters > (12 if labelled and clock is None else 8 if labelled or clock else 0):
        return None
    return Leftover("date", "the page's date")


def is_first_published(words: str) -> bool:
    """Whether what stands before a date says that it is the day of publication, not of a later change."""
    return any(key(words).endswith(label) for label in FIRST_KEYS if len(label) > 2) and not is_update(words)


def is_update(words: str) -> bool:
    """Whether what stands before a date says that it is the day of the last change."""
    return any(key(words).endswith(key(label)) for label in LAST_UPDATED)


def _tags(line: Line) -> Leftover | None:
    if HASHTAGS.fullmatch(line.text):
        words = re.findall(r"#([\w-]+)", line.text)
        return Leftover("widget", "tags", tuple(word.replace("_", " ") for word in words))
    if line.key in TAGS and line.key not in LABELS:
        return Leftover("tags", "the label of the tags")
    label, rest = _label(line.text)
    if label is not None and key(label) in TAGS and rest:
        subjects = (word.strip(" #.") for word in re.split(r"[,،;|#•·]", rest))
        return Leftover("widget", "tags", tuple(dict.fromkeys(filter(None, subjects))))
    return None


def _links(line: Line) -> Leftover | None:
    if line.key in LINKS:
        return Leftover("links", "a heading over links to other texts")
    label, rest = _label(line.text)
    if label is not None and rest and key(label) in LINKS:
        # "Related: …" may begin a sentence; "Read more: …" does not.
        is_prose = key(label) in SHY_LINKS and has_full_stop(rest) and len(rest.split()) > 5
        return None if is_prose else Leftover("widget", "a link to another text")
    # "Read also Iran Warns …": without a sign between, only words that begin no sentence.
    for count in (3, 2):
        start = line.text.split(" ", count)
        if len(start) > count and key(" ".join(start[:count])) in BOLD_LINKS and line.text[-1] not in ".!":
            return Leftover("widget", "a link to another text")
    return None


def _rest(text: str) -> Leftover | None:
    low = text.casefold()
    if low.startswith(INVITATIONS) and not reports_speech(text):
        return Leftover("widget", "an invitation or legal notice of the page")
    if low.startswith(("home >", "home ›", "home /", "home |", "home »", "الرئيسية", "accueil >")) and len(text) < 120:
        return Leftover("widget", "the way to the page")
    if BREADCRUMB.fullmatch(text) and text.count(">") + text.count("›") + text.count(" » ") >= 2:
        return Leftover("widget", "the way to the page")
    return None


def _label(text: str) -> tuple[str | None, str]:
    """What stands before the first colon, bar, arrow or dash, where that is short; and the rest."""
    match = LABEL_END.search(text[:48])
    if match is None or match.start() == 0:
        return None, text
    return text[: match.start()], text[match.end() :].strip()
