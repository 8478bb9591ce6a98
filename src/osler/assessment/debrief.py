"""The debrief and the export of a session, from what was recorded; and its what-if, which alone is simulated."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from osler.assessment.marks import marks
from osler.assessment.report import DebriefView, WhatIfView
from osler.assessment.rubric import judge
from osler.assessment.sentences import MODEL_NOTE, NOT_REVIEWED, first_done, item_view, last_missed
from osler.assessment.timeline import Timeline
from osler.assessment.vitals import DISPLAYED, TRUTH, read_vitals
from osler.physiology.engine import fingerprint
from osler.physiology.observables import OBSERVABLES
from osler.scenario.case import Case
from osler.scenario.expressions import parse
from osler.session import words
from osler.session.commands import TICKS_PER_SECOND
from osler.session.ports import Recording
from osler.session.progress import Progress, silent
from osler.session.replay import Played
from osler.session.topics import Choice, Mode
from osler.session.whatif import Edit, EditError, fork

EXPORT_FORMAT = "osler-session 1"
NOT_ENDED = "The case was left before it ended"
UNREADABLE = "The curves of this session were recorded by an older version and cannot be drawn."
WHAT_IF_NOTE = (
    "Both curves were simulated again under today's model, with the same patient and the same luck. "
    "In this model that is what changes."
)
OTHER_ENGINE = "The session was recorded under an older model, so the first curve may differ from what was recorded."


def debrief(case: Case, recording: Recording, today: str | None = None) -> DebriefView:
    """What happened, against which target, with which evidence.

    ``today`` (YYYY-MM-DD) says whether the guideline's review is overdue; without it nothing is said of that.
    """
    scenario = case.scenario
    timeline = Timeline.of(case, recording)
    judged = judge(timeline)
    return DebriefView(
        session=recording.header.id,
        scenario=scenario.id,
        title=scenario.title,
        revealed_title=scenario.revealed_title,
        outcome=_outcome(timeline),
        patient_now=_patient_now(timeline),
        duration_s=timeline.duration_s,
        moments=dict(timeline.moments),
        marks=marks(timeline),
        truth=timeline.vitals.series(TRUTH),
        displayed=timeline.vitals.series(DISPLAYED),
        items=[item_view(timeline, one) for one in judged],
        first_done=first_done(timeline, judged),
        last_missed=last_missed(judged),
        questions=[Choice(id=question.id, label=question.text) for question in scenario.debrief.questions],
        teaching=list(scenario.debrief.teaching),
        objectives=list(scenario.objectives),
        review=_review(case),
        guideline=_guideline(case, today),
        model_note=MODEL_NOTE if timeline.vitals.readable else f"{MODEL_NOTE} {UNREADABLE}",
        seed=recording.header.seed,
        fingerprint=recording.header.fingerprint,
    )


def what_if(case: Case, recording: Recording, edits: Sequence[Edit], progress: Progress = silent) -> WhatIfView:
    """Simulate a recorded session twice, as it was and with the edits. Raises EditError."""
    if not edits:
        raise EditError("nothing to change: move an action, or leave one out")
    header = recording.header
    refused = [event.data for event in recording.events if event.kind == "refused"]
    unheard = {data["ordinal"] for data in refused if data["key"] == "paused"}  # never tried; a fork never stands
    commands = [command for _, command in recording.commands if command.ordinal not in unheard]
    limit = max(recording.tick, case.scenario.minutes * 60 * TICKS_PER_SECOND)
    mode: Mode = "exam" if header.mode == "exam" else "practice"
    original, changed = fork(case, header.seed, mode, commands, edits, limit, progress)
    return whatif_view(original, changed, header.fingerprint)


def whatif_view(original: Played, changed: Played, recorded_fingerprint: str) -> WhatIfView:
    """Both curves of a what-if. ``recorded_fingerprint`` is the engine under which the session was played."""
    same = recorded_fingerprint == fingerprint()
    return WhatIfView(
        outcome_original=_ended(original),
        outcome=_ended(changed),
        original=read_vitals(original.vitals).series(TRUTH),
        changed=read_vitals(changed.vitals).series(TRUTH),
        refused=_newly_refused(original, changed),
        note=WHAT_IF_NOTE if same else f"{WHAT_IF_NOTE} {OTHER_ENGINE}",
        same_engine=same,
    )


def export(case: Case, recording: Recording) -> dict[str, Any]:
    """Everything recorded of a session and all that is said of it, as JSON-ready data.

    Header without wall times, the case whole, commands with their outcomes, events, items with evidence, the debrief
    with its marks and moments, and vitals once a second with their names and units: what the body had, and, of the
    columns under ``displayed``, what the monitor showed.
    """
    header = asdict(recording.header)
    timeline = Timeline.of(case, recording)
    told = debrief(case, recording).model_dump(mode="json", exclude={"truth", "displayed", "items"})
    return {
        "format": EXPORT_FORMAT,
        "header": {name: value for name, value in header.items() if name not in ("created_at", "content")},
        "content": dict(recording.header.content),
        "tick": recording.tick,
        "phase": recording.phase,
        "commands": [command.canonical() for _, command in recording.commands],
        "outcomes": [
            {"ordinal": ordinal, "done": done, "reason": why}
            for ordinal, (done, why) in sorted(recording.outcomes.items())
        ],
        "events": [event.canonical() for event in recording.events],
        "items": [item_view(timeline, one).model_dump(mode="json") for one in judge(timeline)],
        "debrief": told,
        "vitals": {
            "columns": list(timeline.vitals.columns),
            "units": [OBSERVABLES[name].unit if name in OBSERVABLES else "" for name in timeline.vitals.columns],
            "displayed": [
                name
                for name in timeline.vitals.columns
                if name in OBSERVABLES and OBSERVABLES[name].kind == "displayed"
            ],
            "rows": [[_number(value) for value in row] for row in timeline.vitals.table.tolist()],
        },
    }


def _outcome(timeline: Timeline) -> str:
    if timeline.ending is None:
        return f"{NOT_ENDED}, at {words.clock(timeline.duration_s)}"
    return str(timeline.ending["outcome"])


def _patient_now(timeline: Timeline) -> str:
    """The first sentence that holds at the last recorded second; a case without records still says something true."""
    last = timeline.at(max(0, timeline.vitals.seconds - 1))
    if timeline.vitals.seconds == 0:
        return "Nothing was recorded of the patient."
    for sentence in timeline.case.scenario.debrief.patient_now:
        if parse(sentence.when).holds(last):
            return sentence.say
    return "The case does not say how the patient is now."


def _review(case: Case) -> str:
    review = case.scenario.review
    if review.status != "reviewed" or not review.by:
        return NOT_REVIEWED
    return f"Reviewed by {review.by}" + (f", {review.on}" if review.on else "")


def _guideline(case: Case, today: str | None) -> str:
    guideline = case.scenario.guideline
    said = f"{guideline.name}, {guideline.version}, {guideline.region}"
    if today is not None and guideline.review_due is not None and today[:7] > guideline.review_due:
        return f"{said}; review overdue since {guideline.review_due}"
    return said


def _ended(played: Played) -> str:
    for event in reversed(played.events):
        if event.kind == "ended":
            return str(event.data["outcome"])
    last = max((second for second, _ in played.vitals), default=0)
    return f"Not ended by {words.clock(last)}"


def _newly_refused(original: Played, changed: Played) -> list[str]:
    """What the world refused, or what failed, in the changed run only."""
    before = {ordinal for ordinal, _ in _refusals(original)}
    return [text for ordinal, text in _refusals(changed) if ordinal not in before]


def _refusals(played: Played) -> Sequence[tuple[int, str]]:
    opened = next((event.tick for event in played.events if event.kind == "curtain-opened"), 0)
    return [
        (event.data["ordinal"], f"{words.clock((event.tick - opened) / 20)}: {event.data['reason']}")
        for event in played.events
        if event.kind in ("refused", "failed")
    ]


def _number(value: float) -> float | None:
    return round(value, 6) if math.isfinite(value) else None
