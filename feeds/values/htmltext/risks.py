"""What in an HTML text endangers readers of it, so that feed readers strip it or refuse the item.

Sources: RFC 4287 section 8.1 (https://www.rfc-editor.org/rfc/rfc4287#section-8.1) and the HTML Standard for what runs
code; ordinary styles, videos in an iframe and svg are no risk.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from feeds.values.htmltext.tokens import Attribute, Token, tokens
from feeds.values.htmltext.urls import urls_of
from feeds.values.problem import Problem

_ELEMENTS: Final = {
    "script": ("script", "readers drop scripts"),
    "object": ("object", "readers drop embedded objects"),
    "embed": ("object", "readers drop embedded objects"),
    "applet": ("object", "readers drop embedded objects"),
    "meta": ("meta", "it belongs into the head of a page"),
    "base": ("base", "base would move every relative URL of the reader's page"),
    "link": ("link", "readers drop links to style sheets and the like"),
    "style": ("style", "readers drop style sheets"),
    "form": ("form", "readers drop forms"),
    "input": ("form", "readers drop forms"),
    "button": ("form", "readers drop forms"),
    "select": ("form", "readers drop forms"),
    "textarea": ("form", "readers drop forms"),
    "frame": ("frame", "frames belong to a page of their own"),
    "frameset": ("frame", "frames belong to a page of their own"),
    "plaintext": ("script", "plaintext turns the rest of the page into text"),
}
_CODE: Final = re.compile(
    r"(?:java|vb|live)script:|mocha:|data:[ ]*(?:text/html|application/xhtml\+xml|text/xml)", re.IGNORECASE
)
_SVG: Final = re.compile(r"data:[ ]*image/svg\+xml", re.IGNORECASE)
_IGNORED: Final = re.compile("[\x00-\x20]++")  # what browsers skip inside a scheme
_STYLE: Final = re.compile(
    r"expression[ \t\n]*+\(|behaviou?r[ \t\n]*+:|-moz-binding|@import|(?:java|vb)script:"
    r"|position[ \t\n]*+:[ \t\n]*+(fixed|absolute|sticky)",
    re.IGNORECASE,
)
_CSS_ESCAPE: Final = re.compile(r"\\([0-9A-Fa-f]{1,6})[ \t\n\r\f]?|\\(.)", re.DOTALL)
_CSS_COMMENT: Final = re.compile(r"/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)")
# An attribute can only be a risk when its tag holds one of these; everything else is skipped without looking closer.
_SUSPECT: Final = re.compile(r"[ \t\n\r\f/\"']on[a-z]|style|srcdoc|script|data:|mocha|&|[\x00-\x1f]", re.IGNORECASE)


def risks(html: str, seen: Iterable[Token] | None = None) -> Iterator[Problem]:
    """Each risk, at the tag or the attribute that is one.

    Kinds of elements: ``script``, ``object``, ``meta`` and ``link`` (save with itemprop, which is data), ``base``,
    ``style``, ``form``, ``frame``. Kinds of attributes: ``handler`` (onclick and its kin), ``script-url`` (javascript:
    and its kin, data: with a page in it), ``srcdoc``, ``dangerous-style`` (expression(), behavior, -moz-binding,
    @import, script URLs, position: fixed), ``overlay-style`` (position: absolute or sticky, which only lays one thing
    over another). ``seen`` are the tokens of ``html``, where they are at hand.
    """
    for token in tokens(html) if seen is None else seen:
        if token.kind == "start":
            element = None if token.foreign and token.name != "script" else _ELEMENTS.get(token.name)
            if element is not None and not (token.name in {"meta", "link"} and token.attribute("itemprop")):
                yield Problem(element[0], f"<{token.name}>: {element[1]}", token.at, token.end)
            if _SUSPECT.search(html, token.at + 2, token.end) is not None:
                yield from _attributes(token)


def _attributes(token: Token) -> Iterator[Problem]:
    for attribute in token.attributes:
        name = attribute.name
        if len(name) > 3 and name.startswith("on") and name.isalpha():
            yield Problem("handler", f"the attribute {name} runs a script", attribute.at, attribute.end)
        elif name == "style":
            yield from _style(attribute)
        elif name == "srcdoc":
            yield Problem("srcdoc", "the attribute srcdoc holds a page of its own", attribute.at, attribute.end)
    for reference in urls_of(token):
        url = _IGNORED.sub("", reference.url[:200])
        svg = reference.element not in {"img", "image", "source", "video"} and _SVG.match(url)
        if svg or _CODE.match(url):
            says = (
                f"the URL '{url[:24]}…' runs what stands in it" if len(url) > 24 else f"the URL '{url}' runs a script"
            )
            yield Problem("script-url", says, reference.at, reference.end)


def _style(attribute: Attribute) -> Iterator[Problem]:
    value = attribute.value
    plain = _CSS_COMMENT.sub("", value) if "/*" in value else value
    if "\\" in plain:
        plain = _CSS_ESCAPE.sub(_unescaped, plain)
    match = _STYLE.search(plain)
    if match is None:
        return
    at, end = attribute.value_at, attribute.end
    within = (attribute.raw or "").find(match[0])
    if within >= 0:
        at, end = at + within, at + within + len(match[0])
    if match[1] is not None and match[1].lower() != "fixed":
        more = _STYLE.search(plain, match.end())
        if more is None or more[1] is not None:
            yield Problem("overlay-style", f"'{match[0]}' lays it over other things", at, end)
            return
    yield Problem("dangerous-style", f"'{match[0]}' in a style", at, end)


def _unescaped(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
