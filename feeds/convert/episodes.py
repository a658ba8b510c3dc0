"""What was said of an episode, made fit to be published: whole addresses, and media types that apps read."""

from dataclasses import replace

from feeds.articles.episode import Episode, Person, Transcript
from feeds.articles.validation import URI
from feeds.convert.beside import Beside, is_relative, media_type
from feeds.convert.html.markup import Resolve, urlsplit_scheme
from feeds.values.languages import language
from feeds.values.problem import Problem

# https://podcasters.apple.com/support/896-artwork-requirements
_ARTWORK = ("image/jpeg", "image/png")
# https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/transcript.md and chapters.md.
_TRANSCRIPTS = frozenset(
    ("text/vtt", "application/x-subrip", "application/srt", "text/srt", "application/json", "text/html", "text/plain")
)
_CHAPTERS = frozenset(("application/json+chapters", "application/json", "text/vtt", "application/xml"))


def settled(episode: Episode, resolve: Resolve, beside: Beside, base: str | None, notes: list[str]) -> Episode | None:
    """The episode with absolute addresses; None where nothing of it is left. What is left out goes to ``notes``.

    Where nobody knows where the document is on the web, the address of what is beside it stays as it is.
    """

    def whole(given: str, what: str) -> str | None:
        address = resolve(given) or ""
        if beside.document and is_relative(address):
            if beside.named(given) is None:
                notes.append(
                    f"The {what} {given[:200]!r} is not beside the document, so it was left out. (Chapters have to be "
                    "called NAME.chapters.json, transcripts that are no .vtt or .srt NAME.transcript.txt, so that they "
                    "are not taken for articles.)"
                    if what in ("chapters", "transcript")
                    else f"The {what} {given[:200]!r} is not beside the document, so it was left out."
                )
        elif urlsplit_scheme(address) not in ("http", "https") or not URI.fullmatch(address):
            notes.append(f"The {what} {given[:200]!r} has no whole address, so it was left out.")
            return None
        return address

    made = replace(
        episode,
        artwork=_artwork(episode.artwork, whole(episode.artwork, "artwork"), beside, base, notes)
        if episode.artwork
        else None,
        chapters=whole(episode.chapters, "chapters") if episode.chapters else None,
        transcripts=tuple(
            _spoken(replace(one, href=href), notes)
            for one in episode.transcripts
            if _is_read(one.href, one.media_type, _TRANSCRIPTS, "transcript", notes)
            and (href := whole(one.href, "transcript"))
        ),
        people=tuple(
            _person(one, whole(one.picture, "picture") if one.picture else None, resolve, notes)
            for one in dict.fromkeys(episode.people)
        ),
    )
    if made.chapters and not _is_read(made.chapters, made.chapters_type or "", _CHAPTERS, "chapters", notes):
        made = replace(made, chapters=None)
    if not made.chapters:
        made = replace(made, chapters_type=None)
    return made if made != Episode() else None


def _artwork(given: str, address: str | None, beside: Beside, base: str | None, notes: list[str]) -> str | None:
    facts = beside.facts(given, base)
    kind = (facts.media_type if facts else None) or media_type(given)
    # Of an address without an ending nobody knows what it will give.
    if address is not None and kind is not None and kind not in _ARTWORK:
        notes.append(f"The artwork {given[:200]!r} is {kind}; directories take JPEG and PNG, so it was left out.")
        return None
    return address


def _is_read(href: str, kind: str, known: frozenset[str], what: str, notes: list[str]) -> bool:
    """Whether any app reads a file of that type."""
    if kind.partition(";")[0].strip().lower() in known:
        return True
    notes.append(
        f"The {what} {href[:200]!r} is {kind[:60] or 'of an unknown type'}, which no app reads, so it was left out."
    )
    return False


def _spoken(one: Transcript, notes: list[str]) -> Transcript:
    if one.language and isinstance(language(one.language), Problem):
        notes.append(f"The transcript's language {one.language[:60]!r} is no language tag, so it was left out.")
        return replace(one, language=None)
    return one


def _person(one: Person, picture: str | None, resolve: Resolve, notes: list[str]) -> Person:
    page = resolve(one.page) if one.page else None
    if one.page and (urlsplit_scheme(page or "") not in ("http", "https") or not URI.fullmatch(page or "")):
        notes.append(f"The page {one.page[:200]!r} of {one.name} is no whole address, so it was left out.")
        page = None
    return replace(one, picture=picture, page=page)
