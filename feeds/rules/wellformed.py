"""Bytes and well-formedness: what stops every XML and JSON parser before any feed rule matters.

Sources: XML 1.0, https://www.w3.org/TR/xml/; RFC 7303 (charset of XML), https://www.rfc-editor.org/rfc/rfc7303.
"""

from __future__ import annotations

from collections.abc import Iterator

from feeds.rules.charsets import written
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Book, Repair, Where, found, part, quoted
from feeds.source.encoding import known
from feeds.source.places import Span
from feeds.source.xmltree import Document

book = Book(
    "XML",
    "Bytes and well-formedness",
    "https://www.w3.org/TR/xml/",
    about="Whether the bytes can be read as characters, and the characters as XML.",
)

_RSS = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>One</title><link>https://example.org/</link><description>{}</description>'
_END = "</channel></rss>"
GOOD = _RSS.format("News") + _END
_MARKLESS = _RSS.partition("?>")[2]
_DECLARED = _RSS[: -len(_MARKLESS)]
_BARE = _MARKLESS.format("News") + _END


def _stopped(reading: Reading) -> Iterator[Where]:
    """Where the parser had to stop, told by the rule that its error belongs to."""
    tree = reading.xml
    if tree is None or tree.fatal is None or not tree.utf8.strip():
        return
    code = _belongs(tree.fatal.code, tree)
    yield part(code, _token(tree.utf8, tree.fatal.offset), parser=tree.fatal.says)


def _fatal(
    code: str, name: str, expat_codes: tuple[int, ...], says: str, why: str, bad: str, fix: str, *, good: str = GOOD,
    spec: str = "#sec-well-formed", w3c: tuple[str, ...] = ("SAXError",),
    repair: Repair = (),
) -> None:  # fmt: skip
    """Declare the rule for one sort of fatal error of the parser."""
    for number in expat_codes:
        _CODES[number] = code
    book.rule(code, on="document", level=ERROR, spec=spec, says=says, bad=bad, good=good, fix=fix, w3c=w3c, name=name,
              why=why, part=code, repair=repair)(_stopped)  # fmt: skip


_CODES: dict[int, str] = {}
_OTHER = "XML199"
_SECOND = "XML112"
_MISPLACED = 17  # expat's number for an XML declaration that is not at the start


def _belongs(expat_code: int, tree: Document) -> str:
    """The code of the rule that an error of expat belongs to."""
    if expat_code == _MISPLACED and tree.root is not None and tree.fatal is not None:
        return _SECOND if tree.root.start < tree.fatal.offset else "XML101"
    return _CODES.get(expat_code, _OTHER)


def _token(utf8: bytes, offset: int) -> Span:
    """The offending token at a fatal error: a tag's name, a bare ampersand, or one character."""
    if utf8[offset - 1 : offset] == b"&":
        offset -= 1  # the parser notices at the next character that no reference follows
    end = offset + 1
    if utf8[offset : offset + 1] == b"<":
        end += 1 if utf8[end : end + 1] == b"/" else 0
        while end < len(utf8) and end < offset + 60 and utf8[end : end + 1] not in b" \t\r\n/><&":
            end += 1
    while end < len(utf8) and utf8[end] & 0xC0 == 0x80:
        end += 1
    return Span(min(offset, len(utf8)), min(end, len(utf8)))


_WELL = "A feed that is not well-formed XML is not shown by most readers: strict parsers must stop here."

_fatal("XML101", "junk-before-xml-declaration", (17,), "the XML declaration is not at the very start of the document",
       "Nothing may stand before <?xml, not even a blank line. It is the most frequent way to break a feed: a program "
       "or a template that prints a newline or a warning first.",
       "\n<?xml version='1.0' encoding='utf-8'?>" + _BARE, "Remove everything before <?xml.",
       repair="junk-before", spec="#NT-XMLDecl",
       w3c=("WPBlankLine",))  # fmt: skip
_fatal("XML102", "mismatched-tag", (7,), "this end tag does not match the element that is open", _WELL,
       _RSS.format("News") + "</title>" + _END, "Close the elements in the order in which they were opened.",
       spec="#GIMatch")  # fmt: skip
