"""The JSON Schemas of this product, from the installed package or from the checkout."""

import json
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = (HERE.parent / "schemas", HERE.parent.parent / "schemas")


@cache
def schema(name: str) -> dict[str, object]:
    """The schema of that name (``"article"``), parsed; do not change what you get, it is shared.

    Raises FileNotFoundError where the installation lacks it.
    """
    for folder in FOLDERS:
        path = folder / f"{name}.schema.json"
        if path.is_file():
            parsed = json.loads(path.read_text("utf-8"))
            assert isinstance(parsed, dict)
            return parsed
    raise FileNotFoundError(f"The installation has no {name}.schema.json. Install feeds again.")
