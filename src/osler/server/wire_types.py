"""Generate ``web/src/net/wire.ts`` from the wire and the actions: ``python -m osler.server.wire_types``.

Messages to the server are described as they may be sent (defaults optional), messages from it as they arrive
(everything present). Bytes become ``Uint8Array``: the socket speaks msgpack.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import indent
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode

from osler.assessment import report
from osler.realtime import frames
from osler.scenario.actions import ACTIONS
from osler.server import protocol
from osler.session import topics

TARGET = Path(__file__).resolve().parents[3] / "web" / "src" / "net" / "wire.ts"
REBUILD = "python -m osler.server.wire_types"
SENT_BY_CLIENT = (
    frames.Join,
    frames.Intent,
    frames.Control,
    protocol.NewSession,
    report.WhatIfEdit,
    report.WhatIfRequest,
)
WIDTH = 120  # of web/biome.json
Schema = Mapping[str, Any]
NAMED = {
    tuple(json.dumps(member) for member in get_args(union)): name
    for name, union in (("Mode", topics.Mode), ("Phase", topics.Phase))
}
"""Unions that have a name on both sides."""

ALIASES = """\
{named}
export type ClientFrame = Join | Intent | Control;
export type ServerFrame = Hello | Ack | Problem | Topic;

/** What each topic carries. */
export interface Topics {{
{topics}
}}

export type TopicName = keyof Topics;

/** A topic is whole and small: the latest one wins, except captions, findings and waves, which append. */
export type Topic = {{ [Name in TopicName]: {{ type: "topic"; name: Name; data: Topics[Name] }} }}[TopicName];
"""


def render() -> str:
    """The whole of ``wire.ts``."""
    wire = [
        value
        for module in (frames, protocol, topics, report)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, topics.Wire) and value.__module__ == module.__name__
    ]
    wire.remove(topics.Wire)
    wire.remove(frames.Topic)  # written out as a union in ALIASES
    parts = [
        f"// Generated from the models of the wire, the topics, the report and the actions by `{REBUILD}`.\n"
        "// Do not edit: a test fails when this file is stale.\n",
        f"export const PROTOCOL = {frames.PROTOCOL};\nexport const MAX_FRAME_BYTES = {frames.MAX_FRAME_BYTES};\n",
        _aliases(),
        *(_interface(model.__name__, model) for model in wire),
        *(_interface(f"{action.__name__}Action", action) for action in ACTIONS),
        "/** One thing that somebody does at the bedside. */\n"
        + _wrapped("export type Action =", [f"{action.__name__}Action" for action in ACTIONS], "")
        + "\n",
    ]
    return "\n".join(parts)


def _aliases() -> str:
    carried = [f"  {name}: {_named(kind)};" for name, kind in frames.TOPICS.items()]
    return ALIASES.format(
        named="\n".join(f"export type {name} = {' | '.join(members)};" for members, name in NAMED.items()),
        topics="\n".join(carried),
    )


def _named(kind: Any) -> str:
    inner = get_args(kind)
    return f"{inner[0].__name__}[]" if inner else str(kind.__name__)


def _interface(name: str, model: type[BaseModel]) -> str:
    mode: JsonSchemaMode = (
        "validation" if model in SENT_BY_CLIENT or not issubclass(model, topics.Wire) else "serialization"
    )
    schema = model.model_json_schema(mode=mode)
    required = set(schema["properties"] if mode == "serialization" else schema.get("required", []))
    # a frame names its own kind, whoever builds it
    required |= {field for field, body in schema["properties"].items() if field == "type" and "const" in body}
    lines = [_comment(schema.get("description", ""), ""), f"export interface {name} {{\n"]
    for field, body in schema["properties"].items():
        mark = "" if field in required else "?"
        lines += [_comment(body.get("description", ""), "  "), _field(f"  {field}{mark}:", _options(body))]
    return "".join([*lines, "}\n"])


def _field(head: str, options: Sequence[str]) -> str:
    return _wrapped(head, options, "  ") + "\n"


def _wrapped(head: str, options: Sequence[str], margin: str) -> str:
    line = f"{head} {' | '.join(options)};"
    if len(line) <= WIDTH:
        return line
    return head + "".join(f"\n{margin}  | {option}" for option in options) + ";"


def _comment(text: str, margin: str) -> str:
    text = " ".join(text.split()).replace("*/", "* /")
    if not text:
        return ""
    if len(margin) + len(text) + 7 <= WIDTH:
        return f"{margin}/** {text} */\n"
    lines, line = [], ""
    for word in text.split():
        if line and len(margin) + 3 + len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return indent("/**\n" + "".join(f" * {part}\n" for part in [*lines, line]) + " */\n", margin)


def _options(schema: Schema) -> list[str]:
    """The members of a union, or the one type there is, in the schema's order."""
    found: list[str] = []
    for option in schema.get("anyOf", [schema]):
        if "enum" in option:
            found += [json.dumps(value) for value in option["enum"]]
        else:
            found.append(_type(option))
    return [NAMED[tuple(found)]] if tuple(found) in NAMED else list(dict.fromkeys(found))


def _type(schema: Schema) -> str:
    """One JSON schema as a TypeScript type.

    Raises ValueError for a schema that no wire type has needed so far, rather than writing ``any``.
    """
    match schema:
        case {"$ref": str(ref)}:
            return ref.rsplit("/", 1)[-1]
        case {"const": value}:
            return json.dumps(value)
        case {"anyOf": _} | {"enum": _}:
            return " | ".join(_options(schema))
        case {"type": "array", "items": items}:
            inner = _type(items)
            return f"({inner})[]" if "|" in inner else f"{inner}[]"
        case {"type": "object"}:
            values = schema.get("additionalProperties", True)
            return f"Record<string, {'unknown' if values is True else _type(values)}>"
        case {"type": "string", "format": "binary"}:
            return "Uint8Array"
        case {"type": "string" | "boolean" | "null" as kind}:
            return str(kind)
        case {"type": "number" | "integer"}:
            return "number"
        case _ if set(schema) <= {"title", "description", "default"}:
            return "unknown"
    raise ValueError(f"no TypeScript type is known for the schema {dict(schema)}")


def main(arguments: Sequence[str]) -> int:
    """Write the file; with ``--check`` only say whether it is current."""
    text = render()
    current = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
    if "--check" in arguments:
        if not current:
            print(f"{TARGET} is stale: run `{REBUILD}`", file=sys.stderr)
        return 0 if current else 1
    if not current:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
