"""Any HTML → HTML fit to be published: nh3 (https://nh3.readthedocs.io) keeps what is safe, addresses become absolute.

What goes is named, with the line it stood in, so that nothing is left out unseen.
"""

import re
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from feeds.articles.article import Picture
from feeds.convert.html.frames import unframed

if TYPE_CHECKING:
    from nh3 import Cleaner


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEPT = _names(
    "a abbr audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption"
    " figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source"
    " span strong sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr"
)
# What acts or stands for something that is not here goes with all that is in it.
GONE = _names(
    "applet base button canvas embed form frame frameset head iframe input link math meta noembed noframes noscript"
    " object param script select style svg template textarea title"
)
_GOES = re.compile(rf"<(?:{'|'.join(sorted(GONE))})\b", re.IGNORECASE)  # without one, nothing is to be looked for
_EVERYWHERE = _names("dir lang title")
_ATTRIBUTES = {
    "a": _names("href hreflang type"),
    "abbr": _names("title"),
    "audio": _names("controls src"),
    "blockquote": _names("cite"),
    "col": _names("span"),
    "colgroup": _names("span"),
    "del": _names("cite datetime"),
    "img": _names("alt height src srcset sizes width"),
    "ins": _names("cite datetime"),
    "ol": _names("start type"),
    "li": _names("value"),
    "q": _names("cite"),
    "source": _names("media sizes src srcset type"),
    "td": _names("colspan headers rowspan"),
    "th": _names("abbr colspan headers rowspan scope"),
    "time": _names("datetime"),
    "track": _names("src"),
    "video": _names("controls height poster src width"),
}
_ADDRESSES = _names("cite href poster src")
_SCHEMES = _names("http https mailto tel")
# In the shapes that nh3 wants.
_TAGS, _CONTENT, _URL_SCHEMES = set(KEPT), set(GONE), set(_SCHEMES)
_ALLOWED = {tag: set(_EVERYWHERE | _ATTRIBUTES.get(tag, frozenset())) for tag in KEPT}
_BLOCKS = _names(
    "address article aside blockquote body caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6"
    " header hr html li main nav ol p pre section summary table td tfoot th thead tr ul"
)
# An attribute that says a picture is loaded later; its real address stands in another (lazy loading scripts).
_LAZY = ("data-src", "data-original", "data-lazy-src")
_DOCUMENT_TAG = re.compile(r"</?(?:html|body)\b[^<>]*>", re.IGNORECASE)
_NO_PICTURE = re.compile(r"<img(?![^<>]{0,9000}? src=\")[^<>]{0,9000}>")
_BLANKS = re.compile(r"[ \t\r\n\f]+")

# Parsers of HTML take quadratic time for elements within each other; these close themselves or hold nothing.
DEPTH = 500
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
_SELF_CLOSING = _names(
    "area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot option"
    " optgroup colgroup caption rp rt body html head"
)
_ANY_TAG = re.compile(r"<[^<>]*>")

Resolve = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Body:
    """An article's body: safe HTML, the same as plain text with an empty line between blocks, and its first paragraph.

    ``pictures`` are those in it with an absolute address; ``gone`` names what was left out, with the line it stood in.
    """

    html: str
    text: str
    first: str
    pictures: tuple[Picture, ...] = ()
    gone: tuple[tuple[int, str], ...] = ()


@lru_cache(maxsize=16)
def resolver(base: str | None) -> Resolve:
    """A function that makes an address absolute against ``base``; None for what a reader had better not follow.

    Without a base a relative address stays as it is.
    """

    def resolve(address: str) -> str | None:
        # Browsers ignore tabs and line ends inside addresses, so "java\nscript:" must be seen as they see it.
        plain = re.sub(r"[\t\r\n]", "", address.strip())
        if plain.startswith("#"):  # a place on a page that subscribers are not on
            return None
        try:
            whole = urljoin(base, plain) if base else plain
            scheme = urlsplit(whole).scheme.lower()
        except ValueError:
            return None
        return whole if scheme in _SCHEMES or (not scheme and not base) else None

    return resolve


def publishable(html: str, resolve: Resolve) -> Body:
    """The body that ``html`` is, with every address as ``resolve`` gives it. Linear in the length of ``html``."""
    if is_too_deep(html):
        words = _BLANKS.sub(" ", _ANY_TAG.sub(" ", html)).strip()
        safe = f"<p>{escape(unescape(words), quote=False)}</p>" if words else ""
        return Body(safe, unescape(words), words, (), ((1, f"all tags: more than {DEPTH} elements within each other"),))

    html = unframed(html)
    root = tree(html) if _GOES.search(html) else None
    gone = list(_gone(root)) if root is not None else []
    _RESOLVE.set(resolve)
    clean = _cleaner().clean(html).strip()
    if _NO_PICTURE.search(clean):
        clean = _NO_PICTURE.sub("", clean).strip()
        gone.append((1, "<img> without an address that can be published"))
    kept = tree(clean)
    if kept is None:
        return Body("", "", "", (), tuple(gone))
    blocks = list(text_blocks(kept))
    first = next((text for name, text in blocks if name in ("p", "div", "body", "li", "dd") and text), "")
    text = "\n\n".join(text for _, text in blocks)
    return Body(clean, text, first or text[:1000], tuple(_pictures(kept)), tuple(gone))


_RESOLVE: ContextVar[Resolve] = ContextVar("resolve")


