"""Which item of the new feed is which of the old one: the article itself, whatever its id says now."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from feeds.articles.adoption import name_of, page
from feeds.articles.duplicates import CANDIDATES, TELLING
from feeds.articles.fingerprints import SAME, SAME_WITH_HEADLINE, bands, headline_key, likeness, signature
from feeds.diff.snapshot import Item

Pairs = dict[int, int]  # index in the new feed → index in the old one
LONGEST = 50_000  # characters of a text that are compared: enough to know it by
MOST = 5_000  # items without a counterpart whose texts are compared


def matched(old: Sequence[Item], new: Sequence[Item]) -> Pairs:
    """The pairs of one article. By all of it, its id, link, words, title and day, nearly its words, its title."""
    pairs: Pairs = {}
    _equal(pairs, old, new)
    for mark in (_id, _link, _words, _title_and_day):
        _pair(pairs, old, new, mark)
    _alike(pairs, old, new)
    _pair(pairs, old, new, _title)
    return pairs


def _equal(pairs: Pairs, old: Sequence[Item], new: Sequence[Item]) -> None:
    """Pair items that say the same, those that stand there twice in their order."""
    before: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, item in reversed(list(enumerate(old))):
        before[item.id, item.link, item.headline, item.date, item.words].append(index)
    for index, item in enumerate(new):
        same = before.get((item.id, item.link, item.headline, item.date, item.words))
        if same:
            pairs[index] = same.pop()


def _id(item: Item) -> str:
    return item.id


def _link(item: Item) -> str:
    return page(item.link) if item.link else ""


def _words(item: Item) -> str:
    return item.words if len(item.words.split(None, TELLING)) > TELLING else ""


def _title_and_day(item: Item) -> str:
    return f"{headline_key(item.headline)} {item.published.date()}" if item.headline and item.published else ""


def _title(item: Item) -> str:
    return headline_key(item.headline) if item.headline else ""


def _pair(pairs: Pairs, old: Sequence[Item], new: Sequence[Item], mark: Callable[[Item], str]) -> None:
    """Pair items that share a mark which no other item without a counterpart has."""
    taken = set(pairs.values())
    before: dict[str, list[int]] = defaultdict(list)
    after: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(old):
        if index not in taken:
            before[mark(item)].append(index)
    for index, item in enumerate(new):
        if index not in pairs:
            after[mark(item)].append(index)
    for value, numbers in after.items():
        if value and len(numbers) == len(before.get(value, ())) == 1:
            one, other = old[before[value][0]], new[numbers[0]]
            if mark is not _id or not _another(one, other):
                pairs[numbers[0]] = before[value][0]


def _another(one: Item, other: Item) -> bool:
    """Whether an id was given to another article: nothing else of it is the same."""
    if one.headline == other.headline or (one.link and page(one.link) == page(other.link)) or one.words == other.words:
        return False
    if one.published is not None and one.published == other.published:
        return False
    return likeness(_signature(one), _signature(other)) < SAME_WITH_HEADLINE


def _alike(pairs: Pairs, old: Sequence[Item], new: Sequence[Item]) -> None:
    """Pair items with nearly the same words and something else in common, since reports may follow one template.

    Only those in a common band are compared, so the work is linear.
    """
    taken = set(pairs.values())
    left = [index for index, item in enumerate(old) if index not in taken and _words(item)][:MOST]
    open_ = [index for index, item in enumerate(new) if index not in pairs and _words(item)][:MOST]
    if not left or not open_:
        return
    signs = {index: _signature(old[index]) for index in left}
    by_band: dict[bytes, list[int]] = defaultdict(list)
    for index, sign in signs.items():
        for band in bands(sign):
            by_band[band].append(index)
    found = []
    for index in open_:
        sign = _signature(new[index])
        near = {each for band in bands(sign) for each in by_band.get(band, ())[-CANDIDATES:]}
        found += [(likeness(sign, signs[each]), index, each) for each in near if _akin(old[each], new[index])]
    for score, index, each in sorted(found, key=lambda one: (-one[0], one[1], one[2])):
        if score >= SAME and index not in pairs and each not in taken:
            pairs[index] = each
            taken.add(each)


def _akin(one: Item, other: Item) -> bool:
    """Whether they have more in common than words: the title, the day, or the name that their links end with."""
    if _title(one) == _title(other) or (one.link and name_of(one.link) == name_of(other.link) != ""):
        return True
    return (one.published and one.published.date()) == (other.published and other.published.date())


def _signature(item: Item) -> bytes:
    return signature(item.words[:LONGEST])
