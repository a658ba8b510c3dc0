"""templates/gitlab-ci.yml, by GitLab's schema, and its script run with inputs put in."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.validators import validator_for
from shown import shown

ROOT = Path(__file__).parents[2]
TEMPLATE = (ROOT / "templates/gitlab-ci.yml").read_text("utf-8")
HEAD, _ = yaml.safe_load_all(TEMPLATE)


def job(**given: str) -> dict[str, Any]:
    """The job with inputs put in, as GitLab does before it reads the second document."""
    inputs = {name: each.get("default") for name, each in HEAD["spec"]["inputs"].items()} | given
    body = TEMPLATE.partition("\n---\n")[2]
    text = re.sub(r"\$\[\[\s*inputs\.([\w-]+)\s*\]\]", lambda found: str(inputs[found[1]]), body)
    found: dict[str, Any] = yaml.safe_load(text)
    return found


@pytest.mark.real("ci-schemas")
def test_the_template_and_what_includes_it_are_right_by_the_schema() -> None:
    text = resources.files("check_jsonschema").joinpath("builtin_schemas/vendor/gitlab-ci.json").read_text("utf-8")
    schema = json.loads(text)
    validator = validator_for(schema)(schema)
    (include,) = shown("docs/ci.md", "GitLab")
    documents: list[Any] = [HEAD, job(package="."), include]

    assert [wrong.message for document in documents for wrong in validator.iter_errors(document)] == []


def test_what_is_shown_are_inputs_that_there_are_and_all_that_are_needed() -> None:
    (document,) = shown("docs/ci.md", "GitLab")
    assert isinstance(document, dict)
    (include,) = document["include"]
    inputs = HEAD["spec"]["inputs"]

    assert set(include["inputs"]) <= set(inputs)
    assert {name for name, each in inputs.items() if "default" not in each} <= set(include["inputs"])
    assert "slim" in inputs["image"]["default"]  # where there is no git
    assert not include["inputs"]["package"].startswith("git+")


@pytest.mark.real("bash")
def test_the_script_leaves_the_reports_that_the_job_names(tmp_path: Path) -> None:
    shutil.copy(ROOT / "docs/example.xml", tmp_path / "feed.xml")
    made = job(package=".", targets="feed.xml", args="--fail-on error")["feeds"]
    # The environment that the script makes is this one: installing has its tests in tests/packaging.
    steps = [re.sub(r"\S+/feeds-venv/bin", str(Path(sys.executable).parent), step) for step in made["script"]
             if " venv " not in step and " pip " not in step]  # fmt: skip

    assert len(steps) == len(made["script"]) - 2
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(steps)], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip

    assert done.returncode == 1, done.stderr
    assert "feed.xml:7:69: error RSS220" in done.stdout
    reports = made["artifacts"]["reports"]
    assert json.loads((tmp_path / reports["codequality"]).read_text("utf-8"))[0]["check_name"].startswith("RSS220")
    assert "<testsuite" in (tmp_path / reports["junit"]).read_text("utf-8")
    assert made["artifacts"]["when"] == "always"
