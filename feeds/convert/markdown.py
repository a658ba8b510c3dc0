"""Markdown (https://spec.commonmark.org, with tables and footnotes), with or without front matter → a draft."""

import posixpath
import re
from dataclasses import replace
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from feeds.articles.article import Dropped
from feeds.convert.applied import applied
from feeds.convert.beside import Beside
from feeds.convert.converted import Converted
from feeds.convert.dialects import MARKS, blocks, comments, inline, is_film
from feeds.convert.drafting import document, drafted, limited, with_facts
from feeds.convert.generators import is_import, translated
from feeds.convert.html.markup import plain, publishable, resolver, urlsplit_scheme
from feeds.convert.matter import has_matter, split
from feeds.errors import DocumentError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

NAMES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_SIGNS = (
    re.compile(r"\[[^\]\n]{1,200}\]\((?:https?://|/|\.|#|[\w-]+\.)[^)\s]{0,500}\)"),
    re.compile(r"(?<![*\w])\*\*[^*\s][^*\n]{0,200}\*\*(?![*\w])"),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"^> \S", re.MULTILINE),
    re.compile(r"!\[[^\]\n]{0,200}\]\("),
)
# A line that is only an instruction to another generator (Hugo's short codes, Jekyll's Liquid tags).
_INSTRUCTION = re.compile(
    r"\{\{[<%][^\n]{0,2000}[>%]\}\}|\{%[^\n]{0,2000}%\}|\{:[^\n{}]{0,500}\}|<!--more-->|\[\[_?(?:toc|TOC)_?\]\]"
)
_SOURCE = re.compile(r'<img src="([^"<>]{1,2000})"')
# https://jekyllrb.com/docs/posts/#creating-posts
_DAY = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:[-_ ]|\.[a-z]{2,9}$)", re.ASCII)
_SUBTITLE = re.compile(r"\s{0,200}<(h[2-4])>(.*?)</h[2-4]>", re.DOTALL)
_TITLE = re.compile(r"\s{0,200}<h1>(.*?)</h1>", re.DOTALL)


def is_markdown(name: str, text: str) -> bool:
    """Whether a text is Markdown: by its front matter, by a name that says so, or by the signs in it."""
    if has_matter(text) or name.lower().endswith(NAMES):
        return True
    start = text[:20_000]
    lines = [line for line in start.split("\n")[:400] if line.strip()]
    if not lines:
        return False
    signs = sum(1 for sign in _SIGNS if sign.search(start))
    headings = sum(1 for line in lines if _HEADING.match(line))
    return (bool(_HEADING.match(lines[0])) and (signs > 0 or len(lines) > 1)) or (headings > 0 and signs > 0)


def markdown(name: str, data: bytes, text: str, spoken: str | None, beside: Beside) -> Converted:
    """The draft of a Markdown document; the first heading of the first level is the title where none is stated."""
    try:
        matter = split(name, text)
    except DocumentError as wrong:
        return Converted(errors=(wrong,))
    source, gone = _without_instructions(name, matter.text, matter.line)
    gone += [
        Dropped(name, 1, key, "a key of the front matter that says nothing of the article")
        for key in matter.says.elsewhere
    ]
    html = _rendered(source)
    title = ""
    titled: list[str] = []
    first = html[:5000]
    heading = _TITLE.match(first)
    if heading:
        title = plain(heading[1])
        if not matter.says.title or title.casefold() == matter.says.title.casefold():
            html = html[heading.end() :].lstrip("\n")
        else:
            title = ""
    if html.strip() and not (title or matter.says.title):
        title, html, titled = _otherwise(name, html)
    base = matter.says.url if (matter.says.url or "").startswith(("http://", "https://")) else None
    resolve = resolver(base)
    body = publishable(html, resolve)
    loose = relative_pictures(body.html, beside) if base is None else []
    gone += [Dropped(name, line, what, "it acts or stands for something that is not here") for line, what in body.gone]
    try:
        draft = drafted(
            document(name, data),
            body,
            title=matter.says.title or title,
            spoken=spoken,
            dropped=limited(gone),
            notes=[*titled, *loose],
        )
    except DocumentError as wrong:
        if matter.says.status == "withheld":  # a draft is allowed to be empty yet
            return Converted(dropped=tuple(gone))
        return Converted(errors=(wrong,))
    said = matter.says if spoken is None else replace(matter.says, language=None)
    if not said.date and (day := _DAY.match(posixpath.basename(name))):
        said = replace(said, date=day[1])  # the day that generators read there too
    made = with_facts(applied(draft, said, "metadata", beside, base), resolve, beside, base)
    return Converted((made,), made.dropped)


