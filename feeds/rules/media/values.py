"""What the attributes of Media RSS hold: addresses, numbers, words, types, times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.media.book import book
from feeds.rules.rule import ERROR, WARNING, Where, found, quoted
from feeds.rules.sorts import Places, addresses, mark, needed, one_of, trouble, values
from feeds.source.xmltree import Element
from feeds.values import counts, durations, languages, mediatypes
from feeds.values.problem import Problem

_FILE: Final = '<media:content url="https://example.org/1.mp4"{}/>'
_CONTENT: Final = "#media-content"


def _file(attribute: str, text: str) -> str:
    return _FILE.replace("{}", f' {attribute}="{text}"')


_URLS: Final[Places] = {
    "media:content": ("url",),
    "media:thumbnail": ("url",),
    "media:player": ("url",),
    "media:copyright": ("url",),
    "media:embed": ("url",),
    "media:license": ("href",),
    "media:subTitle": ("href",),
    "media:peerLink": ("href",),
    "media:price": ("info",),
    "media:category": ("scheme",),
    "media:rating": ("scheme",),
    "media:credit": ("scheme",),
    "media:response": ("",),
    "media:backLink": ("",),
}
_PICTURE: Final = '<media:thumbnail url="{}"/>'
addresses(book, ("MED201", "MED202", "MED203"), _URLS, title="media", bad=_PICTURE, good=_PICTURE,
          spec="#optional-elements", why="Readers show no picture, film or sound where they cannot tell its address.",
          )  # fmt: skip


def _played(content: Element) -> bool:
    """Whether a media:content has a player, which stands in for the address."""
    return "media:player" in content


needed(book, "MED101", "media-without-address", {
    "media:content": ("url",)}, unless=_played, spec=_CONTENT,
       why="Without an address there is nothing to show; a media:player inside would do as well.",
       bad='<media:content medium="image"/>', good=_file("medium", "image"),
       fix="Give it the address of the file, or a media:player.")  # fmt: skip
needed(book, "MED102", "media-attribute-missing",
       {"media:thumbnail": ("url",), "media:player": ("url",), "media:embed": ("url",),
        "media:restriction": ("relationship",)}, spec="#optional-elements",
       why="The element says nothing without it.", bad="<media:thumbnail/>",
       good='<media:thumbnail url="https://example.org/1.jpg"/>', fix="Add the attribute.")  # fmt: skip

# --- numbers

values(book, "MED204", "media-number-not-from-1",
       {"media:content": ("fileSize", "height", "width"), "media:thumbnail": ("height", "width"),
        "media:player": ("height", "width"), "media:embed": ("height", "width")}, counts.positive, spec=_CONTENT,
       says="{what} is not a whole number from 1 on: {text}: {problem}",
       why="Readers leave room for the picture by its size; with another text they leave none, or fail.",
       bad=_file("width", "100px"), good=_file("width", "100"), fix="Write a whole number of pixels or bytes.",
       w3c=("InvalidPositiveInteger",))  # fmt: skip
values(book, "MED205", "media-number-below-0",
       {"media:content": ("channels",), "media:statistics": ("views", "favorites"), "media:starRating": ("count",)},
       counts.non_negative, spec=_CONTENT, says="{what} is not a whole number from 0 on: {text}: {problem}",
       why="Readers that count with it fail.", bad=_file("channels", "-3"), good=_file("channels", "2"),
       fix="Write a whole number.", w3c=("InvalidNonNegativeInteger",))  # fmt: skip
values(book, "MED206", "media-measure-not-a-number",
       {"media:content": ("bitrate", "framerate", "samplingrate", "duration"),
        "media:starRating": ("average", "min", "max"), "media:price": ("price",)}, counts.decimal, spec=_CONTENT,
       says="{what} is not a number: {text}: {problem}",
       why="Readers choose among the versions of a file by such numbers.", bad=_file("duration", "3:05"),
       good=_file("duration", "185"), fix="Write a number, of seconds for duration, without its unit.",
       w3c=("InvalidFloat",))  # fmt: skip

# --- words


def _words(code: str, name: str, places: Places, options: tuple[str, ...], w3c: str, bad: str, good: str, why: str,
           spec: str) -> None:  # fmt: skip
    values(book, code, name, places, one_of(*options), spec=spec, says="{what}: {problem}", why=why, bad=bad,
           good=good, fix=f"Write {', '.join(options[:-1])} or {options[-1]}.", w3c=(w3c,) if w3c else (), exact=True,
           repair="truth" if options == ("true", "false") else ("word", *options))  # fmt: skip


_words("MED207", "unknown-medium", {"media:content": ("medium",)},
       ("image", "audio", "video", "document", "executable"), "InvalidMediaMedium", _file("medium", "photo"),
       _file("medium", "image"), "Readers decide by it whether to show a picture or a player.", _CONTENT)  # fmt: skip
_words("MED208", "unknown-expression", {"media:content": ("expression",)}, ("sample", "full", "nonstop"),
       "InvalidMediaExpression", _file("expression", "partial"), _file("expression", "sample"),
       "It says whether this is all, a sample, or a stream that does not end.", _CONTENT)  # fmt: skip
_words("MED209", "media-flag-not-true-or-false", {"media:content": ("isDefault",), "media:adult": ("",)},
       ("true", "false"), "InvalidTrueFalse", _file("isDefault", "1"), _file("isDefault", "true"),
       "Readers compare with these two words.", _CONTENT)  # fmt: skip
_TEXTS: Final[Places] = {"media:title": ("type",), "media:description": ("type",), "media:text": ("type",)}
_words("MED210", "media-text-neither-plain-nor-html", _TEXTS, ("plain", "html"), "InvalidMediaTextType",
       '<media:title type="text/html">One</media:title>', '<media:title type="html">One</media:title>',
       "With another word readers guess whether there are tags in the text.", "#media-title")  # fmt: skip
_RESTRICTION: Final = '<media:restriction relationship="{}">all</media:restriction>'
_words("MED211", "unknown-media-restriction", {"media:restriction": ("relationship",)}, ("allow", "deny"),
       "InvalidMediaRestrictionRel", _RESTRICTION.format("permit"), _RESTRICTION.format("allow"),
       "With another word nobody knows whether those named may have it.", "#media-restriction")  # fmt: skip
_COUNTRIES: Final = '<media:restriction relationship="allow" type="{}">{}</media:restriction>'
_words("MED212", "unknown-kind-of-media-restriction", {"media:restriction": ("type",)}, ("country", "uri", "sharing"),
       "InvalidMediaRestrictionType", _COUNTRIES.format("state", "au"), _COUNTRIES.format("country", "au"),
       "Nobody knows what the restriction is about.", "#media-restriction")  # fmt: skip
_words("MED213", "unknown-state-of-media", {"media:status": ("state",)}, ("active", "blocked", "deleted"), "",
       '<media:status state="gone"/>', '<media:status state="deleted"/>',
       "Search engines take blocked and deleted media out of their lists by it.", "#media-status")  # fmt: skip
_words("MED214", "unknown-kind-of-media-price", {"media:price": ("type",)},
       ("rent", "purchase", "package", "subscription"), "", '<media:price type="buy" price="1" currency="EUR"/>',
       '<media:price type="rent" price="1" currency="EUR"/>', "Nobody knows what the price is for.",
       "#media-price")  # fmt: skip
_words("MED215", "unknown-media-rights", {"media:rights": ("status",)}, ("userCreated", "official"), "",
       '<media:rights status="mine"/>', '<media:rights status="official"/>',
       "It tells what people made from what companies made.", "#media-rights")  # fmt: skip

# --- types, languages, times

values(book, "MED216", "media-type-not-a-media-type",
       {"media:content": ("type",), "media:license": ("type",), "media:subTitle": ("type",),
        "media:peerLink": ("type",)}, mediatypes.media_type, spec=_CONTENT,
       says="{what} is not a media type: {text}: {problem}",
       why="Readers choose the version that they can play by it.", bad=_file("type", "mp4"),
       good=_file("type", "video/mp4"), fix="Write a media type such as video/mp4.",
       w3c=("InvalidMIMEAttribute",))  # fmt: skip
values(book, "MED217", "media-language-not-a-tag",
       {"media:content": ("lang",), "media:text": ("lang",), "media:subTitle": ("lang",)}, languages.language,
       spec=_CONTENT, says="{what} is not a language tag: {text}: {problem}",
       why="Readers choose the version in the language of the listener by it.", bad=_file("lang", "english"),
       good=_file("lang", "en"), fix="Write a tag such as en or pt-BR.", w3c=("InvalidLanguage",))  # fmt: skip
values(book, "MED218", "media-time-not-a-time",
       {"media:thumbnail": ("time",), "media:text": ("start", "end")}, durations.npt,
       spec="https://www.rfc-editor.org/rfc/rfc2326#section-3.6",
       says="{what} is not a time of RFC 2326: {text}: {problem}",
       why="Players show text and pictures at these moments.",
       bad='<media:text start="17sec">News</media:text>', good='<media:text start="17">News</media:text>',
       fix="Write seconds, or HH:MM:SS, either with a fraction if need be.", w3c=("InvalidNPTTime",))  # fmt: skip


def _minutes(text: str) -> object:
    """A time of RFC 2326, or minutes and seconds, as in the specification's examples of scenes and locations."""
    answer = durations.npt(text)
    return durations.clock(text) if isinstance(answer, Problem) else answer


