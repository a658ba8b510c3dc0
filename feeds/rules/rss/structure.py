"""What a feed must have: versions, required elements and attributes, order."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.rules.formats import RDF, RSS
from feeds.rules.reading import Kind, Reading
from feeds.rules.rss.book import CHANNEL, EVERY_RSS, PROFILE, RSS_20, book
from feeds.rules.rule import ADVICE, ERROR, WARNING, Level, Where, found, part, quoted
from feeds.source.places import Span
from feeds.source.xmltree import Element

_SPEC_CHANNEL = "#requiredChannelElements"
_VERSIONS = frozenset({"0.91", "0.92", "0.93", "0.94", "2.0", "2.00", "2.01", "2"})
_WITH_CHANNEL = RSS | RDF

book.required(
    "RSS101", "rss-without-channel", on="rss", element="channel", says="rss has no channel",
    why="Everything that a feed says stands in its channel.", spec="#whatIsRss",
    bad='<rss version="2.0"></rss>', good=f'<rss version="2.0"><channel>{CHANNEL}</channel></rss>',
    fix="Put a channel with title, link and description into rss.", w3c=("MissingElement",),
)  # fmt: skip
book.required(
    "RSS102", "channel-without-title", on="channel", element="title", says="channel has no title",
    why="Readers name the subscription by it.", spec=_SPEC_CHANNEL,
    bad="<channel><link>https://example.org/</link><description>News</description></channel>",
    good=f"<channel>{CHANNEL}</channel>", fix="Give the channel the name by which people know the site.",
    w3c=("MissingTitle",), formats=_WITH_CHANNEL,
)  # fmt: skip
book.required(
    "RSS103", "channel-without-link", on="channel", element="link", says="channel has no link",
    why="Readers lead from the subscription to the site by it, and find its icon there.", spec=_SPEC_CHANNEL,
    bad="<channel><title>News</title><description>News</description></channel>",
    good=f"<channel>{CHANNEL}</channel>", fix="Give the channel the address of the site's page.",
    w3c=("MissingLink",), formats=_WITH_CHANNEL,
)  # fmt: skip
book.required(
    "RSS104", "channel-without-description", on="channel", element="description", says="channel has no description",
    why="Directories and readers show it beside the title before people subscribe.", spec=_SPEC_CHANNEL,
    bad="<channel><title>News</title><link>https://example.org/</link></channel>",
    good=f"<channel>{CHANNEL}</channel>", fix="Say in a phrase or sentence what the feed brings.",
    w3c=("MissingDescription",), formats=_WITH_CHANNEL,
)  # fmt: skip
book.needs(
    "RSS105", "rss-without-version", on="rss", attribute="version", says="rss has no version",
    why="Without it nobody can say which elements the feed may have.", spec="#whatIsRss",
    bad=f"<rss><channel>{CHANNEL}</channel></rss>", good=f'<rss version="2.0"><channel>{CHANNEL}</channel></rss>',
    fix='Write <rss version="2.0">.', w3c=("MissingAttribute",),
)  # fmt: skip


@book.rule("RSS106", on="rss", level=ERROR, spec="#whatIsRss", says="there is no version {version} of RSS in this form",
           bad=f'<rss version="1.0"><channel>{CHANNEL}</channel></rss>',
           good=f'<rss version="2.0"><channel>{CHANNEL}</channel></rss>',
           fix='Write version="2.0": the element rss was used from 0.91 to 0.94 and in 2.0.',
           w3c=("InvalidRSSVersion",))  # fmt: skip
def unknown_rss_version(rss: Element) -> Iterator[Where]:
    """RSS 0.90 and 1.0 are RDF and look different; a reader cannot know what is meant by another number."""
    version = rss.get("version", "2.0")
    if version.strip(" \t\r\n") not in _VERSIONS:
        yield found(rss.in_attribute("version"), version=quoted(version))


_MP3 = '<enclosure url="https://example.org/1.mp3" length="1" type="audio/mpeg"/>'


def _items(kind: Kind) -> Iterator[Where]:
    """One look at what each item has."""
    for item in kind.elements:
        names = [child.name for child in item.children]
        if "title" not in names and "description" not in names and item.lacks():
            yield part("text", item)
        if "guid" not in names:
            if item.lacks():
                yield part("guid", item)
        elif "link" not in names and "enclosure" not in names:
            guid = item.first("guid")
            if guid is not None and guid.get("isPermaLink", "true") == "false" and item.lacks():
                yield part("link", item)
        if names.count("enclosure") > 1:
            yield part("enclosures", item.all("enclosure")[1])


def _item(code: str, name: str, which: str, *, says: str, why: str, bad: str, good: str, fix: str, spec: str,
          w3c: tuple[str, ...] = (), level: Level = WARNING, formats: frozenset[str] = RSS_20) -> None:  # fmt: skip
    book.rule(code, on="item", level=level, spec=spec, formats=formats, says=says, bad=f"<item>{bad}</item>",
              good=f"<item>{good}</item>", fix=fix, w3c=w3c, name=name, why=why, part=which)(_items)  # fmt: skip


_item("RSS110", "item-without-title-or-description", "text", level=ERROR, spec="#hrelementsOfLtitemgt", formats=RSS,
      says="item has neither title nor description", why="A reader has nothing to show for an item with neither.",
      bad="<link>https://example.org/1</link>", good="<title>One</title>",
      fix="Give the item a title, or a description that holds its text.",
      w3c=("ItemMustContainTitleOrDescription",))  # fmt: skip
_item("RSS111", "item-without-guid", "guid", spec=PROFILE + "#element-channel-item-guid", says="item has no guid",
      why="Without it readers guess from link or title whether they know an item, and show it again when these change.",
      bad="<title>One</title>", good="<title>One</title><guid>https://example.org/1</guid>",
      fix="Give every item a guid that never changes: its permalink, or a tag: URI.", w3c=("MissingGuid",))  # fmt: skip
_item("RSS132", "several-enclosures", "enclosures", spec=PROFILE + "#element-channel-item-enclosure", formats=RSS,
      says="item has more than one enclosure",
      why="Many players and podcast directories look at only one, and not all at the same.",
      bad=f"<title>One</title>{_MP3}{_MP3}", good=f"<title>One</title>{_MP3}",
      fix="Make an item of each file, or keep one enclosure.", w3c=("DuplicateEnclosure",))  # fmt: skip
_item("RSS505", "item-without-a-way-to-its-page", "link", level=ADVICE, spec=PROFILE + "#element-channel-item-link",
      says="item leads nowhere: it has no link and its guid is no permalink",
      why="A reader cannot open the item, and its title is no link.",
      bad='<title>One</title><guid isPermaLink="false">post-1</guid>',
      good="<title>One</title><guid>https://example.org/1</guid>", fix="Give the item a link.")  # fmt: skip


def _image(code: str, element: str, why: str, fix: str, w3c: str, good: str) -> None:
    """Declare that an image must have a child; in RSS 1.0 the image in the channel only refers to the real one."""

    def check(image: Element) -> Iterator[Where]:
        if image.lacks(element) and "rdf:resource" not in image.attributes:
            yield image

    whole = "<url>https://example.org/a.png</url><title>News</title><link>https://example.org/</link>"
    book.rule(code, on=("channel/image", "rdf:RDF/image"), level=ERROR, spec="#ltimagegtSubelementOfLtchannelgt",
              says=f"image has no {element}",
              bad=f"<image>{whole.replace(good, '')}</image>", good=f"<image>{whole}</image>", fix=fix, w3c=(w3c,),
              name=f"image-without-{element}", why=why, formats=_WITH_CHANNEL)(check)  # fmt: skip


_image("RSS112", "url", "Without the address of the picture there is nothing to show.",
       "Give the address of a GIF, JPEG or PNG.", "MissingElement", "<url>https://example.org/a.png</url>")  # fmt: skip
_image("RSS113", "title", "It is the text that stands for the picture where it cannot be seen.",
       "Repeat the channel's title.", "MissingTitle", "<title>News</title>")  # fmt: skip
_image("RSS114", "link", "Readers make the picture lead there.",
       "Repeat the channel's link.", "MissingLink", "<link>https://example.org/</link>")  # fmt: skip

_BOX = {
    "title": "<title>Search</title>",
    "description": "<description>Search the news</description>",
    "name": "<name>q</name>",
    "link": "<link>https://example.org/search</link>",
}
for _code, _element, _why, _fix, _w3c in (
    ("RSS115", "title", "It is the label of the button.", "Write what the button does.", "MissingTitle"),
    ("RSS116", "description", "It explains the text box.", "Say what to write into the box.", "MissingDescription"),
    ("RSS117", "name", "The text is sent under this name.", "Give the name that is expected.", "MissingElement"),
    ("RSS118", "link", "The text is sent there.", "Give the address of the program that takes it.", "MissingLink"),
):  # fmt: skip
    book.required(
        _code, f"text-input-without-{_element}", on="textInput", element=_element,
        says=f"textInput has no {_element}", why=_why, spec="#lttextinputgtSubelementOfLtchannelgt", formats=RSS,
        bad=f"<textInput>{''.join(text for key, text in _BOX.items() if key != _element)}</textInput>",
        good=f"<textInput>{''.join(_BOX.values())}</textInput>", fix=_fix, w3c=(_w3c,),
    )  # fmt: skip


def _tag(name: str, attributes: dict[str, str], without: str = "") -> str:
    """An empty element with all of the attributes but one."""
    return f"<{name} {' '.join(f'{key}={value!r}' for key, value in attributes.items() if key != without)}/>"


_CLOUD = {
    "domain": "rpc.example.org",
    "port": "80",
    "path": "/RPC2",
    "registerProcedure": "notify",
    "protocol": "http-post",
}
for _number, _attribute in enumerate(_CLOUD, 119):
    book.needs(
        f"RSS{_number}", f"cloud-without-{_attribute.lower()}", on="cloud", attribute=_attribute,
        says=f"cloud has no {_attribute}", why="A reader can register for updates only when it knows all five things.",
        spec="#ltcloudgtSubelementOfLtchannelgt", w3c=("MissingAttribute",),
        bad=_tag("cloud", _CLOUD, _attribute), good=_tag("cloud", _CLOUD),
        fix="Say domain, port, path, registerProcedure and protocol, or leave cloud out.",
    )  # fmt: skip

_ENCLOSURE = {"url": "https://example.org/1.mp3", "length": "12216320", "type": "audio/mpeg"}
for _code, _attribute, _why, _fix in (
    ("RSS124", "url", "There is nothing to play without the address of the file.", "Give the file's address."),
    ("RSS125", "length", "Players show it and some refuse an enclosure without it.",
     "Give the file's size in bytes; 0 when it is not known."),
    ("RSS126", "type", "Players decide by it whether they can play the file.",
     "Give the media type, as in audio/mpeg."),
):  # fmt: skip
    book.needs(
        _code, f"enclosure-without-{_attribute}", on="enclosure", attribute=_attribute,
        says=f"enclosure has no {_attribute}", why=_why, spec="#ltenclosuregtSubelementOfLtitemgt", formats=RSS,
        bad=f"<item><title>One</title>{_tag('enclosure', _ENCLOSURE, _attribute)}</item>",
        good=f"<item><title>One</title>{_tag('enclosure', _ENCLOSURE)}</item>",
        fix=_fix, w3c=("MissingAttribute",),
    )  # fmt: skip
book.needs(
    "RSS127", "source-without-url", on="item/source", attribute="url", says="source has no url",
    why="It is there to lead to the feed that the item came from.", spec="#ltsourcegtSubelementOfLtitemgt",
    bad="<item><title>One</title><source>Elsewhere</source></item>",
    good='<item><title>One</title><source url="https://example.com/rss.xml">Elsewhere</source></item>',
    fix="Give the address of the other feed.", w3c=("MissingAttribute",),
)  # fmt: skip
for _code, _parent, _element, _value in (
    ("RSS128", "skipHours", "hour", "3"),
    ("RSS129", "skipDays", "day", "Sunday"),
):
    book.required(
        _code, f"{_parent[:4]}-{_parent[4:].lower()}-without-{_element}", on=_parent, element=_element,
        says=f"{_parent} has no {_element}", why="An empty list says nothing.",
        spec=PROFILE + f"#element-channel-{_parent.lower()}", bad=f"<{_parent}></{_parent}>",
        good=f"<{_parent}><{_element}>{_value}</{_element}></{_parent}>",
        fix=f"Name at least one {_element}, or leave {_parent} out.", w3c=("MissingElement",),
    )  # fmt: skip


@book.rule("RSS130", on="skipHours", level=ERROR, spec=PROFILE + "#element-channel-skiphours",
           says="skipHours has {count} hours, and a day has 24",
           bad=f"<skipHours>{'<hour>3</hour>' * 25}</skipHours>",
           good=f"<skipHours>{'<hour>3</hour>' * 24}</skipHours>",
           fix="Name each hour once.", w3c=("NotEnoughHoursInTheDay",))  # fmt: skip
def too_many_hours(hours: Element) -> Iterator[Where]:
    """The list is broken; readers pass over it."""
    count = len(hours.children)
    if count > 24:
        yield found(list(hours.children)[24], count=count)


@book.rule("RSS131", on="skipDays", level=ERROR, spec=PROFILE + "#element-channel-skipdays",
           says="skipDays has {count} days, and a week has 7",
           bad=f"<skipDays>{'<day>Sunday</day>' * 8}</skipDays>",
           good=f"<skipDays>{'<day>Sunday</day>' * 7}</skipDays>",
           fix="Name each day once.", w3c=("EightDaysAWeek",))  # fmt: skip
def too_many_days(days: Element) -> Iterator[Where]:
    """The list is broken; readers pass over it."""
    count = len(days.children)
    if count > 7:
        yield found(list(days.children)[7], count=count)


@book.rule("RSS133", on="channel", level=WARNING, spec=PROFILE + "#element-channel", formats=RSS_20,
           says="{element} stands after an item", bad="<item><title>One</title></item><language>en</language>",
           good="<language>en</language><item><title>One</title></item>",
           repair=("earlier", "item"), fix="Put it before the first item.", w3c=("MisplacedItem",))  # fmt: skip
def element_after_items(channel: Element) -> Iterator[Where]:
    """Programs that read a feed as a stream have passed the items when they meet it."""
    seen = False
    for child in channel.children:
        if child.name == "item":
            seen = True
        elif seen and ":" not in child.name and child.name[:1] != "{":
            yield found(child, element=child.name)
            return


_NETSCAPE = "my.netscape.com/publish/formats/rss-0.9"
_COPIES = ("scripting.com/dtd/rss-0_91", "rssboard.org/rss-0.91")
_DOCTYPE = (
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd">'
)
_OLD = f'<rss version="0.91"><channel>{CHANNEL}<language>en</language></channel></rss>'


@book.rule("RSS134", on="document", level=ERROR, spec=PROFILE, formats=_WITH_CHANNEL,
           says="the DOCTYPE names a DTD that is no longer there", bad=_DOCTYPE + _OLD, good=_OLD,
           repair="doctype", fix="Remove the DOCTYPE; write characters such as é themselves.",
           w3c=("DeprecatedDTD",))  # fmt: skip
def netscape_doctype(reading: Reading) -> Iterator[Where]:
    """Netscape took its DTD from the web in 2007; parsers that fetch it fail, all others ignore it."""
    doctype = reading.xml.doctype if reading.xml is not None else None
    if doctype is None:
        return
    system, public = doctype.system or "", doctype.public or ""
    if _NETSCAPE in system or ("DTD RSS 0.9" in public and not any(copy in system for copy in _COPIES)):
        yield Span(doctype.start, doctype.start + len("<!DOCTYPE"))


@book.rule("RSS135", on="document", level=ERROR, spec=PROFILE, formats=_WITH_CHANNEL,
           says="the DOCTYPE is that of RSS 0.91, but this is {what}",
           bad=_DOCTYPE + _OLD.replace("0.91", "0.92"), good=_DOCTYPE + _OLD,
           repair="doctype", fix="Remove the DOCTYPE.", w3c=("InvalidDoctype",))  # fmt: skip
def doctype_of_another_version(reading: Reading) -> Iterator[Where]:
    """The two contradict each other, and a validating parser refuses what 0.91 does not have."""
    doctype = reading.xml.doctype if reading.xml is not None else None
    root = reading.xml.root if reading.xml is not None else None
    if doctype is None or root is None:
        return
    names = (doctype.system or "", doctype.public or "")
    if not any(known in name for name in names for known in (_NETSCAPE + "1", *_COPIES, "DTD RSS 0.91")):
        return
    version = root.get("version", "0.91").strip(" \t\r\n")
    if root.name != "rss":
        yield found(root, what="RDF")
    elif version != "0.91":
        yield found(root.in_attribute("version"), what=f"version {quoted(version)}")


@book.rule("RSS501", on="channel", level=ADVICE, spec=PROFILE + "#element-channel-language", formats=EVERY_RSS,
           says="channel does not say its language", bad=f"<channel>{CHANNEL}</channel>",
           good=f"<channel>{CHANNEL}<language>en</language></channel>",
           fix="Add a language, as in <language>en</language>.", w3c=("MissingDCLanguage",))  # fmt: skip
def channel_without_language(channel: Element) -> Iterator[Where]:
    """Readers choose fonts, hyphenation and voices by it, and directories sort by it."""
    if channel.inherited("xml:lang") is None and channel.lacks(*_LANGUAGES):
        yield channel


_LANGUAGES = frozenset({"language", "dc:language", "{http://purl.org/dc/elements/1.1/}language"})


@book.rule("RSS502", on="channel/textInput", level=ADVICE, spec=PROFILE + "#element-channel-textinput",
           formats=RSS_20, says="readers show no text boxes", bad=f"<textInput>{''.join(_BOX.values())}</textInput>",
           good="<ttl>60</ttl>",
           fix="Leave textInput out.", w3c=("AvoidTextInput",))  # fmt: skip
def text_input(box: Element) -> Iterator[Where]:
    """Its purpose was never clear, and no reader of today supports it."""
    yield box
