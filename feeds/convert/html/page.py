"""A web page as somebody saved it → the draft of its article."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from feeds.articles.article import Dropped, Evidence
from feeds.articles.validation import URI
from feeds.convert.applied import picture
from feeds.convert.beside import Beside, is_relative
from feeds.convert.converted import Converted
from feeds.convert.drafting import document, drafted, limited, with_facts
from feeds.convert.html.body import main_html
from feeds.convert.html.markup import Body, is_too_deep, placed_blocks, publishable, resolver, wake
from feeds.convert.html.metadata import Page, metadata
from feeds.convert.leftovers import date_line
from feeds.convert.stated import when
from feeds.errors import DocumentError

MENU = 500  # characters, beyond which a text is more than a list of links


def html_page(name: str, data: bytes, html: str, spoken: str | None, beside: Beside) -> Converted:
    """The draft of the article on a page; what of its text is not in the article is dropped with its line."""
    if is_too_deep(html):
        return Converted(errors=(DocumentError(name, "its elements stand too deeply within each other for a page."),))
    try:
        root = document_fromstring(html, parser=HTMLParser(huge_tree=True))
    except (etree.ParserError, ValueError):
        return Converted(errors=(DocumentError(name, "it holds no HTML that can be read.", 1),))
    page = metadata(root)
    base = page.base or None
    whole = resolver(base)

    def resolve(address: str) -> str | None:
        # A browser that saves a page puts its pictures beside it; on the web they have other addresses.
        return address if is_relative(address) and beside.named(address) else whole(address)

    wake(root)
    body = publishable(main_html(html, root, page.title, resolve, page.authors), resolve)
    if not body.text.strip() or _is_menu(body, root):
        says = "it holds no article: no text that stands apart from menus and the like. Is it a list of links?"
        return Converted(errors=(DocumentError(name, says, 1),))
    gone = [*_dropped(name, root, body, page)]
    shown_date = None if page.published else _shown_date(gone, root, page.title, body)
    if shown_date is not None:
        page.published, page.published_in = shown_date.text, "the page's own line"
    gone += [Dropped(name, 1, what, "it acts or stands for something that is not here") for _, what in body.gone]
    try:
        draft = drafted(
            document(name, data), body, title=page.title, declared=page.language, spoken=spoken, dropped=limited(gone)
        )
    except DocumentError as wrong:
        return Converted(errors=(wrong,))
    published, updated = when(page.published), when(page.updated)
    notes = [*draft.notes, *(note for note in (published.note, updated.note) if note)]
    shown = {one.href for one in body.pictures}
    pictures = [found for one in page.pictures if (found := picture(one, resolve, beside, base, notes))]
    made = replace(
        draft,
        summary=page.summary or draft.summary,
        evidence=Evidence("metadata", f"{page.published} ({page.published_in})") if published.at is not None else None,
        content_created=published.at,
        published=published.exact,
        updated=updated.start if updated.start and published.start and updated.start > published.start else None,
        authors=tuple(page.authors),
        agencies=tuple(page.agencies),
        subjects=tuple(page.tags),
        pictures=tuple(one for one in pictures if one.href not in shown),
        original_url=page.address if URI.fullmatch(page.address) else None,
        notes=tuple(notes),
    )
    made = with_facts(made, resolve, beside, base)
    return Converted((made,), made.dropped)


def _shown_date(gone: Sequence[Dropped], root: etree._Element, title: str, body: Body) -> Dropped | None:
    """The one text that is only a date, between the headline and the article's first words."""
    first = " ".join(body.first.split())[:40]
    top = end = None
    for number, (_, text, _) in enumerate(placed_blocks(root)):
        words = " ".join(text.split())
        if top is None and words.casefold() == " ".join(title.split()).casefold():
            top = number
        elif top is not None and first and words.startswith(first):
            end = number
            break
    if top is None or end is None:
        return None
    between = {" ".join(text.split()) for _, text, _ in list(placed_blocks(root))[top + 1 : end]}
    dates = [one for one in gone if one.text in between and date_line(one.text)]
    return dates[0] if len(dates) == 1 else None


def _is_menu(body: Body, root: etree._Element) -> bool:
    """Whether what little there is are links and nothing else."""
    shown = root.find("body")
    if len(body.text) > MENU or shown is None:
        return False
    linked = sum(_letters(one) for one in shown.iter("a"))
    return linked > 0.8 * _letters(shown)


def _letters(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext() if isinstance(text, str))


def _dropped(name: str, root: etree._Element, body: Body, page: Page) -> Iterator[Dropped]:
    """The texts of the page that are not in its article, each with its line."""
    kept = " ".join(body.text.split())
    said = {" ".join(one.split()).casefold() for one in (page.title, page.summary, *page.authors, *page.tags)}
    captions = " ".join(" ".join(one.caption.split()) for one in body.pictures)
    have = frozenset(" ".join(line.split()) for line in body.text.split("\n"))
    shown = root.find("body")
    for _, text, line in placed_blocks(shown if shown is not None else root):
        words = " ".join(text.split())
        if words in have or words.casefold() in said or (len(words) < 2000 and words in captions):
            continue
        # Looking for each in the whole would take quadratic time; what is long and not a block of its own is rare.
        if len(kept) < 50_000 and words in kept:
            continue
        yield Dropped(name, line, words[:500], "it stands around the article's text")
