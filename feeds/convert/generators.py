"""What Markdown says to the generator that it was written for – Hugo, Jekyll, Eleventy, Obsidian – in Markdown's words.

Only addresses and pictures are read: https://gohugo.io/shortcodes/figure/, https://gohugo.io/shortcodes/ref/,
https://jekyllrb.com/docs/liquid/tags/#links, https://help.obsidian.md/links, https://help.obsidian.md/embeds. The rest
is left as it stands.
"""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from feeds.convert.beside import is_media

_ROOT = re.compile(r"\{\{-?[ \t]{0,9}site\.(?:baseurl|url)[ \t]{0,9}-?\}\}")
_FILTERED = re.compile(
    r"\{\{-?[ \t]{0,9}[\"']([^\"'{}\n]{1,500})[\"'][ \t]{0,9}\|[ \t]{0,9}"
    r"(?:relative_url|absolute_url|url|prepend:[ \t]{0,9}site\.(?:baseurl|url)|relURL|absURL)[ \t]{0,9}-?\}\}"
)
_POST = re.compile(r"\{%-?[ \t]{1,9}post_url[ \t]{1,9}([^\s{}%]{1,300})[ \t]{0,9}-?%\}")
_LINK = re.compile(r"\{%-?[ \t]{1,9}link[ \t]{1,9}([^\s{}%]{1,300})[ \t]{0,9}-?%\}")
_REF = re.compile(r"\{\{[<%][ \t]{0,9}(?:rel)?ref[ \t]{1,9}[\"']?([^\"'{}<>\s]{1,300})[\"']?[ \t]{0,9}[%>]\}\}")
_FIGURE = re.compile(r"\{\{[<%][ \t]{0,9}figure[ \t]((?:[^{}<>\n\"]|\"[^\"\n]{0,1000}\"){1,2000})/?[%>]\}\}")
_PART = re.compile(r"([a-z]{1,20})[ \t]{0,9}=[ \t]{0,9}\"([^\"\n]{0,1000})\"")
_EMBED = re.compile(r"!\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
_NOTE = re.compile(r"(?<![\\\[])\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\](?![(\[\]])")
_TICKS = re.compile(r"`+")
_ENDING = re.compile(r"\.[A-Za-z]{2,9}(?:#|$)", re.ASCII)
_IMPORT = re.compile(r"(?:import|export)\b[^\n]{0,500}?(?:from[ \t]+)?[\"'][^\"'\n]{1,300}[\"'];?[ \t]{0,9}")


def translated(line: str) -> str:
    """A line with addresses where a generator would have put them; what stands between backticks stays."""
    if "{" not in line and "[[" not in line:
        return line
    if "`" not in line:
        return _translated(line)
    return "".join(piece if is_code else _translated(piece) for piece, is_code in pieces(line))


def pieces(line: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a line, and whether each is code (https://spec.commonmark.org/0.31.2/#code-spans)."""
    ticks = [(found.start(), found.end()) for found in _TICKS.finditer(line)]
    later: dict[int, list[int]] = {}
    for number in range(len(ticks) - 1, -1, -1):
        later.setdefault(ticks[number][1] - ticks[number][0], []).append(number)
    at = number = 0
    while number < len(ticks):
        start, end = ticks[number]
        same = later[end - start]
        while same and same[-1] <= number:
            same.pop()
        if same:
            close = ticks[same[-1]][1]
            yield line[at:start], False
            yield line[start:close], True
            at, number = close, same[-1]
        number += 1
    yield line[at:], False


def _translated(line: str) -> str:
    if "{" in line:
        line = _ROOT.sub("", line)
        line = _FILTERED.sub(lambda found: found[1], line)
        line = _POST.sub(lambda found: f"{found[1]}.md", line)
        line = _LINK.sub(lambda found: f"/{found[1].lstrip('/')}", line)
        line = _REF.sub(lambda found: _document(found[1]), line)
        line = _FIGURE.sub(lambda found: _figure(found[1]) or found[0], line)
    if "![[" in line:
        line = _EMBED.sub(lambda found: _embedded(found[1].strip(), found[2] or ""), line)
    if "[[" in line:
        line = _NOTE.sub(lambda found: _linked(found[1].strip(), found[2] or "") or found[0], line)
    return line


def is_import(line: str) -> bool:
    """Whether a line of MDX brings in a component (https://mdxjs.com/docs/what-is-mdx/#esm)."""
    return line.startswith(("import ", "export ")) and _IMPORT.fullmatch(line) is not None


def _figure(words: str) -> str:
    parts = dict(_PART.findall(words))
    if not parts.get("src"):
        return ""
    said = " ".join(parts[key] for key in ("title", "caption") if parts.get(key))
    caption = f"<figcaption>{escape(said, quote=False)}</figcaption>" if said else ""
    return f'<figure><img src="{escape(parts["src"])}" alt="{escape(parts.get("alt", ""))}">{caption}</figure>'


def _embedded(address: str, words: str) -> str:
    if not is_media(address):
        return _linked(address, words)  # a note in a note: a link to it
    return f"![{'' if words.replace('x', '').isdigit() else words}]({quote(address)})"


def _linked(given: str, words: str) -> str:
    """A link of Obsidian's: to a note, a heading or a block of it, or a file."""
    name, _, part = given.partition("#")
    part = "" if part.startswith("^") else part.replace("#", " > ").strip()
    name = name.partition("^")[0].strip()
    shown = words.strip() or " > ".join(filter(None, (name.rpartition("/")[2], part)))
    if not name:
        return shown
    return (
        f"[{shown}]({quote(name if is_media(name) else _document(name, note=True))}{f'#{quote(part)}' if part else ''})"
    )


def _document(name: str, *, note: bool = False) -> str:
    """The name of the document that a reference means; its ending may be left out."""
    name, mark, part = name.partition("#")
    known = name.lower().endswith((".md", ".markdown")) or (not note and _ENDING.search(name))
    return f"{name if known else f'{name}.md'}{mark}{part}"
