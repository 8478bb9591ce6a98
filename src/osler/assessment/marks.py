"""The marks of the timeline: moments, what was looked at, done and said, and what the nurse said unasked."""

from __future__ import annotations

from collections.abc import Mapping

from osler.assessment.looked import elicited
from osler.assessment.report import Lane, TimelineMark
from osler.assessment.sentences import act_text
from osler.assessment.timeline import Act, Timeline
from osler.session.commands import Event

TOLD = ("ask", "say", "call", "plan", "handover")
FIXED = ("open", "ask", "say", "plan", "handover", "skip")
"""What cannot be moved in a what-if: it opens or closes the case, passes time, or is talk."""

HAPPENINGS: Mapping[str, Lane] = {
    "hint": "told", "interruption": "acted", "returned": "acted", "failed": "acted", "let-go": "acted",
    "arrived": "moment",
}  # fmt: skip
"""What happened beside acts and talk, and in whose lane it stands: who came could be seen, it was not said."""


def marks(timeline: Timeline) -> list[TimelineMark]:
    """All marks in the order of time.

    The mark of an act stands where its command was given, so that a what-if can move it; its text says when it was
    done.
    """
    found = [
        TimelineMark(
            id=_event_of(timeline, name), at_s=at_s, lane="moment", text=timeline.case.scenario.moments[name].define
        )
        for name, at_s in timeline.moments.items()
        if at_s is not None and name in timeline.case.scenario.moments
    ]
    found += [_act_mark(timeline, act) for act in timeline.acts]
    found += [
        TimelineMark(
            id=event.id, at_s=timeline.seconds(event.tick), lane=HAPPENINGS[event.kind], text=_happening(event)
        )
        for _, event in timeline.of_kind(*HAPPENINGS)
    ]
    found += [_said(timeline, event) for event in _unasked(timeline)]
    return sorted(found, key=lambda mark: (mark.at_s, mark.id))


def _act_mark(timeline: Timeline, act: Act) -> TimelineMark:
    return TimelineMark(
        id=act.ordinal,
        at_s=act.begun_s,
        lane="told" if act.verb in TOLD else "looked" if elicited(act) else "acted",
        text=act_text(timeline.case, act),
        movable=act.verb not in FIXED,
    )


def _happening(event: Event) -> str:
    data = event.data
    match event.kind:
        case "hint":
            return f"Hint: {data.get('text', '')}"
        case "interruption":
            return f"Interruption: {data.get('control', '')} ({data.get('why', '')})"
        case "arrived":
            return f"{data.get('label', data.get('who', ''))}: here"
        case "let-go":
            return f"Let go: {data.get('label', '')}{', the nurse' if data.get('who') == 'nurse' else ''}"
        case "returned":
            return "Called back to the bed" if data.get("why") == "called" else "Back at the bed"
    return f"It did not work: {data.get('reason', '')}"


def _said(timeline: Timeline, event: Event) -> TimelineMark:
    text = event.data["text"] if event.kind == "caption" else event.data.get("reason", "")
    return TimelineMark(id=event.id, at_s=timeline.seconds(event.tick), lane="nurse", text=text)


def _unasked(timeline: Timeline) -> list[Event]:
    """The nurse's own observations and challenges: her captions that answer nothing, and the orders she questioned."""
    answers = {event.tick for _, event in timeline.of_kind("begun", "done", "failed", "refused") if _answered(event)}
    said = [
        event
        for _, event in timeline.of_kind("caption")
        if event.data.get("speaker") == "nurse" and event.tick not in answers
    ]
    return said + [event for _, event in timeline.of_kind("refused") if event.data.get("key") == "nurse-challenges"]


def _answered(event: Event) -> bool:
    """Whether the nurse speaks because of this event: an order read back or reported, a question, a plan, a refusal."""
    asked = event.kind == "done" and any(verb in event.data["do"] for verb in TOLD)
    return event.kind == "refused" or event.data.get("who") == "nurse" or asked


def _event_of(timeline: Timeline, moment: str) -> int:
    return timeline.events[timeline.confirmed[moment]].id
