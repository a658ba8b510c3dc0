"""What the texts and attributes of the podcast namespace hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from feeds.rules.podcast.book import OTHER, TAGS, book
from feeds.rules.reading import Kind
from feeds.rules.rule import ADVICE, ERROR, WARNING, Level, Repair, Where, found, quoted
from feeds.rules.sorts import Places, addresses, one_of, texts, values
from feeds.values import counts, dates, languages, mail, mediatypes, uris
from feeds.values.problem import Problem

_TRANSCRIPT: Final = '<podcast:transcript url="{}" type="text/vtt"/>'
_ALTERNATE: Final = (
    '<podcast:alternateEnclosure type="audio/opus"{}><podcast:source uri="https://example.org/1.opus"/>'
    "</podcast:alternateEnclosure>"
)
_LIVE: Final = (
    '<podcast:liveItem status="{}" start="{}"><title>Live</title>'
    '<podcast:contentLink href="https://example.org/live">Watch</podcast:contentLink></podcast:liveItem>'
)

_SPLIT: Final = (
    '<podcast:value type="lightning" method="keysend"><podcast:valueRecipient type="node" address="02" split="1"/>'
    '<podcast:valueTimeSplit startTime="1" duration="1" remotePercentage="{}">'
    '<podcast:valueRecipient type="node" address="03" split="1"/></podcast:valueTimeSplit></podcast:value>'
)

_URLS: Final[Places] = {
    "podcast:transcript": ("url",),
    "podcast:funding": ("url",),
    "podcast:chapters": ("url",),
    "podcast:person": ("href", "img"),
    "podcast:trailer": ("url",),
    "podcast:license": ("url",),
    "podcast:image": ("href",),
    "podcast:contentLink": ("href",),
    "podcast:socialInteract": ("uri", "accountUrl"),
    "podcast:remoteItem": ("feedUrl",),
    "podcast:source": ("uri",),
}
addresses(book, ("POD201", "POD202", "POD203"), _URLS, title="podcast-element", bad=_TRANSCRIPT, good=_TRANSCRIPT,
          spec=OTHER, blank=False, why="Apps cannot load what they cannot find.")  # fmt: skip

_SECURE: Final[Places] = {name: fields for name, fields in _URLS.items() if name != "podcast:source"}


def _insecure(text: str) -> Problem | None:
    return Problem("insecure", "http, where https was expected", 0, 4) if text[:5].lower() == "http:" else None


values(book, "POD505", "podcast-address-without-https", _SECURE, _insecure, level=ADVICE, spec=OTHER, blank=False,
       says="{what} is not served securely: {text}",
       why="The namespace asks for https everywhere; apps on web pages and phones do not load anything else.",
       bad=_TRANSCRIPT.format("http://example.org/1.vtt"), good=_TRANSCRIPT.format("https://example.org/1.vtt"),
       fix="Write https, if the server has it.")  # fmt: skip

# --- types and languages

values(book, "POD204", "podcast-type-not-a-media-type",
       {"podcast:transcript": ("type",), "podcast:chapters": ("type",), "podcast:trailer": ("type",),
        "podcast:alternateEnclosure": ("type",), "podcast:source": ("contentType",), "podcast:image": ("type",)},
       mediatypes.media_type, spec=OTHER, says="{what} is not a media type: {text}: {problem}",
       why="Apps choose by it what they can show or play.",
       bad='<podcast:transcript url="https://example.org/1.vtt" type="vtt"/>',
       good='<podcast:transcript url="https://example.org/1.vtt" type="text/vtt"/>',
       repair="media-type", fix="Write a media type such as text/vtt.")  # fmt: skip
_TRANSCRIPTS: Final = frozenset({"text/plain", "text/html", "text/vtt", "application/json", "application/x-subrip",
                                 "application/srt", "text/srt"})  # fmt: skip
_CHAPTERS: Final = frozenset({"application/json+chapters", "application/json", "text/vtt", "application/xml"})


def _known(text: str, types: frozenset[str]) -> Problem | None:
    if "/" not in text or text.partition(";")[0].strip().lower() in types:
        return None
    return Problem("unusual", "no app is known to read it", 0, len(text))


for _code, _element, _page, _types, _bad, _good in (
    ("POD310", "transcript", "transcript", _TRANSCRIPTS, "application/pdf", "text/vtt"),
    ("POD311", "chapters", "chapters", _CHAPTERS, "text/plain", "application/json+chapters"),
):
    values(book, _code, f"{_element}-of-an-unusual-type", {f"podcast:{_element}": ("type",)},
           partial(_known, types=_types), level=WARNING, spec=f"{TAGS}{_page}.md",
           says="{what} is {text}, which the namespace does not name",
           why="Apps read the types that the namespace names, and pass over the others.",
           bad=f'<podcast:{_element} url="https://example.org/1" type="{_bad}"/>',
           good=f'<podcast:{_element} url="https://example.org/1" type="{_good}"/>',
           fix=f"Offer it as {_good}.")  # fmt: skip
values(book, "POD205", "podcast-language-not-a-tag",
       {"podcast:transcript": ("language",), "podcast:alternateEnclosure": ("lang",)}, languages.language, spec=OTHER,
       says="{what} is not a language tag: {text}: {problem}",
       why="Apps choose the version in the language of the listener by it.",
       bad='<podcast:transcript url="https://example.org/1.vtt" type="text/vtt" language="English"/>',
       good='<podcast:transcript url="https://example.org/1.vtt" type="text/vtt" language="en"/>',
       repair="language", fix="Write a tag such as en or pt-BR.")  # fmt: skip

# --- numbers

values(book, "POD206", "podcast-number-not-whole",
       {"podcast:season": ("",), "podcast:trailer": ("length", "season"), "podcast:valueRecipient": ("split",),
        "podcast:alternateEnclosure": ("length", "height"), "podcast:image": ("width", "height"),
        "podcast:socialInteract": ("priority",)}, counts.non_negative, spec=OTHER, blank=False,
       says="{what} is not a whole number: {text}: {problem}", why="Apps count with it, and pass over other texts.",
       bad="<podcast:season>One</podcast:season>", good="<podcast:season>1</podcast:season>",
       repair="number", fix="Write a whole number from 0 on.")  # fmt: skip
values(book, "POD207", "podcast-measure-not-a-number",
       {"podcast:episode": ("",), "podcast:soundbite": ("startTime", "duration"), "podcast:value": ("suggested",),
        "podcast:valueTimeSplit": ("startTime", "duration", "remoteStartTime"),
        "podcast:alternateEnclosure": ("bitrate",)}, partial(counts.decimal, least=0), spec=OTHER, blank=False,
       says="{what} is not a number: {text}: {problem}", why="Apps count with it, and pass over other texts.",
       bad='<podcast:soundbite startTime="1:13" duration="60"/>',
       good='<podcast:soundbite startTime="73" duration="60"/>',
       fix="Write a number, of seconds where it is a time.")  # fmt: skip
values(book, "POD208", "remote-percentage-out-of-range", {"podcast:valueTimeSplit": ("remotePercentage",)},
       counts.percentage, level=WARNING, spec=f"{TAGS}value-time-split.md",
       says="{what} is not from 0 to 100: {text}: {problem}", why="Apps take the nearest number of that range.",
       bad=_SPLIT.format(950), good=_SPLIT.format(95),
       fix="Write a number from 0 to 100.")  # fmt: skip

# --- words

_MEDIA: Final = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course")


_REPAIRS: Final[dict[tuple[str, ...], Repair]] = {("yes", "no"): "yes-no", ("true", "false"): "truth"}


def _words(code: str, name: str, places: Places, options: tuple[str, ...], bad: str, good: str, why: str, page: str,
           level: Level = ERROR, *, case: bool = True) -> None:  # fmt: skip
    values(book, code, name, places, one_of(*options, case=case), level=level, spec=f"{TAGS}{page}.md", why=why,
           says="{what}: {problem}", bad=bad, good=good,
           fix=f"Write {', '.join(options[:-1])} or {options[-1]}.", blank=False,
           repair=_REPAIRS.get(options, ("word", *options)))  # fmt: skip


_words("POD209", "locked-neither-yes-nor-no", {"podcast:locked": ("",), "podcast:block": ("",)}, ("yes", "no"),
       "<podcast:locked>true</podcast:locked>", "<podcast:locked>yes</podcast:locked>",
       "Hosts compare with these two words: with another, anybody may import the feed.", "locked")  # fmt: skip
_words("POD210", "unknown-medium-of-podcast", {"podcast:medium": ("",), "podcast:remoteItem": ("medium",)},
       (*_MEDIA, "mixed", *(f"{each}L" for each in _MEDIA)),
       "<podcast:medium>Album</podcast:medium>", "<podcast:medium>music</podcast:medium>",
       "Apps for music or books look for these words, and show the feed as a podcast otherwise.", "medium",
       WARNING)  # fmt: skip
_words("POD211", "unknown-status-of-live-item", {"podcast:liveItem": ("status",)}, ("pending", "live", "ended"),
       _LIVE.format("on", "2026-09-26T07:30:00Z"), _LIVE.format("live", "2026-09-26T07:30:00Z"),
       "Apps know by it alone whether there is something to hear.", "live-item")  # fmt: skip
_words("POD212", "unknown-kind-of-integrity", {"podcast:integrity": ("type",)}, ("sri", "pgp-signature"),
       _ALTERNATE.replace("{}", "").replace("</p", '<podcast:integrity type="md5" value="00"/></p'),
       _ALTERNATE.replace("{}", "").replace("</p", '<podcast:integrity type="pgp-signature" value="00"/></p'),
       "Apps that cannot check the file may refuse it.", "integrity")  # fmt: skip
_words("POD213", "unknown-relation-of-location", {"podcast:location": ("rel",)}, ("subject", "creator"),
       '<podcast:location rel="studio">Berlin</podcast:location>',
       '<podcast:location rel="creator">Berlin</podcast:location>',
       "Apps take the place for what the podcast is about.", "location", WARNING)  # fmt: skip
_words("POD214", "podcast-flag-not-true-or-false",
       {"podcast:podping": ("usesPodping",), "podcast:updateFrequency": ("complete",),
        "podcast:alternateEnclosure": ("default",), "podcast:valueRecipient": ("fee",)}, ("true", "false"),
       '<podcast:podping usesPodping="yes"/>', '<podcast:podping usesPodping="true"/>',
       "Apps compare with these two words.", "podping")  # fmt: skip
_words("POD215", "unknown-social-protocol", {"podcast:socialInteract": ("protocol",)},
       ("activitypub", "twitter", "lightning", "bluesky", "atproto", "hive", "matrix", "nostr", "disabled"),
       '<podcast:socialInteract protocol="mastodon" uri="https://example.org/1"/>',
       '<podcast:socialInteract protocol="activitypub" uri="https://example.org/1"/>',
       "Apps that do not know the protocol show no comments.", "social-interact", WARNING)  # fmt: skip
_words("POD216", "unknown-chat-protocol", {"podcast:chat": ("protocol",)}, ("irc", "xmpp", "nostr", "matrix"),
       '<podcast:chat server="chat.example.org" protocol="slack"/>',
       '<podcast:chat server="chat.example.org" protocol="irc"/>', "Apps that do not know the protocol show no chat.",
       "chat", WARNING)  # fmt: skip
_words("POD217", "unknown-relation-of-transcript", {"podcast:transcript": ("rel",)}, ("captions", "transcript"),
       '<podcast:transcript url="https://example.org/1.vtt" type="text/vtt" rel="subtitles"/>',
       '<podcast:transcript url="https://example.org/1.vtt" type="text/vtt" rel="captions"/>',
       "Only captions tells apps that there are times in it.", "transcript", WARNING)  # fmt: skip

# --- dates

values(book, "POD218", "trailer-date-not-a-date", {"podcast:trailer": ("pubdate",)}, dates.rfc822,
       spec=f"{TAGS}trailer.md", says="{what} is not an RFC 822 date: {text}: {problem}",
       why="Apps choose the newest trailer by it.",
       bad='<podcast:trailer url="https://example.org/t.mp3" pubdate="2021-04-01">Soon</podcast:trailer>',
       good='<podcast:trailer url="https://example.org/t.mp3" pubdate="Thu, 01 Apr 2021 08:00:00 GMT">Soon'
            "</podcast:trailer>",
       repair="rfc822", fix="Write it as in Thu, 01 Apr 2021 08:00:00 GMT.")  # fmt: skip
values(book, "POD219", "live-time-not-a-time", {"podcast:liveItem": ("start", "end")}, dates.iso8601_datetime,
       without=frozenset({"zone-form"}),  # the namespace's own examples have -0600
       spec=f"{TAGS}live-item.md", says="{what} is not an ISO 8601 time: {text}: {problem}",
       why="Apps cannot tell their listeners when it begins.", bad=_LIVE.format("live", "tomorrow at 8"),
       good=_LIVE.format("live", "2026-09-26T07:30:00Z"),
       repair="rfc3339", fix="Write it as in 2026-09-26T07:30:00Z.")  # fmt: skip
values(book, "POD220", "schedule-begins-on-no-date", {"podcast:updateFrequency": ("dtstart",)}, dates.iso8601,
       spec=f"{TAGS}update-frequency.md", says="{what} is not an ISO 8601 date: {text}: {problem}",
       why="Apps cannot tell when the next episode comes.",
       bad='<podcast:updateFrequency dtstart="May 1" rrule="FREQ=DAILY">Daily</podcast:updateFrequency>',
       good='<podcast:updateFrequency dtstart="2026-05-01" rrule="FREQ=DAILY">Daily</podcast:updateFrequency>',
       repair="w3cdtf", fix="Write it as in 2026-05-01.")  # fmt: skip

_FREQUENCIES: Final = frozenset({"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_PARTS: Final = frozenset({"FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY",
                           "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"})  # fmt: skip


def recurrence(text: str) -> Problem | None:
    """What keeps a text from being a recurrence rule of RFC 5545, as far as the names of its parts tell."""
    at = 0
    names: set[str] = set()
    for each in text.split(";"):
        name, equals, value = each.partition("=")
        if name.upper() not in _PARTS or not equals or not value:
            return Problem("no-part", f"'{each[:40]}' is no part of such a rule", at, at + len(each))
        if name.upper() == "FREQ" and value.upper() not in _FREQUENCIES:
            return Problem("no-frequency", f"'{value[:40]}' is no frequency", at + 5, at + len(each))
        names.add(name.upper())
        at += len(each) + 1
    return None if "FREQ" in names else Problem("no-frequency", "it has no FREQ", 0, len(text))


values(book, "POD221", "schedule-not-a-recurrence-rule", {"podcast:updateFrequency": ("rrule",)}, recurrence,
       spec="https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10",
       says="{what} is not a recurrence rule: {text}: {problem}",
       why="Apps cannot tell when the next episode comes.",
       bad='<podcast:updateFrequency rrule="weekly">Weekly</podcast:updateFrequency>',
       good='<podcast:updateFrequency rrule="FREQ=WEEKLY">Weekly</podcast:updateFrequency>',
       fix="Write it as in FREQ=WEEKLY;BYDAY=MO.")  # fmt: skip

# --- identities, places, people

_GUID: Final = "<podcast:guid>{}</podcast:guid>"
_KNOWN: Final = "917393e3-1b1e-5cef-ace4-edaa54e1f810"


def _version(text: str) -> Problem | None:
    if isinstance(uris.uuid(text), Problem) or text[14:15] == "5":
        return None
    return Problem("version", f"it is a UUID of version {text[14:15]}, where 5 was expected", 14, 15)


values(book, "POD222", "podcast-guid-not-a-uuid", {"podcast:guid": ("",), "podcast:remoteItem": ("feedGuid",)},
       uris.uuid, blank=False, spec=f"{TAGS}guid.md", says="{what} is not a UUID: {text}: {problem}",
       why="Apps and directories know a podcast by it when its address changes.",
       bad=_GUID.format("my-podcast"), good=_GUID.format(_KNOWN),
       fix="Make a UUID of version 5 from the feed's address, once and for all.")  # fmt: skip
values(book, "POD320", "podcast-guid-of-another-version", {"podcast:guid": ("",)}, _version, level=WARNING,
       spec=f"{TAGS}guid.md", blank=False, says="{what} is not as the namespace makes them: {text}: {problem}",
       why="Directories that make the UUID from the feed's address come to another one.",
       bad=_GUID.format("917393e3-1b1e-4cef-ace4-edaa54e1f810"), good=_GUID.format(_KNOWN),
       fix="Keep it if it is in use; else make one of version 5 from the feed's address.")  # fmt: skip
values(book, "POD223", "owner-of-lock-without-address", {"podcast:locked": ("owner",)}, mail.addr_spec,
       spec=f"{TAGS}locked.md", says="{what} is not a mail address: {text}: {problem}",
       why="A host writes to it before it lets the feed be moved.",
       bad='<podcast:locked owner="me">yes</podcast:locked>',
       good='<podcast:locked owner="me@example.org">yes</podcast:locked>',
       repair="address", fix="Write the bare address, or leave owner out.")  # fmt: skip

# Patterns are compiled when a feed needs them.
_GEO: Final = (
    r"geo:(-?[0-9]{1,2}(?:\.[0-9]{1,20})?),(-?[0-9]{1,3}(?:\.[0-9]{1,20})?)"
    r"(?:,-?[0-9]{1,6}(?:\.[0-9]{1,20})?)?(?:;[A-Za-z0-9-]{1,20}(?:=[^;]{0,60})?){0,9}"
)
_OSM: Final = r"[NWR][0-9]{1,19}(?:#[0-9]{1,9})?"


def geo(text: str) -> Problem | None:
    """What keeps a text from being a geo URI (RFC 5870) of a place on earth."""
    match = re.fullmatch(_GEO, text)
    if match is None:
        return Problem("no-geo", "it is not written as geo:52.52,13.4", 0, len(text))
    for group, most, what in ((1, 90, "latitude"), (2, 180, "longitude")):
        if abs(float(match[group])) > most:
            return Problem(f"no-{what}", f"the {what} is {match[group]}, beyond {most}", *match.span(group))
    return None


def _osm(text: str) -> Problem | None:
    if re.fullmatch(_OSM, text):
        return None
    return Problem("no-osm", "N, W or R and a number was expected", 0, len(text))


values(book, "POD224", "location-not-a-geo-address", {"podcast:location": ("geo",)}, geo,
       spec="https://www.rfc-editor.org/rfc/rfc5870#section-3.3", says="{what} is not a geo URI: {text}: {problem}",
       why="Maps cannot show it.", bad='<podcast:location geo="52.52 13.4">Berlin</podcast:location>',
       good='<podcast:location geo="geo:52.52,13.4">Berlin</podcast:location>',
       fix="Write geo: with latitude and longitude, in degrees.")  # fmt: skip
values(book, "POD225", "location-not-of-openstreetmap", {"podcast:location": ("osm",)}, _osm,
       spec=f"{TAGS}location.md", says="{what} is not an object of OpenStreetMap: {text}: {problem}",
       why="Nobody can look the place up.", bad='<podcast:location osm="113314">Austin</podcast:location>',
       good='<podcast:location osm="R113314">Austin</podcast:location>',
       fix="Write N, W or R for node, way or relation, and its number.")  # fmt: skip
_SRI: Final = r"sha(?:256-[A-Za-z0-9+/]{43}=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{86}==)(?:\?[!-~]{0,200})?"


@book.rule("POD226", on="podcast:integrity", level=ERROR, spec="https://www.w3.org/TR/SRI/#the-integrity-attribute",
           says="value is not an integrity of SRI: {text}",
           bad=_ALTERNATE.replace("{}", "").replace("</p", '<podcast:integrity type="sri" value="sha384-x"/></p'),
           good=_ALTERNATE.replace("{}", "").replace(
               "</p", f'<podcast:integrity type="sri" value="sha384-{"A" * 64}"/></p'),
           fix="Write sha256, sha384 or sha512, a dash, and the hash in Base64.")  # fmt: skip
def integrity_that_fits_no_file(kind: Kind) -> Iterator[Where]:
    """Apps that check the file take it for damaged."""
    for element in kind.elements:
        text = element.get("value")
        if element.get("type") == "sri" and not all(re.fullmatch(_SRI, word) for word in text.split() or [""]):
            yield found(element.in_attribute("value"), text=quoted(text))


def _person(kind: Kind) -> Iterator[tuple[str, Where]]:
    from feeds.values.tables.podcasts import TAXONOMY  # noqa: PLC0415 - only podcasts need the table

    groups = {*TAXONOMY, *(name.rstrip(".") for name in TAXONOMY)}
    roles = {role for each in TAXONOMY.values() for role in each}
    for element in kind.elements:
        for name, raw in texts(element, ("role", "group")):
            text = " ".join(raw.lower().split())
            if text and text not in (roles if name == "role" else groups):
                yield name, found(element.in_attribute(name), text=quoted(raw), name=name)


@book.rule("POD312", on="podcast:person", level=WARNING, spec=f"{TAGS}person.md",
           says="the Podcast Taxonomy has no {name} {text}",
           bad='<podcast:person role="bloke">Me</podcast:person>',
           good='<podcast:person role="host">Me</podcast:person>',
           fix="Choose one of https://podcasttaxonomy.com/.")  # fmt: skip
def role_outside_the_taxonomy(kind: Kind) -> Iterator[Where]:
    """Apps sort people by these words; with another one the person is taken for a host, or left out."""
    for _, where in _person(kind):
        yield where


_LIMITS: Final = {
    "podcast:funding": (("", 128),), "podcast:soundbite": (("", 128),), "podcast:person": (("", 128),),
    "podcast:location": (("", 128),), "podcast:season": (("name", 128),), "podcast:episode": (("display", 32),),
    "podcast:txt": (("", 4000), ("purpose", 128)), "podcast:image": (("purpose", 128),),
    "podcast:alternateEnclosure": (("title", 32), ("rel", 32)), "podcast:updateFrequency": (("", 128),),
}  # fmt: skip


@book.rule("POD313", on=tuple(_LIMITS), level=WARNING, spec=OTHER,
           says="{what} has {length} characters; it should have {most} at most",
           bad=f'<podcast:episode display="{"Chapter " * 6}">1</podcast:episode>',
           good='<podcast:episode display="Ch. 1">1</podcast:episode>', fix="Write less.")  # fmt: skip
def podcast_element_too_long(kind: Kind) -> Iterator[Where]:
    """Directories cut it off there."""
    for element in kind.elements:
        for name, most in _LIMITS[kind.name]:
            text = (element.get(name) if name else element.text).strip()
            if len(text) > most:
                spot = element.in_attribute(name) if name else element.in_text()
                what = f"{name} of {element.name}" if name else element.name
                yield found(spot, what=what, length=len(text), most=most)
