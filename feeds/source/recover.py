"""The rest of a document that is not well-formed, so that one stray ``&`` does not hide forty other findings.

Two ways, the exact one first: junk before the document is cut off and expat reads on with the right offsets; else
libxml2 mends what it can (``recover=True``) and a linear scan of the start tags gives the places back.
"""

import re
from collections.abc import Mapping

from feeds.source.raw import tag_end
from feeds.source.xmltree import DEPTH, Document, Element, Namespace, canonical, parse

_OPENING = re.compile(rb"<(?:\?xml[ \t\r\n]|rss[ \t\r\n>]|feed[ \t\r\n>]|rdf:RDF[ \t\r\n>]|opml[ \t\r\n>])")
JUNK = 100_000  # bytes of junk before a document that are worth looking past
_NAME_START = re.compile(rb"[A-Za-z_:\x80-\xff]")
_LOCAL = {"xml": "http://www.w3.org/XML/1998/namespace"}


def opening(utf8: bytes) -> int | None:
    """Where a feed document begins after junk (blank lines, warnings of a program), or None."""
    match = _OPENING.search(utf8, 0, JUNK)
    return match.start() if match else None


def start_tags(utf8: bytes) -> list[int]:
    """The offsets of all start tags, in one linear pass; stops at the first construct that is never closed."""
    found: list[int] = []
    at = utf8.find(b"<")
    while at >= 0:
        if utf8.startswith(b"<!--", at):
            close = utf8.find(b"-->", at + 4)
        elif utf8.startswith(b"<![CDATA[", at):
            close = utf8.find(b"]]>", at + 9)
        elif utf8.startswith(b"<?", at):
            close = utf8.find(b"?>", at + 2)
        elif utf8.startswith((b"</", b"<!"), at):
            close = utf8.find(b">", at + 2)
        elif _NAME_START.match(utf8, at + 1):
            found.append(at)
            close = tag_end(utf8, at) - 1
        else:
            close = at
        if close < 0:
            break
        at = utf8.find(b"<", close + 1)
    return found


def recover(broken: Document, vocabulary: Mapping[str, str]) -> Document:
    """What can still be read of a document in which expat stopped; the ``fatal`` of ``broken`` is kept."""
    start = opening(broken.utf8)
    if start and (broken.root is None or (broken.fatal and broken.fatal.offset <= start + 5)):
        rest = parse(broken.utf8, vocabulary, offset=start)
        if rest.fatal is None:
            rest.fatal, rest.recovered = broken.fatal, "junk cut off"
            return rest
    return _by_libxml2(broken, vocabulary, start or 0)


_REFERENCE = re.compile(rb"&#(?:x0*+([0-9A-Fa-f]++)|0*+([0-9]++));")


def _sane(reference: re.Match[bytes]) -> bytes:
    """The reference, or a blank for half of a surrogate pair and what is beyond Unicode.

    libxml2 makes bytes of such a number that are no UTF-8, and lxml then cannot read the text.
    """
    digits = reference[1] or reference[2]
    number = int(digits[:8], 10 if reference[1] is None else 16)
    return b" " if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF else reference[0]


def _by_libxml2(broken: Document, vocabulary: Mapping[str, str], start: int) -> Document:
    from lxml import etree  # noqa: PLC0415 - only broken documents pay for it

    parser = etree.XMLParser(
        recover=True, no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False, encoding="utf-8",
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        top = etree.fromstring(_REFERENCE.sub(_sane, broken.utf8[start:]), parser)
    except (etree.XMLSyntaxError, ValueError):
        return broken
    if top is None:
        return broken
    document = Document(
        broken.utf8, doctype=broken.doctype, notes=broken.notes, fatal=broken.fatal, recovered="by libxml2"
    )
    offsets = [at for at in start_tags(broken.utf8) if at >= start]
    name_of = canonical(vocabulary, {})
    known = {prefix: uri for uri, prefix in reversed(list(vocabulary.items()))} | _LOCAL

    def name(tag: str) -> str:
        if tag.startswith("{"):
            return name_of(tag[1:].replace("}", "\x1f", 1))
        # libxml2 keeps `itunes:image` whole when nothing declares the prefix; the usual meaning is what was meant.
        prefix, colon, local = tag.partition(":")
        return tag if colon and prefix not in known else f"{prefix}:{local}" if colon else tag

    stack: list[tuple[etree._Element, Element | None, int, dict[str | None, str]]] = [(top, None, 1, {})]
    count = 0
    while stack:
        node, parent, depth, outer = stack.pop()
        attributes = {name(str(key)): str(value) for key, value in node.attrib.items()}
        place = offsets[count] if count < len(offsets) else broken.fatal.offset if broken.fatal else 0
        element = Element(name(str(node.tag)), parent, attributes, place, document)
        document.qualified.update(attributes)
        count += 1
        if parent is None:
            document.root = element
        else:
            parent.children = [*parent.children, element] if not parent.children else parent.children
            if parent.children[-1] is not element:
                parent.children.append(element)
        document.elements.append(element)
        here = node.nsmap
        if here != outer:
            document.namespaces.extend(
                Namespace(element, prefix or "", uri) for prefix, uri in here.items() if outer.get(prefix) != uri
            )
        pieces = [node.text or ""]
        below = []
        for child in node:
            if isinstance(child.tag, str) and depth < DEPTH:
                below.append((child, element, depth + 1, here))
            pieces.append(child.tail or "")
        element.text = "".join(pieces)
        stack.extend(reversed(below))
    document.exact = count == len(offsets)
    return document
