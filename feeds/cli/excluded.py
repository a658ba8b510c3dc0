"""What lies among the documents and is none: what ``exclude`` names, and what belongs to a project or a generator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from feeds.choice import fits

SHOWN = 8  # names that are told before the rest is only counted

# What nobody who keeps it beside articles means to publish. Jekyll's folders:
# https://jekyllrb.com/docs/structure/; Hugo's pages of lists: https://gohugo.io/content-management/page-bundles/;
# Eleventy's data: https://www.11ty.dev/docs/data-template-dir/.
_FOLDERS = frozenset(
    ("node_modules", "bower_components", "__pycache__", "_site", "_includes", "_layouts", "_data", "_sass",
     "_templates")
)  # fmt: skip
_NAMES = frozenset(
    ("package.json", "package-lock.json", "composer.json", "tsconfig.json", "manifest.json", "makefile", "dockerfile",
     "containerfile", "gemfile", "rakefile", "thumbs.db", "desktop.ini", "copying", "license", "licence", "readme",
     "changelog", "contributing", "authors", "codeowners", "code_of_conduct.md", "security.md", "robots.txt",
     "requirements.txt", "cname", "_headers", "_redirects")
)  # fmt: skip
_FILES = re.compile(
    r"(?:readme|licen[cs]e|changelog|contributing)(?:\.[a-z]{2}|-mit|-apache|-bsd|-cc)?\.(?:md|markdown|txt|rst|adoc|html)"
    r"|_index(?:\.[a-z-]{2,10})?\.(?:md|markdown|html)"
    r"|.{1,200}\.11tydata\.js(?:on)?"
    r"|.{1,200}\.(?:ya?ml|lock|ini|cfg|conf|log|bak|tmp|swp|py|rb|php|ts|tsx|jsx|mjs|cjs|sh|bat|go|rs|scss|sass|less"
    r"|njk|liquid|hbs|ejs|pug|canvas|base|sqlite|db)"
    r"|.{0,200}~"
)


class Excluded:
    """Which files and folders of a source are passed by; those of them that were met, but for the configured ones.

    ``patterns`` are held against the path from the source, and from ``base`` where the source is in it.
    """

    def __init__(self, patterns: Sequence[str] = (), base: Path | None = None) -> None:
        self.patterns = tuple(patterns)
        self.base = str(base.resolve()) if base else None
        self.passed: list[str] = []

    def __call__(self, path: str, root: str, name: str, *, is_folder: bool) -> bool:
        """Whether the file or folder at ``path``, called ``name``, in the source at ``root`` is passed by."""
        if self.patterns:
            within = [_below(path, root), *([_below(path, self.base)] if self.base else [])]
            if any(fits(within, pattern.rstrip("/") if is_folder else pattern) for pattern in self.patterns):
                return True
        low = name.lower()
        if low in _FOLDERS if is_folder else low in _NAMES or _FILES.fullmatch(low):
            self.passed.append(_below(path, self.base or root) + ("/" if is_folder else ""))
            return True
        return False

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence that names what was passed by though nobody had said so."""
        if not self.passed:
            return ()
        more = f" and {len(self.passed) - SHOWN} more" if len(self.passed) > SHOWN else ""
        return (f"passed by, as no articles: {', '.join(self.passed[:SHOWN])}{more} (name it as a source to have it)",)


def _below(path: str, folder: str) -> str:
    """A path from a folder; one that is elsewhere as it is."""
    inside = path.removeprefix(folder.rstrip("/\\") + ("\\" if "\\" in folder else "/"))
    return PurePath(inside).as_posix()
