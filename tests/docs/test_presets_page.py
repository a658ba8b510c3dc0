"""docs/presets.md is what the presets say, and the configuration it shows is a good one."""

import re
import tomllib
from pathlib import Path

from feeds.cli.pages.presets import page
from feeds.config import read
from feeds.rules.presets import PRESETS

PAGE = Path(__file__).parents[2] / "docs/presets.md"


def test_the_page_is_what_the_presets_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_every_preset_is_on_the_page() -> None:
    for name, preset in PRESETS.items():
        assert f"| `{name}`" in page()
        assert preset.says in page()


def test_the_configuration_on_the_page_is_read(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```", page(), re.MULTILINE | re.DOTALL)

    config = read(tomllib.loads(block), "the page", tmp_path / "feeds.toml")

    assert config.check.preset == "podcast"
    assert [each.preset for each in config.check.overrides] == ["spec"]
