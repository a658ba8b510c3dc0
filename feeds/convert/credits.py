"""Picture captions: which lines are some, and where the credit begins."""

import re
from dataclasses import dataclass

from feeds.convert.agencies import AGENCIES
from feeds.convert.forms import STOPS, is_name, is_sentence, words

LONGEST_CAPTION = 1500
LONGEST_CREDIT = 120
_NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=lambda name: (-len(name), name)))
AGENCY = re.compile(rf"(?<!\w)(?:{_NAMES})(?!\w)")
# Credits that say so: "Photo: …", "Photograph by …", "Credit …", also in other languages.
_LABELS = (
    *(
        "photos?",
        "photograph",
        "images?",
        "picture",
        "credit",
        "photo credit",
        "image credit",
        "picture credit",
        "file photo",
    ),
    *(
        "crédits?(?: photo)?",
        "foto",
        "fotos",
        "bild",
        "bildnachweis",
        "quelle",
        "fotografía",
        "imagen",
        "immagine",
        "фото",
    ),
    *("صورة", "الصورة", "تصوير", "מקור", "צילום", "图片来源", "图", "写真", "사진"),
)
LABEL = re.compile(
    rf"(?:^|(?<=[\s.|(\[]))(?:{'|'.join(_LABELS)})"
    r"(?: by| courtesy(?: of)?| credit| von| de| di)?\s?[:：]\s?(?P<credit>\S.{0,100})$",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"©\s?(?P<credit>\S.{0,100})$")
