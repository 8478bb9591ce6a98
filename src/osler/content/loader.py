"""Read YAML into strict models; an error names file, line and field, and says what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same language, read by libyaml where it is there
_CONSTRUCTOR = yaml.SafeLoader("")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or worth a look, in a content file."""

    file: str
    line: int
    field: str
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        return f"{place}{self.field + ': ' if self.field else ''}{self.message}"


class ContentError(ValueError):
    """A content file cannot be used. ``problems`` lists everything found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed YAML file: its data, and the line of every path in it."""

    file: str
    data: Any
    lines: dict[Location, int]

    def line_of(self, location: Location) -> int:
        """The line of the nearest enclosing thing that stands in the file (1-based)."""
        for length in range(len(location), -1, -1):
            if location[:length] in self.lines:
                return self.lines[location[:length]]
        return 0

    def problem(self, location: Location, message: str, severity: str = "error") -> Problem:
        return Problem(self.file, self.line_of(location), ".".join(map(str, location)), message, severity)


def read_document(path: Path, name: str | None = None) -> Document:
    """Parse one YAML file. Raises ContentError on bad syntax, a duplicate key or a missing file."""
    file = name or path.name
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except FileNotFoundError:
        raise ContentError([Problem(file, 0, "", "there is no such file")]) from None
    except OSError as error:
        raise ContentError([Problem(file, 0, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([Problem(file, 0, "", f"not UTF-8 text: {error.reason} at byte {error.start}")]) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ContentError([Problem(file, mark.line + 1 if mark else 0, "", f"not YAML: {error.problem}")]) from error
    if node is None:
        raise ContentError([Problem(file, 1, "", "the file is empty")])
    lines: dict[Location, int] = {}
    problems: list[Problem] = []
    data = _build(node, (), lines, problems, file)
    if problems:
        raise ContentError(problems)
    return Document(file, data, lines)


def _build(node: yaml.Node, at: Location, lines: dict[Location, int], problems: list[Problem], file: str) -> Any:
    lines[at] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if key in mapping:
                problems.append(Problem(file, key_node.start_mark.line + 1, str(key), "this key stands twice here"))
            mapping[key] = _build(value_node, (*at, key), lines, problems, file)
            lines[(*at, key)] = key_node.start_mark.line + 1
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*at, index), lines, problems, file) for index, item in enumerate(node.value)]
    return _CONSTRUCTOR.construct_object(node)


def load_model(model: type[Model], path: Path, name: str | None = None) -> tuple[Model, Document]:
    """Read one file into one model. Raises ContentError with every problem found."""
    document = read_document(path, name)
    return validate(model, document), document


def validate(model: type[Model], document: Document) -> Model:
    """Validate a parsed document. Raises ContentError with every problem found."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise ContentError([_explain(model, document, details) for details in error.errors()]) from error


def _explain(model: type[BaseModel], document: Document, details: Any) -> Problem:
    location: Location = tuple(
        part for part in details["loc"] if not (isinstance(part, str) and part.startswith("function-"))
    )
    said = details["msg"].removeprefix("Value error, ")
    message = said[:1].lower() + said[1:]
    if details["type"] == "extra_forbidden":
        message = "there is no such field" + _suggest(model, location)
    elif details["type"] == "missing":
        message = "this field is required"
    elif not isinstance(details["input"], dict | list):
        message += f" (given {details['input']!r})"
    return document.problem(location, message)


def _suggest(model: type[BaseModel], location: Location) -> str:
    fields: list[str] = list(model.model_fields)
    for part in location[:-1]:
        inner = _inner_model(model, part)
        if inner is None:
            return ""
        model, fields = inner, list(inner.model_fields)
    close = difflib.get_close_matches(str(location[-1]), fields, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; known here: {', '.join(fields)}"


def _inner_model(model: type[BaseModel], part: int | str) -> type[BaseModel] | None:
    if isinstance(part, int) or part not in model.model_fields:
        return model if isinstance(part, int) else None
    return _first_model(model.model_fields[part].annotation)


def _first_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _first_model(argument)
        if found is not None:
            return found
    return None
