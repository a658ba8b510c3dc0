"""What a podcast's channel says of the show, in Apple's elements and those of the podcast namespace.

Of two elements that say one thing the first counts.
"""

import re
from dataclasses import replace

from feeds.articles.show import Show
from feeds.convert.feedtree import value
from feeds.source.xmltree import Element

# https://help.apple.com/itc/podcasts_connect/#/itcb54353390, and the words of its older editions.
_TRUTHS = {"yes": True, "true": True, "explicit": True, "no": False, "false": False, "clean": False}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LONGEST = 500


def show_of(channel: Element) -> tuple[Show | None, list[Element]]:
    """The show, None where nothing is said of any; and the elements that said it."""
    show = Show()
    used: list[Element] = []
    for child in channel.children:
        if not child.name.startswith(("itunes:", "podcast:")):
            continue
        after = _with(show, child)
        if after != show:
            show = after
            used.append(child)
    return (show if used else None), used


def _with(show: Show, element: Element) -> Show:
    """The show with what an element says of it; the same where it says nothing that can be kept."""
    words = " ".join(element.value.split())[:_LONGEST]
    match element.name:
        case "itunes:category":
            return replace(show, categories=tuple(dict.fromkeys((*show.categories, *_categories(element)))))
        case "itunes:image":
            return replace(show, image=show.image or (element.get("href") or words).strip())
        case "itunes:explicit" if show.explicit is None:
            return replace(show, explicit=_TRUTHS.get(words.lower()))
        case "itunes:type" if words.lower() in ("episodic", "serial"):
            return replace(show, kind=show.kind or words.lower())
        case "itunes:author":
            return replace(show, author=show.author or words)
        case "itunes:owner" if not (show.owner or show.email):
            return replace(show, owner=value(element, "itunes:name"), email=value(element, "itunes:email"))
        case "itunes:complete" if words.lower() == "yes":
            return replace(show, complete=True)
        case "podcast:guid" if _UUID.fullmatch(words):
            return replace(show, guid=show.guid or words.lower())
        case "podcast:medium":
            return replace(show, medium=show.medium or words)
        case "podcast:locked" if show.locked is None and words.lower() in ("yes", "no"):
            return replace(show, locked=words.lower() == "yes", email=show.email or element.get("owner").strip())
        case "podcast:funding" if element.get("url") and not show.funding:
            return replace(show, funding=element.get("url").strip(), funding_says=words)
    return show


def _categories(element: Element) -> list[str]:
    outer = " ".join(element.get("text").split())
    inner = [" ".join(one.get("text").split()) for one in element.all("itunes:category")]
    if not outer:
        return []
    return [f"{outer} > {one}" for one in inner if one] or [outer]
