"""The shows of declared podcasts, complete: what is declared, else what their old feed says, else what most are."""

from collections.abc import Sequence

from feeds.articles.show import Show
from feeds.convert.converted import Heading
from feeds.emit.spec import Podcast, Site, Spec
from feeds.errors import UsageError

_NEEDED = (("categories", ["News > Daily News"]), ("image", "https://www.example.org/cover.jpg"))


def filled(site: Site, headings: Sequence[Heading]) -> Site:
    """The site whose podcasts say all that directories want; ``headings`` are those of feeds among the sources.

    Of several shows among them nobody knows which one is meant. Raises UsageError for what nobody says.
    """
    if not any(spec.podcast for spec in site.feeds):
        return site
    shows = [one for one in headings if one.show is not None]
    old = shows[0] if len(shows) == 1 else Heading()
    return site._replace(feeds=tuple(_spec(spec, old) for spec in site.feeds))


def _spec(spec: Spec, old: Heading) -> Spec:
    if spec.podcast is None:
        return spec
    said, show = spec.podcast, old.show or Show()
    made = Podcast(
        said.categories or show.categories,
        said.image or show.image,
        explicit=next((one for one in (said.explicit, show.explicit) if one is not None), False),
        kind=said.kind or show.kind or "episodic",
        owner=said.owner or show.owner,
        email=said.email or show.email,
        copyright=said.copyright or old.rights,
        guid=said.guid or show.guid,
        medium=said.medium or show.medium or "podcast",
        locked=next((one for one in (said.locked, show.locked) if one is not None), False),
        complete=said.complete or show.complete,
        funding=said.funding or show.funding,
        funding_says=said.funding_says or (show.funding_says if not said.funding else ""),
    )
    for key, example in _NEEDED:
        if not getattr(made, key):
            raise UsageError(
                f"feed {spec.name}, podcast: `{key}` is missing; directories refuse a show without, for example "
                f"{example!r}."
            )
    if not made.image.startswith(("http://", "https://")):
        raise UsageError(f"feed {spec.name}, podcast: `image` must be an address, not {made.image[:60]!r}.")
    return spec._replace(podcast=made)