@cache
def _cleaner() -> "Cleaner":
    # Made once, as that takes ten times as long as using it. Only those who convert HTML pay for the library.
    from nh3 import Cleaner  # noqa: PLC0415 - see above

    def attribute(_tag: str, name: str, value: str) -> str | None:
        if name in _ADDRESSES:
            return _RESOLVE.get()(value)
        if name == "srcset":
            return _candidates(value, _RESOLVE.get())
        return value

    return Cleaner(
        tags=_TAGS,
        clean_content_tags=_CONTENT,
        attributes=_ALLOWED,
        attribute_filter=attribute,
        url_schemes=_URL_SCHEMES,
        link_rel=None,
    )


def is_too_deep(html: str) -> bool:
    """Whether elements stand within each other more than 500 deep: no article's do."""
    depth = 0
    for close, name in _TAG.findall(html):
        if name.lower() not in _SELF_CLOSING:
            depth += -1 if close else 1
            if depth > DEPTH:
                return True
            depth = max(depth, 0)
    return False


def tree(html: str) -> etree._Element | None:
    """The parsed HTML, None where there is nothing in it; lines are those of ``html``."""
    if not html.strip():
        return None
    try:
        return document_fromstring(f"<html><body>{_DOCUMENT_TAG.sub('', html)}", parser=HTMLParser(huge_tree=True))
    except (etree.ParserError, ValueError):
        return None


def text_blocks(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The text of each block in order, with the name of the element that it stands in; blanks are single."""
    for name, text, _ in placed_blocks(root):
        yield name, text


def placed_blocks(root: etree._Element) -> Iterator[tuple[str, str, int]]:
    """The text of each block, the name of the element that it stands in, and the line where that begins."""
    pieces: list[str] = []
    around = [("body", line_of(root))]
    inside: etree._Element | None = None  # what is not shown, and so has no text

    def flush() -> Iterator[tuple[str, str, int]]:
        name, line = around[-1]
        if name == "pre":
            text = "".join(pieces).strip("\n").rstrip()
        else:
            text = "\n".join(filter(None, (_BLANKS.sub(" ", one).strip() for one in "".join(pieces).split("\x00"))))
        pieces.clear()
        if text.strip():
            yield name, text, line

    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if inside is not None:
                continue
            if name in GONE:
                inside = node
                continue
            if name in _BLOCKS:
                yield from flush()
                around.append((name, line_of(node)))
            elif name == "br":
                pieces.append("\n" if around[-1][0] == "pre" else "\x00")
            pieces.append((node.text or "").replace("\x00", ""))
            continue
        if inside is not None and node is not inside:
            continue
        if event == "end" and inside is None and name in _BLOCKS:
            yield from flush()
            if len(around) > 1:
                around.pop()
        inside = None
        if node is not root:
            pieces.append((node.tail or "").replace("\x00", ""))
    yield from flush()


def line_of(element: etree._Element) -> int:
    """The line in which an element begins, as far as libxml2 knows."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 1


def plain(html: str) -> str:
    """The words of a piece of HTML in one line."""
    root = tree(html) if "<" in html or "&" in html else None
    return _BLANKS.sub(" ", " ".join(text for _, text in text_blocks(root)) if root is not None else html).strip()


def paragraphs(text: str) -> str:
    """Plain text as HTML: paragraphs where empty lines are, line breaks where lines end."""
    escaped = escape(text.replace("\r\n", "\n").replace("\r", "\n"), quote=False)
    parts = (part.strip("\n") for part in re.split(r"\n[ \t]*\n", escaped))
    return "\n".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part.strip())


def _gone(root: etree._Element) -> Iterator[tuple[int, str]]:
    """What cannot be published, each with its line; a thing inside another that goes is not named again."""
    inside: etree._Element | None = None
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            inside = None if node is inside else inside
        elif inside is None and node.tag in GONE:
            inside = node
            address = node.get("src") or node.get("data") or ""
            yield line_of(node), f"<{node.tag}{f' {address[:200]}' if address else ''}>"


def _candidates(srcset: str, resolve: Resolve) -> str | None:
    """A ``srcset`` with resolved addresses (https://html.spec.whatwg.org/#srcset-attributes)."""
    found = []
    for candidate in srcset.split(", "):
        words = candidate.strip().rstrip(",").split()
        address = resolve(words[0]) if words else None
        if address is not None:
            found.append(" ".join([address, *words[1:]]))
    return ", ".join(found) or None


def _pictures(root: etree._Element) -> Iterator[Picture]:
    for image in root.iter("img"):
        address = image.get("src") or ""
        if urlsplit_scheme(address) in ("http", "https"):
            yield Picture(
                caption=caption(image),
                href=address,
                width=_size(image.get("width")),
                height=_size(image.get("height")),
            )


def caption(image: etree._Element) -> str:
    """The caption of the figure around a picture, else its alternative text."""
    around = image.getparent()
    for _ in range(4):
        if around is None:
            break
        if around.tag == "figure":
            words = around.find(".//figcaption")
            if words is not None:
                return " ".join(text for _, text in text_blocks(words)) or (image.get("alt") or "").strip()
        around = around.getparent()
    return _BLANKS.sub(" ", image.get("alt") or "").strip()


def urlsplit_scheme(address: str) -> str:
    """The scheme of an address in small letters, "" for a relative or broken one."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def wake(root: etree._Element) -> None:
    """Give pictures that a script would load later their own address."""
    for image in root.iter("img"):
        source = image.get("src") or ""
        later = next((image.get(name) for name in _LAZY if image.get(name)), None)
        if later and (not source or source.startswith("data:")):
            image.set("src", later)


def _size(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and int(text[:6]) > 0 and len(text) < 6 else None
