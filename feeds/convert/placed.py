"""What an article refers to beside its document – pictures, sound, other documents – with its address on the site.

The files are copied into a folder of the article's own, so that an edit of the document, another place for it or
another post with a picture of the same name changes no address.
"""

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from urllib.parse import quote, unquote, urlsplit

from feeds.articles.article import Article, Draft
from feeds.articles.slugs import slug
from feeds.convert.beside import Called, is_media, is_relative, names, sought
from feeds.values.packed import packed

FOLDER = "media"
MOST = 20  # missing files that are named for one article
# What nh3 writes: every attribute in double quotes, no "<" in any text.
_TAG = re.compile(r'<[a-z][a-z0-9]*(?: [a-z]+="[^"]*")+>')
_ADDRESS = re.compile(r' (src|poster|srcset|href)="([^"]*)"')
_DOCUMENTS = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd")
_PAGES = (".html", ".htm")  # beside the document; from the root on they may be the site's own
_ENDING = re.compile(r"\.[a-z0-9]{1,10}", re.ASCII)
Find = Callable[[str], str | None]


@packed
@dataclass(frozen=True, slots=True)
class Placed:
    """An article with whole addresses; ``media`` are the files that it needs: paths on the site → their names.

    ``missing`` are addresses of what is not at hand, ``linked`` the names of documents and files that it leads to or
    would, as ``sought`` has them.
    """

    article: Article
    media: Mapping[str, str]
    missing: tuple[str, ...] = ()
    linked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Site:
    """All articles placed: what is to be copied, and by uri what each leads to, and a sentence for what is missing."""

    articles: tuple[Article, ...]
    media: Mapping[str, str]
    linked: Mapping[str, frozenset[str]]
    absent: Mapping[str, tuple[str, ...]]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is missing, in the order of the articles."""
        return tuple(says for several in self.absent.values() for says in several)


def pages(articles: Iterable[Article], page: Callable[[str], str]) -> dict[str, str]:
    """The paths of the pages of those documents that have one each, by which they are led to."""
    found: dict[str, str | None] = {}
    for article in articles:
        if article.status == "usable":
            for document in article.provenance.documents:
                # Of a document with several articles nobody knows which one is meant.
                found[document.path] = None if document.path in found else page(article.slug)
    return {name: path for name, path in found.items() if path}


def together(several: Iterable[Placed], documents: Mapping[str, bytes]) -> Site:
    """What placed articles need together; ``documents`` are asked for lines where something is missing."""
    done: list[Article] = []
    media: dict[str, str] = {}
    linked: dict[str, frozenset[str]] = {}
    absent: dict[str, tuple[str, ...]] = {}
    for one in several:
        article = one.article
        done.append(article)
        if article.status != "usable":
            continue
        media |= one.media
        if one.linked:
            linked[article.uri] = one.linked
        if not one.missing:
            continue
        notes: list[str] = []
        name = article.provenance.documents[0].path
        for address in one.missing[:MOST]:
            line = _line(documents.get(name, b""), address) or article.provenance.documents[0].first_line
            notes.append(
                f"{name}, line {line}: {unquote(address)[:200]!r} is not among the sources, so nobody can get it here."
            )
        if len(one.missing) > MOST:
            notes.append(f"{name}: {len(one.missing) - MOST} more files are not among the sources.")
        absent[article.uri] = tuple(notes)
    return Site(tuple(done), media, linked, absent)


def placed(
    article: Article,
    files: Collection[str],
    pages: Mapping[str, str],
    home: str,
    called: tuple[Find, Find] | None = None,
) -> Placed:
    """The article as it is on the site at ``home``.

    ``files`` are the names of what is at hand, ``pages`` the documents and the paths of their pages on the site;
    ``called`` finds either by the last part of their names.
    """
    file_called, page_called = called or (Called(files), Called(pages))
    html = article.html
    found = list(_addresses(html)) if "src" in html or "href" in html or "poster" in html else []
    own = [one for one in _own(article) if is_relative(one)]
    if not found and not own:
        return Placed(article, {})
    documents = [document.path for document in article.provenance.documents]
    at: dict[str, str] = {}  # address → name
    missing: dict[str, None] = {}
    linked: set[str] = set()
    pages_of: dict[str, str] = {}  # address → path of a page
    for kind, address in (*found, *(("src", address) for address in own)):
        meant = [name for document in documents for name in names(document, address)]
        name = next((name for name in meant if name in files), None) or file_called(address)
        if name is not None:
            at[address] = name
            linked.update(sought(meant, name, address))
            continue
        path = unquote(urlsplit(address).path)
        if kind == "href" and not is_media(path):
            to = next((name for name in meant if name in pages), None) or page_called(address)
            linked.update(sought(meant, to, address))
            if to is not None:
                pages_of[address] = pages[to]
            elif not (path.lower().endswith(_DOCUMENTS) or (path.lower().endswith(_PAGES) and path[:1] != "/")):
                continue  # a page of the site's that is not made of these documents
            else:
                missing[address] = None
            continue
        linked.update(sought(meant, None, address))
        missing[address] = None
    paths = _paths(article.slug, list(dict.fromkeys(at.values())))

    def whole(address: str) -> str:
        to = paths[at[address]] if address in at else pages_of.get(address)
        fragment = urlsplit(address).fragment
        return address if to is None else home + quote(to) + (f"#{fragment}" if fragment else "")

    nowhere = {address for address in missing if unquote(urlsplit(address).path).lower().endswith(_DOCUMENTS + _PAGES)}
    if nowhere:
        html = _unlinked(html, nowhere)
        article = replace(article, html=html)
    if at or pages_of:
        article = replace(
            article,
            html=_TAG.sub(lambda tag: _rewritten(tag[0], whole), html) if found else html,
            pictures=tuple(replace(one, href=whole(one.href)) if one.href in at else one for one in article.pictures),
            enclosures=tuple(
                replace(one, href=whole(one.href)) if one.href in at else one for one in article.enclosures
            ),
            episode=article.episode and article.episode.moved(whole),
        )
    return Placed(whole_only(article), {paths[name]: name for name in at.values()}, tuple(missing), frozenset(linked))


def is_local(draft: Draft) -> bool:
    """Whether a draft refers to anything by an address that says only where it is from the document."""
    return any(True for _ in _addresses(draft.html)) or any(map(is_relative, _own(draft)))


def _line(data: bytes, address: str) -> int:
    """The line of a document in which an address stands first, 0 where it is not found as it was read."""
    plain = unquote(address)
    words = [address, plain, escape(address)]
    words += [f"[[{posixpath.splitext(plain.partition('#')[0])[0]}"] if plain.lower().endswith(".md") else []
    at = max(data.find(word.encode("utf-8", "replace")) for word in words)
    return data.count(b"\n", 0, at) + 1 if at >= 0 else 0


def whole_only(article: Article) -> Article:
    """The article without pictures and enclosures of which only the name of the file is known."""
    if not any(map(is_relative, _own(article))):
        return article
    return replace(
        article,
        pictures=tuple(one for one in article.pictures if one.href is None or not is_relative(one.href)),
        enclosures=tuple(one for one in article.enclosures if not is_relative(one.href)),
        episode=article.episode and article.episode.moved(lambda address: None if is_relative(address) else address),
    )


def _own(article: Article | Draft) -> list[str]:
    """The addresses of pictures and enclosures that do not stand in the text."""
    heard = article.episode.addresses if article.episode else ()
    return [*(one.href for one in article.pictures if one.href), *(one.href for one in article.enclosures), *heard]


def _addresses(html: str) -> Iterator[tuple[str, str]]:
    """The relative addresses in tags, each with the attribute that it stands in."""
    for tag in _TAG.finditer(html):
        for kind, value in _ADDRESS.findall(tag[0]):
            for address in _candidates(unescape(value)) if kind == "srcset" else (unescape(value),):
                if is_relative(address):
                    yield ("href" if kind == "href" else "src"), address


def _candidates(srcset: str) -> Sequence[str]:
    """The addresses in a ``srcset`` (https://html.spec.whatwg.org/#srcset-attributes)."""
    return [words[0] for one in srcset.split(", ") if (words := one.strip().rstrip(",").split())]


def _rewritten(tag: str, whole: Callable[[str], str]) -> str:
    def one(match: re.Match[str]) -> str:
        kind, value = match[1], unescape(match[2])
        if kind != "srcset":
            return f' {kind}="{escape(whole(value))}"' if is_relative(value) else match[0]
        told = []
        for candidate in value.split(", "):
            words = candidate.strip().rstrip(",").split()
            if words:
                told.append(" ".join([whole(words[0]) if is_relative(words[0]) else words[0], *words[1:]]))
        return f' srcset="{escape(", ".join(told))}"'

    return _ADDRESS.sub(one, tag)


def _unlinked(html: str, addresses: Container[str]) -> str:
    """The text whose links to ``addresses`` are only their words: a link that leads nowhere is none."""
    pieces = []
    at = 0
    for tag in _TAG.finditer(html):
        if tag.start() < at or not tag[0].startswith("<a "):
            continue
        if not any(kind == "href" and unescape(value) in addresses for kind, value in _ADDRESS.findall(tag[0])):
            continue
        end = html.find("</a>", tag.end())
        if end >= 0:
            pieces += [html[at : tag.start()], html[tag.end() : end]]
            at = end + len("</a>")
    return "".join((*pieces, html[at:]))


def _paths(word: str, wanted: Sequence[str]) -> dict[str, str]:
    """Where files go: names that every server and file system bears; two alike are told apart by where they were."""
    plain = {name: _plain(name) for name in wanted}
    often = Counter(plain.values())
    paths = {}
    for name, (stem, ending) in plain.items():
        mark = f"-{hashlib.sha256(name.encode()).hexdigest()[:8]}" if often[stem, ending] > 1 else ""
        paths[name] = f"{FOLDER}/{word}/{stem}{mark}{ending}"
    return paths


def _plain(name: str) -> tuple[str, str]:
    stem, ending = posixpath.splitext(posixpath.basename(name))
    ending = ending.lower()
    return slug(stem), ending if _ENDING.fullmatch(ending) else ""
