"""What in an HTML text endangers readers of it, so that feed readers strip it or refuse the item.

Sources: RFC 4287 section 8.1 (https://www.rfc-editor.org/rfc/rfc4287#section-8.1) and the HTML Standard for what runs
code; ordinary styles, videos in an iframe and svg are no risk.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from feeds.values.htmltext.frames import is_player
from feeds.values.htmltext.styles import style_problem
from feeds.values.htmltext.tokens import Attribute, Token, tokens
from feeds.values.htmltext.urls import holds_url, urls_of
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
_FRAMED: Final = "<iframe>: readers drop pages within pages, save those of players that they know"
# An attribute can only be a risk when its tag holds one of these; everything else is skipped without looking closer.
_SUSPECT: Final = re.compile(r"[ \t\n\r\f/\"']on[a-z]|style|srcdoc|script|data:|mocha|&|[\x00-\x1f]", re.IGNORECASE)


def risks(html: str, seen: Iterable[Token] | None = None) -> Iterator[Problem]:
    """Each risk, at the tag or the attribute that is one.

    Kinds of elements: ``script``, ``object``, ``meta`` and ``link`` (save with itemprop, which is data), ``base``,
    ``style``, ``form``, ``frame``, ``framed-page`` (an iframe that is no player). Kinds of attributes: ``handler``
    (onclick and its kin), ``script-url`` (javascript: and its kin, data: with a page in it), ``srcdoc``, and those of
    ``style_problem``. ``seen`` are the tokens of ``html``, where they are at hand.
    """
    for token in tokens(html) if seen is None else seen:
        if token.kind == "start":
            element = None if token.foreign and token.name != "script" else _ELEMENTS.get(token.name)
            if element is not None and not (token.name in {"meta", "link"} and token.attribute("itemprop")):
                yield Problem(element[0], f"<{token.name}>: {element[1]}", token.at, token.end)
            elif token.name == "iframe" and not _plays(token):
                yield Problem("framed-page", _FRAMED, token.at, token.end)
            if _SUSPECT.search(html, token.at + 2, token.end) is not None:
                yield from _attributes(token)


def _plays(frame: Token) -> bool:
    address = frame.attribute("src")
    return "srcdoc" in frame.html[frame.at : frame.end] or (address is not None and is_player(address.value))


def _attributes(token: Token) -> Iterator[Problem]:
    for attribute in token.attributes:
        name = attribute.name
        if is_handler(name):
            yield Problem("handler", f"the attribute {name} runs a script", attribute.at, attribute.end)
        elif name == "style":
            yield from _style(attribute)
        elif name == "srcdoc":
            yield Problem("srcdoc", "the attribute srcdoc holds a page of its own", attribute.at, attribute.end)
    for reference in urls_of(token):
        problem = _script_url(reference.element, reference.url)
        if problem is not None:
            yield Problem(problem.kind, problem.says, reference.at, reference.end)


def tree_risks(name: str, attributes: Mapping[str, str]) -> Iterator[tuple[str | None, Problem]]:
    """The same for an element of XHTML, by its name and attributes: the attribute (None: the element), and the risk.

    Offsets are those in the attribute's value.
    """
    element = _ELEMENTS.get(name)
    if element is not None and not (name in {"meta", "link"} and "itemprop" in attributes):
        yield None, Problem(element[0], f"<{name}>: {element[1]}")
    elif name == "iframe" and "srcdoc" not in attributes and not is_player(attributes.get("src", "")):
        yield None, Problem("framed-page", _FRAMED)
    for attribute, value in attributes.items():
        if is_handler(attribute):
            yield attribute, Problem("handler", f"the attribute {attribute} runs a script")
        elif attribute == "style":
            problem = style_problem(value)
            if problem is not None:
                yield attribute, problem
        elif attribute == "srcdoc":
            yield attribute, Problem("srcdoc", "the attribute srcdoc holds a page of its own")
        elif holds_url(name, attribute):
            problem = _script_url(name, value)
            if problem is not None:
                yield attribute, problem


def risky(element: str) -> bool:
    """Whether the element itself is a risk, whatever its attributes say."""
    return element in _ELEMENTS


def is_handler(attribute: str) -> bool:
    """Whether an attribute of that name runs a script when something happens."""
    return len(attribute) > 3 and attribute.startswith("on") and attribute.isalpha()


def _style(attribute: Attribute) -> Iterator[Problem]:
    problem = style_problem(attribute.value)
    if problem is None:
        return
    at, end = attribute.value_at, attribute.end
    shows = attribute.value[problem.at : problem.end]
    within = (attribute.raw or "").find(shows)
    if within >= 0:
        at, end = at + within, at + within + len(shows)
    yield Problem(problem.kind, problem.says, at, end)


def _script_url(element: str, written: str) -> Problem | None:
    url = _IGNORED.sub("", written[:200])
    svg = element not in {"img", "image", "source", "video"} and _SVG.match(url)
    if not svg and not _CODE.match(url):
        return None
    says = f"the URL '{url[:24]}…' runs what stands in it" if len(url) > 24 else f"the URL '{url}' runs a script"
    return Problem("script-url", says)
