"""What happened, read from the recorded events alone: acts, orders under way, moments, and what was known when."""

from __future__ import annotations

import bisect
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from osler.assessment.vitals import Vitals, read_vitals
from osler.scenario.actions import verb_of
from osler.scenario.case import Case
from osler.scenario.patterns import Pattern, parse_pattern
from osler.session.commands import TICKS_PER_SECOND, Event
from osler.session.ports import Recording


@dataclass(frozen=True, slots=True)
class Act:
    """Something somebody did, or began to do: ``position`` among all events, ``at_s`` when it was completed."""

    position: int
    event: int
    ordinal: int
    do: Mapping[str, Any]
    who: str
    label: str
    begun_s: float
    at_s: float

    @property
    def verb(self) -> str:
        return verb_of(self.do)


@dataclass
class Timeline:
    """One session as its recording tells it. All times are seconds since the curtain opened."""

    case: Case
    events: list[Event]
    vitals: Vitals
    opened: int
    duration_s: float
    baseline: Mapping[str, float] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    unfinished: list[Act] = field(default_factory=list)
    moments: dict[str, float | None] = field(default_factory=dict)
    confirmed: dict[str, int] = field(default_factory=dict)  # moment -> position of the event that says so
    ending: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, case: Case, recording: Recording) -> Timeline:
        """Read a recording. Never simulates; copes with sessions that never opened or never ended."""
        events = sorted(recording.events, key=lambda event: (event.tick, event.id))
        curtain = next((event for event in events if event.kind == "curtain-opened"), None)
        opened = curtain.tick if curtain is not None else recording.tick
        names, baseline = _columns(curtain)
        timeline = cls(
            case=case,
            events=events,
            vitals=read_vitals(recording.vitals, names),
            opened=opened,
            duration_s=max(0.0, (recording.tick - opened) / TICKS_PER_SECOND),
            baseline=baseline,
            moments=dict.fromkeys(case.scenario.moments),
        )
        timeline._read()
        return timeline

    def seconds(self, tick: int) -> float:
        """Seconds since the curtain."""
        return (tick - self.opened) / TICKS_PER_SECOND

    def of_kind(self, *kinds: str) -> list[tuple[int, Event]]:
        """(position, event) of some kinds."""
        return [(position, event) for position, event in enumerate(self.events) if event.kind in kinds]

    @property
    def handed_over(self) -> bool:
        """Whether the learner closed the case by handing over."""
        return any("handover" in act.do for act in self.acts)

    def before(self, act: Act) -> RecordedScope:
        """What held just before an act was completed: its own effects are not in yet."""
        return RecordedScope(self, max(0, math.ceil(act.at_s) - 1), act.at_s, act.position)

    def at(self, second: int) -> RecordedScope:
        """What held at a recorded second."""
        cut = bisect.bisect_right(self._ticks, self.opened + second * TICKS_PER_SECOND)
        return RecordedScope(self, second, float(second), cut)

    def matching(self, patterns: Sequence[Pattern]) -> list[Act]:
        """The completed acts that fit any of the patterns."""
        return [act for act in self.acts if any(pattern.matches(act.do) for pattern in patterns)]

    def item_positions(self, item: str) -> list[int]:
        """Where in the events something was done that fits a rubric item's action."""
        if item not in self._items:
            wanted = next((one.do for one in self.case.scenario.rubric if one.id == item), [])
            self._items[item] = [act.position for act in self.matching([parse_pattern(pattern) for pattern in wanted])]
        return self._items[item]

    def _read(self) -> None:
        self._ticks = [event.tick for event in self.events]
        self._items: dict[str, list[int]] = {}
        begun: dict[int, tuple[int, Event]] = {}
        for position, event in enumerate(self.events):
            data = event.data
            match event.kind:
                case "begun":
                    begun[data["ordinal"]] = (position, event)
                case "done":
                    begun.pop(data["ordinal"], None)
                    self.acts.append(self._act(position, event, data.get("begun_tick", event.tick)))
                case "failed" | "cancelled":
                    begun.pop(data["ordinal"], None)
                case "moment" if self.moments.get(data["name"]) is None:
                    self._moment(position, event)
                case "ended":
                    self.ending = data
                    self.duration_s = self.seconds(event.tick)
        self.unfinished = [self._act(position, event, event.tick) for position, event in begun.values()]

    def _act(self, position: int, event: Event, begun_tick: int) -> Act:
        data = event.data
        do = {**data["do"], **_derived(self.case, data["do"])}
        return Act(
            position, event.id, data["ordinal"], do, data.get("who", "self"), data.get("label", ""),
            self.seconds(begun_tick), self.seconds(event.tick),
        )  # fmt: skip

    def _moment(self, position: int, event: Event) -> None:
        """A moment is told when it has held for its time; it happened when it began to hold."""
        name = event.data["name"]
        moment = self.case.scenario.moments.get(name)
        held = math.ceil(moment.for_s) if moment is not None else 0
        self.moments[name] = max(0.0, self.seconds(event.tick) - held)
        self.confirmed[name] = position


