"""Replay: the same case, seed and commands give the same session, to the byte."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from osler.scenario.case import Case
from osler.session.commands import Command, Event, Outcome
from osler.session.progress import Progress, silent
from osler.session.session import Session
from osler.session.topics import Mode

MAX_TICKS = 4 * 3600 * 20
STRETCH_TICKS = 60 * 20
"""Played at a time: how often the progress is told."""


@dataclass
class Played:
    """A session played to its end, with everything that came of it."""

    session: Session
    commands: list[Command] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    vitals: list[tuple[int, bytes]] = field(default_factory=list)

    def canonical_log(self) -> bytes:
        """The byte-compared log: commands, outcomes, events, one JSON line each."""
        rows = [{"command": c.canonical()} for c in self.commands]
        rows += [{"outcome": {"ordinal": o.ordinal, "done": o.done, "reason": o.reason}} for o in self.outcomes]
        rows += [{"event": e.canonical()} for e in self.events]
        return b"".join(
            json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for row in rows
        )


def play(
    case: Case,
    seed: int,
    mode: Mode,
    commands: Sequence[Command],
    until_tick: int | None = None,
    session: Session | None = None,
    progress: Progress = silent,
) -> Played:
    """Play ``commands`` (in order of tick and ordinal) until ``until_tick``, the end of the case, or MAX_TICKS."""
    played = Played(session or Session.begin(case, seed, mode))
    live = played.session
    limit = MAX_TICKS if until_tick is None else until_tick
    queue = sorted(commands, key=lambda command: (command.tick, command.ordinal))
    position = 0
    while True:
        due = []
        while position < len(queue) and queue[position].tick <= live.tick:
            due.append(queue[position])
            position += 1
        if due:
            _collect(played, due, live, 0)
            continue
        ahead = queue[position].tick if position < len(queue) else limit
        if live.tick >= limit or not live.running:
            break
        progress(live.tick / limit)
        _collect(played, (), live, min(ahead, limit, live.tick + STRETCH_TICKS) - live.tick)
    _collect(played, queue[position:], live, 0)
    progress(1.0)
    return played


def _collect(played: Played, commands: Sequence[Command], live: Session, ticks: int) -> None:
    step = live.step(commands, ticks)
    played.commands.extend(commands)
    played.outcomes.extend(step.outcomes)
    played.events.extend(step.events)
    played.vitals.extend(step.vitals)
