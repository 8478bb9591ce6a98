"""What if: the same session with an action earlier, later or left out. A fork keeps seed and luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from osler.scenario.case import Case
from osler.session.commands import TICKS_PER_SECOND, Command
from osler.session.progress import Progress, part, silent
from osler.session.replay import MAX_TICKS, Played, play
from osler.session.topics import Mode


@dataclass(frozen=True)
class Edit:
    """Move a command to ``at_s`` seconds after the curtain, or leave it out (None)."""

    ordinal: int
    at_s: float | None


class EditError(ValueError):
    """The edit names a command that is not in the log, or cannot be moved."""


def edited(commands: Sequence[Command], edits: Sequence[Edit], opened: int) -> list[Command]:
    """The command log with the edits applied. Raises EditError."""
    wanted = {edit.ordinal: edit for edit in edits}
    unknown = sorted(set(wanted) - {command.ordinal for command in commands})
    if unknown:
        raise EditError(f"no command number {', '.join(map(str, unknown))} in this session")
    result = []
    for command in commands:
        edit = wanted.get(command.ordinal)
        if edit is None:
            result.append(command)
            continue
        if "open" in command.do or "control" in command.do:
            raise EditError(f"command number {command.ordinal} opens the curtain or controls time: it cannot be moved")
        if edit.at_s is not None:
            if not 0 <= edit.at_s <= MAX_TICKS / TICKS_PER_SECOND:
                raise EditError(f"{edit.at_s:g} s is not in the case: a time lies between 0 and {MAX_TICKS // 20} s")
            result.append(replace(command, tick=opened + round(edit.at_s * TICKS_PER_SECOND)))
    return sorted(result, key=lambda command: (command.tick, command.ordinal))


def fork(
    case: Case,
    seed: int,
    mode: Mode,
    commands: Sequence[Command],
    edits: Sequence[Edit],
    until_tick: int,
    progress: Progress = silent,
) -> tuple[Played, Played]:
    """(original, changed), both simulated now, under the same engine, to ``until_tick`` at most.

    Pauses, resumes and hints are left out of both: they do not touch the patient. Raises EditError.
    """
    clinical = [command for command in commands if "control" not in command.do]
    opened = next((command.tick for command in clinical if "open" in command.do), 0)
    wanted = edited(clinical, edits, opened)
    original = play(case, seed, mode, clinical, until_tick, progress=part(progress, 0.0, 0.5))
    changed = play(case, seed, mode, wanted, until_tick, progress=part(progress, 0.5, 1.0))
    return original, changed
