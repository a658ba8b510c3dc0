"""What the texts and attributes of Apple's elements hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.itunes.book import CATEGORY, EXPLICIT, GUIDE, IMAGE, ITEM, LANGUAGE, REQUIREMENTS, book, show
from feeds.rules.reading import Kind
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, part, quoted
from feeds.rules.sorts import addresses, html, needed, one_of, presence, values
from feeds.values import counts, durations, mail
from feeds.values.problem import Problem

_BLANKS: Final = " \t\r\n"
_COVER: Final = "https://podcasters.apple.com/support/896-artwork-requirements"


def _episode(text: str) -> str:
    return ITEM.replace("{}", text)


# --- explicit

_OLD: Final = frozenset({"yes", "no", "clean", "explicit", "true", "false"})


def _explicit(kind: Kind) -> Iterator[Where]:
    for element in kind.elements:
        raw = element.text
        if raw in {"true", "false"}:
            continue
        text = raw.strip(_BLANKS)
        spot = element.in_text(0, len(raw)) if text and text in {"true", "false"} else element.in_text()
        yield part("old" if text.lower() in _OLD else "other", spot if text else element, text=quoted(raw))


book.rule("ITU201", on="itunes:explicit", level=WARNING, part="old", name="old-word-for-explicit", spec=REQUIREMENTS,
          says="explicit is {text}, where true or false was expected",
          why="Apple asks for true or false. Its directory still knows yes, no and clean; other apps compare letter by "
              "letter and take the show for clean, or hide it.",
          bad=_episode("<itunes:explicit>no</itunes:explicit>"),
          good=_episode("<itunes:explicit>false</itunes:explicit>"),
          repair="explicit", fix="Write true or false, without blanks.",
          w3c=("InvalidTrueFalse",))(_explicit)  # fmt: skip
book.rule("ITU202", on="itunes:explicit", level=ERROR, part="other", name="explicit-not-true-or-false",
          spec=REQUIREMENTS, says="explicit is {text}, where true or false was expected",
          why="Nobody can tell whether the episode is fit for children, so directories refuse the show or hide it.",
          bad=_episode("<itunes:explicit>maybe</itunes:explicit>"),
          good=_episode("<itunes:explicit>false</itunes:explicit>"), repair="explicit", fix="Write true or false.",
          w3c=("InvalidTrueFalse",))(_explicit)  # fmt: skip

# --- words and numbers

values(book, "ITU203", "block-not-yes", {"itunes:block": ("",)}, one_of("Yes", "No", case=False), level=WARNING,
       says="block is {text}, where Yes was expected",
       why="Only Yes hides the show or the episode; with any other word it stays in the directory.",
       bad=_episode("<itunes:block>true</itunes:block>"), good=_episode("<itunes:block>Yes</itunes:block>"),
       repair="capital-yes", safe=False,
       fix="Write Yes to hide it, or leave block out.", w3c=("InvalidYesNoClean",))  # fmt: skip
values(book, "ITU204", "complete-not-yes", {"itunes:complete": ("",)}, one_of("Yes", "No", case=False), level=WARNING,
       says="complete is {text}, where Yes was expected",
       why="Only Yes says that no more episodes will come; with any other word apps go on asking for them.",
       bad="<itunes:complete>true</itunes:complete>", good="<itunes:complete>Yes</itunes:complete>",
       fix="Write Yes, or leave complete out.", w3c=("InvalidYesNo",))  # fmt: skip
values(book, "ITU223", "captions-neither-yes-nor-no", {"itunes:isClosedCaptioned": ("",)},
       one_of("Yes", "No", case=False), level=WARNING,
       says="isClosedCaptioned is {text}, where Yes was expected", why="Only Yes says that the film has captions.",
       bad=_episode("<itunes:isClosedCaptioned>en</itunes:isClosedCaptioned>"),
       good=_episode("<itunes:isClosedCaptioned>Yes</itunes:isClosedCaptioned>"),
       fix="Write Yes, or leave the element out.", w3c=("InvalidYesNo",))  # fmt: skip
values(book, "ITU205", "unknown-type-of-show", {"itunes:type": ("",)}, one_of("episodic", "serial", case=False),
       says="type is {text}, where episodic or serial was expected",
       why="It decides whether apps show the newest episode first or begin with the first one of the season.",
       bad="<itunes:type>weekly</itunes:type>", good="<itunes:type>serial</itunes:type>",
       fix="Write episodic or serial.", w3c=("InvalidItunesChannelType",))  # fmt: skip
values(book, "ITU206", "unknown-type-of-episode", {"itunes:episodeType": ("",)},
       one_of("full", "trailer", "bonus", case=False),
       says="episodeType is {text}, where full, trailer or bonus was expected",
       why="Trailers and bonus episodes stand apart from the others; with an unknown word they do not.",
       bad=_episode("<itunes:episodeType>teaser</itunes:episodeType>"),
       good=_episode("<itunes:episodeType>trailer</itunes:episodeType>"),
       fix="Write full, trailer or bonus.",
       w3c=("InvalidItunesEpisodeType",))  # fmt: skip
values(book, "ITU207", "episode-not-a-number", {"itunes:episode": ("",), "itunes:season": ("",)}, counts.positive,
       says="{what} is not a number from 1 on: {text}: {problem}",
       why="Apps sort the episodes of a season by these numbers.",
       bad=_episode("<itunes:episode>1a</itunes:episode>"), good=_episode("<itunes:episode>1</itunes:episode>"),
       repair="number",
       fix="Write a whole number from 1 on, or leave the element out.", w3c=("InvalidPositiveInteger",))  # fmt: skip
values(book, "ITU222", "order-not-a-number", {"itunes:order": ("",)}, counts.positive, level=WARNING, spec=GUIDE,
       says="{what} is not a number from 1 on: {text}: {problem}",
       why="What still reads it puts the episodes in the order of these numbers.",
       bad=_episode("<itunes:order>first</itunes:order>"), good=_episode("<itunes:order>1</itunes:order>"),
       repair="number", fix="Write a whole number, or leave the element out.",
       w3c=("InvalidPositiveInteger",))  # fmt: skip
_FRACTION: Final = frozenset({"fraction"})
values(book, "ITU208", "duration-not-a-duration", {"itunes:duration": ("",)}, durations.clock, without=_FRACTION,
       spec=REQUIREMENTS, says="duration is not a duration: {text}: {problem}",
       why="Apps show no length, or one of zero, until they have the whole file.",
       bad=_episode("<itunes:duration>7 minutes</itunes:duration>"),
       good=_episode("<itunes:duration>420</itunes:duration>"),
       repair="duration", fix="Write the number of seconds, or HH:MM:SS.",
       w3c=("InvalidDuration",))  # fmt: skip
values(book, "ITU209", "fraction-in-duration", {"itunes:duration": ("",)}, durations.clock, kinds=_FRACTION,
       spec=REQUIREMENTS, level=WARNING, says="duration has a part of a second: {text}",
       why="Apps that expect whole seconds drop the whole duration.",
       bad=_episode("<itunes:duration>420.5</itunes:duration>"),
       good=_episode("<itunes:duration>420</itunes:duration>"), repair="duration", fix="Round it to whole seconds.",
       w3c=("InvalidDuration",))  # fmt: skip
values(book, "ITU210", "owner-not-an-address", {"itunes:email": ("",)}, mail.addr_spec,
       says="email is not a mail address: {text}: {problem}",
       why="Directories send a code to it before they let somebody claim the show.",
       bad=show(LANGUAGE, IMAGE, CATEGORY, EXPLICIT, "<itunes:owner><itunes:email>me</itunes:email></itunes:owner>"),
       good=show(LANGUAGE, IMAGE, CATEGORY, EXPLICIT,
                 "<itunes:owner><itunes:email>me@example.org</itunes:email></itunes:owner>"),
       repair="address", fix="Write the bare address, as in me@example.org.", w3c=("InvalidContact",))  # fmt: skip

# --- addresses and pictures

addresses(book, ("ITU211", "ITU212", "ITU213"), {"itunes:image": ("href",), "itunes:new-feed-url": ("",)},
          title="podcast", bad="<itunes:new-feed-url>{}</itunes:new-feed-url>",
          good="<itunes:new-feed-url>{}</itunes:new-feed-url>",
          why="Apps look for the picture there, or move the subscriptions there: with half an address they do neither.",
          )  # fmt: skip
needed(book, "ITU111", "image-without-href", {"itunes:image": ("href",)}, spec=_COVER,
       why="The cover is in the attribute; text in the element is read by nobody.",
       bad=_episode("<itunes:image>https://example.org/1.jpg</itunes:image>"),
       good=_episode('<itunes:image href="https://example.org/1.jpg"/>'),
       repair=("text-as-attribute", "href", "url", "src"), fix="Write it as href=….")  # fmt: skip


def _cover(text: str) -> Problem | None:
    """What keeps an address from being that of a JPEG or PNG picture, as far as its last letters say."""
    path = text.partition("#")[0].partition("?")[0]
    dot = path.rfind(".")
    if dot > path.rfind("/") >= 0 and path[dot + 1 :].lower() in _OTHER_PICTURES:
        return Problem("other-picture", f"'{path[dot:]}', where .jpg or .png was expected", dot, len(path))
    return None


_OTHER_PICTURES: Final = frozenset({"gif", "webp", "svg", "bmp", "tif", "tiff", "avif", "heic", "ico", "pdf", "html"})
values(book, "ITU214", "cover-neither-jpeg-nor-png", {"itunes:image": ("href",)}, _cover, level=WARNING, spec=_COVER,
       says="the cover is neither JPEG nor PNG: {text}: {problem}",
       why="Apple takes square JPEG and PNG pictures of 1400 to 3000 pixels; a show with another is not accepted.",
       bad=_episode('<itunes:image href="https://example.org/1.webp"/>'),
       good=_episode('<itunes:image href="https://example.org/1.jpg"/>'),
       fix="Offer the cover as JPEG or PNG.", w3c=("ImageUrlFormat",))  # fmt: skip

# --- plain text

_PLAIN: Final = {f"itunes:{each}": ("",) for each in ("author", "title", "name", "keywords", "subtitle")}


values(book, "ITU215", "html-in-plain-podcast-text", _PLAIN, html, level=WARNING, blank=False,
       says="{what} has HTML in it: {problem}",
       why="Apps show the text as it stands, with its tags and references.",
       bad=_episode("<itunes:title>&lt;b>One&lt;/b></itunes:title>"),
       good=_episode("<itunes:title>One</itunes:title>"),
       fix="Leave the tags out; description and content:encoded may have them.", w3c=("ContainsHTML",))  # fmt: skip

values(book, "ITU502", "html-in-podcast-summary", {"itunes:summary": ("",)}, html, level=ADVICE, blank=False,
       says="{what} has HTML in it: {problem}",
       why="Many apps show it as HTML, others as it stands, with its tags; Apple looks into description.",
       bad=_episode("<itunes:summary>&lt;b>One&lt;/b></itunes:summary>"),
       good=_episode("<itunes:summary>One</itunes:summary>"),
       fix="Leave the tags out; description and content:encoded may have them.", w3c=("ContainsHTML",))  # fmt: skip

_LIMITS: Final = {"itunes:author": 255, "itunes:name": 255, "itunes:title": 255, "itunes:keywords": 255,
                  "itunes:subtitle": 255, "itunes:summary": 4000}  # fmt: skip


@book.rule("ITU216", on=tuple(_LIMITS), level=WARNING, says="{element} has {length} characters; it may have {most}",
           bad=_episode(f"<itunes:subtitle>{'Long ' * 60}</itunes:subtitle>"),
           good=_episode("<itunes:subtitle>Short</itunes:subtitle>"), fix="Write less; the description may be longer.",
           w3c=("TooLong",))  # fmt: skip
def podcast_text_too_long(kind: Kind) -> Iterator[Where]:
    """Directories cut it off where their limit is, or refuse the show."""
    most = _LIMITS[kind.name]
    for element in kind.elements:
        text = element.text
        if len(text) > most and len(text.strip(_BLANKS)) > most:
            yield found(element.in_text(), element=element.name, length=len(text.strip(_BLANKS)), most=most)


# --- given up

presence(book, "ITU501", "element-that-apple-gave-up",
         ("itunes:keywords", "itunes:subtitle", "itunes:summary", "itunes:order", "itunes:isClosedCaptioned",
          "itunes:pubDate"),
         says="{element} is not used any more{fact}", level=ADVICE,
         facts={"itunes:summary": "; Apple shows description", "itunes:subtitle": "; Apple shows description",
                "itunes:order": "; see itunes:type, itunes:season and itunes:episode",
                "itunes:isClosedCaptioned": "; see podcast:transcript", "itunes:pubDate": "; see pubDate"},
         why="Apple took it out of its specification; other apps follow. It does no harm.",
         bad=_episode("<itunes:order>1</itunes:order>"), good=_episode("<itunes:episode>1</itunes:episode>"),
         fix="Leave it out, or keep it for older apps.")  # fmt: skip


def _commas(text: str) -> Problem | None:
    if "," in text:
        return None
    for mark, what in ((";", "semicolons"), ("|", "bars"), (" ", "blanks")):
        if mark in text:
            return Problem("no-commas", f"{what} between the words, where commas were expected", 0, len(text))
    return None


values(book, "ITU217", "keywords-without-commas", {"itunes:keywords": ("",)}, _commas, level=WARNING, blank=False,
       says="keywords are not a list: {text}: {problem}",
       why="Apps that read it take the whole text for one long keyword.",
       bad=_episode("<itunes:keywords>salt pepper</itunes:keywords>"),
       good=_episode("<itunes:keywords>salt, pepper</itunes:keywords>"), fix="Separate keywords by commas.",
       w3c=("InvalidKeywords",))  # fmt: skip
