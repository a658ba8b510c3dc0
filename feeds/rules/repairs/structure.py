"""Elements and attributes that are missing, misspelt, out of order or there twice."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from typing import Final

from feeds.rules.catalogue import FILE, read
from feeds.rules.repairs import edits
from feeds.rules.repairs.addresses import escaped
from feeds.rules.repairs.edits import BLANKS, Case, Edits, Fix
from feeds.source import raw
from feeds.source.places import Place
from feeds.source.recover import start_tags
from feeds.source.rewrite import Edit
from feeds.source.xmltree import Element
from feeds.values import uris
from feeds.values.problem import Problem

_NEAR: Final = 0.85  # of two names, so that one can be a slip of the pen for the other
_ATOM: Final = "http://www.w3.org/2005/Atom"


def _fix(made: Edits | None, *, safe: bool = True) -> Fix | None:
    return Fix(made, safe) if made else None


def attribute(case: Case) -> Fix | None:
    """The rule's first word becomes an attribute, its second word the value."""
    element = case.element
    if element is None:
        return None
    name, value = case.words[:2]
    for other, said in element.attributes.items():
        if other != name and other.lower() == name.lower():
            return _fix(edits.attribute_renamed(element, other, name)) if said == value else None
    return _fix(edits.attribute_set(element, name, value))


def no_permalink(case: Case) -> Fix | None:
    """A guid that is no address says so."""
    return attribute(case) if case.element is not None and case.element.value else None


_TEXT_TYPES: Final = {
    "text/html": "html", "text/plain": "text", "application/xhtml+xml": "xhtml", "html": "html", "text": "text",
    "xhtml": "xhtml", "plain": "text",
}  # fmt: skip


def text_type(case: Case) -> Fix | None:
    """One of Atom's three words for the type of a text: https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1."""
    value = edits.value_of(case)
    right = _TEXT_TYPES.get(value.text.lower()) if value is not None else None
    if value is None or value.element is None or right is None or (right == "xhtml") != bool(value.element.children):
        return None
    return _fix(edits.written(case, value, right))


def category(case: Case) -> Fix | None:
    """A category of podcasts under the name, and in the category, that it has today: ``Above > Below``."""
    element = case.element
    right = str(case.facts.get("home") or case.facts.get("right") or "").split(" > ")
    if element is None or element.parent is None or len(right) > 2 or not right[0] or element.value:
        return None
    above = element.parent.get("text") if element.parent.name == element.name else None
    if above is not None:
        if above != right[0]:
            return None
        return _fix(edits.attribute_set(element, "text", right[1]) if len(right) == 2 else edits.removed(element))
    if element.children and len(right) == 2:
        return None
    made = edits.attribute_set(element, "text", right[0]) or ()
    if len(right) == 2:
        inside = f'<{_written(element)} text="{edits.in_attribute(right[1])}"/>'
        made = (*made, *(edits.inserted(element, inside) or ()))
    return _fix(made)


def no_attribute(case: Case) -> Fix | None:
    """The attribute that says nothing is taken away."""
    spot = case.spot
    return _fix(edits.attribute_removed(spot.element, spot.name)) if isinstance(spot, Place) and spot.name else None


def no_element(case: Case) -> Fix | None:
    """The element is taken away."""
    return None if case.element is None else _fix(edits.removed(case.element))


def one_of_two(case: Case) -> Fix | None:
    """Each element of this name that says the very same as one above it is taken away."""
    element = case.element
    if element is None or element.parent is None:
        return None
    seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
    made: list[Edit] = []
    for each in element.parent.all(element.name):
        sign = each.value, tuple(sorted(each.attributes.items()))
        if sign in seen and not each.children:
            made += edits.removed(each) or ()
        if not each.children:
            seen.add(sign)
    return _fix(tuple(made))


def named(case: Case) -> Fix | None:
    """The element gets the name that it was meant to have, where only capitals tell the two apart."""
    element, near = case.element, str(case.facts.get("near", "") or "".join(case.words[:1]))
    if element is None or not near:
        return None
    prefix, _, local = near.rpartition(":")
    if prefix != element.name.rpartition(":")[0]:
        return None
    sure = bool(case.words) or local.lower() == element.local.lower()
    if not sure and SequenceMatcher(None, local, element.local).ratio() < _NEAR:
        return None
    return _fix(edits.renamed(element, local), safe=sure)