values(book, "MED227", "media-scene-at-no-time",
       {"media:location": ("start", "end"), "media:sceneStartTime": ("",), "media:sceneEndTime": ("",)}, _minutes,
       spec="#media-scenes", says="{what} is not a time: {text}: {problem}", why="Players jump to these moments.",
       bad='<media:location start="soon">Home</media:location>',
       good='<media:location start="00:15">Home</media:location>',
       fix="Write MM:SS, HH:MM:SS or seconds.")  # fmt: skip


def _currency(text: str) -> Problem | None:
    if len(text) == 3 and text.isascii() and text.isalpha():
        return None
    return Problem("no-currency", "three letters such as EUR were expected", 0, len(text))


values(book, "MED219", "media-currency-without-a-code", {"media:price": ("currency",)}, _currency, spec="#media-price",
       says="{what} is not a currency: {text}: {problem}", why="Nobody knows what the number means.",
       bad='<media:price type="rent" price="1" currency="€"/>',
       good='<media:price type="rent" price="1" currency="EUR"/>',
       fix="Write the code of ISO 4217, as in EUR.")  # fmt: skip

# --- values that depend on an attribute beside them


@book.rule("MED220", on="media:hash", level=ERROR, spec="#media-hash",
           says="hash is not one of {algo}: {text}: {problem}",
           bad='<media:hash algo="sha-256">dfdec888b72151965a34b4b59031290a</media:hash>',
           good='<media:hash algo="md5">dfdec888b72151965a34b4b59031290a</media:hash>',
           fix="Write md5 with 32, or sha-1 with 40 hexadecimal digits.", w3c=("InvalidMediaHash",))  # fmt: skip
