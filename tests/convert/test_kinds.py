"""Documents of every kind beside what should be found in them: kinds/NAME, kinds/NAME.expected.json."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.articles.article import Draft
from feeds.articles.ledger import Ledger, identify
from feeds.articles.record import article, record, validate
from feeds.convert import Converted, convert, convert_all
from feeds.convert.beside import Neighbour

KINDS = Path(__file__).parent / "kinds"
CASES = sorted(path for path in KINDS.iterdir() if not path.name.endswith(".expected.json"))
NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)


def plainly(value: object) -> Any:
    """A value as JSON would have it, without what is empty."""
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plainly(one) for one in value]
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is None:
        return value
    named = {name: plainly(getattr(value, name)) for name in fields}
    return {name: one for name, one in named.items() if one not in (None, "", []) and name != "sha256"}


def view(made: Converted) -> dict[str, Any]:
    """What was made, short enough to be read beside the document."""
    drafts = []
    for draft in made.drafts:
        says = plainly(draft)
        says["documents"] = [[one.first_line, one.last_line] for one in draft.documents]
        says["html"] = draft.html.split("\n")
        says["dropped"] = [f"{one.line}: {one.text} – {one.reason}" for one in draft.dropped]
        del says["text"], says["language_confidence"]
        drafts.append(says)
    found: dict[str, Any] = {"articles": drafts, "errors": [str(error) for error in made.errors]}
    heading = plainly(made.heading) if made.heading else {}
    return {**found, "heading": {key: one for key, one in heading.items() if key != "said"}} if heading else found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_kind(path: Path) -> None:
    expected = json.loads((KINDS / f"{path.name}.expected.json").read_text("utf-8"))
    assert view(convert(path.name, path.read_bytes())) == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_the_kind_is_told_by_content(path: Path) -> None:
    named = [draft.headline for draft in convert(path.name, path.read_bytes()).drafts]
    assert [draft.headline for draft in convert("stdin", path.read_bytes()).drafts] == named
    assert named


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_records_of_every_kind_keep_to_the_schema(path: Path) -> None:
    found = identify(convert(path.name, path.read_bytes()).drafts, Ledger(), authority="example.org,2026", clock=NOW)
    for one in found.articles:
        made = json.loads(json.dumps(record(one)))
        validate(made)
        assert article(made) == one


POST = b"---\ntitle: One\n---\nThe council of Eastport met on Wednesday to talk about the ferry line.\n"


def only(documents: dict[str, bytes], files: dict[str, Neighbour] | None = None) -> tuple[list[Draft], list[str]]:
    drafts: list[Draft] = []
    errors: list[str] = []
    for _, made in convert_all(documents, files=files):
        drafts += made.drafts
        errors += map(str, made.errors)
    return drafts, errors


def test_a_sidecar_overrides_what_is_stated_and_detected() -> None:
    says = b'title = "Two"\ndate = 2024-05-06T10:00:00+02:00\nauthors = ["Mara Lind"]\nlang = "en-IE"\nid = "x 1"\n'
    for name in ("post.md.toml", "post.toml"):
        (draft,), errors = only({"post.md": POST, name: says})
        assert errors == []
        assert (draft.headline, draft.authors, draft.language, draft.guid) == ("Two", ("Mara Lind",), "en-IE", "x 1")
        assert draft.published == dt.datetime(2024, 5, 6, 8, tzinfo=dt.UTC)
        assert draft.evidence is not None
        assert draft.evidence.basis == "override"
        assert draft.uri is not None
        assert draft.uri.startswith("urn:uuid:")


NESTED = b"From: a@b\nSubject: x\nContent-Type: message/rfc822\n\n"
WRONG = {
    "wrong key": ({"a.md": POST, "a.toml": b'x = 1\ntitel = "Two"\n'}, "a.toml, line 1: there is no key `x`."),
    "near key": ({"a.md": POST, "a.toml": b'titel = "Two"\n'}, "a.toml, line 1: there is no key `titel`. Did you mean"),
    "near key above": (
        {"a.md": b"---\ntitle: A\nauhtor: B\n---\nText.\n"},
        "a.md, line 3: in its front matter there is no key `auhtor`. Did you mean `author`?",
    ),
    "not toml": ({"a.md": POST, "a.toml": b"title = \n"}, "a.toml, line 1: it is not TOML"),
    "alone": ({"a.toml": b"title = 'x'\n"}, "a.toml: there is no document that it belongs to."),
    "ambiguous": ({"a.md": POST, "a.txt": POST, "a.toml": b"title = 'x'\n"}, "a.toml: it may belong to a.md or a.txt."),
    "open fence": ({"a.md": b"---\ntitle: x\n\ntext\n"}, "a.md, line 1: its front matter is not closed."),
    "not yaml": ({"a.md": b"---\ntitle: x\nb: 'y\n---\ntext\n"}, "a.md, line"),
    "status": ({"a.md": b"---\ntitle: x\nstatus: witheld\n---\ntext\n"}, "a.md, line 3: in its front matter `status`"),
    "draft": ({"a.md": b"---\ntitle: x\ndraft: perhaps\n---\ntext\n"}, "a.md, line 3: in its front matter `draft`"),
    "deep yaml": ({"a.md": b"---\na: " + b"[" * 9999 + b"\n---\ntext\n"}, "a.md, line 2: its front matter is nested"),
    "deep yaml lists": ({"a.md": b"---\na:\n" + b"- " * 9999 + b"\n---\ntext\n"}, "a.md, line 2: its front matter is"),
    "deep toml": ({"a.md": b"+++\na = " + b"[" * 9999 + b"\n+++\ntext\n"}, "a.md: its TOML is nested"),
    "deep html": ({"a.html": b"<html><body>" + b"<div>" * 9999}, "a.html: its elements stand too deeply"),
    "deep mail": ({"a.eml": NESTED * 5000}, "a.eml, line 1: its"),
    "entities": (
        {"a.rss": b"<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaa'>"
         + b"".join(b"<!ENTITY a%d '%s'>" % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(12))
         + b"]><rss><channel><title>&a11;</title></channel></rss>"},
        "a.rss, line 1: it is not well-formed",
    ),
    "no feed": ({"a.xml": b"<?xml version='1.0'?><books><book/></books>"}, "a.xml, line 1: its root element is"),
    "feed without items": ({"a.rss": b"<rss version='2.0'><channel/></rss>"}, "a.rss: it is a feed without items"),
    "jsonl": ({"a.jsonl": b'{"title":"a","body":"b c"}\n{"title":\n'}, "a.jsonl, line 2: is not JSON"),
}  # fmt: skip


@pytest.mark.parametrize(("documents", "says"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_with_its_place(documents: dict[str, bytes], says: str) -> None:
    _, errors = only(documents)
    assert errors
    assert errors[0].startswith(says)


def test_pictures_at_hand_get_size_and_type() -> None:
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x40\x00\x00\x00\x20\x08\x02\x00\x00\x00"
    text = b"---\ntitle: A\nurl: https://example.org/a/\nimage: img/a.bin\nenclosure: b.mp3\n---\nText of it.\n"
    files = {"posts/img/a.bin": Neighbour(99, png), "posts/b.mp3": Neighbour(1234, b"ID3")}
    (draft,), errors = only({"posts/a.md": text}, files)
    assert errors == []
    (picture,) = draft.pictures
    assert (picture.href, picture.media_type) == ("https://example.org/a/img/a.bin", "image/png")
    assert (picture.width, picture.height) == (64, 32)
    (sound,) = draft.enclosures
    assert (sound.href, sound.media_type, sound.length) == ("https://example.org/a/b.mp3", "audio/mpeg", 1234)


STARTS = [b"", b"<html>", b"<rss><channel><item>", b"---\ntitle: a\n---\n", b"+++\n", b'{"title":"x","body":', b"[",
          b"From: a@b\nSubject: x\n\n", b"From x\nFrom: a\n", b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
          b'{"version":"https://jsonfeed.org/version/1.1","items":[{', b"# Title\n\n"]  # fmt: skip


@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_no_bytes_of_any_kind_make_the_converter_fail(start: bytes, rest: bytes) -> None:
    made = convert("stdin", start + rest)
    assert made.drafts or made.errors


@given(st.sampled_from(CASES), st.integers(0, 3000), st.binary(max_size=8))
def test_a_damaged_document_of_any_kind_is_told(path: Path, at: int, junk: bytes) -> None:
    data = path.read_bytes()
    made = convert(path.name, data[:at] + junk + data[at + len(junk) :])
    assert made.drafts or made.errors
    for draft in made.drafts:
        assert "<script" not in draft.html
        assert draft.headline