def attribute_named(case: Case) -> Fix | None:
    """The attribute gets the name that it was meant to have, where only capitals tell the two apart."""
    spot, near = case.spot, str(case.facts.get("near", "") or "".join(case.words[1:2]))
    if not near or case.element is None:
        return None
    name = spot.name if isinstance(spot, Place) and spot.name else case.words[0] if case.words else ""
    local = near.rpartition(":")[2]
    made = edits.attribute_renamed(case.element, name, local) if name else None
    return _fix(made, safe=bool(case.words) or local.lower() == name.rpartition(":")[2].lower())


def earlier(case: Case) -> Fix | None:
    """The element is moved in front of the first of those that it must not stand behind."""
    element = case.element
    if element is None or element.parent is None:
        return None
    first = next((each for each in element.parent.children if each.name in case.words), None)
    return None if first is None or first.start > element.start else _fix(edits.moved(element, first))


def description_first(case: Case) -> Fix | None:
    """The description is moved in front of content:encoded."""
    element = case.element
    item = element if element is None or element.name == "item" else element.parent
    if item is None:
        return None
    content, description = item.first("content:encoded"), item.first("description")
    if content is None or description is None or description.start < content.start:
        return None
    return _fix(edits.moved(description, content))


def namespace(case: Case) -> Fix | None:
    """The namespace as its specification writes it."""
    spot = case.spot
    if not isinstance(spot, Place) or spot.part != "namespace" or case.document is None:
        return None
    declared = [each for each in case.document.namespaces if each.element is spot.element and each.prefix == spot.name]
    if not declared:
        return None
    uri = declared[-1].uri
    right = case.words[0] if case.words else _meant().get(uri, "") or "".join(uri.split())
    if not right or right == uri:
        return None
    where = raw.span(spot)
    return Fix((Edit(where.start, where.end, edits.in_attribute(right)),))


@cache
def _meant() -> dict[str, str]:
    return {uri: each.uris[0] for each in read(FILE.read_text("utf-8")) for uri in each.misspelt}


@cache
def _usual() -> dict[str, str]:
    return {each.prefix: each.uris[0] for each in read(FILE.read_text("utf-8")) if each.prefix and each.uris}


def default_namespace(case: Case) -> Fix | None:
    """The root gets the default namespace that the rule names."""
    element = case.element
    if element is None or element.parent is not None or ":" in _written(element):
        return None
    return _fix(edits.attribute_set(element, "xmlns", case.words[0]))


def _written(element: Element) -> str:
    where = raw.name_span(element.document.utf8, element.start)
    return element.document.utf8[where.start + 1 : where.end].decode()


def prefix_declared(case: Case) -> Fix | None:
    """The root declares a prefix that everybody uses for one vocabulary."""
    tree = case.reading.xml
    if tree is None or tree.fatal is None:
        return None
    at = tree.fatal.offset
    where = raw.name_span(tree.utf8, at)
    names = [tree.utf8[where.start + 1 : where.end].decode("utf-8", "replace")]
    names += [name for name, _name, _value in raw.attributes(tree.utf8, at)]
    root = next(iter(start_tags(tree.utf8[: at + 1])), None)
    if root is None or tree.utf8[at : at + 1] != b"<":
        return None
    written = {name for name, _name, _value in raw.attributes(tree.utf8, root)}
    for name in names:
        prefix, colon, _local = name.partition(":")
        if colon and prefix in _usual() and f"xmlns:{prefix}" not in written:
            end = raw.tag_end(tree.utf8, root) - 1
            end -= tree.utf8[end - 1 : end] == b"/"
            while tree.utf8[end - 1 : end] in (b" ", b"\t", b"\r", b"\n"):
                end -= 1
            return Fix((Edit(end, end, f' xmlns:{prefix}="{_usual()[prefix]}"'),))
    return None


