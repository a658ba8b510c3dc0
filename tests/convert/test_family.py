import html
import re

from family import Page, pages
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.articles.article import Draft
from feeds.convert import convert


def parts(draft: Draft) -> tuple[tuple[str, str], ...]:
    return tuple((tag, html.unescape(text)) for tag, text in re.findall(r"<(p|h2)>(.*?)</(?:p|h2)>", draft.html))


@settings(max_examples=150, deadline=None)
@given(pages())
def test_every_article_of_a_page_is_found_as_it_was(page: Page) -> None:
    made = convert("page.txt", page.text.encode())
    assert [draft.headline for draft in made.drafts] == [one.headline for one in page.articles]
    for draft, wanted in zip(made.drafts, page.articles, strict=True):
        assert [(picture.caption, picture.credit) for picture in draft.pictures] == list(wanted.pictures)
        assert parts(draft) == wanted.parts
    assert made.errors == ()


@settings(max_examples=50, deadline=None)
@given(pages(), st.sampled_from(["\r\n", "\r"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_line_ends_and_encodings_change_nothing(page: Page, end: str, encoding: str) -> None:
    plain = convert("page.txt", page.text.encode())
    other = convert("page.txt", page.text.replace("\n", end).encode(encoding))
    assert [one.html for one in other.drafts] == [one.html for one in plain.drafts]
    assert [one.pictures for one in other.drafts] == [one.pictures for one in plain.drafts]
