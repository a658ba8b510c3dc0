"""Markdown of Material for MkDocs, Obsidian, GitHub, Jekyll and Hugo, as its readers are to see it."""

import pytest

from feeds.articles.article import Draft
from feeds.convert import convert
from feeds.convert.dialects import blocks, comments, inline

A_BOX = "<blockquote>\n<p><strong>A</strong><br>\n"
WORDS = "The ships left the harbour at dawn, and nobody in the town had seen them go. "


def one(text: str, name: str = "a.md") -> Draft:
    (draft,) = convert(name, text.encode()).drafts
    return draft


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '!!! note "Mind this"\n\n    One.\n\n    Two.\n\nAfter.',
            "<blockquote>\n<p><strong>Mind this</strong></p>\n<p>One.</p>\n<p>Two.</p>\n</blockquote>\n<p>After.</p>",
        ),
        ("???+ tip\n    One.", "<blockquote>\n<p><strong>Tip</strong><br>\nOne.</p>\n</blockquote>"),
        ('!!! info ""\n    One.', "<blockquote>\n<p>One.</p>\n</blockquote>"),
        (
            "!!! a\n    b\n\n    !!! c\n        d",
            f"{A_BOX}b</p>\n{A_BOX.replace('A', 'C')}d</p>\n</blockquote>\n</blockquote>",
        ),
        (
            '=== "Tab A"\n\n    Content A\n\n=== "Tab B"\n\n    Content B',
            "<p><strong>Tab A</strong></p>\n<p>Content A</p>\n<p><strong>Tab B</strong></p>\n<p>Content B</p>",
        ),
        (
            "> [!warning]- Mind the tide\n> It comes fast.",
            "<blockquote>\n<p><strong>Mind the tide</strong><br>\nIt comes fast.</p>\n</blockquote>",
        ),
        ("> [!NOTE]\n> One.", "<blockquote>\n<p><strong>Note</strong><br>\nOne.</p>\n</blockquote>"),
        (
            "{% highlight ruby linenos %}\nif a\n  b\nend\n{% endhighlight %}",
            "<pre><code>if a\n  b\nend\n</code></pre>",
        ),
        ('{{< highlight go "linenos=table" >}}\nx\n{{< / highlight >}}', "<pre><code>x\n</code></pre>"),
        (
            "See {{< youtube dQw4w9WgXcQ >}}.",
            '<p>See <a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">https://www.youtube.com/watch?v=dQw4w9WgXcQ</a>.</p>',
        ),
        ("A ==marked== word, 1 == 2 == 3", "<p>A <mark>marked</mark> word, 1 == 2 == 3</p>"),
        ("A %%hidden%% word, 5%% and 6%% of it", "<p>A  word, 5%% and 6%% of it</p>"),
        ("%%\nHidden\n%%\nShown", "<p>Shown</p>"),
        (
            "A [button](https://example.org/){ .md-button } here",
            '<p>A <a href="https://example.org/">button</a> here</p>',
        ),
        ("# Title {#title .big}\n\nText", "<p>Text</p>"),
        ("A block ^block1", "<p>A block</p>"),
        ("E = mc ^2 and {braces} and f(x){a}", "<p>E = mc ^2 and {braces} and f(x){a}</p>"),
        ('A {{< ship "x" >}}word{{< /ship >}} and {% if x %}more{% endif %}', "<p>A word and more</p>"),
        (
            "```\n!!! note\n    ==x== %%y%% {{< z >}}\n```",
            "<pre><code>!!! note\n    ==x== %%y%% {{&lt; z &gt;}}\n</code></pre>",
        ),
        ("Wow!!! note that", "<p>Wow!!! note that</p>"),
    ],
)
def test_what_readers_see(text: str, expected: str) -> None:
    html = one(f"---\ntitle: Title\n---\n{text}\n").html.strip().replace("\n</blockquote>", "\n</blockquote>")
    assert html == expected


