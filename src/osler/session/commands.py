"""Commands, outcomes and events: what goes into the log and what comes out of a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from osler.session.topics import Speaker

TICKS_PER_SECOND = 20
EVENT_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Command:
    """One logged command. ``tick`` is when it is admitted, ``ordinal`` its place in the session's log (from 1)."""

    ordinal: int
    tick: int
    actor: str
    do: Mapping[str, Any]  # a spelled action, or {"control": "pause" | "resume" | "hint", ...}
    chosen_over_s: float = 0.0

    def canonical(self) -> dict[str, Any]:
        """The byte-compared form: no wall time, no random id."""
        return {
            "ordinal": self.ordinal,
            "tick": self.tick,
            "actor": self.actor,
            "do": dict(self.do),
            "chosen_over_s": self.chosen_over_s,
        }


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. ``kind`` names it, ``data`` is JSON-ready and names what a reader needs."""

    id: int
    tick: int
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def at_s(self) -> float:
        return self.tick / TICKS_PER_SECOND

    def canonical(self) -> dict[str, Any]:
        return {"id": self.id, "tick": self.tick, "kind": self.kind, "schema": EVENT_SCHEMA, "data": dict(self.data)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command: done, or refused with the words the world says."""

    ordinal: int
    done: bool
    reason: str | None = None
    speaker: Speaker | None = None  # who says the reason; not kept with the log, where a caption says it


@dataclass
class Step:
    """What came of one step."""

    outcomes: list[Outcome] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    vitals: list[tuple[int, bytes]] = field(default_factory=list)
