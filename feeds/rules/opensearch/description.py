"""OpenSearch descriptions: what a search engine says about itself and how it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feeds.rules.formats import OPENSEARCH
from feeds.rules.opensearch.book import NEEDED, at_most, book, charset, counting, declared, description, integer, markup
from feeds.rules.reading import Reading
from feeds.rules.rule import ADVICE, ERROR, WARNING, Where, found, quoted
from feeds.source.xmltree import Element
from feeds.values import languages, mail, mediatypes, uris
from feeds.values.problem import Problem

_ROOT = "os:OpenSearchDescription"
_URL = '<Url type="text/html" template="https://example.org/?q={searchTerms}"/>'
_EXAMPLE = '<Query role="example" searchTerms="cat"/>'


@book.rule("OSD101", undeclared=True, on="OpenSearchDescription", level=ERROR,
           says="OpenSearchDescription is of no namespace",
           spec="#namespace", bad="<OpenSearchDescription></OpenSearchDescription>", good=description(),
           formats=OPENSEARCH,
           fix='Write <OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">.',
           w3c=("MissingNamespace",))  # fmt: skip
def opensearch_without_namespace(root: Element) -> Iterator[Where]:
    """Browsers know a description by its namespace, and take this for some other XML."""
    if root.parent is None:
        yield root


for _code, _name, _text in (
    ("OSD102", "ShortName", "<ShortName>Web</ShortName>"),
    ("OSD103", "Description", "<Description>The web</Description>"),
    ("OSD104", "Url", _URL),
):
    book.required(
        _code, f"opensearch-without-{_name.lower()}", on=_ROOT, element=f"os:{_name}", w3c=("MissingElement",),
        says=f"OpenSearchDescription has no {_name}", spec=f"#the-{_name.lower()}-element",
        why="It must be there; browsers do not offer a search engine without.",
        bad=description(NEEDED.replace(_text, "")), good=description(), fix=f"Add {_name}.",
    )  # fmt: skip

for _code, _attribute in (("OSD105", "template"), ("OSD106", "type")):
    book.needs(
        _code, f"opensearch-url-without-{_attribute}", on="os:Url", attribute=_attribute, w3c=("MissingAttribute",),
        says=f"Url has no {_attribute}", spec="#the-url-element",
        why="A client needs both: where to ask, and what kind of answer comes.",
        bad=re.sub(rf' {_attribute}="[^"]+"', "", _URL), good=_URL, fix=f"Add {_attribute}.",
    )  # fmt: skip


@book.rule("OSD107", on=_ROOT, level=WARNING, says="there is no Query with role example", spec="#the-query-element",
           bad=description(NEEDED.replace(_EXAMPLE, "")), good=description(), fix=f"Add {_EXAMPLE}.",
           w3c=("ShouldIncludeExample",))  # fmt: skip
def opensearch_without_example(root: Element) -> Iterator[Where]:
    """Clients try the example to see whether the search engine works."""
    if all(query.get("role") != "example" for query in root.all("os:Query")):
        yield root


_LENGTHS = {"ShortName": 16, "LongName": 48, "Developer": 64, "Tags": 256, "Attribution": 256, "Description": 1024}
_FRAMED = {"ShortName", "Description"}  # the frame of the examples has them


def _whole(name: str, text: str) -> str:
    rest = re.sub(rf"<{name}>[^<]*</{name}>", "", NEEDED) if name in _FRAMED else NEEDED
    return description(f"{rest}<{name}>{text}</{name}>")


for _number, (_name, _most) in enumerate(_LENGTHS.items(), 201):
    book.value(
        f"OSD{_number}", f"opensearch-{_name.lower()}-too-long", on=f"os:{_name}", grammar=at_most(_most),
        says="{element} is too long: {problem}", spec=f"#the-{_name.lower()}-element", w3c=("TooLong",),
        why="Clients have room for so much and cut off the rest.", bad=_whole(_name, "x" * (_most + 1)),
        good=_whole(_name, "x" * _most), fix="Shorten it.",
    )  # fmt: skip

book.value(
    "OSD210", "markup-in-opensearch-text", on=tuple(f"os:{name}" for name in _LENGTHS), grammar=markup, level=WARNING,
    says="{element} is plain text, but {problem}", spec="#opensearch-description-elements", w3c=("ContainsHTML",),
    why="Clients show it as it stands, with tags and character references.",
    bad="<LongName>Salt &amp;amp; Pepper</LongName>", good="<LongName>Salt &amp; Pepper</LongName>",
    fix="Write the characters themselves.",
)  # fmt: skip
book.value(
    "OSD211", "opensearch-contact-malformed", on="os:Contact", grammar=mail.addr_spec, blank=True,
    says="Contact is not a mail address: {text}: {problem}", spec="#the-contact-element", w3c=("InvalidAddrSpec",),
    why="Nobody can write to the maintainer.", bad="<Contact>me</Contact>", good="<Contact>me@example.org</Contact>",
    repair="address", fix="Write a bare address such as me@example.org.",
)  # fmt: skip


@book.rule("OSD212", on="os:SyndicationRight", level=ERROR, spec="#the-syndicationright-element",
           says="SyndicationRight is {text}, not open, limited, private or closed",
           bad="<SyndicationRight>free</SyndicationRight>", good="<SyndicationRight>open</SyndicationRight>",
           fix="Write one of the four words.", w3c=("InvalidSyndicationRight",))  # fmt: skip
def unknown_syndication_right(right: Element) -> Iterator[Where]:
    """Clients must know whether they may ask and show, and cannot guess."""
    if right.value.lower() not in {"open", "limited", "private", "closed"}:
        yield found(right.in_text(), text=quoted(right.value))


_BOOLEANS = {"false", "FALSE", "0", "no", "NO", "true", "TRUE", "1", "yes", "YES"}


@book.rule("OSD213", on="os:AdultContent", level=WARNING, spec="#the-adultcontent-element",
           says="AdultContent is {text}, which counts as true", bad="<AdultContent>False</AdultContent>",
           good="<AdultContent>false</AdultContent>", fix="Write true or false, in small letters.",
           w3c=("InvalidAdultContent",))  # fmt: skip
def odd_adult_content(adult: Element) -> Iterator[Where]:
    """All but false, FALSE, 0, no and NO counts as true, so the search engine is hidden from children."""
    if adult.value not in _BOOLEANS:
        yield found(adult.in_text(), text=quoted(adult.value))


def language(text: str) -> object:
    """A tag of a language, or the star that stands for all."""
    return None if text == "*" else languages.language(text)


book.value(
    "OSD214", "opensearch-language-not-a-tag", on="os:Language", grammar=language, w3c=("InvalidLanguage",),
    says="Language is not a language tag: {text}: {problem}", spec="#the-language-element", blank=True,
    why="Clients cannot tell whether the engine searches in the language of the person.",
    bad="<Language>en_us</Language>", good="<Language>en-us</Language>",
    repair="language", fix="Write a tag such as en-US, or * for all.",
)  # fmt: skip
book.value(
    "OSD215", "unknown-opensearch-encoding", on=("os:InputEncoding", "os:OutputEncoding"), grammar=charset, blank=True,
    says="{element} is {text}: {problem}", spec="#the-inputencoding-element", w3c=("InvalidEncoding",),
    why="Clients cannot write or read in an encoding that they do not know.",
    bad="<InputEncoding>runes</InputEncoding>", good="<InputEncoding>UTF-8</InputEncoding>", fix="Write UTF-8.",
)  # fmt: skip

_CHARACTERS = frozenset(("space", "control", "backslash", "bad-character", "bracket", "non-ascii", "bad-escape"))
_IMAGE = "<Image>{}</Image>"
book.value(
    "OSD220", "opensearch-image-not-a-full-address", on="os:Image", grammar=uris.uri, without=_CHARACTERS, blank=True,
    says="Image is not a full address: {text}: {problem}", spec="#the-image-element", w3c=("InvalidFullLink",),
    why="Clients cannot fetch it.", bad=_IMAGE.format("/icon.png"), good=_IMAGE.format("https://example.org/icon.png"),
    fix="Write the whole address, with https://.",
)  # fmt: skip
book.value(
    "OSD221", "odd-characters-in-opensearch-image", on="os:Image", grammar=uris.uri, kinds=_CHARACTERS,
    says="Image is not an address: {text}: {problem}", spec="#the-image-element", w3c=("InvalidUriChar",),
    why="Clients cannot fetch it.", bad=_IMAGE.format("https://example.org/my icon.png"),
    good=_IMAGE.format("https://example.org/my%20icon.png"),
    repair=("url", "iri"), fix="Write the character as % and two hexadecimal digits.",
)  # fmt: skip
for _code, _attribute in (("OSD222", "height"), ("OSD223", "width")):
    book.value(
        _code, f"opensearch-image-{_attribute}-not-a-number", on="os:Image", attribute=_attribute, grammar=counting,
        says="{attribute} is {text}, where {problem}", spec="#the-image-element", w3c=("InvalidNonNegativeInteger",),
        why="Clients choose the image by its size.", fix="Write the number of pixels.", blank=True,
        bad=f'<Image {_attribute}="16.5">https://example.org/icon.png</Image>',
        good=f'<Image {_attribute}="16">https://example.org/icon.png</Image>',
    )  # fmt: skip
for _code, _name, _bad, _good in (
    ("OSD224", "os:Image", '<Image type="png">https://example.org/icon.png</Image>',
     '<Image type="image/png">https://example.org/icon.png</Image>'),
    ("OSD225", "os:Url", _URL.replace("text/html", "html"), _URL),
):  # fmt: skip
    book.value(
        _code, f"opensearch-{_name[3:].lower()}-type-malformed", on=_name, attribute="type",
        grammar=mediatypes.media_type, says="type is not a media type: {text}: {problem}", w3c=("InvalidMIMEType",),
        spec=f"#the-{_name[3:].lower()}-element", why="Clients choose by the type what they can show.", bad=_bad,
        good=_good, fix="Write type and subtype, such as text/html.", blank=True,
    )  # fmt: skip
for _code, _attribute in (("OSD226", "indexOffset"), ("OSD227", "pageOffset")):
    book.value(
        _code, f"opensearch-{_attribute.lower()}-not-a-number", on="os:Url", attribute=_attribute, grammar=integer,
        says="{attribute} is {text}, where {problem}", spec="#the-url-element", w3c=("InvalidInteger",),
        why="Clients count the pages of results from it.", fix="Write a whole number.", blank=True,
        bad=_URL.replace("/>", f' {_attribute}="3.7"/>'), good=_URL.replace("/>", f' {_attribute}="0"/>'),
    )  # fmt: skip

_PARAMETERS = frozenset(
    ("searchTerms", "count", "startIndex", "startPage", "language", "inputEncoding", "outputEncoding")
)
_PARAMETER = re.compile(r"\{((?:[A-Za-z0-9._~:@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}){1,200})\??\}")


def _filled(template: str) -> str:
    """The template with letters in the place of its parameters, as long as they are."""
    return _PARAMETER.sub(lambda match: "a" * len(match[0]), template)


def _template(text: str) -> Problem | None:
    answer = uris.uri(_filled(text))
    return answer if isinstance(answer, Problem) and answer.kind != "bad-port" else None


book.value(
    "OSD230", "opensearch-template-not-a-full-address", on="os:Url", attribute="template", grammar=_template,
    without=_CHARACTERS, says="template is not a full address: {text}: {problem}", spec="#template-grammar", blank=True,
    why="Clients do not know which server to ask.", bad=_URL.replace("https://example.org", ""), good=_URL,
    fix="Write the whole address, with https://.", w3c=("InvalidFullLink",),
)  # fmt: skip
book.value(
    "OSD231", "odd-characters-in-opensearch-template", on="os:Url", attribute="template", grammar=_template,
    kinds=_CHARACTERS, says="template is not the pattern of an address: {text}: {problem}", spec="#template-grammar",
    why="Clients cannot make an address of it.", bad=_URL.replace("Terms}", "Terms"), good=_URL,
    fix="Close each parameter with }; write other characters as % and two hexadecimal digits.",
    w3c=("InvalidUriChar",),
)  # fmt: skip


@book.rule("OSD232", on="os:Url", level=ERROR, says="there is no parameter {name}{hint}",
           spec="#opensearch-11-parameters", bad=_URL.replace("Terms", "Word"), good=_URL,
           fix="Use one of the parameters, or one of a declared namespace.",
           w3c=("InvalidLocalParameter",))  # fmt: skip
def unknown_template_parameter(url: Element) -> Iterator[Where]:
    """Clients do not know what to put in its place; names are sensitive to case."""
    for match in _PARAMETER.finditer(url.get("template")):
        name = match[1]
        if ":" not in name and name not in _PARAMETERS:
            hint = next((f"; {known} is near" for known in sorted(_PARAMETERS) if known.lower() == name.lower()), "")
            yield found(url.in_attribute("template", *match.span(1)), name=quoted(name), hint=hint)


@book.rule("OSD233", on="os:Url", level=ERROR, says="the prefix {prefix} is not declared",
           spec="#parameter-name-prefix", bad=_URL.replace("searchTerms", "shop:colour"),
           fix="Declare the prefix: xmlns:shop=….",
           good=_URL.replace("<Url", '<Url xmlns:shop="https://example.org/s"').replace("searchTerms", "shop:colour"),
           w3c=("UndeclaredPrefix",))  # fmt: skip
def undeclared_parameter_prefix(url: Element, reading: Reading) -> Iterator[Where]:
    """Without its namespace the parameter means nothing."""
    for match in _PARAMETER.finditer(url.get("template")):
        prefix, colon, _ = match[1].partition(":")
        if colon and not declared(reading, url, prefix):
            spot = url.in_attribute("template", match.start(1), match.start(1) + len(prefix))
            yield found(spot, prefix=quoted(prefix))


_RELATIONS = frozenset(("results", "suggestions", "self", "collection"))


@book.rule("OSD234", on="os:Url", level=WARNING, says="there is no relation {name}", spec="#url-rel-values",
           bad=_URL.replace("/>", ' rel="search"/>'), good=_URL.replace("/>", ' rel="results"/>'),
           fix="Write results, suggestions, self or collection, or leave rel out.")  # fmt: skip
def unknown_opensearch_relation(url: Element) -> Iterator[Where]:
    """Clients leave out a Url with a relation that they do not know."""
    for name in url.get("rel").split():
        if name not in _RELATIONS and ":" not in name:
            at = url.get("rel").index(name)
            yield found(url.in_attribute("rel", at, at + len(name)), name=quoted(name))


@book.rule("OSD501", on="os:Url", level=ADVICE, says="the template asks for no {{searchTerms}}",
           spec="#the-searchterms-parameter", bad=_URL.replace("{searchTerms}", "cat"), good=_URL,
           fix="Put {searchTerms} where the words of the search belong.")  # fmt: skip
def template_without_search_terms(url: Element) -> Iterator[Where]:
    """Whatever people search for, they get the same."""
    template = url.get("template")
    if template and not _RELATIONS & {"self", "collection"} & set(url.get("rel").split()) and "{" not in template:
        yield url.in_attribute("template")