class RecordedScope:
    """Where conditions find their values afterwards: the vitals of one second, the events before one position."""

    def __init__(self, timeline: Timeline, second: int, at_s: float, cut: int) -> None:
        self._timeline = timeline
        self._second = second
        self._at_s = at_s
        self._cut = cut

    def value(self, name: str) -> float:
        return self._timeline.vitals.value(name, self._second)

    def call(self, function: str, argument: str) -> float:
        timeline = self._timeline
        match function:
            case "baseline":
                return timeline.baseline.get(argument, math.nan)
            case "since":
                happened = timeline.moments.get(argument)
                known = happened is not None and timeline.confirmed[argument] < self._cut
                return self._at_s - happened if known and happened is not None else math.nan
            case "given":
                return sum((act.do.get("dose_mg", 0.0) for act in self._acts() if act.do.get("give") == argument), 0.0)
            case "done":
                return float(any(position < self._cut for position in timeline.item_positions(argument)))
            case "running":
                return float(self._running(argument))
            case "attached":
                changes = [act.verb for act in self._acts() if argument in (act.do.get("attach"), act.do.get("detach"))]
                return float(bool(changes) and changes[-1] == "attach")
            case "called":
                return float(any(act.do.get("call") == argument for act in self._acts()))
        return math.nan

    def _acts(self) -> list[Act]:
        return [act for act in self._timeline.acts if act.position < self._cut]

    def _running(self, item: str) -> bool:
        """By site; where a bag was hung is not recorded of older sessions, and each counts as a line of its own."""
        hung: dict[str | int, str | None] = {line.site: line.item for line in self._timeline.case.scenario.start.lines}
        for act in self._acts():
            stopped, site = act.do.get("stop"), act.do.get("site")
            if stopped is not None:
                hung = {at: what for at, what in hung.items() if what != stopped or site not in (None, at)}
            elif act.verb in ("fluid", "infuse"):
                hung[site or act.position] = act.do[act.verb]
        return item in hung.values()


def _columns(curtain: Event | None) -> tuple[Sequence[str] | None, dict[str, float]]:
    """Names of the vitals' columns and the values before the case, when the recording carries them."""
    names = curtain.data.get("columns") if curtain is not None else None
    values = curtain.data.get("baseline") if curtain is not None else None
    if not names or not values:
        return names, {}
    return names, {
        name: math.nan if value is None else float(value) for name, value in zip(names, values, strict=False)
    }


def _derived(case: Case, do: Mapping[str, Any]) -> dict[str, Any]:
    """The dose of an order as written, where the event does not say it: volume times the strength on the label."""
    if "give" not in do or "dose_mg" in do or do["give"] not in case.drugs:
        return {}
    for presentation in case.drugs[do["give"]].presentations:
        if presentation.id == do.get("presentation") and "volume_ml" in do:
            return {
                "dose_mg": round(do["volume_ml"] * presentation.concentration_mg_per_ml, 9),
                "label": presentation.label,
            }
    return {}


def order_of(case: Case, event: Event) -> dict[str, Any]:
    """What a refused event was about, with the dose that would have been given."""
    return {**event.data.get("do", {}), **_derived(case, event.data.get("do", {}))}
