"""The schemas for editors say the same as the models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema_rs import Draft202012Validator  # comes with schemathesis

from osler.scenario.case import SHIPPED
from osler.scenario.schemas import MODELS, schemas, spelled, write_schemas

DOCS = Path(__file__).parent.parent.parent / "docs" / "schemas"
FOLDERS = {name: SHIPPED / f"{name}s" for name in MODELS}


def test_the_committed_schemas_are_current():
    """When this fails: `make schemas`."""
    for name, schema in schemas().items():
        assert (DOCS / f"{name}.json").read_text(encoding="utf-8") == spelled(schema), name


def test_writing_twice_writes_the_same(tmp_path):
    first = [file.read_bytes() for file in write_schemas(tmp_path)]
    assert [file.read_bytes() for file in write_schemas(tmp_path)] == first


@pytest.mark.parametrize("name", MODELS)
def test_every_shipped_file_passes_its_schema(name):
    validator = Draft202012Validator(schemas()[name])
    for file in sorted(FOLDERS[name].glob("*.yaml")):
        data = json.loads(json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")), default=str))
        wrong = [
            f"{file.name}: {'.'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(data)
        ]
        assert wrong == []


def test_a_wrong_verb_fails_the_schema():
    schema = schemas()["scenario"]
    pattern = Draft202012Validator({"$ref": "#/$defs/ActionPattern", "$defs": schema["$defs"]})
    assert pattern.is_valid({"give": "adrenaline", "route": "im"})
    assert not pattern.is_valid({"gvie": "adrenaline"})
    assert not pattern.is_valid({"give": "adrenaline", "stop": "drip"})
    assert not pattern.is_valid({"route": "im"})
