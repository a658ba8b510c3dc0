"""action.yml, by GitHub's schema and by what its steps do; the hosted runner and others' actions are put in."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.validators import validator_for
from runner import Run, Runner
from shown import shown

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
PARTS = ("feeds", "schemas", "pyproject.toml", "README.md", "LICENSE", "action.yml")


def wrongs(name: str, document: Any) -> list[str]:
    """What is wrong with a document by a schema that check-jsonschema ships."""
    text = resources.files("check_jsonschema").joinpath(f"builtin_schemas/vendor/{name}.json").read_text("utf-8")
    schema = json.loads(text)
    return [wrong.message for wrong in validator_for(schema)(schema).iter_errors(document)]


@pytest.mark.real("ci-schemas")
def test_the_action_is_one_by_the_schema() -> None:
    assert wrongs("github-actions", ACTION) == []


@pytest.mark.real("ci-schemas")
@pytest.mark.parametrize(("page", "heading", "count"), [("README.md", "In CI", 1), ("docs/ci.md", "GitHub", 2)])
def test_the_workflows_that_are_shown_are_workflows_with_our_inputs(page: str, heading: str, count: int) -> None:
    blocks = shown(page, heading)

    assert len(blocks) == count
    for block in blocks:
        job: dict[str, object] = {"runs-on": "ubuntu-latest", "steps": steps(block)}
        if isinstance(block, dict):
            job |= block
        assert wrongs("github-workflows", {"on": "push", "jobs": {"feeds": job}}) == []
        (ours,) = (step for step in steps(block) if "/feeds@" in str(step["uses"]))
        assert set(ours["with"]) <= set(ACTION["inputs"])


def steps(block: object) -> list[dict[str, Any]]:
    """The steps of a job, or of a list of steps."""
    found = block["steps"] if isinstance(block, dict) else block
    assert isinstance(found, list)
    return found


class Hosted:
    """What a hosted runner has: the actions of others, a cache that outlives runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.full = False  # whether the cache has everything
        self.cached: dict[str, Path] = {}
        self.uploaded: list[Mapping[str, str]] = []
        self.workspace = folder / "workspace"
        (self.workspace / "public").mkdir(parents=True)
        shutil.copy(ROOT / "docs/example.xml", self.workspace / "public")
        self.action = folder / "action"
        for part in PARTS:
            source, target = ROOT / part, self.action / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)

    def run(self, **given: str) -> Run:
        temporary = self.folder / "temporary"
        temporary.mkdir(exist_ok=True)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        # What feeds requires, and what builds it, is lent to the new environment: that saves half a minute. pip takes
        # the 0 as the answer to whether there is isolation.
        return Runner(
            self.action, self.workspace, temporary,
            {"actions/setup-python": self._python, "actions/cache": self._cache,
             "github/codeql-action/upload-sarif": self._upload},
            {**environment, "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"},
        ).run(**given)  # fmt: skip

    def _python(self, given: Mapping[str, str]) -> Mapping[str, str]:
        assert given["update-environment"].lower() == "false"
        lent = self.folder / "python"
        if not lent.exists():
            site = next(path for path in sys.path if path.endswith("site-packages"))
            script = f"""#!/bin/bash
{sys.executable} "$@" || exit
if [ "$2" = venv ]; then for each in "$3"/lib/*/site-packages; do echo {site} > "$each/lent.pth"; done; fi
"""
            lent.write_text(script, encoding="utf-8")
            lent.chmod(0o755)
        return {"python-path": str(lent), "python-version": "3.13.0"}

    def _cache(self, given: Mapping[str, str]) -> Mapping[str, str]:
        hit = self.full or given["key"] in self.cached
        self.cached[given["key"]] = Path(given["path"])
        return {"cache-hit": "true"} if hit else {}

    def _upload(self, given: Mapping[str, str]) -> Mapping[str, str]:
        self.uploaded.append(given)
        return {}


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Hosted:
    return Hosted(tmp_path_factory.mktemp("hosted"))


@pytest.mark.real("bash")
def test_the_three_lines_of_the_readme_find_what_is_wrong_and_the_second_run_installs_nothing(hosted: Hosted) -> None:
    (three,) = steps(shown("README.md", "In CI")[0])
    given = three["with"]

    first, second = hosted.run(**given), hosted.run(**given)

    assert first.ran == ["python", "place", "cache", "install", "check"]
    assert second.ran == ["python", "place", "cache", "check"]
    for run in (first, second):
        assert run.code == 1, run.log
        assert "::error file=public/example.xml,line=7,col=69" in run.log
        assert run.outputs["check"]["exit-code"] == "1"
        assert "RSS220" in run.outputs["check"]["(summary)"]
    sarif = json.loads((hosted.workspace / first.outputs["check"]["sarif"]).read_text("utf-8"))
    assert sarif["version"] == "2.1.0"
    assert hosted.uploaded == []


@pytest.mark.real("bash")
def test_inputs_reach_the_command_as_they_are(hosted: Hosted) -> None:
    (hosted.workspace / "a b").mkdir(exist_ok=True)
    shutil.copy(ROOT / "dist/atom.xml", hosted.workspace / "a b/$(touch broken).xml")

    run = hosted.run(targets="a b/$(touch broken).xml\npublic/example.xml\n", args="--ignore RSS220 --fail-on error",
                     sarif="out.sarif", upload="true")  # fmt: skip

    assert run.code == 0, run.log
    assert "in 2 documents" in run.log
    assert not (hosted.workspace / "broken").exists()
    assert [each["sarif_file"] for each in hosted.uploaded] == ["./out.sarif"]
    assert (hosted.workspace / "out.sarif").is_file()


@pytest.mark.real("bash")
def test_findings_are_uploaded_also_when_they_fail_the_job(hosted: Hosted) -> None:
    before = len(hosted.uploaded)

    run = hosted.run(targets="example.xml", working_directory="public", upload="true")

    assert run.code == 1
    assert hosted.uploaded[before]["sarif_file"] == "public/feeds.sarif"
    assert (hosted.workspace / "public/feeds.sarif").is_file()


@pytest.mark.real("bash")
def test_a_run_without_targets_has_those_of_the_configuration(hosted: Hosted) -> None:
    (hosted.workspace / "site").mkdir(exist_ok=True)
    (hosted.workspace / "site/feeds.toml").write_text('[check]\ntargets = ["atom.xml"]\n', encoding="utf-8")
    shutil.copy(ROOT / "dist/atom.xml", hosted.workspace / "site")

    run = hosted.run(working_directory="site", sarif="")

    assert run.code == 0, run.log
    assert "in 1 document" in run.log
    assert run.outputs["check"].get("sarif", "") == ""


@pytest.mark.real("bash")
def test_wrong_usage_fails_the_job(hosted: Hosted) -> None:
    run = hosted.run(targets="public", args="--preset none")

    assert run.code == 2
    assert run.outputs["check"]["exit-code"] == "2"


@pytest.mark.real("bash")
def test_the_cache_s_key_changes_with_the_code(hosted: Hosted) -> None:
    hosted.full = True

    def key() -> str:
        return hosted.run(targets="none.xml").outputs["place"]["key"]

    before = key()
    assert key() == before
    changed = hosted.action / "feeds/__init__.py"
    changed.write_text(changed.read_text("utf-8") + "\n", encoding="utf-8")

    assert key() != before


def test_scripts_are_scripts() -> None:
    for step in ACTION["runs"]["steps"]:
        if "run" in step:
            done = subprocess.run(["bash", "-n", "-c", step["run"]], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")
