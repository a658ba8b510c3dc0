"""The other values: language, numbers, hours and days, media types, cloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from feeds.rules.formats import RSS
from feeds.rules.rss.addresses import mark, of_channel
from feeds.rules.rss.book import EVERY_RSS, PROFILE, book
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import counts, languages, mediatypes
from feeds.values.problem import Problem
from feeds.values.tables.languages import SHORTEST

_IMAGE = "#ltimagegtSubelementOfLtchannelgt"
_CLOUD = "#ltcloudgtSubelementOfLtchannelgt"
_FILE = '<item><title>One</title><enclosure url="https://example.org/1.mp3" length="{}" type="{}"/></item>'
_FILE_GOOD = _FILE.format("12216320", "audio/mpeg")
_ENCLOSURE = "#ltenclosuregtSubelementOfLtitemgt"
_BLANKS = " \t\r\n"
_BASE = "<image><url>https://example.org/a.png</url><title>News</title><link>https://example.org/</link>{}</image>"


def _language(text: str) -> object:
    """As ``languages.language``, but content with the three-letter codes of ISO 639-2, which RSS allows."""
    return None if text[:3].lower() in SHORTEST and not text[3:4].isalnum() else languages.language(text)


book.value(
    "RSS210", "unknown-language", on="channel/language", grammar=_language, blank=True,
    says="language is not a language tag: {text}: {problem}",
    why="Readers that do not know the tag choose the wrong font, voice or hyphenation, or none.",
    spec="#optionalChannelElements", bad="<language>utf-8</language>", good="<language>en</language>",
    fix="Write a tag such as en, de-AT or zh-Hant.", w3c=("InvalidLanguage",), formats=EVERY_RSS,
)  # fmt: skip
book.value(
    "RSS211", "questionable-language", on="channel/language", grammar=languages.remarks, level=WARNING,
    says="language has a part that means nothing: {text}: {problem}",
    why="Programs compare tags part by part, and the registry does not have this one.",
    spec="https://www.rfc-editor.org/rfc/rfc5646#section-2.2.9", bad="<language>en-UK</language>",
    good="<language>en-GB</language>", fix="Use the registered subtag.", formats=EVERY_RSS,
)  # fmt: skip


@book.rule("RSS218", on="channel/language", level=WARNING, formats=EVERY_RSS,
           spec="https://www.rfc-editor.org/rfc/rfc5646#section-2.2.1",
           says="language is {text}, whose tag is {better}", bad="<language>eng</language>",
           good="<language>en</language>", fix="Use the shorter code.")  # fmt: skip
def three_letters_where_two_would_do(language: Element) -> Iterator[Where]:
    """Language tags use the shortest code; programs that compare with it do not know the long one."""
    text = language.value
    better = SHORTEST.get(text[:3].lower()) if not text[3:4].isalnum() else None
    if better is not None:
        yield found(language.in_text(), text=quoted(text), better=quoted(better + text[3:]))


book.value(
    "RSS212", "ttl-not-a-number-of-minutes", on="ttl", grammar=counts.positive, blank=True,
    says="ttl is not a number of minutes: {text}: {problem}", spec="#ltttlgtSubelementOfLtchannelgt",
    why="Readers then ask for the feed when they like.", bad="<ttl>1.5</ttl>", good="<ttl>60</ttl>",
    fix="Write for how many minutes the feed may be kept, as a whole number.", w3c=("InvalidPositiveInteger",),
)  # fmt: skip
for _code, _element, _most, _w3c in (
    ("RSS213", "width", 144, "InvalidWidth"),
    ("RSS214", "height", 400, "InvalidHeight"),
):
    book.value(
        _code, f"image-{_element}-out-of-range", on=f"image/{_element}",
        grammar=partial(counts.positive, most=_most), blank=True,
        says="{element} of the image is not " + f"from 1 to {_most}: {{text}}: {{problem}}", spec=_IMAGE,
        formats=EVERY_RSS, when=of_channel,
        why=f"The specification allows at most {_most} pixels, and readers lay out their pages for that.",
        bad=_BASE.format(f"<{_element}>500</{_element}>"), good=_BASE.format(f"<{_element}>88</{_element}>"),
        fix=f"Offer a smaller picture, or leave {_element} out.", w3c=(_w3c,),
    )  # fmt: skip
book.value(
    "RSS215", "hour-out-of-range", on="skipHours/hour", grammar=counts.hour, without=frozenset({"hour-24"}), blank=True,
    says="hour is not an hour of the day: {text}: {problem}", spec=PROFILE + "#element-channel-skiphours",
    why="Readers pass over it.", bad="<skipHours><hour>25</hour></skipHours>",
    good="<skipHours><hour>23</hour></skipHours>", fix="Write a number from 0 to 23, in Greenwich time.",
    w3c=("InvalidHour",),
)  # fmt: skip
book.value(
    "RSS216", "midnight-as-24", on="skipHours/hour", grammar=counts.hour, kinds=frozenset({"hour-24"}), level=WARNING,
    says="hour is 24, where 0 was expected for midnight", spec=PROFILE + "#element-channel-skiphours",
    why="RSS 0.91 counted from 1 to 24 and RSS 2.0 from 0 to 23; readers of today know the second.",
    bad="<skipHours><hour>24</hour></skipHours>", good="<skipHours><hour>0</hour></skipHours>", fix="Write 0.",
    w3c=("UseZeroForMidnight",),
)  # fmt: skip
book.value(
    "RSS217", "unknown-day", on="skipDays/day", grammar=counts.weekday, blank=True,
    says="day is not a day of the week: {text}: {problem}", spec=PROFILE + "#element-channel-skipdays",
    why="Readers pass over it.", bad="<skipDays><day>Sun</day></skipDays>",
    good="<skipDays><day>Sunday</day></skipDays>",
    fix="Write a day from Monday to Sunday in English.", w3c=("InvalidDay",),
)  # fmt: skip


def _repeated(parent: Element) -> Iterator[Where]:
    seen: set[str] = set()
    for child in parent.children:
        value = child.value
        key = value.lstrip("0") if value.isascii() and value.isdigit() else value.lower()
        key = "" if key == "24" else key
        if child.name in {"hour", "day"} and value and key in seen:
            yield found(child.in_text(), element=child.name, text=quoted(value))
        seen.add(key)


book.rule("RSS303", on=("skipHours", "skipDays"), level=ERROR, spec=PROFILE + "#element-channel-skiphours",
          says="this {element} is named twice: {text}", name="repeated-hour-or-day",
          why="One of the two was meant to be another.", bad="<skipDays><day>Sunday</day><day>Sunday</day></skipDays>",
          good="<skipDays><day>Saturday</day><day>Sunday</day></skipDays>", fix="Name each once.",
          w3c=("DuplicateValue",))(_repeated)  # fmt: skip


# --- enclosures

_NUMBER = frozenset({"empty", "surrounding-blanks", "fraction", "grouped", "unit", "not-a-number", "too-large"})


@book.rule("RSS240", on="item/enclosure", level=ERROR, spec=_ENCLOSURE, formats=RSS,
           says="the length of enclosure is not a number of bytes: {text}: {problem}",
           bad=_FILE.format("11.6 MB", "audio/mpeg"), good=_FILE_GOOD,
           fix="Write the file's size in bytes, 0 if it is unknown.",
           w3c=("InvalidIntegerAttribute",))  # fmt: skip
def enclosure_length_not_a_number(enclosure: Element) -> Iterable[Where]:
    """Players show how much there is to load and reserve room for it; some refuse the file."""
    problem = _length(enclosure)
    if problem is not None and problem.kind in _NUMBER:
        yield mark(enclosure, problem, "length")


@book.rule("RSS241", on="item/enclosure", level=ERROR, spec=_ENCLOSURE, formats=RSS,
           says="the length of enclosure is less than nothing: {text}", bad=_FILE.format("-5", "audio/mpeg"),
           good=_FILE_GOOD, fix="Write the file's size in bytes.", w3c=("InvalidNonNegativeInteger",))  # fmt: skip
def enclosure_length_negative(enclosure: Element) -> Iterable[Where]:
    """Players that compute with it show nonsense or stop."""
    problem = _length(enclosure)
    if problem is not None and problem.kind == "negative" and enclosure.get("length").strip(_BLANKS) != "-1":
        yield mark(enclosure, problem, "length")


@book.rule("RSS242", on="item/enclosure", level=ERROR, spec=PROFILE + "#element-channel-item-enclosure", formats=RSS,
           says="the length of enclosure is -1, where 0 was expected for an unknown one",
           bad=_FILE.format("-1", "audio/mpeg"), good=_FILE.format("0", "audio/mpeg"),
           fix="Write the file's size in bytes, or 0.", w3c=("UseZeroForUnknown",))  # fmt: skip
def enclosure_length_unknown(enclosure: Element) -> Iterable[Where]:
    """Programs write -1 for unknown; the profile's word for that is 0."""
    if enclosure.get("length").strip(_BLANKS) == "-1":
        yield enclosure.in_attribute("length")


