"""JSON Schemas of the content files, for editors: they complete names and underline what is wrong while one types.

``# yaml-language-server: $schema=../../docs/schemas/scenario.json`` as the first line of a file is enough for most.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from osler.content.condition import Condition
from osler.content.drug import Drug
from osler.content.fluid import Fluid
from osler.content.patient import Patient
from osler.scenario.actions import VERBS
from osler.scenario.model import Condition as ConditionText
from osler.scenario.model import NumberTest, Patterns, Scenario
from osler.scenario.patterns import DERIVED_FIELDS
from osler.scenario.ward import Nurse, Place

MODELS: dict[str, type[BaseModel]] = {
    "scenario": Scenario,
    "place": Place,
    "nurse": Nurse,
    "drug": Drug,
    "patient": Patient,
    "condition": Condition,
    "fluid": Fluid,
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
ACTION = "ActionPattern"


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file by its name."""
    return {name: _schema(name, model) for name, model in MODELS.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Write one ``<kind>.json`` a kind of file; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        file = folder / f"{name}.json"
        file.write_text(spelled(schema), encoding="utf-8")
        written.append(file)
    return written


def spelled(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    spoken = {
        _description(ConditionText): _condition,
        _description(Patterns): _patterns,
        _description(NumberTest): _number,
    }
    _replace(schema, spoken)
    schema.setdefault("$defs", {})[ACTION] = _action()
    return {"$schema": DIALECT, "$id": f"{name}.json", **schema}


def _description(annotated: Any) -> str:
    """The description by which a checked text is recognised: pydantic cannot show what its validators take."""
    return str(next(part.description for part in annotated.__metadata__ if getattr(part, "description", None)))


def _replace(node: Any, spoken: dict[str, Any]) -> None:
    """Where the models read more than their types say, say so."""
    if isinstance(node, dict):
        make = spoken.get(node.get("description", ""))
        if make is not None:
            kept = {name: node[name] for name in ("description", "default") if name in node}
            node.clear()
            node.update(kept, **make())
            return
        for value in node.values():
            _replace(value, spoken)
    elif isinstance(node, list):
        for value in node:
            _replace(value, spoken)


def _condition() -> dict[str, Any]:
    return {"type": ["string", "number", "boolean"]}


def _number() -> dict[str, Any]:
    pair = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    return {"anyOf": [{"type": "number"}, pair, {"type": "string", "pattern": r"^\s*(<=|>=|<|>)"}]}


def _patterns() -> dict[str, Any]:
    one = {"$ref": f"#/$defs/{ACTION}"}
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _action() -> dict[str, Any]:
    """One pattern: exactly one verb, and only fields that some action has."""
    fields = {field for action in VERBS.values() for field in action.model_fields} | set(DERIVED_FIELDS)
    properties: dict[str, Any] = {field: {} for field in sorted(fields)}
    for verb, action in VERBS.items():
        properties[verb] = {"description": (action.__doc__ or "").strip()}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "oneOf": [{"required": [verb]} for verb in VERBS],
    }


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/schemas"))
