"""A script: what a virtual learner does and when, spelled like every other action.

``- {at: 90 s, do: {give: adrenaline, ...}}``; ``at`` counts from the moment the curtain opens: ``90``, ``90 s``,
``2 min`` or ``1:30``. Opening the curtain at 0 is implied.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, model_validator

from osler.content.loader import load_model
from osler.scenario.actions import UnknownActionError, parse_action
from osler.scenario.case import Library
from osler.session.commands import TICKS_PER_SECOND, Command
from osler.session.controls import parse_control

SCRIPTS = "scenarios/scripts"
LEARNER = "learner"
LONGEST_S = 4 * 3600
_WRITTEN = re.compile(r"^(\d+(?:\.\d+)?)\s*(s|min)$|^(\d+):([0-5]\d)$")


def seconds(written: Any) -> float:
    """A time as seconds. Raises ValueError saying how times are written."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        return float(written)  # YAML itself reads 1:30 as 90
    match = _WRITTEN.match(str(written).strip())
    if match is None:
        raise ValueError("a time is written as 90, '90 s', '2 min' or '1:30'")
    if match[3] is not None:
        return int(match[3]) * 60.0 + int(match[4])
    return float(match[1]) * (60.0 if match[2] == "min" else 1.0)


def _action(spelled: Any) -> Any:
    if not isinstance(spelled, dict):
        raise ValueError("an action is written as {examine: chest, how: listen}")
    try:
        return parse_control(spelled).spelled() if "control" in spelled else parse_action(spelled).spelled()
    except UnknownActionError as error:
        raise ValueError(str(error)) from error


class ScriptLine(BaseModel):
    """One action at one time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: Annotated[float, BeforeValidator(seconds), Field(ge=0, le=LONGEST_S)]
    do: Annotated[dict[str, Any], BeforeValidator(_action)]

    @model_validator(mode="after")
    def _opens_at_0(self) -> ScriptLine:
        if "open" in self.do and self.at > 0:
            raise ValueError("the clock begins when the curtain opens, so it opens at 0: leave this line out")
        return self


class Script(RootModel[list[ScriptLine]]):
    """What one virtual learner does."""

    def commands(self) -> list[Command]:
        """The script as a command log: in the order of time, the curtain opened first."""
        lines = sorted(self.root, key=lambda line: line.at)
        if not lines or "open" not in lines[0].do:
            lines.insert(0, ScriptLine(at=0, do={"open": "curtain"}))
        return [
            Command(ordinal, round(line.at * TICKS_PER_SECOND), LEARNER, line.do)
            for ordinal, line in enumerate(lines, start=1)
        ]


def read_script(path: Path, name: str | None = None) -> Script:
    """Read one script. Raises ContentError naming file, line and field."""
    return load_model(Script, path, name)[0]


def learners_of(library: Library, scenario_id: str) -> dict[str, Path]:
    """The virtual learners of a scenario by name: ``scripts/<scenario>-<learner>.yaml``, the learner in one word."""
    prefix = f"{scenario_id}-"
    return {
        name.removeprefix(prefix): library.path(SCRIPTS, name)
        for name in library.names(SCRIPTS)
        if name.startswith(prefix) and "-" not in name.removeprefix(prefix)
    }
