"""OPML: what must be there, and what each type of outline needs."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.rules.formats import OPML1, OPML2
from feeds.rules.opml.book import FULL, OUTLINE, OUTLINES, book, is_a, outline
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values.near import close_matches

VERSIONS = frozenset(("1.0", "1.1", "2.0"))
TYPES = frozenset(("rss", "link", "include"))
_ROOTS = ("opml", "outlineDocument")
_HEAD = "<head><title>Feeds</title></head>"
_GOOD = f'<opml version="2.0">{_HEAD}<body>{OUTLINE}</body></opml>'
_RSS = outline('type="rss" title="One" xmlUrl="https://example.org/feed.xml"')

book.required(
    "OPM101", "opml-without-head", on=_ROOTS, element="head", says="opml has no head",
    why="Both head and body must be there; some importers refuse the list without.", spec="#whatIsAnLtopmlgt",
    bad=f'<opml version="2.0"><body>{OUTLINE}</body></opml>', good=_GOOD,
    fix="Put a head, with a title, before the body.", w3c=("MissingElement",),
)  # fmt: skip
book.required(
    "OPM102", "opml-without-body", on=_ROOTS, element="body", says="opml has no body", spec="#whatIsAnLtopmlgt",
    why="The body holds the outline; without it there is nothing to import.",
    bad=f'<opml version="2.0">{_HEAD}</opml>', good=_GOOD,
    fix="Put the outlines into a body.", w3c=("MissingElement",),
)  # fmt: skip
book.required(
    "OPM103", "body-without-outline", on="body", element="outline", says="body has no outline",
    why="One outline at least must be there; an empty list looks like a failed export.", spec="#whatIsALtbodygt",
    bad="<body/>", good=f"<body>{OUTLINE}</body>", fix="Add an outline for each subscription.", w3c=("MissingElement",),
)  # fmt: skip
book.needs(
    "OPM104", "opml-without-version", on="opml", attribute="version", says="opml has no version",
    why="The version tells importers what to expect.", spec="#whatIsAnLtopmlgt",
    bad=_GOOD.replace(' version="2.0"', ""), good=_GOOD, fix='Write <opml version="2.0">.',
    w3c=("MissingAttribute",),
)  # fmt: skip


@book.rule("OPM105", on="opml", level=ERROR, says="there is no version {text} of OPML", spec="#whatIsAnLtopmlgt",
           bad=_GOOD.replace("2.0", "3.0"), good=_GOOD, fix='Write version="2.0".',
           w3c=("InvalidOPMLVersion",))  # fmt: skip
def unknown_opml_version(root: Element) -> Iterator[Where]:
    """Importers that look at the version may refuse the list."""
    version = root.get("version", "2.0")
    if version.strip() not in VERSIONS:
        yield found(root.in_attribute("version"), text=quoted(version))


@book.rule("OPM106", on="outlineDocument", level=WARNING, says="outlineDocument is the old name of opml",
           spec="http://opml.org/spec1.opml", bad=f"<outlineDocument>{_HEAD}<body>{OUTLINE}</body></outlineDocument>",
           good=_GOOD, fix='Write <opml version="2.0"> in its place.', w3c=("ObsoleteVersion",))  # fmt: skip
def outline_document(root: Element) -> Iterator[Where]:
    """It was renamed before OPML 1.0 was finished; importers of today look for opml."""
    yield root


book.needs(
    "OPM107", "outline-without-text", on=OUTLINES, attribute="text", says="outline has no text",
    why="The text is what importers show; for a subscription it is its name.", spec="#textAttribute",
    bad='<outline type="rss" title="One" xmlUrl="https://example.org/feed.xml"/>', good=_RSS,
    repair=("copied-attribute", "text", "title"),
    fix="Add text, with the name of the feed or folder.", w3c=("MissingAttribute",),
)  # fmt: skip


@book.rule("OPM108", on=OUTLINES, level=WARNING, says="the text is empty", spec="#textAttribute",
           bad=_RSS.replace(' title="One"', "").replace('text="One"', 'text=""'), good=_RSS.replace(' title="One"', ""),
           fix="Write the name of the feed.")  # fmt: skip
def empty_name_of_subscription(node: Element) -> Iterator[Where]:
    """Importers show a line without a name. In an outline of thoughts an empty line is just that."""
    names = node.attributes
    if "xmlUrl" in names and not (names.get("text", "x").strip() or names.get("title", "").strip()):
        yield node.in_attribute("text")


def _unknown(node: Element) -> Iterator[Where]:
    if node.attributes.keys() <= FULL:
        return
    for name in node.attributes:
        if name not in FULL and ":" not in name and not name.startswith("{"):
            small = {each.lower(): each for each in FULL}
            like = close_matches(name.lower(), small, 1, 0.8) if len(name) < 40 else []
            near = small[like[0]] if like else ""
            hint = f"; {near} is near" if near else ""
            yield found(node.place("attribute name", name), name=quoted(name), hint=hint, near=near)


@book.rule("OPM110", on=OUTLINES, level=ERROR, says="outline has no attribute {name}{hint}", spec="#extendingOpml",
           formats=OPML2, bad=outline('color="red"'), good=outline('created="Fri, 31 Jan 2020 08:00:00 GMT"'),
           repair="attribute-named",
           fix="Use the attribute that the specification has, or one of a declared namespace.",
           w3c=("UnexpectedAttribute",))  # fmt: skip
def unknown_outline_attribute(node: Element) -> Iterator[Where]:
    """OPML 2.0 allows others only in a namespace; names are sensitive to case, so xmlurl is not xmlUrl."""
    yield from _unknown(node)


@book.rule("OPM111", on=OUTLINES, level=WARNING, says="outline has no attribute {name}{hint}", formats=OPML1,
           spec="http://opml.org/spec1.opml",
           bad='<opml version="1.0"><head/><body><outline text="One" f="1"/></body></opml>',
           good='<opml version="1.0"><head/><body><outline text="One"/></body></opml>',
           repair="attribute-named",
           fix="Use an attribute that others know.", w3c=("UnexpectedAttribute",))  # fmt: skip
def unknown_outline_attribute_1(node: Element) -> Iterator[Where]:
    """OPML 1.0 leaves it to the type which attributes there are; nobody else knows what such a one means."""
    yield from _unknown(node)


@book.rule("OPM112", on=OUTLINES, level=WARNING,
           says="the type {text} is not one that importers know: rss, link, include", spec="#subscriptionLists",
           bad=outline('type="atom" xmlUrl="https://example.org/feed.xml"'), good=_RSS,
           fix='Write type="rss" for every subscription, whatever its format.',
           w3c=("InvalidOutlineType",))  # fmt: skip
def unknown_outline_type(node: Element) -> Iterator[Where]:
    """The type says how the other attributes are meant; importers pass over a type that they do not know."""
    kind = node.attributes.get("type")
    if kind is not None and kind.strip().lower() not in TYPES:
        yield found(node.in_attribute("type"), text=quoted(kind))


_TYPED = frozenset(("title", "description", "htmlUrl", "language", "xmlUrl", "version", "url"))


@book.rule("OPM113", on=OUTLINES, level=WARNING, says="outline has {name}, but no type", spec="#whatIsAnLtoutlinegt",
           bad=outline('title="One" xmlUrl="https://example.org/feed.xml"'), good=_RSS,
           fix='Add type="rss" to a subscription, type="link" to a link.', w3c=("MissingOutlineType",))  # fmt: skip
def outline_without_type(node: Element) -> Iterator[Where]:
    """The type says how the other attributes are meant; some importers take only what says that it is rss."""
    if "type" in node.attributes or _TYPED.isdisjoint(node.attributes):
        return
    if "outline" in node and _TYPED & node.attributes.keys() <= {"title", "description"}:
        return  # a folder, as every reader writes it
    yield found(node, name=next(name for name in node.attributes if name in _TYPED))


@book.rule("OPM114", on=OUTLINES, level=ERROR, says="the subscription has no xmlUrl", spec="#subscriptionLists",
           bad=outline('type="rss" title="One"'), good=_RSS, fix="Add xmlUrl with the address of the feed.",
           w3c=("MissingXmlURL",))  # fmt: skip
def subscription_without_address(node: Element) -> Iterator[Where]:
    """There is nothing to subscribe to, so importers leave it out."""
    if is_a("rss", node.attributes) and "xmlUrl" not in node.attributes:
        yield node


@book.rule("OPM115", on=OUTLINES, level=WARNING, says="the subscription has no title", spec="#subscriptionLists",
           bad=outline('type="rss" xmlUrl="https://example.org/feed.xml"'), good=_RSS,
           fix="Add title with the name of the feed; it may be the same as text.",
           w3c=("MissingTitleAttr",))  # fmt: skip
def subscription_without_title(node: Element) -> Iterator[Where]:
    """The specification asks not to leave it out: some importers take the name from it alone."""
    if is_a("rss", node.attributes) and "title" not in node.attributes:
        yield node


@book.rule("OPM116", on=OUTLINES, level=ERROR, says="the {kind} has no url", spec="#inclusion",
           bad=outline('type="link"'), good=outline('type="link" url="https://example.org/"'),
           fix="Add url with the address.", w3c=("MissingUrlAttr",))  # fmt: skip
def link_without_address(node: Element) -> Iterator[Where]:
    """It leads nowhere."""
    for kind in ("link", "include"):
        if is_a(kind, node.attributes) and "url" not in node.attributes:
            yield found(node, kind=kind)


book.required(
    "OPM501", "opml-without-title", on="head", element="title", says="head has no title", level=ADVICE,
    why="Whoever gets the file does not see whose subscriptions these are.", spec="#whatIsALtheadgt",
    bad="<head/>", good=_HEAD, fix="Add a title.",
)  # fmt: skip
