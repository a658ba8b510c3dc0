"""The YAML that the documentation shows, by the heading it stands under."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def shown(page: str, heading: str) -> list[object]:
    """What the blocks of YAML under a heading say."""
    text = (ROOT / page).read_text("utf-8")
    section = re.split(r"^#+ ", text.partition(f" {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    return [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", section, re.MULTILINE | re.DOTALL)]
