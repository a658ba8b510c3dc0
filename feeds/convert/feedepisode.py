"""What an item of a podcast says of its episode, in Apple's elements and those of the podcast namespace.

Of two elements that say one thing the first counts; the other is told of where it says something else.
"""

from dataclasses import replace

from feeds.articles.episode import Episode, Person, Transcript
from feeds.convert.episodekeys import LONGEST_LABEL, LONGEST_NAME, chapters_type, known_word, told, transcript_type
from feeds.convert.feeditem import Item
from feeds.convert.feedtree import Reading
from feeds.source.xmltree import Element

# Elements, and the key of front matter that says the same.
_KEYS = {
    "itunes:season": "season",
    "podcast:season": "season",
    "itunes:episode": "episode",
    "podcast:episode": "episode",
    "itunes:episodeType": "episode-type",
    "itunes:explicit": "explicit",
    "itunes:title": "episode-title",
    "itunes:image": "artwork",
}
_FIELDS = {
    "season": "season",
    "episode": "number",
    "episode-type": "kind",
    "explicit": "explicit",
    "episode-title": "title",
    "artwork": "artwork",
}


def hear(element: Element, item: Item, read: Reading) -> bool:
    """Whether an element is about the episode; then ``item`` has what it says."""
    name = element.name
    if name in _KEYS:
        item.episode = _fact(_KEYS[name], element, item, read)
    elif name == "podcast:transcript" and element.get("url"):
        address, rel = element.get("url").strip(), element.get("rel").strip().lower()
        kind = element.get("type").strip() or transcript_type(address)
        known = rel if rel in ("captions", "transcript") else None
        one = Transcript(address, kind, element.get("language").strip() or None, known)
        item.episode = replace(item.episode, transcripts=(*item.episode.transcripts, one))
    elif name == "podcast:chapters" and element.get("url") and not item.episode.chapters:
        address = element.get("url").strip()
        read_as = element.get("type").strip() or chapters_type(address)
        item.episode = replace(item.episode, chapters=address, chapters_type=read_as)
    elif name == "podcast:person" and element.value:
        item.episode = replace(item.episode, people=(*item.episode.people, _person(element, item, read)))
    else:
        return False
    return True


def _fact(key: str, element: Element, item: Item, read: Reading) -> Episode:
    before, field = item.episode, _FIELDS[key]
    words = (element.get("href") if key == "artwork" else "") or " ".join(element.value.split())
    if not words:
        return before
    try:
        after = told(before, key, words)
    except ValueError as wrong:
        read.drop(item, element, f"it {wrong}"[:200])
        return before
    if getattr(before, field) not in (None, "", getattr(after, field)):
        read.drop(item, element, f"the item has said its {key} before")
        return before
    label, name = " ".join(element.get("display").split()), " ".join(element.get("name").split())
    if element.name == "podcast:season" and 0 < len(name) <= LONGEST_NAME:
        return replace(after, season_name=name)
    if element.name == "podcast:episode" and 0 < len(label) <= LONGEST_LABEL:
        return replace(after, label=label)
    return after


def _person(element: Element, item: Item, read: Reading) -> Person:
    said = []
    for name in ("role", "group"):
        try:
            said.append(known_word(element.get(name), is_role=name == "role"))
        except ValueError:
            said.append("")
            read.drop(item, element, f"the Podcast Taxonomy has no {name} {element.get(name)[:60]!r}")
    name = " ".join(element.value.split())
    if len(name) > LONGEST_NAME:
        read.drop(item, element, f"of the name the record keeps {LONGEST_NAME} characters")
    picture, page = element.get("img").strip() or None, element.get("href").strip() or None
    return Person(name[:LONGEST_NAME].strip(), said[0], said[1], picture, page)
