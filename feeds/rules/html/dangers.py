"""What runs code, reaches outside its own item, or is dropped by readers because it might."""

from typing import Final

from feeds.rules.html.book import HTML, defect
from feeds.rules.rule import ADVICE

_GOOD: Final = "<p>News</p>"

defect("HTM101", "script-in-html", "script", says="{element} has a script: {text}",
       why="Readers drop scripts, because they would run with the rights of the reader's own page; what the script "
       "would have shown is missing.",
       bad="<p>News</p><script>document.write(1)</script>", good=_GOOD,
       fix="Leave the script out, and say in HTML what it would show.", w3c="SecurityRisk")  # fmt: skip
defect("HTM102", "object-in-html", "object", says="{element} has an embedded object: {text}",
       why="Readers drop object, embed and applet, and browsers have no plug-ins any more: nothing is shown.",
       bad='<object data="https://example.org/1.swf"></object>',
       good='<video src="https://example.org/1.mp4" controls></video>',
       fix="Use a video, an audio, an iframe or a link.", w3c="SecurityRisk")  # fmt: skip
defect("HTM103", "page-head-in-html", "meta", says="{element} has {text}, which belongs into the head of a page",
       why="It says something about a page, which the text of an item is not; a refresh would lead the reader away.",
       bad='<meta name="author" content="Me"><p>News</p>', good=_GOOD,
       fix="Leave it out: publish the body's content, not the page.", w3c="SecurityRisk")  # fmt: skip
defect("HTM104", "base-in-html", "base", says="{element} has {text}, which would move every relative address",
       why="Readers drop it, because it would change all links of the page in which the item is shown.",
       bad='<base href="https://example.org/"><p>News</p>', good=_GOOD,
       fix="Write whole addresses, and leave base out.", w3c="SecurityRisk")  # fmt: skip
defect("HTM105", "style-sheet-in-html", "style", says="{element} has a style sheet: {text}",
       why="Readers drop it, or their own page takes its rules; some show the rules as text.",
       bad="<style>p { color: red }</style><p>News</p>", good=_GOOD,
       fix="Leave it out; readers have their own style.", w3c="SecurityRisk")  # fmt: skip
defect("HTM106", "style-link-in-html", "link", says="{element} has {text}, which readers do not follow",
       why="Readers drop links to style sheets, fonts and the like.",
       bad='<link rel="stylesheet" href="https://example.org/1.css"><p>News</p>', good=_GOOD,
       fix="Leave it out; readers have their own style.", w3c="SecurityRisk")  # fmt: skip
defect("HTM107", "frame-in-html", "frame", says="{element} has {text}, which is a page of its own",
       why="Frames make up whole pages; no reader shows them inside an item.",
       bad='<frameset><frame src="https://example.org/1"></frameset>', good=_GOOD,
       fix="Link to the page instead.", w3c="SecurityRisk")  # fmt: skip
defect("HTM507", "page-within-html", "framed-page", level=ADVICE,
       says="{element} has a page within the text: {text}",
       why="Readers show the frames of video and audio players that they know, and drop all others: nothing is shown.",
       bad='<iframe src="https://example.org/map"></iframe>', good='<iframe src="https://player.vimeo.com/1"></iframe>',
       fix="Add a link to the page, or a picture that leads there.", w3c="SecurityRisk")  # fmt: skip
defect("HTM501", "form-in-html", "form", level=ADVICE, says="{element} has a part of a form: {text}",
       why="Most readers drop forms; their labels stay behind without a field.",
       bad='<p>News</p><input name="q">', good=_GOOD, fix="Link to the page with the form.")  # fmt: skip
defect("HTM108", "unknown-xhtml-element", "unknown-xhtml", says="{element} has an element that XHTML does not: {text}",
       why="Readers drop elements that they do not know, often with what is in them.",
       bad='<item><title>One</title><body xmlns="http://www.w3.org/1999/xhtml"><gorilla>News</gorilla></body></item>',
       good='<item><title>One</title><body xmlns="http://www.w3.org/1999/xhtml"><p>News</p></body></item>',
       fix="Use an element of HTML.", spec=HTML + "indices.html#elements-3", w3c="SecurityRisk")  # fmt: skip

defect("HTM201", "script-in-attribute", "handler", says="{element} has an attribute that runs a script: {text}",
       why="Readers drop it, because the script would run with the rights of the reader's own page.",
       bad='<p onclick="go()">News</p>', good=_GOOD, fix="Leave the attribute out.",
       w3c="SecurityRiskAttr")  # fmt: skip
defect("HTM202", "script-as-address", "script-url", says="{element} has an address that runs a script: {text}",
       why="Readers drop it, because the script would run with the rights of the reader's own page: the link is dead.",
       bad='<a href="javascript:go()">News</a>', good='<a href="https://example.org/1">News</a>',
       fix="Link to a page.")  # fmt: skip
defect("HTM203", "dangerous-style", "dangerous-style", says="{element} has a style with {problem}",
       why="It runs code in some reader, or covers the reader's own controls: readers drop such styles, or all styles.",
       bad='<p style="position: fixed">News</p>', good='<p style="color: red">News</p>',
       fix="Remove the property.", w3c="DangerousStyleAttr")  # fmt: skip
defect("HTM204", "overlaying-style", "overlay-style", says="{element} has a style with {problem}",
       why="Placed by coordinates, it may cover other items or the reader's own page; most readers drop it.",
       bad='<p style="position: absolute; top: 0">News</p>', good='<p style="color: red">News</p>',
       fix="Let the text flow: remove the property.", w3c="DangerousStyleAttr")  # fmt: skip
defect("HTM205", "srcdoc-in-html", "srcdoc", says="{element} has a page within an attribute: {text}",
       why="Readers drop it with its frame, because it may hold scripts.",
       bad='<iframe srcdoc="&lt;p>News"></iframe>', good=_GOOD, fix="Put the text into the item itself.",
       w3c="SecurityRiskAttr")  # fmt: skip
defect("HTM502", "unknown-style", "unknown-property", level=ADVICE, says="{element} has a style with {problem}",
       why="It does nothing: a slip of the pen, or left by a word processor.",
       bad='<p style="mso-list: l0 level1 lfo1">News</p>', good='<p style="color: red">News</p>',
       fix="Remove the property, or correct its name.", spec="https://www.w3.org/Style/CSS/all-properties.en.html",
       w3c="DangerousStyleAttr")  # fmt: skip
