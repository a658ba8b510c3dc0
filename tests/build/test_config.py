"""The configuration: found where people put it, and wrong keys answered with the right ones."""

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from feeds.cli.init import template
from feeds.config import CHECK, SETTINGS, Config, base_url, find, load, read, schema
from feeds.errors import UsageError

ROOT = Path(__file__).parents[2]

WRONG = [
    ('titel = "x"', "there is no key `titel`. Did you mean `title`?"),
    ('base_url = "https://example.org/"', "there is no key `base_url`. Did you mean `base-url`?"),
    ("zzz = 1", "There are: base-url, title,"),
    ("title = 5", "`title` must be a text such as 'Example News', not 5"),
    ('title = ""', "`title` must be a text"),
    ('limit = "50"', "`limit` must be a whole number, not '50'"),
    ("limit = true", "`limit` must be a whole number, not True"),
    ("limit = 0", "`limit` must be at least 1, not 0"),
    ('sources = "seeds"', "`sources` must be a list of texts such as [\"articles\"], not 'seeds'"),
    ("sources = [1]", "`sources` must be a list of texts"),
    ('base-url = "example.org"', "`base-url`"),
    ('base-url = "ftp://example.org/"', "`base-url`"),
    ('base-url = "https://example.org/?q=1"', "is not the address of a folder on the web"),
    ('base-url = "https://[bad/"', "is not the address of a folder on the web"),
    ('hub = "hub"', "`hub` must be an address such as"),
    ('language = "english language"', "`language` must be a language tag such as en or pt-BR"),
    ('authority = "example.org"', "`authority` must be a domain, a comma and a date"),
    ('id = "not a uri"', "`id` must be a URI"),
    ("title = [", "is not TOML"),
    ("check = 1", "`check` must be a table, not 1"),
    ("[chek]", "there is no key `chek`. Did you mean `check`?"),
    ("[check]\nselct = []", "feeds.toml, [check]: there is no key `selct`. Did you mean `select`?"),
    ('[check]\npreset = "stict"', "w3c, rss-board-profile, not 'stict'; did you mean `strict`?"),
    ('[check]\nfail-on = "fatal"', "`fail-on` must be one of error, warning, advice, not 'fatal'"),
    ("[check]\nfail-on = 1", "`fail-on` must be one of error, warning, advice, not 1."),
    ("[check]\nmax-warnings = -1", "`max-warnings` must be at least 0, not -1"),
    ('[check]\ninline = "no"', "`inline` must be true or false, not 'no'"),
    ('[check]\nlevels = ["RSS"]', "`levels` must be a table such as"),
    ('[check.levels]\nRSS501 = "eror"', "`levels` of RSS501 must be one of error, warning, advice, off, not 'eror'"),
    ("[check]\noverride = 1", "`override` must be tables, each begun with [[check.override]]"),
    ("[[check.override]]\nignore = []", "feeds.toml, [[check.override]] 1: `targets` is missing"),
    ('[[check.override]]\ntargets = ["a"]\n[[check.override]]\ntargets = ["b"]\nlimit = 1',
     "[[check.override]] 2: there is no key `limit`."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), WRONG)
def test_wrong_settings_are_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        load(file)
    assert says in str(caught.value)
    assert str(file) in str(caught.value)


def test_it_is_found_in_the_nearest_folder_above(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text('title = "Above"', "utf-8")
    project = tmp_path / "project"
    (project / "deep").mkdir(parents=True)
    (project / "pyproject.toml").write_text("[project]\nname = 'other'\n", "utf-8")
    assert find(project / "deep").title == "Above"
    (project / "pyproject.toml").write_text("[tool.feeds]\ntitle = 'Project'\n", "utf-8")
    found = find(project / "deep")
    assert (found.title, found.folder, found.file) == ("Project", project, project / "pyproject.toml")
    (project / "feeds.toml").write_text('title = "First"', "utf-8")
    assert find(project).title == "First"


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    found = find(tmp_path)
    assert (found.output, found.limit, found.size_limit, found.sources) == ("dist", 50, 10_000_000, ())


def test_a_named_file_must_be_there_and_have_the_table(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "feeds.toml")
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    with pytest.raises(UsageError, match=r"has no \[tool\.feeds\]"):
        load(tmp_path / "pyproject.toml")
    (tmp_path / "feeds.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(UsageError, match="is not UTF-8"):
        load(tmp_path / "feeds.toml")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/news", "https://example.org/news/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
    ],
)
def test_base_url_ends_with_a_slash(given: str, expected: str) -> None:
    assert base_url(given, "--base-url") == expected


def test_the_schema_is_in_step() -> None:
    stored = json.loads((ROOT / "schemas" / "config.schema.json").read_text("utf-8"))
    assert stored == schema(), "write json.dumps(feeds.config.schema(), indent=2) to schemas/config.schema.json"
    jsonschema.Draft202012Validator.check_schema(stored)


def test_every_setting_is_read_and_every_example_is_good(tmp_path: Path) -> None:
    table = {setting.key: setting.example for setting in SETTINGS}
    jsonschema.validate(table, schema())
    config = read(table, "examples", tmp_path / "feeds.toml")
    for setting in SETTINGS:
        value = getattr(config, setting.key.replace("-", "_"))
        assert (list(value) if isinstance(value, tuple) else value) == setting.example
    assert {setting.key.replace("-", "_") for setting in SETTINGS} == set(Config._fields) - {
        "folder",
        "file",
        "check",
        "feed",
        "feeds",
        "given",
    }


@pytest.mark.parametrize("text", [text for text, says in WRONG if "TOML" not in says and "address of a" not in says])
def test_what_we_refuse_the_schema_refuses(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), schema())


def test_this_repositorys_own_configuration_is_good() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["feeds"]
    jsonschema.validate(table, schema())
    assert load(ROOT / "pyproject.toml").sources == ("seeds",)


def test_the_template_is_good_as_it_is_and_with_every_comment_taken_off(tmp_path: Path) -> None:
    text = template(2026)
    jsonschema.validate(tomllib.loads(text), schema())
    lines = text.splitlines()
    keys = tuple(f"# {setting.key} = " for setting in (*SETTINGS, *CHECK))
    bare = "\n".join(line.removeprefix("# ") if line.startswith(keys) else line for line in lines)
    table = tomllib.loads(bare)
    jsonschema.validate(table, schema())
    assert set(table) == {"check", *(setting.key for setting in SETTINGS)}
    assert set(table["check"]) == {setting.key for setting in CHECK}
    assert table["authority"] == "example.org,2026"
    read(table, "template", tmp_path / "feeds.toml")
