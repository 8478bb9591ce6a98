"""What runs into veins at the bedside: cannulas, bags of fluid, drugs by pump, and stopping them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from osler.physiology import lines
from osler.physiology.engine import Body
from osler.scenario.actions import Action, Cannulate, Fluid, Infuse, Stop
from osler.scenario.case import Case
from osler.scenario.model import LineDevice
from osler.session import words
from osler.session.refusal import Refusal
from osler.session.state import Line, State, Who

STANDS: dict[LineDevice, tuple[str, ...]] = {
    "drip": ("drip-stand",),
    "infusion-pump": ("drip-stand", "infusion-pump"),
    "patient-controlled-pump": ("patient-controlled-pump",),
}
"""What stands at the bed for a line: an infusion pump is clamped to the drip stand."""


class Infusions:
    """The cannulas of one patient and what hangs on them. ``slot`` gives the body's slot of a drug."""

    def __init__(self, case: Case, body: Body, state: State, slot: Callable[[str], int]) -> None:
        self.case = case
        self.body = body
        self.state = state
        self._slot = slot
        self.refusals: dict[type[Action], Callable[[Any, Who], None]] = {
            Fluid: self._refuse_fluid,
            Infuse: self._refuse_infuse,
            Stop: self._refuse_stop,
            Cannulate: self._refuse_cannulate,
        }
        self.performed: dict[type[Action], Callable[[Any, Who], Mapping[str, Any]]] = {
            Fluid: self._fluid,
            Infuse: self._infuse,
            Stop: self._stop,
            Cannulate: self._cannulate,
        }

    def remaining_ml(self, line: Line) -> float:
        """What is left in the bag or syringe on this line, mL."""
        return float(self.body["lines"]["remaining_ml"][0, line.index])

    def flows(self, item: str) -> bool:
        """Whether something of it is left on any line."""
        return any(line.item == item and self.remaining_ml(line) > 0.0 for line in self.state.lines)

    def hang(self, line: Line, device: LineDevice) -> None:
        """Say what a line runs from. What it hangs on stays at the bed when it is stopped."""
        line.device = device
        for thing in STANDS[device]:
            self.state.stand(thing)

    def stopped_by(self, action: Stop) -> list[Line]:
        """The lines that it stops: what is called so at one site or, when none is said, wherever it runs."""
        return [line for line in self.state.lines if line.item == action.stop and action.site in (None, line.site)]

    def named(self, running: list[Line]) -> str:
        """What runs there, by its labels; each with its site where something else of the same name runs, too."""
        return " and ".join(self._named(line) for line in running)

    def _named(self, line: Line) -> str:
        alike = sum(other.item == line.item for other in self.state.lines) > 1
        return f"{line.label}, {self.case.place.cannula_sites.get(line.site, line.site)}" if alike else str(line.label)

    def _free_line(self) -> Line:
        """A cannula on which nothing is left. Raises Refusal when there is none."""
        for line in self.state.lines:
            if line.item is None or self.remaining_ml(line) <= 0.0:
                return line
        raise Refusal("no-line-running" if self.state.lines else "no-access")

    def _refuse_fluid(self, action: Fluid, who: Who) -> None:
        if action.fluid not in self.case.fluids:
            raise Refusal("not-here", what=action.fluid)
        self._free_line()

    def _fluid(self, action: Fluid, who: Who) -> Mapping[str, Any]:
        line, fluid = self._free_line(), self.case.fluids[action.fluid]
        lines.run(self.body, line.index, fluid.kind, action.volume_ml, None, action.pressure_bag)
        line.item, line.drug, line.rate_ml_per_h = fluid.id, None, None
        self.hang(line, "drip")
        line.label = f"{fluid.label}, {words.number(action.volume_ml)} mL"
        line.volume_ml, line.pressure_bag = action.volume_ml, action.pressure_bag
        self.state.fluid_ml += action.volume_ml
        return {"label": line.label, "site": line.site}

    def _refuse_infuse(self, action: Infuse, who: Who) -> None:
        if action.infuse not in self.case.drugs:
            raise Refusal("not-here", what=action.infuse)
        for line in self.state.lines:
            if line.device == "infusion-pump" and self.remaining_ml(line) > 0.0:
                raise Refusal("pump-in-use", what=line.label or action.infuse)
        self._free_line()

    def _infuse(self, action: Infuse, who: Who) -> Mapping[str, Any]:
        line, drug = self._free_line(), self.case.drugs[action.infuse]
        concentration = action.amount_mg / action.made_up_to_ml
        lines.run(
            self.body,
            line.index,
            "crystalloid",
            action.made_up_to_ml,
            action.rate_ml_per_h,
            False,
            self._slot(drug.id),
            concentration,
        )
        line.item, line.drug, line.rate_ml_per_h = drug.id, drug.id, action.rate_ml_per_h
        self.hang(line, "infusion-pump")
        line.volume_ml, line.pressure_bag = action.made_up_to_ml, False
        line.label = f"{drug.title} {words.dose(action.amount_mg)} in {words.number(action.made_up_to_ml)} mL"
        return {"label": line.label, "site": line.site}

    def _refuse_stop(self, action: Stop, who: Who) -> None:
        if not self.stopped_by(action):
            raise Refusal("nothing-to-stop", what=action.stop)

    def _stop(self, action: Stop, who: Who) -> Mapping[str, Any]:
        stopped = self.stopped_by(action)
        label = self.named(stopped)
        for line in stopped:
            lines.stop(self.body, line.index)
            line.item = line.label = line.drug = None
            line.rate_ml_per_h, line.pressure_bag, line.device = None, False, None
        return {"label": label}

    def _refuse_cannulate(self, action: Cannulate, who: Who) -> None:
        if any(line.site == action.cannulate for line in self.state.lines):
            raise Refusal("site-taken", site=self.case.place.cannula_sites.get(action.cannulate, action.cannulate))
        if len(self.state.lines) >= lines.LINES:
            raise Refusal("no-such-site")

    def _cannulate(self, action: Cannulate, who: Who) -> Mapping[str, Any]:
        self.state.lines.append(
            Line(index=lines.insert(self.body, action.gauge), site=action.cannulate, gauge=action.gauge)
        )
        return {}
