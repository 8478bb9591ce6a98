"""A rehearsal told in the terminal: as text for people, as JSON for machines."""

from __future__ import annotations

from typing import Any

from osler.assessment.debrief import export
from osler.rehearsal.learners import Rehearsal
from osler.scenario.case import Case
from osler.session import words
from osler.session.commands import TICKS_PER_SECOND, Event

VERDICTS = {
    "done": "done",
    "late": "LATE",
    "missed": "MISSED",
    "harmful": "HARMFUL",
    "avoided": "avoided",
    "not-assessable": "not assessable",
    "not-needed": "not needed",
}


def as_json(case: Case, rehearsal: Rehearsal) -> dict[str, Any]:
    """Outcome, items with evidence, events, and true and displayed vitals every second."""
    return {
        "outcome": rehearsal.outcome,
        "won": rehearsal.won,
        "state_hash": rehearsal.played.session.state_hash(),
        **export(case, rehearsal.recording),
        "debrief": rehearsal.debrief.model_dump(mode="json"),
    }


def as_text(rehearsal: Rehearsal) -> str:
    """What happened in order of time, then the outcome and every item with its reason."""
    opened = rehearsal.played.session.state.opened or 0
    view = rehearsal.debrief
    told = [
        ((event.tick - opened) / TICKS_PER_SECOND, line) for event in rehearsal.played.events if (line := _line(event))
    ]
    told += [(at_s, f"-- {name.replace('-', ' ')} --") for name, at_s in view.moments.items() if at_s is not None]
    lines = [f"{words.clock(at_s):>6}  {line}" for at_s, line in sorted(told, key=lambda one: one[0])]
    lines += ["", f"{view.revealed_title}", f"Outcome: {rehearsal.outcome}", view.patient_now, ""]
    for item in view.items:
        grade = f", {item.grade}" if item.grade else ""
        at = f" at {words.clock(item.acted_s)}" if item.acted_s is not None else ""
        lines.append(f"  {VERDICTS[item.verdict]:<15} {item.text}{grade}{at}")
        if item.verdict in ("late", "missed", "harmful"):
            lines.append(f"  {'':<15} {item.feedback}")
    return "\n".join(lines)


def _line(event: Event) -> str | None:
    data = event.data
    match event.kind:
        case "caption":
            return f"{data['speaker']}: {data['text']}"
        case "finding":
            return f"{data['label']}: {data['text']}"
        case "done":
            return f"[{'you' if data['who'] == 'self' else 'nurse'}] {data['label']}"
        case "returned":
            return "(you come back)"
        case "ended":
            return str(data["text"])
    return None