def hash_of_another_kind(element: Element) -> Iterator[Where]:
    """A program that compares takes the whole file for damaged."""
    algo = element.get("algo", "md5")
    digits = {"md5": 32, "sha-1": 40}.get(algo)
    text = element.value
    facts = {"algo": quoted(algo), "text": quoted(text)}
    if digits is None:
        yield found(element.in_attribute("algo"), problem="md5 or sha-1 was expected", **facts)
    elif len(text) != digits or set(text.lower()) - set("0123456789abcdef"):
        yield found(element.in_text(), problem=f"{digits} hexadecimal digits were expected", **facts)


@book.rule("MED221", on="media:rating", level=ERROR, spec="#media-rating",
           says="rating is {text}, which {scheme} does not have",
           bad='<media:rating scheme="urn:mpaa">tv-ma</media:rating>',
           good='<media:rating scheme="urn:mpaa">pg</media:rating>',
           fix="Write a rating of the scheme, in small letters.", w3c=("InvalidMediaRating",))  # fmt: skip
def rating_of_another_scheme(element: Element) -> Iterator[Where]:
    """Programs that keep films from children know only the ratings of the scheme."""
    from feeds.values.tables.media import RATINGS  # noqa: PLC0415 - few feeds have ratings

    scheme, text = element.get("scheme").strip(), element.value
    if scheme == "urn:icra":
        good = text.startswith("r (") and text.endswith(")") and _icra(text[3:-1].split(" "))
    else:
        good = scheme not in RATINGS or text in RATINGS[scheme]
    if not good:
        yield found(element.in_text(), text=quoted(text), scheme=scheme or "urn:simple")


