"""Recordings told by hand: real events and vitals rows, of a small case made of the shipped ward and people."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from osler.scenario.case import Case, Library
from osler.scenario.model import Scenario
from osler.session.commands import TICKS_PER_SECOND, Command, Event
from osler.session.facts import NAMES
from osler.session.ports import Recording, SessionHeader

THIGH = {"give": "adrenaline", "presentation": "ampoule-1-in-1", "volume_ml": 0.5, "route": "im", "site": "thigh"}
CALM = {"pulse_present": 1.0, "systolic_pressure": 120.0, "heart_rate": 80.0, "oxygen_saturation": 97.0, "gcs": 15.0}

FEEDBACK = {"done": "You did.", "late": "You did, late.", "missed": "You did not.", "harmful": "That hurt."}
ADRENALINE = {
    "id": "adrenaline",
    "text": "Adrenaline into the thigh",
    "class": "critical",
    "do": {"give": "adrenaline", "route": "im", "site": "thigh"},
    "dose_mg": {"full": [0.45, 0.55], "under": [0.2, 0.45], "over": ">0.55"},
    "from": "recognisable",
    "target_s": 300,
    "target_owner": "this case",
    "looked": [{"examine": "chest", "how": "listen"}],
    "cite": "the guideline",
    "feedback": FEEDBACK,
}


def scenario(rubric: list[dict[str, Any]], **changes: Any) -> Scenario:
    """A small case around a rubric."""
    lines = {name: ["One line."] for name in ("situation", "background", "assessment", "recommendation")}
    return Scenario.model_validate(
        {
            "id": "small-case",
            "title": "A small case",
            "revealed_title": "What it was",
            "version": "1.0.0",
            "profile": "uk",
            "level": "anybody",
            "minutes": 10,
            "you_are": "The doctor on the ward.",
            "objectives": ["Treat in time"],
            "guideline": {"name": "The guideline", "version": "2021-05", "region": "UK", "review_due": "2026-05"},
            "review": {"status": "unreviewed"},
            "sources": ["a book"],
            "card": {"place": "Ward", "patient": "Woman, 54", "picture": "bay-day"},
            "prebrief": {
                "who_can_help": ["The nurse"], "may_die": True, "ground_rule": "Real.", "recorded": "What you do.",
                "handover": ["Here she is."],
            },
            "place": "medical-ward-bay",
            "nurse": "ward-nurse",
            "patient": {
                "base": "female-54", "name": "A Person", "date_of_birth": "1 May 1972", "posture": "half-sitting", "history": ["None."],
                "medicines": [], "allergies": "None known",
                "observations": [{
                    "at": "06:30", "respiratory_rate": 16, "oxygen_saturation": 97, "systolic": 120, "diastolic": 70,
                    "heart_rate": 80, "temperature": 37,
                }],
            },
            "start": {
                "clock_s": 0, "ward_time": "10:00", "conditions": [],
                "lines": [{"site": "left-forearm", "gauge": 18, "item": "drip", "volume_ml": 100, "rate_ml_per_h": 100}],
            },
            "drugs": ["adrenaline", "morphine"],
            "contacts": [{"id": "registrar", "label": "Registrar", "advice": [{"say": "Coming."}], "lines": lines}],
            "hints": [{"when": "given(adrenaline) == 0", "say": "Which drug treats all three?"}],
            "moments": {"recognisable": {"when": "systolic_pressure < 100", "for_s": 2, "define": "Her signs were enough."}},
            "rubric": rubric,
            "end": [{"id": "time", "when": "minutes >= 10", "outcome": "Time is up", "text": "Ten minutes."}],
            "debrief": {
                "questions": [{"id": "q1", "text": "What went well?"}],
                "teaching": ["A point."],
                "patient_now": [{"when": "pulse_present == 0", "say": "She has died."}, {"say": "She is awake.", "when": "1"}],
            },
        }
        | changes
    )  # fmt: skip


def case_of(rubric: list[dict[str, Any]], **changes: Any) -> Case:
    """A small case with the shipped place, nurse, patient and drugs."""
    library = Library()
    return Case(
        scenario=scenario(rubric, **changes),
        place=library.load("places", "medical-ward-bay")[0],
        nurse=library.load("nurses", "ward-nurse")[0],
        patient=library.load("patients", "female-54")[0],
        conditions={},
        drugs={name: library.load("drugs", name)[0] for name in ("adrenaline", "morphine")},
        fluids={},
    )


class Story:
    """A recording told second by second. The curtain opens at tick 40, so that ticks and seconds are not the same."""

    OPENED = 40

    def __init__(self, case: Case) -> None:
        self.case = case
        self.happened: list[tuple[float, str, dict[str, Any]]] = [(0.0, "curtain-opened", {})]
        self.commands: list[Command] = []
        self.signs: dict[str, list[tuple[float, float]]] = {name: [(0, value)] for name, value in CALM.items()}
        self.lasted_s = 600.0
        self.phase = "ended"

    def moment(self, name: str, at: float) -> Story:
        """A moment that began to hold at a second; it is told when it has held for its time."""
        self._add(at + self.case.scenario.moments[name].for_s, "moment", name=name)
        return self

    def did(self, do: Mapping[str, Any], at: float, begun: float | None = None, who: str = "self") -> Story:
        """Something completed at a second, from the command on."""
        ordinal = self._command(do, at if begun is None else begun)
        begun_s = at if begun is None else begun
        self._add(begun_s, "begun", ordinal=ordinal, do=dict(do), who=who, label="", waits=False)
        done = {"ordinal": ordinal, "do": dict(do), "who": who, "label": "", "begun_tick": self._tick(begun_s)}
        self._add(at, "done", **done)
        return self

    def began(self, do: Mapping[str, Any], at: float) -> Story:
        """Something that was never completed."""
        self._add(at, "begun", ordinal=self._command(do, at), do=dict(do), who="self", label="", waits=False)
        return self

    def cancelled(self, do: Mapping[str, Any], at: float, begun: float) -> Story:
        """Something begun and put down again."""
        ordinal = self._command(do, begun)
        self._add(begun, "begun", ordinal=ordinal, do=dict(do), who="self", label="", waits=False)
        self._add(at, "cancelled", ordinal=ordinal, do=dict(do), who="self", label="Adrenaline")
        return self

    def refused(self, do: Mapping[str, Any], at: float, reason: str, key: str = "no-access") -> Story:
        self._add(at, "refused", ordinal=self._command(do, at), do=dict(do), reason=reason, key=key)
        return self

    def hint(self, text: str, at: float) -> Story:
        self._add(at, "hint", text=text)
        return self

    def found(self, place: str, label: str, at: float) -> Story:
        self._add(at, "finding", ordinal=None, place=place, label=label, text="Something.", source="measured")
        return self

    def sign(self, name: str, value: float, at: float) -> Story:
        """From this second on a vital sign or fact has this value."""
        self.signs.setdefault(name, []).append((at, value))
        return self

    def ended(self, at: float, outcome: str = "Time is up") -> Story:
        self._add(at, "ended", ending="time", outcome=outcome, text="The end.", won=False)
        self.lasted_s = at
        return self

    def recording(self, vitals: bool = True) -> Recording:
        ordered = sorted(self.happened, key=lambda one: one[0])
        events = [Event(i + 1, self._tick(at), kind, data) for i, (at, kind, data) in enumerate(ordered)]
        header = SessionHeader(
            "s1", "small-case", "p1", "practice", 7, "engine-1", "bundle-1", {}, created_at="2026-01-02"
        )
        rows = [(second, self._row(second)) for second in range(int(self.lasted_s) + 1)] if vitals else []
        commands = [(command.ordinal, command) for command in self.commands]
        return Recording(header, 1, self._tick(self.lasted_s), self.phase, commands, {}, events, rows)

    def _row(self, second: int) -> bytes:
        row = np.full(len(NAMES), math.nan)
        for name, values in self.signs.items():
            row[NAMES.index(name)] = [value for at, value in values if at <= second][-1]
        row[NAMES.index("seconds")] = second
        return row.astype("<f8").tobytes()

    def _command(self, do: Mapping[str, Any], at: float) -> int:
        self.commands.append(Command(len(self.commands) + 1, self._tick(at), "participant", dict(do)))
        return len(self.commands)

    def _add(self, at: float, kind: str, **data: Any) -> None:
        self.happened.append((at, kind, data))

    def _tick(self, at: float) -> int:
        return self.OPENED + round(at * TICKS_PER_SECOND)
