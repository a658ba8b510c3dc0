"""Whole exports of other programs: their published posts, and nothing that was never public."""

from pathlib import Path

import pytest

from feeds.convert import Converted, convert
from feeds.convert.exports import wordpress_html

KINDS = Path(__file__).parent / "kinds"


def read(name: str) -> Converted:
    return convert(name, (KINDS / name).read_bytes())


def test_of_a_wordpress_export_only_posts_that_were_public() -> None:
    made = read("wordpress.xml")
    (draft,) = made.drafts
    assert made.heading is not None
    (sentence,) = made.heading.passed
    assert sentence.partition(": ")[2] == (
        "passed by, since no published posts: 1 × attachment, 1 × draft, 1 × menu item, 1 × page, "
        "1 × post in the trash, 1 × post with a password, 1 × private post"
    )
    for secret in ("nobody must see", "private thoughts", "Behind a password", "Troll", "ann@seablog"):
        assert secret not in repr(made.drafts)
    assert (draft.headline, draft.authors, draft.summary) == ("Hello & welcome", ("Ann Example",), "An excerpt.")
    assert str(draft.published) == "2026-09-01 08:00:00+00:00"
    assert str(draft.updated) == "2026-09-03 08:00:00+00:00"
    assert "<p>A paragraph without tags,<br>" in draft.html
    assert "<figcaption>A boat</figcaption>" in draft.html
    assert "[" not in draft.html
    assert '[gallery ids="1,2"]' in [piece.text for piece in draft.dropped]


def test_of_a_blogger_export_only_posts_that_were_public() -> None:
    made = read("blogger.atom")
    assert [draft.headline for draft in made.drafts] == ["A & B"]
    assert made.drafts[0].subjects == ("sea",)
    assert made.heading is not None
    assert "1 × draft, 1 × setting" in made.heading.passed[0]


def test_a_film_has_its_description() -> None:
    (draft,) = read("youtube.xml").drafts
    assert draft.text == "What the sea does.\n\nhttps://example.org/more"
    assert draft.enclosures == ()  # a Flash program
    assert draft.pictures[0].width == 480


def test_a_picture_without_a_word_is_an_item() -> None:
    made = read("mastodon.rss")
    assert made.errors == ()
    assert [(draft.headline, draft.is_titled) for draft in made.drafts] == [
        ("The sea is calm today. #sea", False),
        ("q.jpg", False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\n\nTwo\nthree", "<p>One</p>\n<p>Two<br>\nthree</p>"),
        ("<p>One</p>\n\n<ul><li>a</li></ul>", "<p>One</p>\n<ul><li>a</li></ul>"),
        ("<pre>a\n\nb</pre>", "<pre>\na\n\nb\n</pre>"),
        (
            "https://example.org/a?b=1&c=2",
            '<p><a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a></p>',
        ),
        ('[audio mp3="https://e.org/a.mp3"][/audio]', '<audio src="https://e.org/a.mp3" controls></audio>'),
        ("[embed]https://e.org/[/embed]", '<p><a href="https://e.org/">https://e.org/</a></p>'),
        ("An [unknown] word [1]", "<p>An [unknown] word [1]</p>"),
    ],
)
def test_what_wordpress_makes_of_a_text(text: str, expected: str) -> None:
    assert wordpress_html(text)[0] == expected


@pytest.mark.parametrize("text", ["[caption" * 9_000, "[audio " * 9_000, "<pre>" * 9_000, "[gallery a" * 9_000])
def test_hostile_texts_end(text: str) -> None:
    assert wordpress_html(text)[0]
