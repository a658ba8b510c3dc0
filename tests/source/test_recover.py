"""What is read of a document behind the place where the parser had to stop."""

import pytest

from feeds.source.recover import recover
from feeds.source.xmltree import parse

BROKEN = '<rss version="2.0"><channel><title>O{}e</title><link a="O{}e"/></channel></rss>'


@pytest.mark.parametrize(
    "reference",
    ["&#xD800;", "&#xdfff;", "&#55296;", "&#x00D800;", f"&#{'0' * 100}55296;", "&#x110000;", f"&#{'9' * 500};"],
)
def test_numbers_of_no_character_hide_nothing_else(reference: str) -> None:
    stopped = parse(BROKEN.format(reference, reference).encode(), {})
    assert stopped.fatal is not None

    document = recover(stopped, {})

    assert [element.name for element in document.elements] == ["rss", "channel", "title", "link"]
    assert document.fatal == stopped.fatal
    assert "\ufffd" not in document.elements[2].text
