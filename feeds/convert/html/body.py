"""The text of a page without what stands around it, by trafilatura (https://trafilatura.readthedocs.io) or by marks."""

import re
from collections import Counter
from collections.abc import Sequence
from html import escape

from lxml import etree
from lxml.html import tostring

from feeds.convert.bylines import AND, BY, LONGEST_BYLINE
from feeds.convert.html.markup import Resolve, caption, text_blocks, tree
from feeds.convert.leftovers import date_line

# Above, trafilatura takes minutes; such a page is rather a document than an article with menus around it.
MOST = 2_000_000  # characters of HTML
MOST_TAGS = 12_000
_AROUND = frozenset(["nav", "aside", "footer", "form", "script", "style", "template", "noscript", "button", "iframe"])
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|recommend(?:ed|ations)?|newsletter|comments?|breadcrumbs?|cookie|promo"
    r"|advert(?:isement)?|subscribe|sidebar|pagination|tags)(?:$|[\s_-])",
    re.IGNORECASE,
)
_INDENT = re.compile(r">\n +<")
LEAST = 140  # characters, below which what was found is rather a remark than an article


def main_html(html: str, root: etree._Element, title: str, resolve: Resolve, authors: Sequence[str] = ()) -> str:
    """The HTML of the page's article, "" where none can be told from what stands around it.

    A headline over it and a byline with the ``authors`` are no part of it.
    """
    found = _by_trafilatura(html) if len(html) <= MOST and html.count("<") <= MOST_TAGS else ""
    body = tree(found) if found else None
    if body is None or _length(body) < LEAST:
        own = _by_structure(root)
        if own is not None and _length(own) > (_length(body) if body is not None else 0):
            body = own
    if body is None:
        return ""
    _without_title(body, title)
    _without_byline(body, authors)
    _with_captions(body, root, resolve)
    inner = body.find("body") if body.tag == "html" else body
    whole = inner if inner is not None else body
    return (escape(whole.text or "", quote=False)) + "".join(str(tostring(one, encoding="unicode")) for one in whole)


def _by_trafilatura(html: str) -> str:
    # It takes a quarter of a second to import; only those who convert pages pay.
    import trafilatura  # noqa: PLC0415 - see above

    # fast: without its second and third opinion, which take quadratic time on long pages.
    found = trafilatura.extract(
        html,
        fast=True,
        output_format="html",
        include_comments=False,
        include_formatting=True,
        include_images=True,
        include_links=True,
        include_tables=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    return _flat_listings(found if found and "<pre" in found else _INDENT.sub(">\n<", found or ""))


def _flat_listings(html: str) -> str:
    """A listing comes out of trafilatura as one within another."""
    return re.sub(r"<pre>\s*<pre>([^<]*(?:<(?!/pre>)[^<]*)*)</pre>\s*</pre>", r"<pre>\1</pre>", html)


def _by_structure(root: etree._Element) -> etree._Element | None:
    """The element that is marked as the article or holds most paragraphs, without what stands around texts."""
    marked = [one for one in root.iter() if (one.get("itemprop") or "").lower() == "articlebody"]
    marked = marked or list(root.iter("article"))
    marked = marked or list(root.iter("main"))
    if marked:
        chosen = max(marked[:50], key=_length)
    else:
        weights: Counter[etree._Element] = Counter()
        for paragraph in root.iter("p"):
            parent = paragraph.getparent()
            if parent is not None:
                weights[parent] += len(paragraph.text or "") + 20
        body = root.find("body")
        chosen = weights.most_common(1)[0][0] if weights else body if body is not None else root
    copy = tree(str(tostring(chosen, encoding="unicode", with_tail=False)))
    if copy is None:
        return None
    for one in [e for e in copy.iter() if e.tag in _AROUND or _NOISE.search((e.get("class") or "")[:200])]:
        parent = one.getparent()
        if parent is not None and one.tag not in ("html", "body", "article", "main"):
            _drop(one)
    return copy


def _without_title(body: etree._Element, title: str) -> None:
    """Take the headline out: it is not part of the text under it."""
    for heading in list(body.iter("h1", "h2"))[:3]:
        if " ".join(_words(heading).split()).casefold() == " ".join(title.split()).casefold():
            _drop(heading)
            return


def _without_byline(body: etree._Element, authors: Sequence[str]) -> None:
    """Take a byline and a date at the top out: they are known, or evidence, and no text."""
    known = {" ".join(one.split()).casefold() for one in authors}
    top = [one for one in body.iter("p", "div", "span", "time") if not len(one) and (one.text or "").strip()]
    for one in top[:3]:
        words = " ".join((one.text or "").split())
        if one.tag == "time" and not (one.tail or "").strip():
            _drop(one)
            continue
        names = {name.strip().casefold() for name in AND.split(BY.sub("", words, 1)) if name.strip()}
        if len(words) > LONGEST_BYLINE or not ((names and names <= known) or date_line(words)):
            return
        _drop(one)


def _drop(element: etree._Element) -> None:
    """Take an element out, and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _with_captions(body: etree._Element, root: etree._Element, resolve: Resolve) -> None:
    """Put the captions of the page's figures back under their pictures."""
    captions: dict[str, str] = {}
    for figure in root.iter("figure"):
        for image in figure.iter("img"):
            address = resolve(image.get("src") or "")
            if address and figure.find(".//figcaption") is not None:
                captions.setdefault(address, caption(image))
    if not captions:
        return
    for image in list(body.iter("img")):
        words = captions.get(resolve(image.get("src") or "") or "")
        if not words or any(one.tag == "figure" for one in image.iterancestors()):
            continue
        parent = image.getparent()
        if parent is None:
            continue
        figure = etree.Element("figure")
        figure.tail, image.tail = image.tail, None
        parent.replace(image, figure)
        figure.append(image)
        etree.SubElement(figure, "figcaption").text = words


def _length(element: etree._Element) -> int:
    """About how many characters of text an element has."""
    return sum(len(text.strip()) for text in element.itertext())


def _words(element: etree._Element | None) -> str:
    return "" if element is None else "\n".join(text for _, text in text_blocks(element))