def _icra(words: list[str]) -> bool:
    """Whether they are labels of ICRA, each followed by 0 or 1: chat, language, nudity, other topics, violence."""
    labels, flags = words[::2], words[1::2]
    return len(labels) == len(flags) and set(flags) <= {"0", "1"} and all(
        len(label) == 2 and label[0] in "clnov" and label[1].isalpha() for label in labels
    )  # fmt: skip


@book.rule("MED222", on="media:credit", level=ERROR, spec="#media-credit",
           says="the role is {text}, where small letters were expected",
           bad='<media:credit role="Producer">Me</media:credit>',
           good='<media:credit role="producer">Me</media:credit>',
           fix="Write the role in small letters.", w3c=("InvalidCreditRole",))  # fmt: skip
def role_in_capital_letters(element: Element) -> Iterator[Where]:
    """The specification asks for small letters, and programs compare letter by letter."""
    role = element.get("role")
    if role != role.lower():
        yield found(element.in_attribute("role"), text=quoted(role))


@book.rule("MED223", on="media:credit", level=WARNING, spec="#media-credit", says="the EBU has no role {text}",
           bad='<media:credit role="diva">Me</media:credit>', good='<media:credit role="singer">Me</media:credit>',
           fix="Write a role of that list, or name the scheme that has it.", w3c=("InvalidCreditRole",))  # fmt: skip
def role_that_the_ebu_does_not_have(element: Element) -> Iterator[Where]:
    """Without another scheme the roles are those of the European Broadcasting Union; programs know only them."""
    if element.get("scheme", "urn:ebu") != "urn:ebu" or "role" not in element.attributes:
        return
    from feeds.values.tables.media import ROLES  # noqa: PLC0415 - few feeds have roles

    role = element.attributes["role"]
    if role == role.lower() and " ".join(role.split()) not in ROLES:
        yield found(element.in_attribute("role"), text=quoted(role))


@book.rule("MED224", on="media:restriction", level=ERROR, spec="#media-restriction",
           says="{text} is no country's code of two letters", bad=_COUNTRIES.format("country", "XX"),
           good=_COUNTRIES.format("country", "au us"), fix="Write codes of ISO 3166, separated by blanks.",
           w3c=("InvalidCountryCode",))  # fmt: skip
def restriction_to_no_country(element: Element) -> Iterator[Where]:
    """The restriction holds for nobody, or for everybody."""
    if element.get("type") != "country":
        return
    from feeds.values.tables.languages import REGIONS  # noqa: PLC0415 - few feeds have restrictions

    at = 0
    text = element.text
    for word in text.split():
        at = text.index(word, at)
        if (len(word) != 2 or word.lower() not in REGIONS) and word not in {"all", "none"}:
            yield found(element.in_text(at, at + len(word)), text=quoted(word))
        at += len(word)


@book.rule("MED225", on="media:restriction", level=ERROR, spec="#media-restriction",
           says="a restriction of no kind is to {text}, where all or none was expected",
           bad='<media:restriction relationship="allow">some</media:restriction>',
           good='<media:restriction relationship="allow">none</media:restriction>',
           fix="Write all or none, or say with type what it is about.", w3c=("InvalidMediaRestriction",))  # fmt: skip
def restriction_to_nobody_known(element: Element) -> Iterator[Where]:
    """Without a type it can be for all or for nobody, and nothing between."""
    if "type" not in element.attributes and element.value not in {"", "all", "none"}:
        yield found(element.in_text(), text=quoted(element.value))


@book.rule("MED226", on="media:restriction", level=ERROR, spec="#media-restriction",
           says="{what} names no site: {text}: {problem}", bad=_COUNTRIES.format("uri", "example"),
           good=_COUNTRIES.format("uri", "https://example.org/"), fix="Write whole addresses.",
           w3c=("InvalidFullLink",))  # fmt: skip
def restriction_to_no_site(element: Element) -> Iterator[Where]:
    """Players compare the address of the page that they are on with it."""
    if element.get("type") == "uri":
        for word in element.text.split() or [""]:
            wrong = trouble(word)
            if wrong is not None and wrong[0] != "foreign":
                yield mark(element, "", element.text, Problem(wrong[1].kind, wrong[1].says))
                return
