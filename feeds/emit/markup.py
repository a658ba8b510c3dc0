"""An article's HTML made fit to be shown by strangers: safe, and with absolute addresses only.

Half of all readers do not resolve relative addresses (https://github.com/gohugoio/hugo/issues/4071), and what one
article contains must not be able to run in a page of this site.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

# What the converters write nearly always: bare block tags. Such text needs no parser, and comes out as it went in.
_NOT_BARE = re.compile(r"<(?!/?(?:p|h2|h3|h4|ul|ol|li|em|strong|blockquote)>|br>)")

_DOCUMENT_TAG = re.compile(r"</?(?:html|body)\b[^<>]*>", re.IGNORECASE)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED_WHOLE = _names(
    "applet base button embed form frame frameset head iframe input link math meta noembed noframes noscript object"
    " param script select style svg template textarea title xmp"
)
_KEPT = _names(
    "a abbr audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption"
    " figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source"
    " span strong sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr"
)
_ATTRIBUTES = _names(
    "abbr alt cite colspan controls datetime dir headers height href hreflang lang media poster rowspan scope sizes"
    " span src srcset start title type value width"
)
_VOID = _names("br col hr img source track wbr")
_ADDRESSES = _names("cite href poster src")
_SCHEMES = _names("http https mailto tel")


def absolute(address: str, base: str) -> str | None:
    """``address`` resolved against ``base``; None where a reader had better not follow it (``javascript:`` …)."""
    try:
        # Browsers ignore tabs and line ends inside addresses, so "java\nscript:" must be seen as they see it.
        whole = urljoin(base, re.sub(r"[\t\r\n]", "", address.strip()))
        return whole if urlsplit(whole).scheme.lower() in _SCHEMES else None
    except ValueError:
        return None


def candidates(srcset: str, base: str) -> str:
    """A ``srcset`` with absolute addresses (https://html.spec.whatwg.org/#srcset-attributes)."""

    def each() -> Iterator[str]:
        for candidate in srcset.split(", "):
            words = candidate.strip().rstrip(",").split()
            address = absolute(words[0], base) if words else None
            if address is not None:
                yield " ".join([address, *words[1:]])

    return ", ".join(each())


@dataclass(frozen=True, slots=True)
class Markup:
    """Safe HTML, and the names of the elements and attributes that had to go, sorted."""

    html: str
    dropped: tuple[str, ...] = ()


def safe(html: str, base: str) -> Markup:
    """``html`` with a known set of elements and attributes, and every address absolute.

    Elements that act (script, form, frame …) go with all they contain; unknown ones leave their text behind. HTML
    that consists of bare block tags is given back unchanged. Linear in the length of ``html``.
    """
    if not _NOT_BARE.search(html):
        return Markup(html)
    # The parser stops at </body>, and what follows it would be lost.
    whole = f"<html><body>{_DOCUMENT_TAG.sub('', html)}"
    root = document_fromstring(whole, parser=HTMLParser(huge_tree=True))
    pieces: list[str] = []
    dropped: set[str] = set()
    inside: etree._Element | None = None  # the dropped element that we are in
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if inside is None and event == "start":
            if name in _DROPPED_WHOLE:
                inside = node
                dropped.add(name)
            else:
                if name in _KEPT:
                    pieces.append(_start_tag(name, node.attrib, base, dropped))
                elif name not in ("html", "body"):
                    dropped.add(name)
                pieces.append(escape(node.text or "", quote=False))
        elif event != "start" and (inside is None or node is inside):
            if event == "end" and inside is None and name in _KEPT and name not in _VOID:
                pieces.append(f"</{name}>")
            if node is not root:
                pieces.append(escape(node.tail or "", quote=False))
            inside = None
    return Markup("".join(pieces).strip(), tuple(sorted(dropped)))


def _start_tag(name: str, attributes: Mapping[str, str], base: str, dropped: set[str]) -> str:
    """The start tag with those attributes that are known, in the order they came in."""
    kept: list[str] = []
    for key, value in attributes.items():
        if key in _ADDRESSES:
            given = absolute(value, base)
        elif key == "srcset":
            given = candidates(value, base) or None
        else:
            given = value if key in _ATTRIBUTES else None
        if given is None:
            dropped.add(f"{name}/@{key}")
        else:
            kept.append(f' {key}="{escape(given)}"')
    return f"<{name}{''.join(kept)}>"
