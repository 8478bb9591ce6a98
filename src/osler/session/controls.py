"""Control of time and help: pause, resume, hint, leave. They stand in the log and never touch the patient."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from osler.scenario.actions import UnknownActionError, explain

ControlName = Literal["pause", "resume", "hint", "leave"]
PageWhy = Literal["button", "hidden", "menu"]
"""Why a page asks for it."""
Why = Literal["button", "hidden", "menu", "disconnected"]
"""Why it came about; ``disconnected`` is the room's own reason."""


class Control(BaseModel):
    """One control as the log spells it: ``{control: pause, why: hidden}``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    control: ControlName
    why: Why = "button"

    def spelled(self) -> dict[str, Any]:
        return {"control": self.control, "why": self.why}


def parse_control(spelled: Mapping[str, Any]) -> Control:
    """Read a control, wherever it comes from. Raises UnknownActionError naming what was given and what is expected."""
    try:
        return Control.model_validate(dict(spelled))
    except ValidationError as error:
        raise UnknownActionError(explain("control", error)) from error