def self_link(case: Case) -> Fix | None:
    """The feed says at which address it is, where that is known."""
    element, url = case.element, case.reading.url
    if element is None or not url or isinstance(uris.full_url(escaped(url)), Problem) or element.document.root is None:
        return None
    href = edits.in_attribute(escaped(url))
    if element.name == "atom:feed":
        prefix = _written(element).rpartition(":")[0]
        name = f"{prefix}:link" if prefix else "link"
        return _fix(edits.inserted(element, f'<{name} rel="self" type="application/atom+xml" href="{href}"/>'))
    root = element.document.root
    bound = {each.prefix: each.uri for each in element.document.namespaces if each.element in {root, element}}
    prefix = next((prefix for prefix, uri in bound.items() if uri == _ATOM and prefix), "")
    made: Edits = ()
    if not prefix:
        if "atom" in bound:
            return None
        prefix = "atom"
        made = edits.attribute_added(root, "xmlns:atom", _ATOM) or ()
    link = f'<{prefix}:link rel="self" type="application/rss+xml" href="{href}"/>'
    return _fix((*made, *(edits.inserted(element, link) or ())))


def self_href(case: Case) -> Fix | None:
    """The self link says where the feed is."""
    value, url = edits.value_of(case), case.reading.url
    if value is None or not url:
        return None
    return _fix(edits.written(case, value, escaped(url)))


def text_as_attribute(case: Case) -> Fix | None:
    """The text of an element becomes the attribute that the rule names, where it is a full address."""
    element = case.element
    if element is None or element.children:
        return None
    name = case.words[0]
    text = element.value or next(
        (element.attributes[each] for each in case.words[1:] if each in element.attributes), ""
    )
    if not text or name in element.attributes:
        return None
    if name in {"href", "url"} and isinstance(uris.full_url(text), Problem):
        return None
    made = list(edits.attribute_added(element, name, text) or ())
    if element.value:
        where = edits.whole(element)
        at = raw.tag_end(element.document.utf8, element.start)
        close = element.document.utf8.rfind(b"</", at, where.end) if where is not None else -1
        if close < 0:
            return None
        made.append(Edit(at, close, ""))
    return _fix(tuple(made))


def copied_attribute(case: Case) -> Fix | None:
    """An attribute that is missing gets the value of the one that says the same."""
    element = case.element
    if element is None:
        return None
    name, *others = case.words
    text = next((element.attributes[each] for each in others if element.attributes.get(each, "").strip(BLANKS)), "")
    return _fix(edits.attribute_set(element, name, text)) if text else None


def copied_element(case: Case) -> Fix | None:
    """An element that is missing gets the text of the one that is the nearest to it."""
    element = case.element
    if element is None:
        return None
    name, *others = case.words
    for each in others:
        other = element.first(each)
        if other is not None and other.value and not other.children and not other.attributes:
            written = _written(other)
            new = f"{written.rpartition(':')[0]}:{name}".lstrip(":")
            return _fix(edits.inserted(element, f"<{new}>{edits.in_text(other.value)}</{new}>", before=other))
    return None


def doctype(case: Case) -> Fix | None:
    """The document type declaration is taken away, where nothing in the document needs it."""
    tree = case.reading.xml
    if tree is None or tree.doctype is None or tree.doctype.subset or tree.skipped or tree.entities:
        return None
    start = tree.utf8.rfind(b"<!DOCTYPE", 0, tree.doctype.start + 1)  # expat tells where it ends
    end = _doctype_end(tree.utf8, start) if start >= 0 else None
    if end is None:
        return None
    while tree.utf8[end : end + 1] in (b"\n", b"\r", b" "):
        end += 1
    return Fix((Edit(start, end, ""),))


def _doctype_end(utf8: bytes, start: int) -> int | None:
    at = start
    while at < len(utf8):
        here = utf8[at : at + 1]
        if here in (b'"', b"'"):
            at = utf8.find(here, at + 1)
            if at < 0:
                return None
        elif here == b">":
            return at + 1
        at += 1
    return None


def same_as_channel(case: Case) -> Fix | None:
    """The title or the link of an image as those of its channel."""
    value, element = edits.value_of(case), case.element
    channel = element.parent.parent if element is not None and element.parent is not None else None
    other = channel.first(element.name) if channel is not None and element is not None else None
    if value is None or other is None or not other.value or other.children:
        return None
    return _fix(edits.written(case, value, other.value))


def better_word(case: Case) -> Fix | None:
    """The value that the finding itself names as the right one."""
    value = edits.value_of(case)
    right = case.facts.get("better") or case.facts.get("near") or case.facts.get("right")
    if value is None or not isinstance(right, str) or not right:
        return None
    return _fix(edits.written(case, value, right.strip("'")))