_fatal("XML103", "invalid-token", (4,), "this character cannot stand here: {parser}",
       "A bare & or <, or a control character: text must write them as &amp; and &lt;, and leave control characters "
       "out.", _RSS.format("Salt & pepper") + _END, "Write & as &amp; and < as &lt; in text and attribute values.",
       repair="invalid-characters", good=_RSS.format("Salt &amp; pepper") + _END, spec="#syntax")  # fmt: skip
_fatal("XML104", "undefined-entity", (11,), "this entity is not defined in XML",
       "XML knows only &amp; &lt; &gt; &quot; and &apos;; names such as &nbsp; belong to HTML.",
       _RSS.format("Caf&eacute;") + _END, "Write the character itself, or its number: &#233; for é.",
       repair="entities",
       good=_RSS.format("Caf&#233;") + _END, spec="#wf-entdeclared", w3c=("UndefinedNamedEntity",))  # fmt: skip
_fatal("XML105", "unbound-prefix", (27,), "the prefix of this name is not declared",
       "Without xmlns:prefix=… the element has no meaning, and namespace-aware parsers must stop.",
       _RSS.format("News") + "<shop:price>12</shop:price>" + _END,
       'Declare the prefix on the root element, for example xmlns:dc="http://purl.org/dc/elements/1.1/".',
       repair="prefix-declared", spec="https://www.w3.org/TR/xml-names/#nsc-NSDeclared")  # fmt: skip
_fatal("XML106", "unfinished-document", (3, 5, 20), "the document ends before everything is closed", _WELL,
       _RSS.format("News"), "Close every element; if the file was cut off, publish it whole.",
       spec="#sec-starttags")  # fmt: skip
_fatal("XML107", "duplicate-attribute", (8,), "an attribute stands twice in one tag", _WELL,
       GOOD.replace('version="2.0"', 'version="2.0" version="2.0"'), "Keep one of the two attributes.",
       repair="attribute-twice", spec="#uniqattspec")  # fmt: skip
_fatal("XML108", "junk-after-document", (9,), "something stands after the end of the document", _WELL,
       GOOD + "<more/>", "Remove what follows the root element's end tag.",
       repair="junk-after", spec="#NT-document")  # fmt: skip
_fatal("XML109", "bad-character-reference", (14,), "this character reference names no XML character",
       "A number such as &#0; or &#x1F; stands for a control character that XML does not allow.",
       _RSS.format("A&#1;B") + _END, "Leave the character out.",
       repair="character-references", spec="#wf-Legalchar")  # fmt: skip
_fatal("XML110", "entity-bomb", (43,), "entities multiply beyond every measure",
       "Entities that contain entities can blow a small document up to gigabytes; parsers stop.",
       _DECLARED + '<!DOCTYPE rss [<!ENTITY a "' + "0123456789" * 100 + '">'
       + "".join(f'<!ENTITY {y} "{f"&{x};" * 60}">' for x, y in zip("abc", "bcd", strict=True))
       + "]>" + _MARKLESS.format("&d;") + _END,
       "Write the text out and remove the DOCTYPE.", spec="#sec-entity-decl")  # fmt: skip
_fatal("XML111", "nested-too-deeply", (-1,), "there are {parser}", "No feed is that deep; parsers stop or crash.",
       _RSS.format("News") + '<a xmlns="http://www.w3.org/2000/svg">' + "<a>" * 210 + "</a>" * 211 + _END,
       "Close the elements where they end.")  # fmt: skip
_fatal(_SECOND, "second-xml-declaration", (), "an XML declaration stands in the middle of the document",
       "It may stand only at the very start; in the middle it shows that two documents were glued together.",
       GOOD.replace("</channel>", "<?xml version='1.0'?></channel>"), "Publish one document.",
       spec="#NT-XMLDecl")  # fmt: skip
_fatal(_OTHER, "not-well-formed", (), "the document is not well-formed XML: {parser}", _WELL,
       GOOD.replace("<channel>", '<channel xmlns:a="">'), "Mend the XML at this place.")  # fmt: skip


