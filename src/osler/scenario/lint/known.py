"""What may be named in a content file: collected once from a case and what it refers to."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from osler.content.drug import Drug
from osler.physiology.observables import OBSERVABLES
from osler.scenario.actions import Attach
from osler.scenario.case import Case
from osler.scenario.facts import FACTS
from osler.scenario.ward import Place

SENSORS: tuple[str, ...] = Attach.model_fields["attach"].annotation.__args__  # type: ignore[union-attr]  # a Literal
_RANGE = re.compile(r"^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$")
_OF_UNIT = {
    "0/1": (0.0, 1.0),
    "%": (0.0, 100.0),
    "fraction": (0.0, 1.0),
    **dict.fromkeys(("1/min", "l/min", "ml", "kPa", "mm", "g/l", "mmol/l", "microgram/l"), (0.0, math.inf)),
}
_CALLS = {"given": (0.0, math.inf), "since": (0.0, math.inf), "done": (0.0, 1.0), "running": (0.0, 1.0),
          "attached": (0.0, 1.0), "called": (0.0, 1.0)}  # fmt: skip


def range_of(name: str) -> tuple[float, float]:
    """The range of an observable (as its unit says), a fact, or a call."""
    if name in FACTS:
        return FACTS[name]
    if "(" in name:
        return _CALLS.get(name.partition("(")[0], (-math.inf, math.inf))
    unit = OBSERVABLES[name].unit if name in OBSERVABLES else ""
    match = _RANGE.match(unit)
    if match is not None:
        return float(match[1]), float(match[2])
    return _OF_UNIT.get(unit, (-math.inf, math.inf))


@dataclass(frozen=True)
class Known:
    """The names of one file's world. None: such names cannot be used there, or are not checked there."""

    drugs: Mapping[str, Drug]
    fluids: Collection[str]
    examinations: Collection[tuple[str, str]] | None
    fetchable: Collection[str] | None
    moments: Collection[str] | None = None
    items: Collection[str] | None = None
    hanging: Collection[str] | None = None
    contacts: Collection[str] | None = None
    talk: Collection[tuple[str, str]] | None = None
    tell: Collection[str] | None = None
    plans: Collection[str] | None = None

    @classmethod
    def of(cls, case: Case) -> Known:
        """Everything that a scenario may name."""
        scenario, place = case.scenario, case.place
        return cls(
            drugs=case.drugs,
            fluids=list(case.fluids),
            examinations={(one.examine, one.how) for one in [*place.examinations, *scenario.examinations]},
            fetchable=[thing.id for thing in place.fetchable],
            moments=list(scenario.moments),
            items=[item.id for item in scenario.rubric],
            hanging=[line.item for line in scenario.start.lines if line.item],
            contacts=[contact.id for contact in scenario.contacts],
            talk={(talk.ask, talk.whom) for talk in scenario.talk},
            tell=[told.say for told in scenario.tell],
            plans=[plan.plan for plan in scenario.plans],
        )

    @classmethod
    def of_ward(cls, place: Place | None, drugs: Mapping[str, Drug], fluids: Collection[str]) -> Known:
        """What a place or a nurse may name: nothing of any one case."""
        if place is None:
            return cls(drugs, fluids, None, None)
        examinations = {(one.examine, one.how) for one in place.examinations}
        return cls(drugs, fluids, examinations, [thing.id for thing in place.fetchable])

    @cached_property
    def running(self) -> set[str]:
        """What can run through a cannula, by the name it is stopped by."""
        return {*(self.hanging or ()), *self.fluids, *self.drugs}
