"""Markup that is broken, or that readers show as text because it was escaped wrongly."""

from typing import Final

from feeds.rules.html.book import HTML, PARSING, defect
from feeds.rules.rule import ADVICE, Level, Repair
from feeds.rules.rule import WARNING as _WARNING

_GOOD: Final = "<p>News <b>today</b></p>"
_ENCODING: Final = "https://www.rssboard.org/rss-encoding-examples"
_REFERENCES: Final = HTML + "named-characters.html"


def _broken(code: str, name: str, part: str, bad: str, *, why: str, fix: str, good: str = _GOOD,
            level: Level = _WARNING, spec: str = PARSING, repair: Repair = ()) -> None:  # fmt: skip
    defect(code, name, part, says="{element} is broken HTML: {problem}", why=why, bad=bad, good=good, fix=fix,
           spec=spec, level=level, w3c="NotHtml", repair=repair)  # fmt: skip


_broken("HTM210", "unfinished-tag", "truncated-tag", '<p>News</p><a href="https://example.org',
        why="A tag that never ends swallows the rest of the text; often the text was cut off in the middle of it.",
        fix="Finish the tag; shorten texts between tags, never within them.")  # fmt: skip
_broken("HTM211", "unclosed-element", "unclosed-tag", "<p>News</p><b>",
        why="It goes on to the end, and in careless readers beyond the item: everything below is bold or a link.",
        fix="Write the end tag.")  # fmt: skip
_broken("HTM212", "end-tag-without-start", "stray-end-tag", "<p>News</p></div>",
        why="In careless readers it ends an element of the reader's own page.",
        fix="Remove the end tag.")  # fmt: skip
_broken("HTM213", "misnested-elements", "misnested", "<p><b><i>News</b></i></p>",
        why="Readers repair it, and not all in the same way.", fix="Close first what was opened last.")  # fmt: skip
_broken("HTM214", "link-within-link", "nested-link",
        '<a href="https://example.org/1">One <a href="https://example.org/2">Two</a>',
        why="Links have no links inside: the outer one ends where the inner one begins.",
        fix="Close the first link before the second.",
        good='<a href="https://example.org/1">One</a> <a href="https://example.org/2">Two</a>',
        spec=HTML + "text-level-semantics.html#the-a-element")  # fmt: skip
_broken("HTM215", "self-closed-element", "self-closing", "<div/><p>News</p>",
        why="HTML passes over the slash, so the element stays open and takes in all that follows.",
        fix="Write the end tag.", good="<div></div><p>News</p>")  # fmt: skip
_broken("HTM216", "more-markup-than-readers-take", "too-deep", "<b>" * 513 + "News" + "</b>" * 513,
        why="Browsers stop at 512 elements within each other, some readers much earlier.",
        fix="Nest less: usually a program wraps its own output again and again.")  # fmt: skip
_broken("HTM503", "end-tag-of-void-element", "void-end-tag", '<img src="https://example.org/1.jpg" alt=""></img>',
        why="The element has no end: most readers pass over the tag, but </br> makes a second line break.",
        fix="Remove the end tag.", good='<img src="https://example.org/1.jpg" alt="">', level=ADVICE,
        spec=HTML + "syntax.html#void-elements")  # fmt: skip
_broken("HTM504", "unknown-html-element", "unknown-element", "<gorilla>News</gorilla>",
        why="Readers drop the tags, some with what is between them; a literal < must be written as &lt;.",
        fix="Use an element of HTML, or escape the <.", level=ADVICE,
        spec=HTML + "indices.html#elements-3")  # fmt: skip
_broken("HTM217", "unknown-entity", "unknown-entity", "<p>News&nbps;today</p>",
        why="HTML has no entity of that name, so readers show it letter by letter.",
        fix="Correct the name, or write the character itself.", spec=_REFERENCES)  # fmt: skip
_broken("HTM218", "reference-to-no-character", "bad-reference", "<p>News&#0;</p>",
        why="Readers show a replacement character, or nothing.", fix="Write the character that is meant.")  # fmt: skip
_broken("HTM219", "windows-1252-reference", "windows-1252-reference", "<p>It&#146;s news</p>",
        why="The number is that of Windows-1252, in Unicode it is a control character: readers that follow the "
        "standard to the letter show nothing.",
        repair="windows-1252-reference",
        fix="Write the character itself, in UTF-8.", good="<p>It\u2019s news</p>")  # fmt: skip

defect("HTM301", "markup-shown-as-text", "escaped-markup",
       says="{element} was escaped twice: readers show {text} as text",
       why="The text has no tags, but tags escaped once more than needed: people read the source of the page.",
       bad="&lt;p&gt;News&lt;/p&gt;", good="<p>News</p>",
       repair="escaped-once", fix="Escape the HTML once, or put it into CDATA as it is.", spec=_ENCODING)  # fmt: skip
defect("HTM302", "entity-shown-as-text", "escaped-twice", says="{element} was escaped twice: {problem}",
       why="The & of a reference was escaped itself, so people read the reference instead of the character.",
       bad="<p>Q&amp;amp;A</p>", good="<p>Q&amp;A</p>", repair="escaped-once", fix="Escape once.",
       spec=_ENCODING)  # fmt: skip
defect("HTM505", "whole-page-as-content", "whole-page", level=ADVICE,
       says="{element} holds a whole page: {text}, where a piece of its body was expected",
       why="Readers take the text out of it, or show the page's title, navigation and styles with it.",
       bad="<html><body><p>News</p></body></html>", good="<p>News</p>",
       fix="Publish what stands in the body, without what all pages have.",
       spec="https://www.rssboard.org/rss-profile#element-channel-item-description")  # fmt: skip
