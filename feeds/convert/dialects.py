"""What Markdown has in some houses and not in the standard, in the standard's words.

Boxes: https://squidfunk.github.io/mkdocs-material/reference/admonitions/ (and its content tabs),
https://help.obsidian.md/callouts (GitHub has them too). Comments, marks and names of blocks: Obsidian's
(https://help.obsidian.md/syntax). Listings: https://jekyllrb.com/docs/liquid/tags/#code-snippet-highlighting and
https://gohugo.io/shortcodes/highlight/. Attribute lists: https://python-markdown.github.io/extensions/attr_list/.
"""

import re
from collections.abc import Iterator, Sequence

from feeds.convert.generators import pieces

MARKS = ("!!!", "???", '=== "', "[!", "%%", "==", " ^", "{", "[[", "<!--more-->")
_BOX = re.compile(
    r"([ \t]{0,40})(?:!!!|\?\?\?\+?)[ \t]+([\w-]{1,40})(?:[ \t][\w \t-]{0,80})?"
    r"(?:[ \t]*\"([^\"\n]{0,300})\")?[ \t]*"
)
_TAB = re.compile(r"([ \t]{0,40})===[!+]{0,2}[ \t]+\"([^\"\n]{1,300})\"[ \t]*")
_CALLOUT = re.compile(r"([ \t>]{0,40}>[ \t]?)\[!([\w-]{1,40})(?:\|[^\]\n]{0,80})?\][+-]?[ \t]*([^\n]{0,500})")
_OPEN, _CLOSE = r"\{\{[<%][ \t]{0,9}", r"[^{}<>\n]{0,200}[>%]\}\}"
_LISTING = re.compile(
    rf"\{{%-?[ \t]{{0,9}}highlight[ \t]+([\w+#.-]{{1,40}})[^{{}}\n]{{0,200}}%\}}"
    rf"|{_OPEN}highlight[ \t]+\"?([\w+#.-]{{1,40}}){_CLOSE}"
)
_END = re.compile(rf"\{{%-?[ \t]{{0,9}}endhighlight[ \t]{{0,9}}-?%\}}|{_OPEN}/[ \t]{{0,9}}highlight{_CLOSE}")
_FILM = re.compile(rf"{_OPEN}(youtube|vimeo)[ \t]+(?:id[ \t]{{0,3}}=[ \t]{{0,3}})?\"?([\w-]{{4,40}})\"?{_CLOSE}")
_FILMS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
_TOLD = re.compile(r"\{\{[<%][^{}\n]{0,500}[>%]\}\}|\{%[^{}%\n]{0,500}%\}")
_ATTRIBUTE = r"(?:[.#][\w-]{1,60}|[\w-]{1,40}=(?:\"[^\"\n{}]{0,200}\"|[^\s\"{}]{1,200}))"
_ATTRIBUTES = re.compile(
    rf"(?:(?<=[)\]*_>`])|[ \t]+(?=\{{[^{{}}\n]{{1,300}}\}}[ \t]*$))"
    rf"\{{:?[ \t]?{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE}){{0,9}}[ \t]?\}}"
)
_MARKED = re.compile(r"(?<![=\w])==(?![\s=])([^=\n]{1,300})(?<!\s)==(?![=\w])")
_COMMENT = re.compile(r"(?<!\w)%%[^%\n]{1,1000}%%(?!\w)")
_BLOCK = re.compile(r"[ \t]\^[a-z0-9-]{4,40}[ \t]*$")
DEEPEST = 8


def blocks(lines: Sequence[str], depth: int = 0) -> Iterator[str]:
    """As many lines, where boxes are quotations, tabs have bold names, and listings of other kinds are fenced."""
    fence = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        mark = line.lstrip()[:3]
        if mark in ("```", "~~~"):
            fence = "" if fence == mark else fence or mark
            yield line
            continue
        if fence:
            yield line
            continue
        box, tab = _BOX.fullmatch(line), _TAB.fullmatch(line)
        if (box or tab) and depth < DEEPEST:
            indent = (box or tab)[1]  # type: ignore[index]  # one of them is there
            width = len(indent.expandtabs(4)) + 4
            end = _inside(lines, at, width)
            inner = list(blocks([one.expandtabs(4)[width:] for one in lines[at:end]], depth + 1))
            at = end
            title = tab[2] if tab else box[3] if box and box[3] is not None else box[2].capitalize() if box else ""
            sign = f"{indent}> " if box else indent
            yield f"{sign}**{title}**  " if title else sign
            yield from (f"{sign}{one}".rstrip() if not one else f"{sign}{one}" for one in inner)
            continue
        called = _CALLOUT.fullmatch(line)
        if called:
            line = f"{called[1]}**{called[3].strip() or called[2].capitalize()}**  "
        listing = _LISTING.fullmatch(line.strip())
        if listing:
            line = f"```{listing[1] or listing[2]}"
            fence = ""
        elif _END.fullmatch(line.strip()):
            line = "```"
        yield line


def _inside(lines: Sequence[str], start: int, width: int) -> int:
    """Where the lines end that are indented by ``width`` or empty; empty ones at the end do not count."""
    end = start
    for number in range(start, len(lines)):
        text = lines[number].expandtabs(4)
        if not text.strip():
            continue
        if len(text) - len(text.lstrip(" ")) < width:
            break
        end = number + 1
    return end


def comments(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and last number of lines that are a comment: from one that begins with %% to one that ends so."""
    begun: int | None = None
    fence = ""
    for number, line in enumerate(lines):
        text = line.strip()
        if begun is None and text[:3] in ("```", "~~~"):
            fence = "" if fence == text[:3] else fence or text[:3]
        if fence:
            continue
        if begun is None:
            if text.startswith("%%") and "%%" not in text[2:]:
                begun = number
        elif text.endswith("%%"):
            yield begun, number
            begun = None


def inline(line: str) -> tuple[str, list[str]]:
    """A line without what only its own generator understands, and that; what stands between backticks stays."""
    gone: list[str] = []

    def cut(found: re.Match[str]) -> str:
        gone.append(found[0].strip())
        return ""

    told = []
    for piece, is_code in pieces(line):
        text = piece
        if not is_code:
            text = _FILM.sub(lambda found: f"<{_FILMS[found[1]]}{found[2]}>", text)
            text = _TOLD.sub(cut, text)
            text = _COMMENT.sub(cut, text)
            text = _MARKED.sub(r"<mark>\1</mark>", text)
        told.append(text)
    whole = "".join(told)
    if "{" in whole:
        whole = _ATTRIBUTES.sub(cut, whole)
    if " ^" in whole:
        whole = _BLOCK.sub(cut, whole)
    return whole, gone


def is_film(line: str) -> bool:
    """Whether a line is a film of another site's, of which a link can be made."""
    return _FILM.fullmatch(line.strip()) is not None
