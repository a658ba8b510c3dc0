"""The elements of HTML, and what its parser makes of their tags.

Source: the HTML Standard, the index of elements (https://html.spec.whatwg.org/multipage/indices.html#elements-3), void
elements (section 13.1.2), optional tags (section 13.1.2.4), obsolete features (section 16.2); taken by hand in 2025.
"""

from typing import Final

from feeds.values.tables import words

VOID: Final = words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
"""Elements that have no end tag."""

CURRENT: Final = words(
    """
a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col colgroup
data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head
header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu meta meter nav noscript
object ol optgroup option output p picture pre progress q rp rt ruby s samp script search section select
selectedcontent slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th thead
time title tr track u ul var video wbr
"""
)
"""Elements of today's HTML."""

OBSOLETE: Final = words(
    """
acronym applet basefont bgsound big blink center dir font frame frameset isindex keygen listing marquee menuitem
multicol nextid nobr noembed noframes param plaintext rb rtc spacer strike tt xmp fencedframe image content shadow
command layer ilayer nolayer
"""
)
"""Elements that HTML once had, or that browsers know."""

ELEMENTS: Final = CURRENT | OBSOLETE

RAW: Final = words("script style xmp iframe noembed noframes textarea title plaintext")
"""Elements whose content is text up to their own end tag."""

OPTIONAL_END: Final = words(
    "html head body li dt dd p rb rt rtc rp optgroup option colgroup caption thead tbody tfoot tr td th"
)
"""Elements whose end tag may be left out."""

FORMATTING: Final = words("a b big code em font i nobr s small strike strong tt u")
"""Elements that the parser closes and opens again by itself (section 13.2.4.3)."""

CLOSES_P: Final = words(
    """
address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 h2 h3
h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp
"""
)
"""Elements whose start tag closes an open p."""