@book.rule("XML120", on="document", level=ERROR, says="the document is empty", spec="#NT-document",
           bad="", good=GOOD, fix="Publish the feed's content; an empty file often means that its generator failed.",
           w3c=("SAXError",))  # fmt: skip
def empty_document(reading: Reading) -> Iterator[Where]:
    """An empty answer is no feed; readers report an error or keep what they had."""
    if (reading.xml is None or reading.xml.root is None) and not reading.decoded.utf8.strip():
        yield Span(0, 0)


@book.rule("XML121", on="document", level=ERROR, says="this is {what}, not a feed", spec="",
           bad="<html><head><title>Example</title></head><body/></html>", good=GOOD,
           fix='Give the address of the feed itself; a page names it in <link rel="alternate">.',
           w3c=("UndefinedElement",))  # fmt: skip
def not_a_feed(reading: Reading) -> Iterator[Where]:
    """A reader that is given something else than RSS, Atom or JSON Feed has nothing to show."""
    tree = reading.xml
    if reading.format is not None or tree is None:
        return
    if tree.root is None:
        text = reading.decoded.utf8.lstrip()
        if text and not text.startswith(b"<"):
            yield found(Span(0, 1), what="plain text")
        return
    local = tree.root.local
    if local in {"feed", "entry"} or local in _NAMESPACES:
        return  # the book of Atom, or the next rule, says more about it
    what = {"html": "an HTML page", "HTML": "an HTML page", "urlset": "a sitemap", "sitemapindex": "a sitemap index"}
    yield found(tree.root, what=what.get(local, f"a document whose root is <{local[:60]}>"))


_NAMESPACES = {
    "rss": "none",
    "opml": "none",
    "RDF": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "Channel": "http://purl.org/net/rss1.1#",
    "OpenSearchDescription": "http://a9.com/-/spec/opensearch/1.1/",
}


@book.rule("XML122", on="document", level=ERROR, says="{name} is of a namespace that no feed has; {right} was expected",
           spec="https://www.w3.org/TR/xml-names/#scoping-defaulting",
           bad=GOOD.replace("<rss", '<rss xmlns="https://example.org/rss"'), good=GOOD,
           fix="Copy the namespace from the format's specification; RSS 2.0 and OPML have none.",
           w3c=("InvalidNamespace", "UndefinedElement"))  # fmt: skip
def root_of_another_namespace(reading: Reading) -> Iterator[Where]:
    """A name means something in its namespace only: to most readers this is no feed."""
    root = reading.xml.root if reading.xml is not None and reading.format is None else None
    if root is not None and root.local in _NAMESPACES:
        yield found(root, name=root.local, right=_NAMESPACES[root.local])


@book.rule("XML201", on="document", level=ERROR, says="{says}, the charset by the {basis}", spec="#charencoding",
           bad="<?xml version='1.0' encoding='utf-8'?>" + _MARKLESS.format("Caf\udce9") + _END, good=GOOD,
           repair="stray-bytes", fix="Save the file in the charset that it declares; UTF-8 is the best choice.",
           w3c=("UnicodeError", "BadCharacters"))  # fmt: skip
def undecodable_bytes(reading: Reading) -> Iterator[Where]:
    """Bytes that are no characters of the declared charset: strict parsers stop, others show rubbish."""
    for trouble in reading.decoded.troubles:
        if trouble.kind == "undecodable":
            yield found(_token(reading.decoded.utf8, trouble.offset), says=trouble.says, basis=reading.decoded.basis)


@book.rule("XML202", on="document", level=ERROR, says="no charset is called {name}", spec="#NT-EncodingDecl",
           bad="<?xml version='1.0' encoding='utf-99'?>" + _BARE, good=GOOD,
           repair="declared-charset", fix='Declare the charset that the file is saved in: encoding="utf-8".',
           w3c=("UnknownEncoding",))  # fmt: skip
def unknown_charset(reading: Reading) -> Iterator[Where]:
    """A parser that does not know the charset must stop."""
    for trouble in reading.decoded.troubles:
        if trouble.kind == "unknown-charset":
            at = trouble.offset
            yield found(Span(at, at + len(trouble.says.encode())), name=quoted(trouble.says))


