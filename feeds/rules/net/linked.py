"""What the document names, asked for on demand: enclosures, artwork, hubs, the pages that name it, its next pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feeds.rules.atom.iris import same
from feeds.rules.delivered import is_page
from feeds.rules.net.book import OK, book, delivery, sentence, served
from feeds.rules.net.exchange import ok, probe
from feeds.rules.net.headers import right_type
from feeds.rules.net.named import spot_of
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.delivery import Answer, Linked, Observed
from feeds.values.mediatypes import media_type
from feeds.values.pictures import Picture, picture
from feeds.values.problem import Problem

APPLE: Final = "https://podcasters.apple.com/support/823-podcast-requirements"
PARTIAL: Final = 206
_MP3: Final = "https://example.org/1.mp3"
_HEAD: Final = f"enclosure head {_MP3} length=1000 type=audio/mpeg"
_RANGE: Final = f"enclosure range {_MP3}"
_ALIASES: Final = {"audio/mp3": "audio/mpeg", "audio/x-mp3": "audio/mpeg", "audio/x-m4a": "audio/mp4",
                   "audio/m4a": "audio/mp4", "audio/x-wav": "audio/wav"}  # fmt: skip
_GOOD_HEAD: Final = probe(_HEAD, 200, "Content-Length: 1000", "Content-Type: audio/mpeg")
_GOOD_RANGE: Final = probe(_RANGE, 206, "Content-Range: bytes 0-1/1000")


def _linked(reading: Reading, what: str) -> list[Linked]:
    return [each for each in delivery(reading).linked if each.what == what]


def _refusal(observed: Observed | None) -> str | None:
    """Why a request brought nothing; None where it did, or was not made."""
    if observed is None:
        return None
    if not isinstance(observed, Answer):
        return sentence(observed)
    return f"the server answers {observed.status}" if observed.status >= 300 else None


def _answered(each: Linked, name: str) -> Answer | None:
    given = each.answers.get(name)
    return given if isinstance(given, Answer) and given.status in {OK, PARTIAL} else None


@book.rule("NET332", on="http", level=ERROR, spec=APPLE, says="the enclosure {url} is not there: {says}",
           bad=ok() + probe(_HEAD, 404) + probe(_RANGE, 404), good=ok() + _GOOD_HEAD + _GOOD_RANGE,
           fix="Put the file there, or mend its address in the feed.")  # fmt: skip
def enclosure_not_there(reading: Reading) -> Iterator[Where]:
    """The episode cannot be played."""
    for each in _linked(reading, "enclosure"):
        says = _refusal(each.answers.get("range"))
        if says is not None and _answered(each, "head") is None:
            yield found(spot_of(reading, "enclosure", each.url), url=quoted(each.url), says=says)


@book.rule("NET333", on="http", level=WARNING, spec=APPLE, says="the enclosure {url} does not answer HEAD: {says}",
           bad=ok() + probe(_HEAD, 405) + _GOOD_RANGE, good=ok() + _GOOD_HEAD + _GOOD_RANGE,
           fix="Let the server of the files answer HEAD as it answers GET.")  # fmt: skip
def enclosure_without_head(reading: Reading) -> Iterator[Where]:
    """Apple Podcasts requires HEAD, and refuses the episode."""
    for each in _linked(reading, "enclosure"):
        says = _refusal(each.answers.get("head"))
        if says is not None and _answered(each, "range") is not None:
            yield found(spot_of(reading, "enclosure", each.url), url=quoted(each.url), says=says)


@book.rule("NET334", on="http", level=WARNING, spec=APPLE,
           says="asked for two bytes of the enclosure {url}, the server sends all of it",
           bad=ok() + _GOOD_HEAD + probe(_RANGE, 200), good=ok() + _GOOD_HEAD + _GOOD_RANGE,
           fix="Serve the files with byte ranges (Accept-Ranges: bytes, status 206).")  # fmt: skip
def enclosure_without_ranges(reading: Reading) -> Iterator[Where]:
    """Apple Podcasts requires byte ranges; without them nobody can jump within an episode or resume a download."""
    for each in _linked(reading, "enclosure"):
        given = _answered(each, "range")
        if given is not None and given.status != PARTIAL:
            yield found(spot_of(reading, "enclosure", each.url), url=quoted(each.url))


def _length(each: Linked) -> str | None:
    ranged, head = _answered(each, "range"), _answered(each, "head")
    total = (ranged.header("content-range") or "").rpartition("/")[2] if ranged is not None else ""
    length = head.header("content-length") if head is not None and not head.header("content-encoding") else None
    return total if total.isdecimal() else length


@book.rule("NET335", on="http", level=WARNING,
           spec="https://www.rssboard.org/rss-specification#ltenclosuregtSubelementOfLtitemgt",
           says="the enclosure {url} has {real} bytes, the feed says {said}",
           bad=ok() + _GOOD_HEAD.replace("length=1000", "length=999") + _GOOD_RANGE,
           good=ok() + _GOOD_HEAD + _GOOD_RANGE,
           fix="Write the file's length in bytes.")  # fmt: skip
def enclosure_of_another_length(reading: Reading) -> Iterator[Where]:
    """Players show a wrong duration or take the download for broken."""
    for each in _linked(reading, "enclosure"):
        said, real = each.said.get("length", "")[:18], (_length(each) or "")[:18]
        if said.isdecimal() and int(said) and real.isdecimal() and int(said) != int(real):
            yield found(spot_of(reading, "enclosure", each.url), url=quoted(each.url), said=said, real=real)


def _essence(text: str) -> str | None:
    kind = media_type(text.strip())
    return None if isinstance(kind, Problem) else _ALIASES.get(kind.essence, kind.essence)


@book.rule("NET336", on="http", level=WARNING, spec=APPLE,
           says="the enclosure {url} is served as {real}, the feed says {said}",
           bad=ok() + probe(_HEAD, 200, "Content-Length: 1000", "Content-Type: text/html") + _GOOD_RANGE,
           good=ok() + _GOOD_HEAD + _GOOD_RANGE,
           fix="Let the server and the feed say the same media type.")  # fmt: skip
def enclosure_of_another_type(reading: Reading) -> Iterator[Where]:
    """A player believes the one or the other, and refuses what it does not play."""
    for each in _linked(reading, "enclosure"):
        given = _answered(each, "head") or _answered(each, "range")
        served_as = given.header("content-type") if given is not None else None
        if served_as is None or not each.said.get("type"):
            continue
        real, said = _essence(served_as), _essence(each.said["type"])
        if real is not None and said is not None and real != said:
            yield found(spot_of(reading, "enclosure", each.url), url=quoted(each.url), said=said, real=real)


_ART: Final = "artwork range https://example.org/a.png"


@book.rule("NET337", on="http", level=WARNING,
           spec="https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt",
           says="the picture {url} is not there: {says}", bad=ok() + probe(_ART, 404), good=ok() + probe(_ART, 200),
           fix="Put the picture there, or mend its address in the feed.")  # fmt: skip
def artwork_not_there(reading: Reading) -> Iterator[Where]:
    """Readers show an empty frame."""
    for each in _linked(reading, "artwork"):
        says = _refusal(each.answers.get("range"))
        if says is not None:
            yield found(spot_of(reading, "artwork", each.url), url=quoted(each.url), says=says)


def _pictures(reading: Reading) -> Iterator[tuple[Linked, Picture]]:
    for each in _linked(reading, "artwork"):
        given = _answered(each, "range")
        size = picture(given.body or b"") if given is not None else None
        if size is not None:
            yield each, size


_GIF: Final = "GIF89a\u0058\u0002\u0058\u0002."  # 600 × 600


@book.rule("NET338", on="http", level=WARNING,
           spec="https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt",
           says="the picture {url} has {real} pixels, the feed says {said}",
           bad=ok() + probe(f"{_ART} width=88 height=31", 200, body=_GIF), good=ok() + probe(_ART, 200, body=_GIF),
           fix="Write the picture's own width and height.")  # fmt: skip
def artwork_of_another_size(reading: Reading) -> Iterator[Where]:
    """Readers that keep room for the size in the feed show it distorted."""
    for each, size in _pictures(reading):
        said = [each.said.get(name, "") for name in ("width", "height")]
        real = [str(size.width), str(size.height)]
        if any(one.isdecimal() and int(one[:9]) != int(other) for one, other in zip(said, real, strict=True)):
            yield found(spot_of(reading, "artwork", each.url), url=quoted(each.url), real=" × ".join(real),
                        said=" × ".join(one or "?" for one in said))  # fmt: skip


@book.rule("NET407", on="http", level=WARNING, spec=APPLE,
           says="the show's picture {url} has {real} pixels; Apple wants a square from 1400 to 3000",
           bad=ok() + probe(f"{_ART} for=itunes", 200, body=_GIF), good=ok() + probe(_ART, 200, body=_GIF),
           fix="Make it a JPEG or PNG of 3000 × 3000 pixels.")  # fmt: skip
def artwork_not_as_apple_wants_it(reading: Reading) -> Iterator[Where]:
    """Apple Podcasts does not list a show whose picture is too small or not square."""
    for each, size in _pictures(reading):
        fits = size.width == size.height and 1400 <= size.width <= 3000
        if each.said.get("for") == "itunes" and not fits:
            real = f"{size.width} × {size.height}"
            yield found(spot_of(reading, "artwork", each.url), url=quoted(each.url), real=real)


_HUB: Final = "hub get https://hub.example.org/"


@book.rule("NET339", on="http", level=WARNING, spec="https://www.w3.org/TR/websub/#hub",
           says="the hub {url} does not answer: {says}", bad=ok() + probe(_HUB, 404), good=ok() + probe(_HUB, 400),
           fix="Name a hub that runs, or none.")  # fmt: skip
def hub_silent(reading: Reading) -> Iterator[Where]:
    """Subscribers wait for news that nobody sends, and come less often because of the hub."""
    for each in _linked(reading, "hub"):
        given = each.answers.get("get")
        gone = not isinstance(given, Answer) or given.status in {404, 410} or given.status >= 500
        if given is not None and gone:
            yield found(spot_of(reading, "hub", each.url), url=quoted(each.url), says=_refusal(given) or "no answer")


_HOME: Final = probe("home get https://example.org/", 200, "Content-Type: text/html", body="(page)")


def _offer(place: str = "head", kind: str = "application/rss+xml", written: str = "", title: str = "title=News ",
           url: str = "https://example.org/feed.xml") -> str:  # fmt: skip
    said = f"on=https://example.org/ place={place} type={kind} {title}written={written or kind}"
    return f"\n[alternate - {url} {said}]"


@book.rule("NET515", on="http", level=ADVICE, spec="https://www.rssboard.org/rss-autodiscovery",
           says="the page {url}, which the feed belongs to, does not name the feed",
           bad=ok() + _HOME, good=ok() + _HOME + _offer(),
           fix='Put <link rel="alternate" type="…" title="…" href="…"> with the feed\'s address into the page\'s '
           "head.")  # fmt: skip
def page_that_does_not_name_the_feed(reading: Reading) -> Iterator[Where]:
    """People give readers the address of the site; without the link no reader finds the feed there."""
    own = delivery(reading)
    addresses = [own.asked, own.url, *(hop.url for hop in own.hops)]
    for each in _linked(reading, "home"):
        page = _answered(each, "get")
        if page is None or not is_page(page.body or b""):
            continue
        offers = [one for one in _linked(reading, "alternate") if one.said.get("on") == each.url]
        if not any(same(one.url, address) for one in offers for address in addresses):
            yield found(spot_of(reading, "home", each.url), url=quoted(each.url))


def _own(reading: Reading) -> list[Linked]:
    """The links of pages that name this feed."""
    return [each for each in _linked(reading, "alternate") if same(each.url, delivery(reading).url)]


@book.rule("NET340", on="http", level=WARNING, spec="https://www.rssboard.org/rss-autodiscovery",
           says="the page {page} names this feed as {said}, but it is {right}",
           bad=ok() + _offer(kind="application/atom+xml"), good=ok() + _offer(),
           fix="Give the link the feed's own type.")  # fmt: skip
def link_with_another_type(reading: Reading) -> Iterator[Where]:
    """Readers choose by the type which of several feeds they take."""
    right = right_type(reading)
    for each in _own(reading):
        said = each.said.get("type", "")
        both = {said, right} == {"application/json", "application/feed+json"}
        known = right in {"application/rss+xml", "application/atom+xml", "application/feed+json"}
        if known and said != right and not both:
            yield found(None, page=quoted(each.said.get("on", "")), said=said, right=right)


@book.rule("NET341", on="http", level=WARNING,
           spec="https://html.spec.whatwg.org/multipage/semantics.html#the-link-element",
           says="the page {page} names this feed outside of its head", bad=ok() + _offer("body"), good=ok() + _offer(),
           fix="Move the link into the head, in front of everything that is text.")  # fmt: skip
def link_outside_the_head(reading: Reading) -> Iterator[Where]:
    """Browsers and most readers look into the head only."""
    for each in _own(reading):
        if each.said.get("place") == "body":
            yield found(None, page=quoted(each.said.get("on", "")))


@book.rule("NET516", on="http", level=ADVICE, spec="https://www.rssboard.org/rss-autodiscovery",
           says="the page {page} names this feed without a title", bad=ok() + _offer(title=""), good=ok() + _offer(),
           fix="Give the link a title that tells its feed from the others.")  # fmt: skip
def link_without_title(reading: Reading) -> Iterator[Where]:
    """Where a page has several feeds, people choose by the title."""
    for each in _own(reading):
        if not each.said.get("title"):
            yield found(None, page=quoted(each.said.get("on", "")))


@book.rule("NET408", on="http", level=WARNING, spec="https://github.com/lwindolf/liferea/issues/1034",
           says="the page {page} writes the type as {written}", bad=ok() + _offer(written="application/rss&#43;xml"),
           good=ok() + _offer(), fix="Write a plain + (Hugo: safeHTML on the media type).")  # fmt: skip
def plus_written_as_reference(reading: Reading) -> Iterator[Where]:
    """Liferea, and others that look at the page as text, do not find the feed."""
    for each in _own(reading):
        if "&" in each.said.get("written", ""):
            yield found(None, page=quoted(each.said.get("on", "")), written=quoted(each.said["written"]))


@book.rule("NET517", on="http", level=ADVICE, spec="https://www.rssboard.org/rss-autodiscovery",
           says="the page {page} names a feed of comments before this one",
           bad=ok() + _offer(url="https://example.org/comments/feed/") + _offer(), good=ok() + _offer(),
           fix="Put the main feed first.")  # fmt: skip
def comments_named_first(reading: Reading) -> Iterator[Where]:
    """Readers that take the first feed of a page subscribe people to the comments."""
    own = _own(reading)
    for each in _linked(reading, "alternate"):
        if each in own or "comment" not in each.url.lower() + each.said.get("title", "").lower():
            return
        for mine in own:
            if mine.said.get("on") == each.said.get("on"):
                yield found(None, page=quoted(mine.said.get("on", "")))
                return


_NEXT: Final = "next get https://example.org/2.xml"


@book.rule("NET342", on="http", level=WARNING, spec="https://www.rfc-editor.org/rfc/rfc5005#section-3",
           says="the feed's further page {url} is not there: {says}", bad=ok() + probe(_NEXT, 404),
           good=ok() + probe(_NEXT, 200, body="(RSS)"),
           fix="Publish the page, or leave the link to it out.")  # fmt: skip
def further_page_not_there(reading: Reading) -> Iterator[Where]:
    """Whoever wants all items comes to a dead end."""
    for each in _linked(reading, "next"):
        given = each.answers.get("get")
        says = _refusal(given)
        if isinstance(given, Answer) and says is None:
            says = sentence(given.cut) if given.cut else "it is a web page" if is_page(given.body or b"") else None
        if says is not None:
            yield found(spot_of(reading, "next", each.url), url=quoted(each.url), says=says)


@book.rule("NET343", on="http", level=ERROR, spec="https://www.rfc-editor.org/rfc/rfc5005#section-3",
           says="the feed's further pages go in a circle: {url} comes twice",
           bad=ok() + probe(_NEXT, 200, body="(RSS)") + "\n[next - https://example.org/feed.xml]",
           good=ok() + probe(_NEXT, 200, body="(RSS)"), fix="Let the last page link to no further one.")  # fmt: skip
def pages_in_a_circle(reading: Reading) -> Iterator[Where]:
    """A program that follows the links never comes to an end."""
    if served(reading) is None:
        return
    for each in _linked(reading, "next"):
        if not each.answers:
            yield found(spot_of(reading, "next", each.url), url=quoted(each.url))
