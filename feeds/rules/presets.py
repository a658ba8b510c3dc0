"""Presets: choices with a name, derived from what the rules declare; no preset lists codes.

What a rule is about stands in its hundreds digit, what it rests on in its address, who else says it in ``w3c``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from feeds.rules.rule import ADVICE, ERROR, WARNING, Level, Rule

PROFILE = "https://www.rssboard.org/rss-profile"
SPECIFICATION = "https://www.rssboard.org/rss-specification"
DIRECTORIES = (
    "https://podcasters.apple.com/",
    "https://help.apple.com/itc/podcasts_connect",
    "https://support.spotify.com/",
    "https://github.com/Podcastindex-org/podcast-namespace/",
)
UP = {ADVICE: WARNING, WARNING: ERROR, ERROR: ERROR}

# The classes of the W3C feed validator whose level there is not that of our rules: its logging.py makes each a kind of
# Error, Warning or Info (https://github.com/w3c/feedvalidator/blob/main/src/feedvalidator/logging.py).
_ERRORS_THERE = """
BadXmlVersion InvalidCoordList InvalidCreditRole InvalidCurrencyUnit InvalidDuration InvalidFloat InvalidFloatUnit
InvalidFormComponentName InvalidFullLink InvalidFullLocation InvalidISO8601Date InvalidISO8601DateTime InvalidIntUnit
InvalidItunesCategory InvalidLabel InvalidLanguage InvalidLocation InvalidMIMEType InvalidMaritalStatus
InvalidNamespace InvalidNonNegativeInteger InvalidPaymentMethod InvalidPercentage InvalidPositiveInteger
InvalidPriceType InvalidRDF InvalidRatingType InvalidReviewerType InvalidSalaryType InvalidServiceType InvalidTrueFalse
InvalidUriChar InvalidW3CDTFDate InvalidYear InvalidYesNo InvalidYesNoClean MediaGroupWithoutAlternatives
MediaRssNamespace MissingAttribute MissingElement TooLong TooMany UndefinedElement UnexpectedAttribute UriNotIri
""".split()  # noqa: SIM905 - a list of fifty literals hides the names
_WARNINGS_THERE = """
AvoidNamespacePrefix AvoidTextInput CharacterData ContainsHTML ContainsRelRef DangerousStyleAttr MissingItunesEmail
MissingUrlAttr MissingXmlURL NotBlank NotHtml SecurityRisk UnknownNamespace UseOfExtensionAttr
""".split()  # noqa: SIM905 - as above
W3C_LEVELS: Final = {
    **dict.fromkeys(_ERRORS_THERE, ERROR),
    **dict.fromkeys(_WARNINGS_THERE, WARNING),
    "ContainsSystemEntity": ADVICE,
}


class Preset(NamedTuple):
    """A named choice: what it is for, and the level at which it runs a rule (None: not at all)."""

    says: str
    level: Callable[[Rule], Level | None]


def hundred(rule: Rule) -> int:
    """The kind of a rule: 1 structure, 2 value, 3 agreement between elements, 4 known readers, 5 advice."""
    return int(rule.code[-3])


def _spec(rule: Rule) -> Level | None:
    """What readers do is not what specifications say; of the profile's sentences only those that cannot be chosen."""
    if hundred(rule) > 3 or (rule.spec.startswith(PROFILE) and rule.level is not ERROR):
        return None
    return rule.level


def _strict(rule: Rule) -> Level:
    return UP[rule.level]


def _podcast(rule: Rule) -> Level:
    return UP[rule.level] if hundred(rule) < 5 and rule.spec.startswith(DIRECTORIES) else rule.level


def _w3c(rule: Rule) -> Level | None:
    if not rule.w3c:
        return None
    return max((W3C_LEVELS.get(name, rule.level) for name in rule.w3c), key=lambda level: level.rank)


def _profile(rule: Rule) -> Level | None:
    """What rests on the two documents, and what makes a document unreadable as XML."""
    ours = "atom-1.0" in rule.formats and not rule.w3c  # it cites the profile for what holds in any feed
    if rule.spec.startswith(PROFILE) and not ours:
        return max(rule.level, WARNING, key=lambda level: level.rank)
    plain = not rule.formats and not rule.book.prefix and not rule.on[0].startswith("json")
    return rule.level if rule.spec.startswith(SPECIFICATION) or (plain and rule.level is ERROR) else None


DEFAULT = "reader-safe"
W3C = "w3c"
PRESETS: Final = {
    DEFAULT: Preset(
        "Every rule at its own level: errors are what specifications forbid or what makes readers drop a feed, "
        "warnings what a named reader fails on. The default.",
        lambda rule: rule.level,
    ),
    "spec": Preset(
        "Only what specifications say: rules on structure, values and agreement. Nothing about known readers, no "
        "advice, and of the RSS profile's recommendations only what no reader can do without.",
        _spec,
    ),
    "strict": Preset("Every rule, each one level higher: warnings are errors, advice is a warning.", _strict),
    "podcast": Preset(
        "Every rule; what Apple, Spotify and the podcast namespace ask for is one level higher, so that what they "
        "refuse is an error.",
        _podcast,
    ),
    W3C: Preset(
        "What the W3C feed validator would say, at its levels; messages begin with its names.",
        _w3c,
    ),
    "rss-board-profile": Preset(
        "What the RSS Advisory Board's specification and Best Practices Profile say; what the profile recommends is at "
        "least a warning.",
        _profile,
    ),
}