def _length(enclosure: Element) -> Problem | None:
    raw = enclosure.attributes.get("length")
    answer = None if raw is None else counts.non_negative(raw.strip(_BLANKS))
    return answer if isinstance(answer, Problem) else None


book.value(
    "RSS243", "enclosure-type-not-a-media-type", on="item/enclosure", attribute="type", grammar=mediatypes.media_type,
    blank=True, says="the type of enclosure is not a media type: {text}: {problem}", spec=_ENCLOSURE, formats=RSS,
    why="Players decide by it whether they can play the file.", bad=_FILE.format("1", "mp3"),
    good=_FILE.format("1", "audio/mpeg"), fix="Write the media type, as in audio/mpeg.", w3c=("InvalidMIMEAttribute",),
)  # fmt: skip
book.value(
    "RSS244", "enclosure-type-unregistered", on="item/enclosure", attribute="type", grammar=mediatypes.remarks,
    level=ADVICE, says="the type of enclosure is not registered: {text}: {problem}", spec=_ENCLOSURE, formats=RSS,
    why="Players know the registered names best.", bad=_FILE.format("1", "audio/mp3"),
    good=_FILE.format("1", "audio/mpeg"), fix="Use the registered name.",
)  # fmt: skip

# --- cloud and textInput

_CLOUD_TAG = '<cloud domain="rpc.example.org" port="{}" path="/RPC2" registerProcedure="notify" protocol="{}"/>'
book.value(
    "RSS245", "cloud-port-not-a-port", on="cloud", attribute="port", grammar=lambda text: counts.positive(text, 65535),
    blank=True, says="port of cloud is not a port: {text}: {problem}", spec=_CLOUD,
    why="A reader cannot register for updates there.", bad=_CLOUD_TAG.format("0", "soap"),
    good=_CLOUD_TAG.format("80", "soap"), fix="Write a number from 1 to 65535.", w3c=("InvalidIntegerAttribute",),
)  # fmt: skip
book.value(
    "RSS246", "unknown-cloud-protocol", on="cloud", attribute="protocol", level=WARNING, blank=True,
    grammar=lambda text: counts.choice(text, ("http-post", "soap", "xml-rpc", "https-post")),
    says="protocol of cloud is none that readers speak: {problem}", spec="https://www.rssboard.org/rsscloud-interface",
    why="A reader cannot register for updates in a language it does not speak.", bad=_CLOUD_TAG.format("80", "websub"),
    good=_CLOUD_TAG.format("80", "http-post"), fix="Write http-post, xml-rpc or soap.",
)  # fmt: skip

_BOX = (
    "<textInput><title>Search</title><description>Search</description><name>{}</name>"
    "<link>https://example.org/search</link></textInput>"
)


@book.rule("RSS247", on=("textInput/name", "textinput/name"), level=WARNING, formats=EVERY_RSS,
           spec="https://www.w3.org/TR/html401/types.html#type-name",
           says="{text} is no name for a form field", bad=_BOX.format("1"), good=_BOX.format("q"),
           fix="Begin with a letter; go on with letters, digits, '-', '_', ':' and '.'.",
           w3c=("InvalidFormComponentName",))  # fmt: skip
def form_field_without_a_proper_name(name: Element) -> Iterator[Where]:
    """HTML at the time of RSS asked for a name like a variable's, and programs that take the text still expect one."""
    text = name.value
    plain = text.isascii() and text[:1].isalpha() and text.translate(_MARKS).isalnum()
    if not plain:
        yield found(name.in_text(), text=quoted(text))


_MARKS = {ord(mark_): "a" for mark_ in "-_:."}
