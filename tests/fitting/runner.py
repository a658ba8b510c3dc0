"""A runner of composite actions, as far as our action.yml goes: steps in a shell, what others' actions would do put in.

https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-composite-actions
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
Uses = Callable[[Mapping[str, str]], Mapping[str, str]]


@dataclass
class Run:
    """What became of an action: the outputs of each step, the log, the exit code of the first step that failed."""

    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""
    code: int = 0
    ran: list[str] = field(default_factory=list)


@dataclass
class Runner:
    """Where an action runs: ``uses`` says by name what other people's actions give as outputs."""

    action: Path
    workspace: Path
    temporary: Path
    uses: Mapping[str, Uses]
    environment: Mapping[str, str]

    def run(self, **given: str) -> Run:
        """Run the action with inputs."""
        document = yaml.safe_load((self.action / "action.yml").read_text("utf-8"))
        inputs = {name: str(each.get("default", "")) for name, each in document["inputs"].items()}
        names = {name.replace("_", "-"): value for name, value in given.items()}
        assert set(names) <= set(inputs)
        inputs |= names
        run = Run()
        for step in document["runs"]["steps"]:
            if self._wanted(step.get("if", ""), run, inputs):
                self._step(step, run, inputs)
        return run

    def _step(self, step: Mapping[str, object], run: Run, inputs: Mapping[str, str]) -> None:
        name = str(step["id"])
        run.ran.append(name)
        if "uses" in step:
            given = step.get("with", {})
            assert isinstance(given, dict)
            said = {key: self._text(str(value), run, inputs) for key, value in given.items()}
            run.outputs[name] = dict(self.uses[str(step["uses"]).partition("@")[0]](said))
            return
        assert step["shell"] == "bash"
        env = step.get("env", {})
        assert isinstance(env, dict)
        outputs, summary, script = (self.temporary / f"{name}.{word}" for word in ("out", "summary", "sh"))
        outputs.write_text("", encoding="utf-8")
        text = str(step["run"])
        assert not _EXPRESSION.search(text), "an input in a script would be a script itself"
        script.write_text(text, encoding="utf-8")
        bash = shutil.which("bash")
        assert bash is not None
        done = subprocess.run(
            # As a runner calls it: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions
            [bash, "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace / self._text(str(step.get("working-directory", ".")), run, inputs),
            env={
                **self.environment, **{key: self._text(str(value), run, inputs) for key, value in env.items()},
                "GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_WORKSPACE": str(self.workspace),
            },
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        run.log += done.stdout + done.stderr
        rows = (line.partition("=") for line in outputs.read_text("utf-8").splitlines())
        run.outputs[name] = {key: value for key, _, value in rows}
        if summary.exists():
            run.outputs[name]["(summary)"] = summary.read_text("utf-8")
        run.code = run.code or done.returncode

    def _text(self, text: str, run: Run, inputs: Mapping[str, str]) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1], run, inputs), text)

    def _value(self, expression: str, run: Run, inputs: Mapping[str, str]) -> str:
        match expression.split("."):
            case ["inputs", name]:
                return inputs[name]
            case ["steps", step, "outputs", name]:
                return run.outputs.get(step, {}).get(name, "")
            case ["github", "action_path"]:
                return str(self.action)
            case ["runner", name]:
                return {"temp": str(self.temporary), "os": "Linux", "arch": os.uname().machine}[name]
        raise AssertionError(expression)

    def _wanted(self, condition: str, run: Run, inputs: Mapping[str, str]) -> bool:
        """Whether a step runs; conditions are comparisons with a text, joined by &&."""
        parts = [part.strip() for part in condition.split("&&") if part.strip()]
        if "always()" not in parts and run.code:
            return False
        for part in parts:
            if part == "always()":
                continue
            left, sign, right = part.split(" ")
            if (self._value(left, run, inputs) == right.strip("'")) != (sign == "=="):
                return False
        return True
