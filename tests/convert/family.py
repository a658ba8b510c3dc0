"""A generator of news pages as scrapers leave them, with what an ideal reader would find in each."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

PLACES = ("Eastport", "Deir Alba", "Northland", "Kirkwall", "San Telmo", "Rostow", "Lindau", "Port Mary")
PEOPLE = ("Mara Lind", "Omar Haddad", "Jun Ito", "Eva Moreau", "Piet de Vries")
THINGS = ("ferry line", "budget", "olive harvest", "bridge", "water supply", "school reform", "grain deal", "railway")
DEEDS = ("open", "delay", "defend", "question", "expand", "abandon")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
CREDITS = ("AFP", "Reuters", "KCNA via KNS / AFP", "AP Photo/Jane Doe", "Getty Images", "EPA", "Supplied", "SPA")
WIDGETS: Sequence[tuple[str, ...]] = (
    ("TT", "20"),
    ("TT",),
    ("A+ A-",),
    ("Share", "A+ A-", "1 / 4"),
    ("Listen to this article", "TT", "18"),
    ("Share", "Print", "3 min read"),
    ("Aa", "16"),
)
INSIDE = (
    "Advertisement",
    "Read more: Ten Places to See Before the Winter",
    "Read also: Harbour Master Retires at 80",
    "ADVERTISEMENT",
    "Story continues below advertisement",
)
ENDS: Sequence[tuple[str, ...]] = (
    (),
    ("Share",),
    ("Tags: harbour, islands",),
    ("Short Url", "https://example.org/k2x9"),
    ("Share on Facebook", "12 Comments"),
    ("Related Articles", "Ten Places to See Before the Winter", "Harbour Master Retires at 80"),
    ("#harbour #islands",),
)


@dataclass(frozen=True)
class Wanted:
    """What should be found of one article."""

    headline: str
    pictures: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Page:
    """A page's text and its articles."""

    text: str
    articles: tuple[Wanted, ...]


names = st.sampled_from(PEOPLE)
places = st.sampled_from(PLACES)
things = st.sampled_from(THINGS)
days = st.sampled_from(DAYS)
numbers = st.integers(2, 990)


@st.composite
def headlines(draw: st.DrawFn) -> str:
    place, thing, deed = draw(places), draw(things), draw(st.sampled_from(DEEDS))
    return draw(
        st.sampled_from(
            [
                f"{place} to {deed.title()} {thing.title()} Before Winter",
                f"Who Will {deed.title()} the {thing.title()} of {place}?",
                f"“We Will {deed.title()} It,” {place} Mayor Says of {thing.title()}",
                f"{thing.title()}: {place}’s Long Wait",
                f"{place} {deed.title()}s {thing.title()}",
            ]
        )
    )


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    place, thing, name, day = draw(places), draw(things), draw(names), draw(days)
    number = draw(numbers)
    return draw(
        st.sampled_from(
            [
                f"Officials in {place} said on {day} that the {thing} would cost {number} crowns, more than planned.",
                f"“Nobody asked us about the {thing},” said {name}, who has lived in {place} for {number} months.",
                f"The {thing} was announced {number} weeks ago. It divides {place} and has no end in sight.",
                f"{name} disagreed.",
                f"In {place}, {number} people signed a letter on the {thing}; the council is to answer by {day}.",
                f'"It\'s late," {name} added.',
            ]
        )
    )


@st.composite
def captions(draw: st.DrawFn, *, credited: bool) -> tuple[str, str]:
    place, thing, name = draw(places), draw(things), draw(names)
    text = draw(
        st.sampled_from(
            [
                f"{name} walks past a poster about the {thing} in {place}",
                f"File photo: A meeting about the {thing} in the town hall of {place}.",
                f"People wait for news of the {thing} in {place}.",
            ]
        )
    )
    return text, draw(st.sampled_from(CREDITS)) if credited else ""


@st.composite
def bodies(draw: st.DrawFn) -> tuple[tuple[str, str], ...]:
    count = draw(st.integers(1, 6))
    texts = draw(st.lists(paragraphs(), min_size=count, max_size=count, unique=True))
    # A lede is a whole sentence of some length; what comes later may be short.
    place, day, thing, late = draw(places), draw(days), draw(things), draw(numbers)
    lede = f"The council of {place} met on {day} to talk about the {thing}, {late} days late."
    parts = [("p", lede)]
    for text in texts:
        if draw(st.integers(0, 5)) == 0:
            parts.append(("h2", draw(st.sampled_from(["A LONG WAIT", "‘NOT OUR FAULT’", "WHAT COMES NEXT"]))))
        parts.append(("p", text))
    return tuple(dict.fromkeys(parts))


def _line(caption: tuple[str, str]) -> str:
    return f"{caption[0]} ({caption[1]})" if caption[1] else caption[0]


@st.composite
def blocks(draw: st.DrawFn, headline: str) -> tuple[list[str], Wanted]:
    """The lines of one article, with an empty line between paragraphs."""
    times = draw(st.integers(0, 2))
    credited = draw(st.booleans())
    repeated = draw(st.booleans())
    widget = draw(st.sampled_from(WIDGETS))
    pictures = [
        draw(captions(credited=credited))
        for _ in range(draw(st.integers(1, 2)) if times and credited else min(times, 1))
    ]
    pictures = list(dict.fromkeys(pictures))
    body = draw(bodies())
    blank = draw(st.sampled_from(["", " ", "\u00a0"]))
    top = [f"{blank if n == 0 else ''}{_line(picture)}" for picture in pictures for n in range(times)]
    lines = [headline, "", *top, *widget, ""]
    if repeated:
        lines += [headline, "", *(_line(picture) for picture in pictures for _ in range(times)), ""]
    for kind, text in body:
        lines += [text, ""]
        if kind == "p" and draw(st.integers(0, 6)) == 0:
            lines += [draw(st.sampled_from(INSIDE)), ""]
    for end in draw(st.sampled_from(ENDS)):
        lines += [end]
    while lines[-1] == "":
        lines.pop()
    return lines, Wanted(headline, tuple(pictures), body)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    titles = draw(st.lists(headlines(), min_size=1, max_size=10, unique=True))
    gap = draw(st.integers(3, 5))
    made = [draw(blocks(title)) for title in titles]
    text = ("\n" * (gap + 1)).join("\n".join(lines) for lines, _ in made)
    text += draw(st.sampled_from(["", "\n", "\n\n"]))
    return Page(text, tuple(wanted for _, wanted in made))
