"""Coming from the W3C feed validator, docs/w3c.md: each of its messages by name, and which rule says the same here."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from feeds.cli.pages.marks import prose, table
from feeds.cli.pages.rule import rule_file
from feeds.rules.presets import W3C_LEVELS
from feeds.rules.rule import Level, Rule


class Unsaid(NamedTuple):
    """Why no rule has a message's name, and the codes of rules that come near it."""

    reason: str
    near: tuple[str, ...] = ()


_FAMILY = "A family there; here each message of it has its own rule."
_KML = "KML is a format of maps, not of feeds; it is not checked here."
_UNREACHED = "Nothing could be looked at: exit code 3, with the reason; no finding of the feed."

UNSAID: Final = {
    **dict.fromkeys(
        ("BestPractices", "Error", "Info", "InvalidURI", "InvalidURIAttribute", "InvalidValue",
         "MissingRecommendedElement", "RSS20Profile", "ValidationFailure", "Warning"),
        Unsaid(_FAMILY),
    ),
    **dict.fromkeys(
        ("Deprecated", "DeprecatedRootHref", "InvalidAltitudeMode", "InvalidAngle", "InvalidColor", "InvalidColorMode",
         "InvalidItemIconState", "InvalidKmlCoordList", "InvalidKmlLatitude", "InvalidKmlLongitude",
         "InvalidKmlMediaType", "InvalidKmlUnits", "InvalidListItemType", "InvalidRefreshMode",
         "InvalidSchemaFieldType", "InvalidStyleState", "InvalidViewRefreshMode", "InvalidZeroOne", "MissingId"),
        Unsaid(_KML),
    ),
    **dict.fromkeys(("IOError", "UnknownHost"), Unsaid(_UNREACHED)),
    "HttpErrorWithPossibleFeed": Unsaid(
        "Readers go by the status and drop what comes with it; the status is what is told.",
        ("NET104", "NET106", "NET107"),
    ),
    "HttpProtocolError": Unsaid("A rule of its own says what is wrong with the answer.", ("NET114",)),
    "HttpsProtocolError": Unsaid("Rules of their own say what is wrong with the connection.", ("NET116", "NET216")),
    "HttpsProtocolWarning": Unsaid("Rules of their own say what is wrong with the connection.", ("NET116", "NET216")),
    "InvalidAlphanum": Unsaid("Values that are letters and digits only have rules that say what they stand for."),
    "InvalidContentMode": Unsaid("Atom 0.3 was replaced in 2005: that is all that is said of it.", ("ATM132",)),
    "NonSpecificMediaType": Unsaid(
        "An XML type in general is no mistake (RFC 7303, 4.2); a wrong type is told.", ("NET202", "NET203")
    ),
    "TextXml": Unsaid(
        "text/xml without charset stopped to mean US-ASCII with RFC 7303 (section 3); the document's own word counts."
    ),
    "ValidatorLimit": Unsaid(
        "`--max-size` and `--timeout` are the limits; what goes beyond them is told.", ("NET112", "NET113")
    ),
}  # fmt: skip

_HOW = """\
`feeds check --preset w3c feed.xml` runs the rules that have one of these names, at the levels of the W3C validator, and
begins each message with the name. The name is also the last part of the address of its help pages, as in
`docs/error/InvalidRFC2822Date.html`. In the other presets the same defects are told at the levels of our own, with
places that are exact to the character; the names stand in JSON (`w3c`) and SARIF (tags `w3c:NAME`) all the same.
What is info there is advice here."""


def w3c_page(rules: Iterable[Rule]) -> str:
    """The text of docs/w3c.md."""
    return "\n".join(_lines(tuple(rules))) + "\n"


def _lines(rules: tuple[Rule, ...]) -> Iterator[str]:
    named: dict[str, list[Rule]] = {}
    for rule in rules:
        for name in rule.w3c:
            named.setdefault(name, []).append(rule)
    yield "# Coming from the W3C feed validator"
    yield ""
    yield _HOW
    yield ""
    yield f"It has {len(named) + len(UNSAID)} messages and families of messages; {len(named)} have rules here."
    yield ""
    yield "## Its messages, and ours"
    yield ""
    yield from table(
        ("there", "level there", "here"),
        (
            (_anchored(name), _level(name, named[name]), ", ".join(_link(rule) for rule in named[name]))
            for name in sorted(named)
        ),
    )
    yield ""
    yield "## What has no rule of the name, and why"
    yield ""
    codes = {rule.code: rule for rule in rules}
    yield from table(
        ("there", "why", "near it"),
        (
            (_anchored(name), prose(unsaid.reason), ", ".join(_link(codes[code]) for code in unsaid.near))
            for name, unsaid in sorted(UNSAID.items())
        ),
    )
    yield ""
    yield "## What is another way here"
    yield ""
    yield "- Places are lines and columns from 1, in characters; there, columns come from the parser and begin with 0."
    yield "- Elements and namespaces that it knows nothing of are advice, not a warning: the specifications allow them."
    yield "- JSON Feed, Podcasting 2.0, delivery over HTTP and the quality of texts are checked here, not there."


def _anchored(name: str) -> str:
    return f'<a id="{name.lower()}"></a>{name}'


def _level(name: str, rules: Iterable[Rule]) -> str:
    level = W3C_LEVELS.get(name) or max((rule.level for rule in rules), key=lambda level: level.rank)
    return "info" if level is Level.ADVICE else level.value


def _link(rule: Rule) -> str:
    return f"[{rule.code}]({rule_file(rule)})"
