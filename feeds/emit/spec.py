"""What a publisher declares: feeds beside the main one, archives, sitemaps. Values only."""

from typing import Literal, NamedTuple, get_args

Format = Literal["rss", "atom", "json-feed"]
FORMATS: tuple[Format, ...] = get_args(Format)


class Selection(NamedTuple):
    """Which articles a feed is of: those that fit everything that is said; what is empty says nothing.

    Of several words for one thing an article needs one. ``sections`` are folders of its document or subjects, ``tags``
    subjects, ``languages`` ranges (``en`` takes en-GB too: RFC 4647 §3.3.1,
    https://www.rfc-editor.org/rfc/rfc4647#section-3.3.1), ``sources`` agencies or patterns of document paths,
    ``where`` is an expression (``feeds.emit.expression``).
    """

    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    where: str = ""


class Podcast(NamedTuple):
    """What podcast directories want to know of a show.

    Sources: https://podcasters.apple.com/support/823-podcast-requirements and
    https://github.com/Podcastindex-org/podcast-namespace. ``categories`` are Apple's, ``Arts`` or
    ``News > Daily News``; ``image`` is a square JPEG or PNG. What is empty or None is not said. ``bare``: nor is
    anything of an episode that the article does not say itself, which is how a feed is converted.
    """

    categories: tuple[str, ...]
    image: str
    explicit: bool | None = False
    kind: str = "episodic"
    owner: str = ""
    email: str = ""
    copyright: str = ""
    guid: str = ""
    medium: str = "podcast"
    locked: bool | None = False
    complete: bool = False
    funding: str = ""
    funding_says: str = ""
    bare: bool = False


class Spec(NamedTuple):
    """A feed beside the main one: its name, what stands in it, and how.

    What is "" or None is as in the main feed. ``archive`` is the number of articles on a page of the archive, 0 for no
    archive. ``text`` says whether readers get the whole article or its summary. ``files`` are paths from the site's
    root, for formats that shall not be called NAME/rss.xml, NAME/atom.xml and NAME/feed.json.
    """

    name: str
    title: str = ""
    description: str = ""
    language: str = ""
    author: str = ""
    icon: str = ""
    id: str = ""
    limit: int = 50
    archive: int = 0
    text: Literal["full", "summary"] = "full"
    formats: tuple[Format, ...] = FORMATS
    files: tuple[tuple[Format, str], ...] = ()
    select: Selection = Selection()
    pictures: bool = False
    podcast: Podcast | None = None


class Site(NamedTuple):
    """All that is declared beside the main feed; ``archive`` is the main feed's.

    Changes of less than ``minor`` percent of a text are no updates.
    """

    feeds: tuple[Spec, ...] = ()
    archive: int = 0
    sitemap: bool = False
    news: bool = False
    minor: int = 0


NOTHING_ELSE = Site()
