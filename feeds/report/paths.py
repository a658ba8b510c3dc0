"""Sources as build servers want them named: paths below the repository, also for what was fetched."""

from __future__ import annotations

import os.path
import re
from urllib.parse import quote, urlsplit

from feeds.report.forms import Look

FETCHED = "feeds"  # the folder that URLs are put under where nobody says which file they were made from
_UNSAFE = re.compile(r"[^\w.~-]+")


def is_url(source: str) -> bool:
    """Whether a source was fetched."""
    return source.startswith(("http://", "https://"))


def repository_path(source: str, look: Look) -> str:
    """A source as a path below the repository's root; an absolute one where it lies outside.

    A URL becomes the file that is published there, where ``base_url`` says so, else ``feeds/HOST/PATH``: code scanning
    refuses a location that is not a path of the repository
    (https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
    """
    if source == "-":
        return "stdin"
    if is_url(source):
        base = (look.base_url or "").rstrip("/") + "/"
        below = source[len(base) :].partition("?")[0].partition("#")[0] or "index"
        if len(base) > 1 and source.startswith(base) and ".." not in below.split("/"):
            source = below
        else:
            parts = urlsplit(source)
            words = [parts.netloc.rpartition("@")[2], *parts.path.split("/"), *parts.query.split("/")]
            tame = [_UNSAFE.sub("-", word).strip("-.") for word in words]
            return "/".join([FETCHED, *filter(None, tame)])
    path = os.path.normpath(os.path.join(look.folder, source))  # noqa: PTH118 - text in, text out: no file is asked
    root = look.root.rstrip("/") + "/"
    return path[len(root) :].replace(os.sep, "/") if path.startswith(root) else path.replace(os.sep, "/")


def uri(path: str) -> str:
    """A path as the relative reference (or ``file:`` URL) that SARIF wants."""
    made = quote(path, safe="/~!$&'()*+,;=@-._", errors="surrogateescape")
    return f"file://{made}" if path.startswith("/") else made
