"""The other values: language, numbers, hours and days, media types, cloud."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from feeds.rules.formats import RSS
from feeds.rules.reading import Kind
from feeds.rules.rss.addresses import mark, of_channel
from feeds.rules.rss.book import EVERY_RSS, PROFILE, book
from feeds.rules.rule import ADVICE, ERROR, WARNING, Level, Repair, Where, found, part, quoted
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
    shorter = "" if text[3:4].isalnum() else SHORTEST.get(text[:3].lower(), "")
    answer = languages.language(shorter + text[3:] if shorter else text)
    # The text is read as if it had the shorter code, and what is said of it would stand one letter too far left.
    return Problem(answer.kind, answer.says) if shorter and isinstance(answer, Problem) else answer


book.value(
    "RSS210", "unknown-language", on="channel/language", grammar=_language, blank=True,
    says="language is not a language tag: {text}: {problem}",
    why="Readers that do not know the tag choose the wrong font, voice or hyphenation, or none.",
    spec="#optionalChannelElements", bad="<language>utf-8</language>", good="<language>en</language>",
    repair="language", fix="Write a tag such as en, de-AT or zh-Hant.", w3c=("InvalidLanguage",), formats=EVERY_RSS,
)  # fmt: skip
book.value(
    "RSS211", "questionable-language", on="channel/language", grammar=languages.remarks, level=WARNING,
    says="language has a part that means nothing: {text}: {problem}",
    why="Programs compare tags part by part, and the registry does not have this one.",
    spec="https://www.rfc-editor.org/rfc/rfc5646#section-2.2.9", bad="<language>en-UK</language>",
    good="<language>en-GB</language>", repair="language", fix="Use the registered subtag.", formats=EVERY_RSS,
)  # fmt: skip


@book.rule("RSS218", on="channel/language", level=WARNING, formats=EVERY_RSS,
           spec="https://www.rfc-editor.org/rfc/rfc5646#section-2.2.1",
           says="language is {text}, whose tag is {better}", bad="<language>eng</language>",
           good="<language>en</language>", repair="better-word", fix="Use the shorter code.")  # fmt: skip
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
    repair="number",
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
    bad="<skipHours><hour>24</hour></skipHours>", good="<skipHours><hour>0</hour></skipHours>",
    repair="midnight", fix="Write 0.",
    w3c=("UseZeroForMidnight",),
)  # fmt: skip
book.value(
    "RSS217", "unknown-day", on="skipDays/day", grammar=counts.weekday, blank=True,
    says="day is not a day of the week: {text}: {problem}", spec=PROFILE + "#element-channel-skipdays",
    why="Readers pass over it.", bad="<skipDays><day>Sun</day></skipDays>",
    good="<skipDays><day>Sunday</day></skipDays>",
    repair="weekday", fix="Write a day from Monday to Sunday in English.", w3c=("InvalidDay",),
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
          good="<skipDays><day>Saturday</day><day>Sunday</day></skipDays>", repair="no-element", fix="Name each once.",
          w3c=("DuplicateValue",))(_repeated)  # fmt: skip


# --- enclosures

_MISNOMERS = frozenset({"misnomer", "unknown-type"})


@lru_cache(maxsize=256)
def _type(text: str) -> tuple[str, Problem] | None:
    answer = mediatypes.media_type(text)
    if isinstance(answer, Problem):
        return "type", answer
    return next((("misnomer", remark) for remark in mediatypes.remarks(text) if remark.kind in _MISNOMERS), None)


def _enclosures(kind: Kind) -> Iterator[Where]:
    """One look at the length and the type of each enclosure."""
    for enclosure in kind.elements:
        length, media = enclosure.attributes.get("length"), enclosure.attributes.get("type")
        if length is not None and not (length.isascii() and length.isdigit() and len(length) < 18):
            text = length.strip(_BLANKS)
            answer = counts.non_negative(text)
            if text == "-1":
                yield part("unknown", enclosure.in_attribute("length"))
            elif isinstance(answer, Problem):
                yield mark(enclosure, answer, "length", "negative" if answer.kind == "negative" else "number")
        if media is not None:
            text = media.strip(_BLANKS)
            told = (_type if len(text) < 100 else _type.__wrapped__)(text)
            if told is not None:
                yield mark(enclosure, told[1], "type", told[0])


def _enclosure(code: str, name: str, which: str, *, says: str, why: str, bad: str, fix: str, w3c: tuple[str, ...] = (),
               good: str = _FILE_GOOD, level: Level = ERROR, spec: str = _ENCLOSURE,
               repair: Repair = ()) -> None:  # fmt: skip
    book.rule(code, on="item/enclosure", level=level, spec=spec, formats=RSS, says=says, bad=bad, good=good, fix=fix,
              w3c=w3c, name=name, why=why, part=which, repair=repair)(_enclosures)  # fmt: skip


_enclosure("RSS240", "enclosure-length-not-a-number", "number", w3c=("InvalidIntegerAttribute",),
           says="the length of enclosure is not a number of bytes: {text}: {problem}",
           why="Players show how much there is to load and reserve room for it; some refuse the file.",
           bad=_FILE.format("11.6 MB", "audio/mpeg"),
           repair="size", fix="Write the file's size in bytes, 0 if it is unknown.")  # fmt: skip
_enclosure("RSS241", "enclosure-length-negative", "negative", w3c=("InvalidNonNegativeInteger",),
           says="the length of enclosure is less than nothing: {text}",
           why="Players that compute with it show nonsense or stop.", bad=_FILE.format("-5", "audio/mpeg"),
           fix="Write the file's size in bytes.")  # fmt: skip
_enclosure("RSS242", "enclosure-length-unknown", "unknown", w3c=("UseZeroForUnknown",),
           says="the length of enclosure is -1, where 0 was expected for an unknown one",
           why="Programs write -1 for unknown; the profile's word for that is 0.",
           bad=_FILE.format("-1", "audio/mpeg"), good=_FILE.format("0", "audio/mpeg"),
           spec=PROFILE + "#element-channel-item-enclosure",
           repair="size", fix="Write the file's size in bytes, or 0.")  # fmt: skip
_enclosure("RSS243", "enclosure-type-not-a-media-type", "type", w3c=("InvalidMIMEAttribute",),
           says="the type of enclosure is not a media type: {text}: {problem}",
           why="Players decide by it whether they can play the file.", bad=_FILE.format("1", "mp3"),
           good=_FILE.format("1", "audio/mpeg"),
           repair="media-type", fix="Write the media type, as in audio/mpeg.")  # fmt: skip
_enclosure("RSS244", "enclosure-type-unregistered", "misnomer", level=ADVICE,
           says="the type of enclosure is not registered: {text}: {problem}", why="Players know registered names best.",
           bad=_FILE.format("1", "audio/mp3"), good=_FILE.format("1", "audio/mpeg"),
           repair="media-type", fix="Use the registered name.")  # fmt: skip

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
    good=_CLOUD_TAG.format("80", "http-post"),
    repair=("word", "http-post", "soap", "xml-rpc", "https-post"), fix="Write http-post, xml-rpc or soap.",
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
