"""When somebody first looked: the finding that shows what an item answers to."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from functools import lru_cache

from osler.assessment.timeline import Act, Timeline
from osler.scenario.case import Case
from osler.scenario.expressions import parse
from osler.scenario.model import Examination, Item
from osler.scenario.patterns import parse_pattern

# What the monitor's own findings tell, by their label (session/readings.py)
MONITOR: Mapping[str, frozenset[str]] = {
    "SpO2": frozenset({"oxygen_saturation"}),
    "Heart rate": frozenset({"heart_rate"}),
    "Blood pressure": frozenset({"systolic_pressure", "diastolic_pressure", "mean_arterial_pressure"}),
}

# What comes up on the monitor some seconds after an act, by that finding's label
READS: Mapping[tuple[str, str], str] = {
    ("attach", "pulse-oximeter"): "SpO2",
    ("attach", "ecg"): "Heart rate",
    ("attach", "cuff"): "Blood pressure",
    ("measure", "blood-pressure"): "Blood pressure",
}


def looked_at(
    timeline: Timeline, item: Item, recognisable_s: float | None, act: Act | None, since_s: float = 0.0
) -> float | None:
    """Seconds at which the item's sign was first elicited, or None.

    With ``looked`` patterns: when such an act showed something. Otherwise: the finding that shows what the item's
    moment asks. Looking counts from the moment on; who acted without looking again is credited with the last look
    before it, and what was looked at only when the act that counts was begun or ordered is not a look that led to it,
    unless that act is the look itself. Of an item that comes after
    another one, nothing counts before ``since_s``, when that was done.
    """
    if item.klass == "harmful":
        return None
    if item.looked is not None:
        acts = timeline.matching([parse_pattern(pattern) for pattern in item.looked])
        times = [seen for act in acts if (seen := _seen(timeline, act)) is not None]
    elif item.from_ is not None and recognisable_s is not None:
        times = _shown(timeline, item.from_)
    else:
        return None
    in_time = [time for time in times if since_s <= time and _led_to(act, time)]
    after_moment = [time for time in in_time if recognisable_s is None or time >= recognisable_s]
    if after_moment:
        return min(after_moment)
    return max(in_time, default=None)


def _led_to(act: Act | None, time: float) -> bool:
    return act is None or time <= act.begun_s or (elicited(act) and time <= act.at_s)


def _seen(timeline: Timeline, act: Act) -> float | None:
    """When an act showed something: at once, or, on the monitor, with the first value or failure that it shows."""
    label = READS.get((act.verb, act.do[act.verb]))
    if label is None:
        return act.at_s
    shown = [
        timeline.seconds(event.tick)
        for _, event in timeline.of_kind("finding")
        if event.data.get("place") == "monitor" and event.data.get("label") == label
    ]
    return min((at_s for at_s in shown if at_s >= act.at_s), default=None)


def elicited(act: Act) -> bool:
    """Whether an act is a look at the patient rather than a treatment."""
    return act.verb in ("examine", "measure", "attach", "stimulate") or (
        act.verb == "ask" and act.do.get("whom") == "patient"
    )


def _shown(timeline: Timeline, moment: str) -> list[float]:
    """Times of the findings that show something the moment's condition asks for."""
    when = timeline.case.scenario.moments.get(moment)
    if when is None:
        return []
    wanted = parse(when.when).names
    shows = _examinations(timeline.case)
    times = []
    for _, event in timeline.of_kind("finding"):
        label, place = event.data.get("label", ""), event.data.get("place", "")
        told = MONITOR.get(label, frozenset()) if place == "monitor" else shows.get((place, label), frozenset())
        if told & wanted:
            times.append(timeline.seconds(event.tick))
    return times


def _examinations(case: Case) -> dict[tuple[str, str], frozenset[str]]:
    return {(one.examine, one.label): _names(one) for one in [*case.place.examinations, *case.scenario.examinations]}


def _names(examination: Examination) -> frozenset[str]:
    """The observables an examination tells about: those of its conditions, and those it fills in."""
    return _names_of(tuple((answer.when, answer.say) for answer in examination.answers))


@lru_cache(maxsize=512)
def _names_of(answers: Sequence[tuple[str, str]]) -> frozenset[str]:
    asked = {name for when, _ in answers for name in parse(when).names}
    filled = {field for _, say in answers for _, field, _, _ in string.Formatter().parse(say) if field}
    return frozenset(asked | filled)
