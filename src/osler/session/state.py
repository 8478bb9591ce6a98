"""Everything of a running session that is not the body: plain, serialisable, hashed together with the body's bytes."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from osler.scenario.actions import Posture
from osler.scenario.model import LineDevice
from osler.scenario.ward import Held
from osler.session.commands import TICKS_PER_SECOND
from osler.session.controls import Why
from osler.session.topics import Mode, Phase

Who = Literal["self", "nurse"]
WHO: tuple[Who, ...] = ("self", "nurse")
Whose = Literal["self", "voice", "nurse"]
"""What a task occupies: the learner's hands or the learner's voice (one can talk while working), or the nurse."""


Happening = Literal["result", "arrival", "picked-up", "answer", "nebuliser-empty"]


class Mutable(BaseModel):
    model_config = ConfigDict(extra="forbid", ser_json_inf_nan="constants")


class Task(Mutable):
    """What one pair of hands is doing."""

    ordinal: int
    do: dict[str, Any]
    label: str
    started: int
    ends: int
    fetching: str | None = None
    """What is fetched for it, by its label, until ``fetched`` ticks after the start."""
    fetched: int = 0

    @property
    def back(self) -> int | None:
        """The tick at which whoever does it is back from fetching; None when nothing is fetched."""
        if "fetch" in self.do:
            return self.ends
        return self.started + self.fetched if self.fetching else None


class Line(Mutable):
    """A cannula in a vein and what hangs on it. ``index`` is the body's number of the line."""

    index: int
    site: str
    gauge: int
    item: str | None = None
    label: str | None = None
    drug: str | None = None
    device: LineDevice | None = None
    rate_ml_per_h: float | None = None
    volume_ml: float = 0.0
    pressure_bag: bool = False


class Scheduled(Mutable):
    """Something that will happen at a tick: a laboratory result, somebody arriving."""

    tick: int
    kind: Happening
    data: dict[str, Any] = Field(default_factory=dict)


class Absence(Mutable):
    """A time skip under way: until when, and what the learner asked for."""

    until: int
    every: int
    next_round: int
    call_me_if: list[str]
    started: int


class State(Mutable):
    """The session beside the body."""

    tick: int = 0
    phase: Phase = "curtain"
    mode: Mode = "practice"
    running: bool = True
    paused_because: Why | None = None
    opened: int | None = None
    next_event: int = 1
    next_ordinal: int = 1
    tasks: dict[str, Task] = Field(default_factory=dict)
    waiting: Task | None = None
    holding: dict[str, Held] = Field(default_factory=dict)
    challenged: dict[str, int] = Field(default_factory=dict)
    lines: list[Line] = Field(default_factory=list)
    slots: dict[str, int] = Field(default_factory=dict)
    triggers: dict[str, str] = Field(default_factory=dict)  # insult slot -> infusion item that feeds it
    trigger_ended: int | None = None
    at_bedside: list[str] = Field(default_factory=list)
    attached: list[str] = Field(default_factory=list)
    oxygen: str = "none"
    oxygen_flow: float = 0.0
    nebulising: bool = False
    airway: str = "none"
    bag_mask: bool = False
    posture: Posture = "half-sitting"
    legs_raised: bool = False
    fallen: bool = False
    compressions: bool = False
    called: dict[str, int] = Field(default_factory=dict)
    present: list[str] = Field(default_factory=list)
    scheduled: list[Scheduled] = Field(default_factory=list)
    given_mg: dict[str, float] = Field(default_factory=dict)
    fluid_ml: float = 0.0
    measured: list[str] = Field(default_factory=list)
    reported: dict[str, float] = Field(default_factory=dict)
    moments: dict[str, int | None] = Field(default_factory=dict)
    since: dict[str, int] = Field(default_factory=dict)  # condition id -> tick since which it holds
    said: list[str] = Field(default_factory=list)
    counts: dict[str, int] = Field(default_factory=dict)  # rubric item -> how often its pattern was done
    absence: Absence | None = None
    skipped_min: float = 0.0
    handed_over: bool = False
    ending: str | None = None
    last_choice: int = 0

    def schedule(self, after_s: float, kind: Happening, **data: Any) -> None:
        """Have something happen ``after_s`` seconds from now."""
        self.scheduled.append(Scheduled(tick=self.tick + round(after_s * TICKS_PER_SECOND), kind=kind, data=data))

    def stand(self, thing: str) -> None:
        """Something stands at the bed from now on."""
        if thing not in self.at_bedside:
            self.at_bedside.append(thing)

    def who_holds(self, held: Held) -> Who | None:
        """Whose hands hold this."""
        return next((who for who in WHO if self.holding.get(who) == held), None)

    def let_go(self, held: Held) -> None:
        """Whoever holds this has free hands again."""
        self.holding = {who: thing for who, thing in self.holding.items() if thing != held}
