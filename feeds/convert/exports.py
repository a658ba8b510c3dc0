"""What whole exports of a site have beside its published posts, and how they write them: WordPress and Blogger.

An export of WordPress (Tools → Export) is an RSS feed with drafts, private posts, pages and attachments in it
(https://developer.wordpress.org/reference/functions/export_wp/); one of Blogger an Atom feed with drafts, comments and
settings. Nothing of that was ever public as a post, so nothing of it is made one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape

from feeds.source.xmltree import Element

# The names that pieces of an export have in what is told of it.
_STATUSES = {"draft": "draft", "auto-draft": "draft", "pending": "draft", "private": "private post",
             "trash": "post in the trash", "inherit": "attachment"}  # fmt: skip
_TYPES = {"page": "page", "attachment": "attachment", "revision": "earlier version", "nav_menu_item": "menu item"}
_KIND = "http://schemas.google.com/g/2005#kind"
_BLOCK = re.compile(
    r"\s{0,20}</?(?:p|div|h[1-6]|ul|ol|li|dl|table|thead|tbody|tr|td|th|pre|blockquote|figure|figcaption|hr|section|aside"
    r"|article|header|footer|details|iframe|form|video|audio|!--)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--[^<>]{0,2000}-->")
_CAPTION = re.compile(
    r"\[caption\b[^\[\]]{0,500}\]\s{0,20}((?:<a\b[^<>]{0,2000}>)?<img\b[^<>]{0,3000}>(?:</a>)?)"
    r"([^\[\]]{0,2000})\[/caption\]"
)
_EMBED = re.compile(r"\[embed\b[^\[\]]{0,300}\](https?://[^\s\[\]<>]{1,1000})\[/embed\]")
_MEDIA = re.compile(
    r"\[(audio|video)\b[^\[\]=]{0,300}=[\"'](https?://[^\"'\s<>\[\]]{1,1000})[\"'][^\[\]]{0,300}\](?:\[/\1\])?"
)
_SHORTCODE = re.compile(
    r"\[/?(?:gallery|playlist|caption|embed|audio|video|contact-form(?:-7)?|vc_\w{1,40}|et_pb_\w{1,40}|su_\w{1,40})\b"
    r"[^\[\]]{0,1000}\]"
)
_BARE = re.compile(r"https?://[^\s<>\"']{1,1000}")


def unpublished(item: Element) -> str | None:
    """What an item of an export is that was never public as a post; None for a post."""
    said = {child.name: child.value.strip() for child in item.children}
    kind, status = said.get("wp:post_type", ""), said.get("wp:status", "")
    if kind and kind != "post":
        return _TYPES.get(kind, f"“{kind[:40]}”" if kind not in ("episode", "podcast") else None)
    if status in _STATUSES:
        return _STATUSES[status]
    if said.get("wp:post_password"):
        return "post with a password"
    for child in item.children:
        if child.name == "app:control" and any(
            one.name == "app:draft" and one.value.strip() == "yes" for one in child.children
        ):
            return "draft"
        if child.name == "atom:category" and child.get("scheme") == _KIND:
            what = child.get("term").rpartition("#")[2]
            if what != "post":
                return {"comment": "comment", "page": "page"}.get(what, "setting")
    return None


def is_kind(category: Element) -> bool:
    """Whether a category of Blogger's says what an entry is, not what it is about."""
    return category.get("scheme") == _KIND


def told(name: str, passed: Iterable[str]) -> tuple[str, ...]:
    """A sentence that says how much of what was passed by."""
    counts = Counter(passed)
    if not counts:
        return ()
    pieces = ", ".join(f"{count} × {what}" for what, count in sorted(counts.items()))
    return (f"{name}: passed by, since no published posts: {pieces}",)


def names(channel: Element) -> Mapping[str, str]:
    """The names of WordPress's authors by what they log in with."""
    found = {}
    for author in channel.all("wp:author"):
        said = {child.name: " ".join(child.value.split()) for child in author.children}
        if said.get("wp:author_login") and said.get("wp:author_display_name"):
            found[said["wp:author_login"]] = said["wp:author_display_name"]
    return found


def wordpress_html(text: str) -> tuple[str, list[str]]:
    """The HTML that WordPress makes of a post, with paragraphs and captions; and short codes of which nothing is left.

    https://developer.wordpress.org/reference/functions/wpautop/
    """
    text = _CAPTION.sub(
        lambda found: f"\n\n<figure>{found[1]}<figcaption>{found[2].strip()}</figcaption></figure>\n\n", text
    )
    text = _EMBED.sub(lambda found: f"\n\n{found[1]}\n\n", text)
    text = _MEDIA.sub(lambda found: f'\n\n<{found[1]} src="{escape(found[2])}" controls></{found[1]}>\n\n', text)
    gone = [found[0] for found in _SHORTCODE.finditer(text)]
    text = _COMMENT.sub("", _SHORTCODE.sub("", text))
    pieces = []
    inside = False
    for piece in re.split(r"(</?pre\b[^<>]{0,300}>)", text, flags=re.IGNORECASE):
        if piece.lower().startswith(("<pre", "</pre")):
            inside = not piece.startswith("</")
            pieces.append(piece)
        elif inside:
            pieces.append(piece)
        else:
            pieces += [_paragraph(one) for one in re.split(r"\n[ \t\r]*\n", piece.replace("\r\n", "\n")) if one.strip()]
    return "\n".join(pieces), gone


def _paragraph(piece: str) -> str:
    words = piece.strip()
    if _BARE.fullmatch(words):  # WordPress shows what is there; a link leads to it
        return f'<p><a href="{escape(words)}">{escape(words)}</a></p>'
    if _BLOCK.match(words):
        return words
    return f"<p>{words.replace(chr(10), '<br>' + chr(10))}</p>"