@book.rule("XML203", on="document", level=WARNING,
           says="{says} is a control character in the declared charset {name}; Windows-1252 is meant",
           spec="https://encoding.spec.whatwg.org/#names-and-labels",
           bad="<?xml version='1.0' encoding='iso-8859-1'?>" + _MARKLESS.format("Don\udc92t") + _END,
           good="<?xml version='1.0' encoding='windows-1252'?>" + _MARKLESS.format("Don\udc92t") + _END,
           repair="declared-charset",
           fix="Declare windows-1252, or better save the file as UTF-8.", w3c=("BadCharacters",))  # fmt: skip
def windows_1252_in_disguise(reading: Reading) -> Iterator[Where]:
    """Strict parsers read bytes 0x80 to 0x9F of ISO-8859-1 as invisible controls, not as quotes and dashes."""
    for trouble in reading.decoded.troubles:
        if trouble.kind == "windows-1252":
            yield found(_token(reading.decoded.utf8, trouble.offset), says=trouble.says, name="iso-8859-1")


@book.rule("XML204", on="document", level=WARNING,
           says="the document is {ours}, by its {basis}, but {their_basis} says {theirs}",
           spec="https://www.rfc-editor.org/rfc/rfc7303#section-3",
           bad="\ufeff<?xml version='1.0' encoding='iso-8859-1'?>" + _BARE, good="<?xml version='1.0'?>" + _BARE,
           repair="declared-charset",
           fix='Say the same everywhere; UTF-8 without a byte order mark needs no more than encoding="utf-8".',
           w3c=("EncodingMismatch",))  # fmt: skip
def charsets_disagree(reading: Reading) -> Iterator[Where]:
    """Readers differ in whom they believe, so some show wrong characters."""
    decoded = reading.decoded
    declared = decoded.declaration
    if declared is None or declared.encoding is None or decoded.basis not in {"byte order mark", "HTTP header"}:
        return
    theirs = declared.encoding.lower()
    ours = decoded.charset.lower()
    if _family(theirs) != _family(ours):
        span = Span(declared.encoding_at, declared.encoding_at + len(theirs.encode()))
        yield found(span, ours=ours, basis=decoded.basis, their_basis="the XML declaration", theirs=theirs)


@book.rule("XML205", on="document", level=ERROR, spec="#charencoding",
           says="a byte order mark of UTF-8 stands in front, but {charset} is declared",
           bad="\ufeff<?xml version='1.0' encoding='us-ascii'?>" + _BARE, good="<?xml version='1.0'?>" + _BARE,
           repair="declared-charset", fix='Declare encoding="utf-8".', w3c=("UnicodeError",))  # fmt: skip
def mark_that_is_not_ascii(reading: Reading) -> Iterator[Where]:
    """The mark itself is no character of ASCII: parsers that believe the declaration stop at the first byte."""
    decoded = reading.decoded
    declared = decoded.declaration
    if decoded.marked and declared is not None and declared.encoding and known(declared.encoding) == "ascii":
        at = declared.encoding_at
        yield found(Span(at, at + len(declared.encoding.encode())), charset=quoted(declared.encoding))


def _family(charset: str) -> str:
    """A charset's name for comparison: the byte orders of UTF-16 are one, ASCII and UTF-8 agree."""
    name = known(charset) or charset
    return "utf-16" if name.startswith("utf-16") else "utf-8" if name in {"ascii", "utf-8"} else name


@book.rule("XML210", on="document", level=ERROR, says="the XML version {version} does not exist",
           spec="#NT-VersionNum", bad="<?xml version='1'?>" + _BARE, good="<?xml version='1.0'?>" + _BARE,
           repair="xml-version", fix='Write version="1.0".', w3c=("BadXmlVersion",))  # fmt: skip
def bad_xml_version(reading: Reading) -> Iterator[Where]:
    """Parsers may refuse a document in a version of XML that they do not know."""
    declared = reading.decoded.declaration
    if declared is not None and declared.version not in {"1.0", "1.1"}:
        yield found(Span(declared.start, declared.start + 5), version=quoted(declared.version))


