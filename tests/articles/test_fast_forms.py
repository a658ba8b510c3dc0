"""What was made fast says the same as what is slow and known to be right."""

import copy
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.articles import validation
from feeds.articles.indented import indented
from feeds.articles.schemas import schema

RECORDS = sorted((Path(__file__).parents[2] / "dist" / "articles").glob("*.json"))
TEXT = st.text(st.characters(exclude_categories=()), max_size=20)  # lone surrogates as well
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_json_is_written_as_the_standard_library_writes_it(value: object) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2)


@settings(max_examples=300)
@given(st.data())
def test_the_compiled_schema_and_jsonschema_agree_on_records_that_were_tampered_with(data: st.DataObject) -> None:
    whole: object = json.loads(data.draw(st.sampled_from(RECORDS)).read_bytes())
    record = copy.deepcopy(whole)
    for _ in range(data.draw(st.integers(0, 3))):
        part = record
        while isinstance(part, (dict, list)) and part:
            key = data.draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
            inner = part[key]
            if not isinstance(inner, (dict, list)) or not inner or data.draw(st.booleans()):
                match data.draw(st.sampled_from(["remove", "replace", "add", "blur"])):
                    case "remove":
                        del part[key]
                    case "replace":
                        part[key] = data.draw(JSON)
                    case "add" if isinstance(part, dict):
                        part[data.draw(TEXT)] = data.draw(JSON)
                    case _:
                        part[key] = f"{inner}{data.draw(TEXT)}"
                break
            part = inner
    slow = not list(validation._validator().iter_errors(record))
    try:
        fast = validation._compiled().is_valid(record)
    except ValueError:
        return  # then jsonschema is asked
    # What the compiled one lets pass, nobody looks at again.
    assert slow or not fast
    assert fast or not slow


def test_the_schema_is_one_for_both() -> None:
    assert schema("article")["$schema"] == "https://json-schema.org/draft/2020-12/schema"