def _otherwise(name: str, html: str) -> tuple[str, str, list[str]]:
    """The title of a text that states none, the text under it, and what is to be said of that.

    It is the heading that the text begins with, else the name of the file, where that is one for people: a note's of
    Obsidian, or a post's of Jekyll, which makes its title of it, too.
    """
    heading = _SUBTITLE.match(html[:5000])
    if heading and plain(heading[2]):
        sections = html.count(f"<{heading[1]}>")
        under = html if sections > 1 else html[heading.end() :].lstrip("\n")
        return plain(heading[2]), under, ["It has no title; its headline is its first heading."]
    file = posixpath.basename(name)
    stem = posixpath.splitext(file)[0]
    words = _DAY.sub("", stem).strip()
    if words != stem and words and " " not in words:
        words = " ".join(part[:1].upper() + part[1:] for part in re.split(r"[-_]+", words) if part)
    elif " " not in words:
        words = ""
    if not any(map(str.isalpha, words)):
        return "", html, []
    return words, html, [f"It has no title; its headline is the name of its file, {file!r}."]


def relative_pictures(html: str, beside: Beside) -> list[str]:
    """A note for each picture that is not at hand, and of which nobody says where on the web it is."""
    found = dict.fromkeys(_SOURCE.findall(html))
    return [
        f"The picture {address[:200]!r} is not beside the document; readers look for it beside the article's page. Put "
        "it there, state the article's url, or write the whole address."
        for address in found
        if urlsplit_scheme(address) == "" and beside.named(unescape(address)) is None
    ][:20]


def _rendered(source: str) -> str:
    return str(_reader().render(source))


@cache
def _reader() -> "MarkdownIt":
    # Made once: it keeps nothing of what it read, and making it takes as long as reading an article.
    # Only those who convert Markdown pay for the libraries.
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see above
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - see above

    # HTML passes through: what may not stay goes when the whole is made publishable.
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)


def _cut(name: str, number: int, piece: str) -> Dropped:
    """A record is public, too: of a comment it says only that there was one."""
    if piece.startswith("%%"):
        return Dropped(name, number, "%%", "a comment, which is nobody's to read")
    return Dropped(name, number, piece, "an instruction to another generator")


def _without_instructions(name: str, text: str, first: int) -> tuple[str, list[Dropped]]:
    """The text without what instructs another generator; inside listings it is text."""
    mdx = name.lower().endswith(".mdx")
    if not mdx and not any(mark in text for mark in MARKS):
        return text, []
    lines = []
    gone = []
    fence = ""
    given = text.split("\n")
    for begin, end in comments(given) if "%%" in text else ():
        gone.append(Dropped(name, first + begin, "%%", "a comment, which is nobody's to read"))
        given[begin : end + 1] = [""] * (end + 1 - begin)
    for number, line in enumerate(blocks(given), first):
        mark = line.lstrip()[:3]
        if mark in ("```", "~~~"):
            fence = "" if fence == mark else fence or mark
        told = line if fence else translated(line)
        if not fence and ((_INSTRUCTION.fullmatch(told.strip()) and not is_film(told)) or (mdx and is_import(told))):
            gone.append(Dropped(name, number, line, "an instruction to another generator"))
            lines.append("")
        elif fence:
            lines.append(told)
        else:
            told, cut = inline(told)
            gone += [_cut(name, number, one) for one in cut]
            lines.append(told)
    return "\n".join(lines), gone
