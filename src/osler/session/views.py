"""Topics of a session: what its participants see now. Reading them changes nothing in the session."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal

from osler.physiology import observables, signals
from osler.physiology.rhythm import ASYSTOLE, FIBRILLATION
from osler.session.commands import TICKS_PER_SECOND, Event
from osler.session.outline import Outline
from osler.session.readings import monitor_view
from osler.session.refusal import Refusal
from osler.session.session import Session
from osler.session.topics import (
    Caption,
    Clock,
    EndView,
    EquipmentView,
    Finding,
    HandsView,
    LineView,
    MonitorView,
    OutlineView,
    PatientView,
    Waves,
)

ECG_COUNTS_PER_UNIT = 4  # 5 microvolt counts of the body to the wire's 0.02 mV
MAX_WAVE_TICKS = 20
WALK_BACK_S = 3.0
"""Whoever fetches something comes into sight this long before it is there."""


class Views:
    """Makes the topics of one session, for whoever sends them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._outline = Outline(session.case, session.dialogue, session.bedside.infusions.named)
        self._since_beat_s = math.inf

    def clock(self) -> Clock:
        session, state = self.session, self.session.state
        return Clock(
            tick=state.tick,
            seconds=round(session.seconds, 2),
            phase=state.phase,
            running=session.running,
            paused_because=state.paused_because,
            mode=state.mode,
            time_of_day=ward_time(session.case.scenario.start.ward_time, session.seconds),
        )

    def patient(self) -> PatientView:
        """Rounded so that a still patient sends nothing new."""
        session, state = self.session, self.session.state
        now = _Observed(observables.read(session.body))
        lungs = session.body["lungs"][0]
        eyes = now("gcs_eye")
        return PatientView(
            tick=state.tick,
            chest=round(float(lungs["lung_volume_ml"] - lungs["functional_residual_capacity_ml"]), 0),
            respiratory_rate=round(now("respiratory_rate"), 1),
            effort=round(min(1.0, max(0.0, (now("respiratory_rate") - 20.0) / 15.0) * now("breathing")), 2),
            eyes_open={4: 1.0, 3: 0.5, 2: 0.2}.get(round(eyes), 0.0),
            gaze=_gaze(eyes, state.tick),
            mouth_open=0.3 if now("consciousness") < 0.4 else round(0.2 * now("wheeze"), 2),
            flush=round(now("flush"), 2),
            urticaria=round(now("urticaria"), 2),
            angioedema=round(now("angioedema"), 2),
            pallor=round(now("pallor"), 2),
            cyanosis=round(now("cyanosis"), 2),
            sweating=round(now("sweating"), 2),
            tremor=round(now("tremor"), 2),
            pupil_mm=round(now("pupil_size"), 1),
            consciousness=round(now("consciousness"), 2),
            distress=round(min(1.0, max(now("anxiety"), now("pain") / 10.0) * min(1.0, now("consciousness") * 1.5)), 2),
            posture=state.posture,
            legs_raised=state.legs_raised,
            fallen=state.fallen,
            sound=_sound(now),
        )

    def monitor(self) -> MonitorView:
        return monitor_view(self.session.body, self.session.state)

    def waves(self, ticks: int) -> Waves:
        """Samples of the last ``ticks`` ticks (20 at most)."""
        body, state = self.session.body, self.session.state
        span = max(1, min(MAX_WAVE_TICKS, ticks))
        samples = signals.take(body, span)
        ecg_on, pleth_on, capno_on = (
            "ecg" in state.attached,
            "pulse-oximeter" in state.attached,
            "capnograph" in state.attached,
        )
        return Waves(
            tick=state.tick,
            ecg=(samples.ecg // ECG_COUNTS_PER_UNIT).clip(-127, 127).astype("int8").tobytes() if ecg_on else b"",
            pleth=samples.pleth.tobytes() if pleth_on else b"",
            respiration=samples.respiration.tobytes() if ecg_on else b"",
            co2=samples.co2.tobytes() if capno_on else b"",
            beats=self._beats() if ecg_on or pleth_on else [],
        )

    def _beats(self) -> list[int]:
        """Ticks of the beats since the last call: the time since the ventricles were excited starts again with each."""
        since = float(self.session.body["rhythm"]["since_ventricular_s"][0])
        quiet = int(self.session.body["rhythm"]["state"][0]) in (FIBRILLATION, ASYSTOLE)
        fresh = since < self._since_beat_s and not quiet
        self._since_beat_s = since
        return [self.session.state.tick - round(since * TICKS_PER_SECOND)] if fresh else []

    def equipment(self) -> EquipmentView:
        state = self.session.state
        given = self.session.body["devices"]
        device: Any = "bag-valve-mask" if state.bag_mask else "nebuliser" if state.nebulising else state.oxygen
        return EquipmentView(
            oxygen=device,
            oxygen_flow_l_min=round(float(given["bag_oxygen_l_min" if state.bag_mask else "oxygen_flow_l_min"][0]), 1),
            airway=state.airway,  # type: ignore[arg-type]  # written only from Airway, whose Literal is the same
            lines=[self._line(line) for line in state.lines],
            at_bedside=list(state.at_bedside),
            compressions_by=state.who_holds("compressions"),
            help_called=list(state.called),
        )

    def _line(self, line: Any) -> LineView:
        lines = self.session.body["lines"][0]
        is_set = line.rate_ml_per_h is not None
        return LineView(
            id=f"line-{line.index}",
            site=line.site,
            gauge=line.gauge,
            running=line.label,
            item=line.item,
            device=line.device,
            rate_ml_per_h=round(float(lines["flowing_ml_s"][line.index]) * 3600.0, 0 if is_set else -1),
            rate_is_set=is_set,
            remaining_ml=round(float(lines["remaining_ml"][line.index]), -1),
            pressure_bag=line.pressure_bag,
        )

    def hands(self) -> list[HandsView]:
        return [self._hands("self"), self._hands("nurse")]

    def _hands(self, who: Literal["self", "nurse"]) -> HandsView:
        state = self.session.state
        task = state.tasks.get(who) or (state.tasks.get("voice") if who == "self" else None)
        opened = state.opened or 0
        length = (task.ends - task.started) if task else 0
        back = task.back if task else None
        return HandsView(
            who=who,
            doing=task.label if task else self.session.hands.held(who),
            progress=round(min(1.0, (state.tick - task.started) / length), 2) if task and length else 0.0,
            fetching=task.fetching if task and state.tick - task.started < task.fetched else None,
            away=back is not None and state.tick < back - round(WALK_BACK_S * TICKS_PER_SECOND),
            ends_s=(task.ends - opened) / TICKS_PER_SECOND if task else None,
            next=state.waiting.label if who == "nurse" and state.waiting else None,
        )

    def outline(self) -> OutlineView:
        return self._outline.view(self.session.state, self.session.scope(), self._out_of_reach)

    def _out_of_reach(self, do: Mapping[str, Any]) -> str | None:
        """Why this cannot be done with one's own hands yet, in the ward's words."""
        thing = self.session.hands.first_missing(do)
        return self.session.dialogue.refusal(Refusal("not-in-reach", what=thing))[0] if thing else None

    def ended(self) -> EndView | None:
        state = self.session.state
        if state.ending is None:
            return None
        ending = next(ending for ending in self.session.case.scenario.end if ending.id == state.ending)
        return EndView(outcome=ending.outcome, text=ending.text, at_s=self.session.seconds)


class _Observed:
    """This moment's observables by name."""

    def __init__(self, values: Any) -> None:
        self._values = values

    def __call__(self, name: str) -> float:
        return float(self._values[observables.INDEX[name]])


def _gaze(eyes: float, tick: int) -> Literal["learner", "nurse", "ceiling", "none"]:
    """Awake people look at who is there, at the nurse now and then; drowsy ones past everybody."""
    if eyes < 2:
        return "none"
    if eyes < 4:
        return "ceiling"
    return "nurse" if (tick // 90) % 5 == 4 else "learner"


def _sound(now: _Observed) -> Literal["none", "wheeze", "stridor", "snore", "gasp", "moan"]:
    """The loudest thing that can be heard from the bedside."""
    if now("breathing") < 0.5:
        return "none"
    if now("respiratory_rate") < 8 and now("gcs") <= 5 and now("pulse_present") < 0.5:
        return "gasp"
    heard = {"stridor": now("stridor"), "snore": now("snoring"), "wheeze": now("wheeze") * now("air_entry")}
    name = max(heard, key=lambda key: heard[key])
    if heard[name] > 0.25:
        return name  # type: ignore[return-value]  # the keys above are the Literal's words
    return "moan" if now("pain") > 7 and now("gcs") >= 9 else "none"


def ward_time(start: str, seconds: float) -> str:
    """HH:MM on the ward's clock."""
    hours, minutes = map(int, start.split(":"))
    total = hours * 60 + minutes + int(seconds // 60)
    return f"{total // 60 % 24:02d}:{total % 60:02d}"


def captions(events: list[Event], opened: int | None) -> list[Caption]:
    """The captions among some events."""
    return [
        Caption(id=e.id, at_s=_at(e, opened), speaker=e.data["speaker"], text=e.data["text"])
        for e in events
        if e.kind == "caption"
    ]


def findings(events: list[Event], opened: int | None) -> list[Finding]:
    """The findings among some events."""
    return [
        Finding(
            id=e.id,
            at_s=_at(e, opened),
            place=e.data["place"],
            label=e.data["label"],
            text=e.data["text"],
            source=e.data["source"],
        )
        for e in events
        if e.kind == "finding"
    ]


def _at(event: Event, opened: int | None) -> float:
    return (event.tick - (opened or 0)) / TICKS_PER_SECOND