# Words that only captions begin with or have in brackets.
_VIEWS = "file |handout |general |aerial |satellite |screen ?grab|undated "
_BEGINNINGS = (
    *(
        "file (?:photo|image|picture|-)",
        "photo (?:shows|taken|by|released|provided)",
        "in this ",
        "pictured",
        "from left",
    ),
    *("this (?:photo|picture|image|file|handout|undated|combination|aerial|frame|screen|video)", "left to right"),
    *(f"(?:an? )(?:{_VIEWS})+(?:photo|picture|image|view|frame)?", "clockwise", "archive photo", "handout"),
    *("representational image", "illustrative", "archivfoto", "archivbild", "symbolbild"),
    *("photo d'archives", "(?:une |cette )?photo ", "image d'illustration", "foto de archivo", "foto d'archivio"),
    *("архивное фото", "صورة", "أرشيفية", "תמונה", "צילום", "资料图", "资料照片", "図", "写真"),
)
_ROLES = (
    "c|l|r|left|right|center|centre|top|bottom|front|back|rear|file|2nd [lr]|second (?:left|right|from (?:left|right))"
)
SPEAKS = re.compile(rf"^(?:{'|'.join(_BEGINNINGS)})|\((?:{_ROLES})\)", re.IGNORECASE)
ARCHIVE = re.compile(
    r"file (?:photo|image|picture|-|footage)|archiv|\bfile\b(?=[)/])|undated|أرشيف|ארכיון|资料(?:图|照片)|архив"
    r"|stock (?:photo|image)|illustrati|symbolbild|representational",
    re.IGNORECASE,
)
SAID = re.compile(
    r"(?<!\w)(?:said|says|told|added|according to|reported|dit|déclaré|sagte|dijo|قال|אמר)(?!\w)", re.IGNORECASE
)
ROLE = re.compile(rf"(?:{_ROLES}|\W*\d[\d\W]*)", re.IGNORECASE)
MADE = re.compile(
    r"(?<!\w)(?:via|photos?|courtesy|handout|pool|supplied|provided|screen ?grab|screenshot|getty|reserved|file|"
    r"archive|press service|press office|social media|twitter|facebook|telegram|instagram|youtube|x)(?!\w)|/|\|",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption and its credit, parted; ``is_certain`` where the credit's own form proves that it is one."""

    text: str
    credit: str
    is_certain: bool


def caption(text: str) -> Caption | None:
    """The two parts of a line that ends in a credit or is one (then ``text`` is empty); None for any other."""
    if len(text) > LONGEST_CAPTION:
        return None
    return _bracketed(text) or _labelled(text) or _trailing(text) or _alone(text)


def _alone(text: str) -> Caption | None:
    """A line that is a credit and nothing else: ``Reuters``, ``© Jane Doe``."""
    if len(text) > LONGEST_CREDIT:
        return None
    is_credit = AGENCY.fullmatch(text) or (text.startswith("©") and words(text) <= 8)
    return Caption("", text, is_certain=True) if is_credit else None


def speaks_of_picture(text: str) -> bool:
    """Whether the words of a text are those of captions, as "File photo: …" or "(L)"."""
    return len(text) <= LONGEST_CAPTION and SPEAKS.search(text) is not None


def is_archive(text: str) -> bool:
    """Whether a caption says that its picture is an old one, or any."""
    return ARCHIVE.search(text[:LONGEST_CAPTION]) is not None


def reports_speech(text: str) -> bool:
    """Whether a text reports what somebody said, as captions seldom do."""
    return SAID.search(text[:LONGEST_CAPTION]) is not None


def is_agency(text: str) -> bool:
    """Whether a text is an agency's name and nothing else, or several parted by signs."""
    parts = [part.strip() for part in re.split(r"\s?[/|,&+]\s?|\s(?:and|via|with|et|und|y|و)\s", text.strip())]
    return bool(parts) and all(AGENCY.fullmatch(part) for part in parts)


def _bracketed(text: str) -> Caption | None:
    end = text.rstrip(" .")
    if not end or end[-1] not in ")]）】":
        return None
    opener = {")": "(", "]": "[", "）": "（", "】": "【"}[end[-1]]
    start = end.rfind(opener, max(0, len(end) - LONGEST_CREDIT - 2))
    # "(KCNA via KNS (North Korea) / AFP)": the opener that belongs to the last sign.
    depth = end[start:].count(end[-1]) if start >= 0 else 0
    while start > 0 and depth > end[start:].count(opener):
        start = end.rfind(opener, max(0, len(end) - LONGEST_CREDIT - 2), start)
    if start < 0:
        return None
    credit, before = end[start + 1 : -1].strip(), end[:start].strip()
    labelled = LABEL.search(credit)
    if labelled and labelled.start() == 0:
        return Caption(before, labelled["credit"].strip(), is_certain=True)
    if not credit or words(credit) > 14 or ROLE.fullmatch(credit) or not any(map(str.isalpha, credit)):
        return None
    if any(credit.endswith(stop) for stop in STOPS) and not AGENCY.search(credit):
        return None
    large = not credit[0].islower()
    if not large and AGENCY.search(credit) is None:
        return None
    certain = AGENCY.search(credit) is not None or MADE.search(credit) is not None or opener in "[【"
    if _abbreviates(credit, before) or (not certain and words(credit) > 6):
        return None
    # "… of the channel (CNN).": the bracket is inside the sentence, a credit stands behind it.
    certain = certain and (text.rstrip()[-1] not in STOPS or is_sentence(before) or not before)
    return Caption(before, credit, certain)


def _labelled(text: str) -> Caption | None:
    tail = max(0, len(text) - LONGEST_CREDIT - 30)
    for form in (LABEL, COPYRIGHT):
        found = form.search(text, tail)
        # "File photo: Supporters of …" is a caption with a label before it, not a credit.
        if found and words(found["credit"]) <= 9 and not found["credit"].rstrip().endswith(tuple(STOPS)):
            before = text[: found.start()].strip(" |(–—-")
            credit = found["credit"].strip(" )")
            telling = AGENCY.search(credit) or MADE.search(credit) or is_name(credit)
            if telling or (before and words(credit) <= 4):
                return Caption(before, credit, is_certain=telling is not None and telling is not False)
    return None


def _trailing(text: str) -> Caption | None:
    """``… February 26, 2025. REUTERS/Jane Doe``, ``… | AFP``, ``… – Reuters``: a credit after the caption's end."""
    tail = text[-LONGEST_CREDIT:]
    parted = re.split(r"(?<=[.!?”\"])\s|\s[|–—-]{1,2}\s", tail)
    credit = parted[-1].strip(" .")
    if len(parted) < 2 or not credit or words(credit) > 6 or len(credit) > 60:
        return None
    folded = credit.replace("REUTERS", "Reuters")
    named = AGENCY.match(folded)
    if named is None or not (is_agency(folded) or "/" in folded):
        return None
    before = text[: len(text) - len(text.rsplit(parted[-1], 1)[-1]) - len(parted[-1])].strip(" |–—-")
    return Caption(before, credit, is_certain=True)


def _abbreviates(credit: str, before: str) -> bool:
    """Whether the bracket only abbreviates the words before it, as in "World Health Organization (WHO)"."""
    if not (credit.isupper() and credit.isalpha()):
        return False
    last = before.replace("-", " ").split()[-len(credit) - 2 :]
    letters = [word[0].upper() for word in last if word]
    wanted = iter(letters)
    return all(letter in wanted for letter in credit.upper())