def test_what_is_hidden_is_told_and_not_published() -> None:
    draft = one(f"---\ntitle: T\n---\n{WORDS} %%a secret%%\n\n%%\nmore\n%%\n")
    assert "secret" not in repr(draft)
    assert "more" not in repr(draft)
    assert [(piece.line, piece.text) for piece in draft.dropped] == [(6, "%%"), (4, "%%")]


def test_as_many_lines_come_out_as_went_in() -> None:
    lines = [
        '!!! note "a"',
        "",
        "    b",
        "",
        "c",
        "> [!tip]",
        "> d",
        '=== "e"',
        "    f",
        "",
        "```",
        "!!! g",
        "    h",
        "```",
    ]
    assert len(list(blocks(lines))) == len(lines)


@pytest.mark.parametrize(
    "line", ["!!! " * 5_000, '=== "' * 4_000, "{{< " * 5_000, "%%" * 9_001 + "%", "==a" * 7_000, "[x]{.a " * 3_000]
)
def test_hostile_lines_end(line: str) -> None:
    assert len(list(blocks([line] * 3))) == 3
    assert len(inline(line)[0]) <= len(line)
    assert list(comments([line])) in ([], [(0, 0)])


def test_boxes_in_boxes_end() -> None:
    deep = ["    " * depth + "!!! note" for depth in range(200)]
    assert len(list(blocks(deep))) == 200


@pytest.mark.parametrize("matter", ["published: false", "publish: false", "publish: no", "draft: true"])
def test_what_is_not_to_be_published_is_not(matter: str) -> None:
    assert one(f"---\ntitle: T\n{matter}\n---\n{WORDS}").status == "withheld"


@pytest.mark.parametrize("matter", ["published: true", "publish: true", "draft: false"])
def test_what_is_to_be_published_is(matter: str) -> None:
    draft = one(f"---\ntitle: T\n{matter}\ndate: 2026-05-01\n---\n{WORDS}")
    assert (draft.status, str(draft.content_created), draft.notes) == ("usable", "2026-05-01", ())


def test_dates_of_material_for_mkdocs() -> None:
    draft = one(f"---\ntitle: T\ndate:\n  created: 2026-05-01\n  updated: 2026-05-04\n---\n{WORDS}")
    assert str(draft.content_created) == "2026-05-01"
    assert str(draft.updated)[:10] == "2026-05-04"


@pytest.mark.parametrize(
    ("name", "text", "expected", "begins"),
    [
        ("a.md", "## First\n\nText.\n", "First", "<p>Text."),
        ("a.md", "## First\n\nText.\n\n## Second\n\nMore.\n", "First", "<h2>First"),
        ("2026-05-01-other-post.md", "Text here.\n", "Other Post", "<p>Text"),
        ("2026-05-01-Zu_Fuß.md", "Text here.\n", "Zu Fuß", "<p>Text"),
        ("Tide tables.md", "Text here.\n", "Tide tables", "<p>Text"),
        ("post1.md", "Text here.\n", "Text here.", "<p>Text"),
        ("2026-05-01.md", "Text here.\n", "Text here.", "<p>Text"),
    ],
)
def test_a_title_that_nobody_states(name: str, text: str, expected: str, begins: str) -> None:
    draft = one(text, name)
    assert draft.headline == expected
    assert draft.html.startswith(begins)
    assert any("It has no title" in note for note in draft.notes)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("1767225600", "2026-01-01 00:00:00+00:00"), ("1767225600000", "2026-01-01 00:00:00+00:00"), ("2026", "None")],
)
def test_seconds_since_1970(words: str, expected: str) -> None:
    assert str(one(f"---\ntitle: T\ndate: {words}\n---\n{WORDS}").content_created) == expected


def test_a_date_with_two_meanings_is_told_as_such() -> None:
    draft = one(f"---\ntitle: T\ndate: 03/04/2026\n---\n{WORDS}")
    assert draft.content_created is None
    assert "could be 2026-03-04 or 2026-04-03" in draft.notes[0]
