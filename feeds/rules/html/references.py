"""Where the links and pictures in HTML lead: a feed is read far away from the site."""

from typing import Final

from feeds.rules.html.book import HTML, defect
from feeds.rules.rule import ADVICE

_PROFILE: Final = "https://www.rssboard.org/rss-profile#element-channel-item-description"
_GOOD: Final = '<img src="https://example.org/1.jpg" alt="">'

defect("HTM220", "relative-reference", "relative", says="{what} is relative: {text}{meaning}",
       why="Feeds say nothing about what it is relative to: readers try the feed's address, the site's or the item's, "
       "or nothing, and the picture is missing or the link is dead in some of them.",
       bad='<img src="/1.jpg" alt="">', good=_GOOD, repair="reference", fix="Write the whole address.", spec=_PROFILE,
       w3c="ContainsRelRef")  # fmt: skip
defect("HTM221", "reference-without-scheme", "scheme-relative", level=ADVICE,
       says="{what} has no scheme: {text}{meaning}",
       why="Readers that show items outside a browser have no page whose scheme it could share.",
       bad='<img src="//example.org/1.jpg" alt="">', good=_GOOD,
       repair="reference", fix="Write https: in front.", spec=_PROFILE,
       w3c="ContainsRelRef")  # fmt: skip
defect("HTM222", "reference-into-own-machine", "private", says="{what} is {text}: {meaning}",
       why="Nobody else can open it: it was copied from an editor or a draft.",
       bad='<img src="file:///C:/1.jpg" alt="">', good=_GOOD, fix="Publish the file, and write its address.",
       spec=HTML + "urls-and-fetching.html#resolving-urls")  # fmt: skip
defect("HTM223", "reference-to-private-host", "private-host", public=True, says="{what} is {text}: {meaning}",
       why="Nobody else can open it: it points to the machine on which the feed was tested.",
       bad='<img src="http://localhost:8000/1.jpg" alt="">', good=_GOOD, fix="Write the public address.",
       spec=HTML + "urls-and-fetching.html#resolving-urls")  # fmt: skip
defect("HTM401", "lazy-picture", "lazy", says="{element} has a picture whose address stands only in {text}",
       why="A script of the page would put the address into src; readers run no scripts, so no picture is shown.",
       bad='<img data-src="https://example.org/1.jpg" alt="">', good=_GOOD,
       fix="Write the address into src.", spec=HTML + "embedded-content.html#attr-img-src")  # fmt: skip
defect("HTM506", "reference-by-xml-base", "by-base", level=ADVICE,
       says="{what} is relative to xml:base: {text}{meaning}",
       why="The specification allows it, but several readers do not know xml:base and go astray.",
       bad='<item><title>One</title><description xml:base="https://example.org/">&lt;a href="1">News&lt;/a>'
       "</description></item>",
       good='<item><title>One</title><description xml:base="https://example.org/">&lt;a href="https://example.org/1">'
       "News&lt;/a></description></item>",
       repair="reference",
       fix="Write the whole address.", spec="https://www.rfc-editor.org/rfc/rfc4287#section-2")  # fmt: skip