@book.rule("XML211", on="document", level=WARNING, says="the XML version is 1.1, which many parsers do not know",
           spec="https://www.w3.org/TR/xml11/#sec-xml11", bad="<?xml version='1.1'?>" + _BARE,
           good="<?xml version='1.0'?>" + _BARE,
           repair="xml-version", fix='Write version="1.0".', w3c=("BadXmlVersion",))  # fmt: skip
def rare_xml_version(reading: Reading) -> Iterator[Where]:
    """XML 1.1 adds nothing that a feed needs; the parser of .NET, among others, refuses it."""
    declared = reading.decoded.declaration
    if declared is not None and declared.version == "1.1":
        yield Span(declared.start, declared.start + 5)


@book.rule("XML301", on="document", level=WARNING, says="the entity {name} is to be read from {system}",
           spec="#sec-external-ent",
           bad=_DECLARED + '<!DOCTYPE rss [<!ENTITY x SYSTEM "https://example.org/x">]>' + _BARE, good=GOOD,
           fix="Write the text out and remove the DOCTYPE.", w3c=("ContainsSystemEntity",))  # fmt: skip
def external_entity(reading: Reading) -> Iterator[Where]:
    """No reader fetches it: external entities are a known way to attack, and parsers ignore or refuse them."""
    for name, system, offset in reading.xml.entities if reading.xml else ():
        if system is not None:
            yield found(_token(reading.decoded.utf8, offset), name=quoted(name), system=quoted(system))


@book.rule("XML501", on="document", level=ADVICE, says="no character encoding is declared", spec="#charencoding",
           bad=_BARE, good="<?xml version='1.0' encoding='utf-8'?>" + _BARE,
           repair="declaration",
           fix='Begin with <?xml version="1.0" encoding="utf-8"?>.', w3c=("MissingEncoding",))  # fmt: skip
def encoding_not_declared(reading: Reading) -> Iterator[Where]:
    """UTF-8 is then assumed; a word about it saves doubts, above all when the file is copied around."""
    decoded = reading.decoded
    if reading.xml is None or reading.xml.root is None or reading.format is None:
        return
    if decoded.basis == "default" and (decoded.declaration is None or decoded.declaration.encoding is None):
        yield Span(reading.xml.root.start, reading.xml.root.start + 1)


@book.rule("XML212", on="document", level=WARNING, says="the document is in {charset}, which browsers do not know",
           bad="<?xml version='1.0' encoding='cp437'?>" + _BARE, spec="https://encoding.spec.whatwg.org/#names-and-labels",
           good="<?xml version='1.0' encoding='utf-8'?>" + _BARE, fix="Save it as UTF-8.",
           w3c=("ObscureEncoding",))  # fmt: skip
def obscure_charset(reading: Reading) -> Iterator[Where]:
    """Readers take over the charsets of browsers; one of mainframes or old computers they cannot read."""
    return written(reading, "obscure")


@book.rule("XML213", on="document", level=WARNING, says="the document is in {charset}, which not all parsers can read",
           bad="<?xml version='1.0' encoding='gb2312'?>" + _BARE, good="<?xml version='1.0' encoding='utf-8'?>" + _BARE,
           fix="Save it as UTF-8.", spec="#charencoding", w3c=("ObscureEncoding", "NonstdEncoding"))  # fmt: skip
def multibyte_charset(reading: Reading) -> Iterator[Where]:
    """Expat, the parser of Python and others, reads no charset of several bytes a character but UTF-8 and UTF-16."""
    return written(reading, "multibyte")


@book.rule("XML502", on="document", level=ADVICE, says="the document is in {charset}, which a parser need not know",
           spec="#charencoding", bad="<?xml version='1.0' encoding='iso-8859-1'?>" + _BARE,
           good="<?xml version='1.0' encoding='utf-8'?>" + _BARE, fix="Save it as UTF-8.",
           w3c=("NonstdEncoding",))  # fmt: skip
def charset_beyond_unicode(reading: Reading) -> Iterator[Where]:
    """Every parser knows UTF-8 and UTF-16; the others are left to its makers, and mistakes in them are hard to see."""
    if reading.decoded.basis == "XML declaration":
        yield from written(reading, "single")
