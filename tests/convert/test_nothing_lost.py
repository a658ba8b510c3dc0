"""Every line of a page is in an article or among the dropped lines, whatever the page is."""

from collections import Counter

from family import Page, pages
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.articles.article import Draft
from feeds.convert import Converted, convert
from feeds.convert.lines import clean, key, lines

LINES = (
    "Eastport to Open Ferry Line Before Summer",
    "OLIVE HARVEST BEGINS LATE",
    "Harbour officials in Eastport said on Tuesday that the ferry line would open before the summer, after a delay.",
    "“We have waited long enough,” said Mara Lind.",
    "A ferry passes the lighthouse of Eastport, March 4, 2025. (Reuters)",
    "Workers gather olives [Jane Doe/Al Jazeera]",
    "Smoke over the harbour. Photo: Jane Doe/Getty Images",
    "(AFP)",
    "Photo: AFP",
    "© Jane Doe",
    "By Jane Doe and John Roe",
    "Jane Doe, Reuters",
    "London: Asharq Al-Awsat",
    "PARIS, 26 February 2025 (AFP) – The council met on Wednesday.",
    "Updated 25 December 2024",
    "(Reporting by Jane Doe; Editing by Max Moe)",
    "TT",
    "20",
    "Share",
    "Read more: Ten Places to See",
    "Related Articles",
    "Tags: harbour, islands",
    "Topics",
    "* * *",
    "What now?",
    "World",
    "- one pier",
    "He said so (AFP)",
    "\u200f",
    "\x01\x02",
    "\u2028 \u2029",
    "(",
    "a" * 300,
)
junk = st.lists(
    st.tuples(
        st.sampled_from(LINES) | st.text(max_size=60), st.sampled_from(["\n", "\n\n", "\n\n", "\n\n\n\n", "\r\n"])
    ),
    max_size=40,
).map(lambda pairs: "".join(line + end for line, end in pairs))


def held(draft: Draft) -> str:
    """All words of an article, as one key."""
    fields = [draft.headline, *draft.text.split("\n\n"), *draft.authors, *draft.agencies, *draft.subjects]
    fields += [word for picture in draft.pictures for word in (picture.caption, picture.credit)]
    return " ".join(map(key, fields))


def unaccounted(text: str, made: Converted) -> list[str]:
    """The lines that are neither in an article nor dropped."""
    dropped = {line.line: line.text for line in made.dropped}
    lost = []
    for line in lines(text):
        for number, raw in enumerate(line.raw, line.number):
            if number in dropped:
                assert dropped[number] == raw
                continue
            around = [
                draft
                for draft in made.drafts
                if draft.documents[0].first_line <= number <= draft.documents[0].last_line
            ]
            words = key(clean(raw))
            # A caption and its credit are parted: "(", "Photo:" and the like go, no other word.
            credit = [picture for draft in around for picture in draft.pictures if key(picture.credit) in words]
            parts = any(
                words.replace("photo", "") == (key(picture.caption) + key(picture.credit)).replace("photo", "")
                for picture in credit
            )
            if not parts and not any(words in held(draft) for draft in around):
                lost.append(raw)
    return lost


def check(text: str) -> None:
    made = convert("page.txt", text.encode("utf-8", "surrogatepass"))
    if any("UTF-8" in error.says or "binary" in error.says or "is empty" in error.says for error in made.errors):
        return
    if any("markup" in error.says for error in made.errors):
        return
    assert unaccounted(text, made) == []
    counts = Counter(line.line for line in made.dropped)
    assert set(counts.values()) <= {1}
    inside = [line for draft in made.drafts for line in draft.dropped]
    assert set(inside) <= set(made.dropped)
    assert made.drafts or made.errors


@settings(max_examples=300, deadline=None)
@given(junk)
def test_no_line_of_a_heap_of_lines_is_lost(text: str) -> None:
    check(text)


@settings(max_examples=80, deadline=None)
@given(pages())
def test_no_line_of_a_page_is_lost(page: Page) -> None:
    check(page.text)
