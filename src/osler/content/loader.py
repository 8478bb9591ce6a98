"""Read YAML into strict models; an error names file, line and field, and says what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, RootModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same language, read by libyaml where it is there
_CONSTRUCTOR = yaml.SafeLoader("")
_DATE = "tag:yaml.org,2002:timestamp"
MOST_DEPTH = 50
MOST_NODES = 100_000
"""A case has some thousand; more is a file that repeats itself by aliases."""


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
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError([Problem(file, 0, "", "there is no such file")]) from None
    except OSError as error:
        raise ContentError([Problem(file, 0, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([Problem(file, 0, "", f"not UTF-8 text: {error.reason} at byte {error.start}")]) from error
    node = _composed(text, file)
    if node is None:
        raise ContentError([Problem(file, 1, "", "the file is empty")])
    builder = _Builder(file)
    data = builder.build(node, ())
    if builder.problems:
        raise ContentError(builder.problems)
    return Document(file, data, builder.lines)


def _composed(text: str, file: str) -> yaml.Node | None:
    """The nodes of a text. Raises ContentError."""
    try:
        depth = 0
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MOST_DEPTH:  # found here, because composing recurses
                message = f"lists and mappings stand more than {MOST_DEPTH} deep in each other"
                raise ContentError([Problem(file, event.start_mark.line + 1 if event.start_mark else 0, "", message)])
        return yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else -1
        raise ContentError([Problem(file, line + 1, "", _not_yaml(error, text.splitlines(), line))]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"not YAML: the character U+{code:04X} may not stand in a text file"
        raise ContentError([Problem(file, line, "", message)]) from error


def _not_yaml(error: yaml.MarkedYAMLError, lines: Sequence[str], line: int) -> str:
    """What the parser says, with what usually lies behind it."""
    said = f"not YAML: {error.problem}"
    indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())] if 0 <= line < len(lines) else ""
    if "\t" in indent:
        return "not YAML: this line is indented with a tab; use spaces"
    if "mapping values are not allowed" in said:
        return f"{said}; a text with a colon in it belongs in quotes"
    if "another document" in said:
        return "not YAML: a second document begins here; `---` may stand at the top only"
    return f"{said}; look for a bracket or quote that is not closed, or a line that is not indented like its neighbours"


class _Builder:
    """Data of nodes, with the line of every path. What cannot be data is a problem."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Location, int] = {}
        self.problems: list[Problem] = []
        self._open: list[int] = []  # the nodes this one stands in: an alias may name one of them

    def build(self, node: yaml.Node, at: Location) -> Any:
        """The data of one node, at its path."""
        if id(node) in self._open:
            return self._wrong(node, at, "this alias stands inside what it stands for: the file would have no end")
        if len(self.lines) >= MOST_NODES:
            if len(self.lines) == MOST_NODES:
                self.lines[(*at, "")] = 0
                return self._wrong(node, at, f"aliases make this more than {MOST_NODES} values: write less")
            return None
        self.lines[at] = node.start_mark.line + 1
        self._open.append(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, at)
            if isinstance(node, yaml.SequenceNode):
                return [self.build(item, (*at, index)) for index, item in enumerate(node.value)]
            return self._scalar(node, at)
        finally:
            self._open.pop()

    def _mapping(self, node: yaml.MappingNode, at: Location) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                self._wrong(key_node, at, "a key must be one word, not a list or a mapping")
                continue
            if key in mapping:
                self._wrong(key_node, (*at, key), "this key stands twice here")
            mapping[key] = self.build(value_node, (*at, key))
            self.lines[(*at, key)] = key_node.start_mark.line + 1
        return mapping

    def _scalar(self, node: yaml.Node, at: Location) -> Any:
        """A word or number; a date stays the text that it is."""
        if node.tag == _DATE:
            return node.value
        try:
            return _CONSTRUCTOR.construct_object(node)
        except (yaml.YAMLError, ValueError, TypeError, OverflowError):
            return self._wrong(node, at, f"{node.value!r:.60} cannot be read as {node.tag.rpartition(':')[2]}")

    def _wrong(self, node: yaml.Node, at: Location, message: str) -> None:
        self.problems.append(Problem(self.file, node.start_mark.line + 1, ".".join(map(str, at)), message))


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


EXPECTED = {
    "string_type": "expected a text: write it in quotes",
    "list_type": "expected a list: [one, two], or a line with a dash for each",
    "bool_parsing": "expected true or false",
    "int_parsing": "expected a whole number",
    "int_type": "expected a whole number",
    "float_parsing": "expected a number",
    "float_type": "expected a number",
}
"""What a field takes, for people who do not speak of strings and booleans; by pydantic's type of error."""


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
    elif details["type"] == "model_type":
        message = f"expected fields here ({', '.join(_fields_at(model, location))}), given {details['input']!r:.60}"
    elif details["input"] is None:
        message = f"nothing stands here; {EXPECTED.get(details['type'], message)}"
    elif not isinstance(details["input"], dict | list):
        message = f"{EXPECTED.get(details['type'], message)} (given {details['input']!r:.60})"
    return document.problem(location, message)


def _fields_at(model: type[BaseModel], location: Location) -> list[str]:
    """The fields of the model at a place; none when that is not one."""
    for part in location:
        if issubclass(model, RootModel):  # a file that is a list: its own fields are those of one line
            model = _first_model(model.model_fields["root"].annotation) or model
        inner = _inner_model(model, part)
        if inner is None:
            return []
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _suggest(model: type[BaseModel], location: Location) -> str:
    fields = _fields_at(model, location[:-1])
    if not fields:
        return ""
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
