"""The bedside: what an action needs, what it does to the body and to the things around it.

``refuse`` says whether the world lets somebody do an action now; ``perform`` does it. Both know verbs, not medicine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from osler.content.drug import Presentation
from osler.physiology import lines, monitor, observables, pharmacology
from osler.physiology.engine import Body
from osler.physiology.systems import brain, circulation
from osler.scenario.actions import (
    Action,
    Attach,
    Call,
    Cannulate,
    Compressions,
    Detach,
    Fetch,
    Fluid,
    Give,
    Handover,
    Infuse,
    Measure,
    Position,
    Posture,
    Stimulate,
    Stop,
)
from osler.scenario.case import Case
from osler.scenario.model import LineDevice
from osler.scenario.patterns import parse_pattern
from osler.scenario.ward import ToFlat
from osler.session import words
from osler.session.breathing import AWAKE_GCS, GAG_GCS, NEBULISER_S, Breathing
from osler.session.refusal import Refusal
from osler.session.state import Line, State, Who

POSTURES: dict[Posture, tuple[float, float]] = {
    "flat": (0.0, 0.0),
    "left-lateral": (0.0, 0.0),
    "half-sitting": (45.0, 0.0),
    "sitting": (80.0, 0.0),
    "standing": (90.0, -90.0),
}
"""Trunk and legs above horizontal, degrees."""
LEGS_RAISED_DEG = 30.0
CONSCIOUS_ENOUGH_TO_STAND = 0.6
"""Of 1, awake: about where the eyes no longer open to speech (estimate)."""
MAX_AMPOULES = 10
SENSOR_NAMES = {"pulse-oximeter": "spo2", "ecg": "ecg", "cuff": "nibp"}
STANDS: dict[LineDevice, tuple[str, ...]] = {
    "drip": ("drip-stand",),
    "infusion-pump": ("drip-stand", "infusion-pump"),
    "patient-controlled-pump": ("patient-controlled-pump",),
}
"""What stands at the bed for a line: an infusion pump is clamped to the drip stand."""
STIMULUS = {"voice": 0.6, "trapezius": 1.0}


class Bedside:
    """The things at one bed and the body in it."""

    def __init__(self, case: Case, body: Body, state: State) -> None:
        self.case = case
        self.body = body
        self.state = state
        self.breathing = Breathing(body, state)
        self._needs = {thing: [parse_pattern(p) for p in patterns] for thing, patterns in case.place.needs.items()}
        self._refuse: dict[type[Action], Callable[[Any, Who], None]] = {
            Attach: self._refuse_attach,
            Detach: self._refuse_detach,
            Give: self._refuse_give,
            Fluid: self._refuse_fluid,
            Infuse: self._refuse_infuse,
            Stop: self._refuse_stop,
            Fetch: self._refuse_fetch,
            Position: self._refuse_position,
            Compressions: self._refuse_compressions,
            Cannulate: self._refuse_cannulate,
            Call: self._refuse_call,
            **self.breathing.refusals,
        }
        self._perform: dict[type[Action], Callable[[Any, Who], Mapping[str, Any]]] = {
            Attach: self._attach,
            Detach: self._detach,
            Give: self._give,
            Fluid: self._fluid,
            Infuse: self._infuse,
            Stop: self._stop,
            Fetch: self._fetch,
            Position: self._position,
            Compressions: self._compressions,
            Cannulate: self._cannulate,
            Stimulate: self._stimulate,
            Measure: self._measure,
            Handover: self._handover,
            **self.breathing.performed,
        }

    # ---- asked before

    def missing(self, spelled: Mapping[str, Any]) -> list[str]:
        """Which things this action needs that are not at the bedside."""
        return [
            thing
            for thing, patterns in self._needs.items()
            if thing not in self.state.at_bedside and any(pattern.matches(spelled) for pattern in patterns)
        ]

    def refuse(self, action: Action, who: Who) -> None:
        """Raises Refusal when the world does not let ``who`` do this now."""
        check = self._refuse.get(type(action))
        if check is not None:
            check(action, who)

    def derived(self, action: Action) -> dict[str, Any]:
        """What follows from an action as spelled: the dose from the volume, what it is called."""
        if isinstance(action, Give):
            presentation = self.presentation(action)
            amount = round(action.volume_ml * presentation.concentration_mg_per_ml, 9)
            return {
                "dose_mg": amount,
                "concentration_mg_per_ml": presentation.concentration_mg_per_ml,
                "label": presentation.label,
            }
        if isinstance(action, Infuse):
            return {
                "dose_mg": action.amount_mg,
                "rate_mg_per_h": action.rate_ml_per_h * action.amount_mg / action.made_up_to_ml,
            }
        return {}

    def perform(self, action: Action, who: Who) -> dict[str, Any]:
        """Do it. Returns the derived fields. Raises Refusal when it became impossible meanwhile."""
        self.refuse(action, who)
        derived = self.derived(action)
        do = self._perform.get(type(action))
        if do is not None:
            derived.update(do(action, who))
        return derived

    def presentation(self, action: Give) -> Presentation:
        """The ampoule it is drawn from. Raises Refusal when this ward does not keep it."""
        drug = self.case.drugs.get(action.give)
        if drug is None:
            raise Refusal("not-here", what=action.give)
        try:
            return drug.presentation(action.presentation)
        except KeyError:
            raise Refusal("not-here", what=f"{drug.title} as {action.presentation!r}") from None

    # ---- drugs and lines

    def _refuse_give(self, action: Give, who: Who) -> None:
        presentation = self.presentation(action)
        if action.route not in presentation.routes:
            raise Refusal("wrong-route", drug=presentation.label, route=words.ROUTES[action.route])
        if action.volume_ml > MAX_AMPOULES * presentation.volume_ml:
            raise Refusal(
                "too-much-volume", volume=f"{words.number(MAX_AMPOULES * presentation.volume_ml)} mL to draw up"
            )
        if action.route == "iv" and not self.state.lines:
            raise Refusal("no-access")
        if action.route == "im" and action.site not in ("thigh", "arm"):
            raise Refusal("no-site")
        if action.route == "neb" and self.state.nebulising:
            raise Refusal("already", what="a nebuliser")

    def _give(self, action: Give, who: Who) -> Mapping[str, Any]:
        presentation = self.presentation(action)
        amount = action.volume_ml * presentation.concentration_mg_per_ml
        drug = self.case.drugs[action.give]
        over_s = action.over_s if action.over_s is not None else (NEBULISER_S if action.route == "neb" else 0.0)
        site = action.site or "" if action.route == "im" else ""
        pharmacology.give(self.body, self.slot(action.give), action.route, site, amount, over_s)
        self.state.given_mg[drug.id] = self.state.given_mg.get(drug.id, 0.0) + amount
        if action.route == "neb":
            self.breathing.begin_nebuliser(over_s)
        return {}

    def slot(self, drug: str) -> int:
        """The body's slot of a drug, loaded on first use."""
        if drug not in self.state.slots:
            self.state.slots[drug] = pharmacology.load_drug(self.body, self.case.drugs[drug].to_parameters())
        return self.state.slots[drug]

    def _free_line(self) -> Line:
        for line in self.state.lines:
            if line.item is None or self.remaining_ml(line) <= 0.0:
                return line
        raise Refusal("no-line-running" if self.state.lines else "no-access")

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
            self.slot(drug.id),
            concentration,
        )
        line.item, line.drug, line.rate_ml_per_h = drug.id, drug.id, action.rate_ml_per_h
        self.hang(line, "infusion-pump")
        line.volume_ml, line.pressure_bag = action.made_up_to_ml, False
        line.label = f"{drug.title} {words.dose(action.amount_mg)} in {words.number(action.made_up_to_ml)} mL"
        return {"label": line.label, "site": line.site}

    def stopped_by(self, action: Stop) -> list[Line]:
        """The lines that it stops: what is called so at one site or, when none is said, wherever it runs."""
        return [line for line in self.state.lines if line.item == action.stop and action.site in (None, line.site)]

    def named(self, running: list[Line]) -> str:
        """What runs there, by its labels; each with its site where something else of the same name runs, too."""
        return " and ".join(self._named(line) for line in running)

    def _named(self, line: Line) -> str:
        alike = sum(other.item == line.item for other in self.state.lines) > 1
        return f"{line.label}, {self.case.place.cannula_sites.get(line.site, line.site)}" if alike else str(line.label)

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

    # ---- the rest of the body

    def _refuse_position(self, action: Position, who: Who) -> None:
        if self.state.posture == action.position and self.state.legs_raised == action.legs_raised:
            raise Refusal("already", what=f"{action.position.replace('-', ' ')}")
        if action.position == "standing" and observables.value(self.body, "gcs") < AWAKE_GCS:
            raise Refusal("cannot-stand")
        if self.state.compressions and self.state.fallen:
            raise Refusal("pressed-on-the-floor")
        if self.state.compressions and action.position != "flat":
            raise Refusal("chest-is-pressed")

    def _position(self, action: Position, who: Who) -> Mapping[str, Any]:
        self._lay(action.position, action.legs_raised)
        return {}

    def _lay(self, posture: Posture, legs_raised: bool) -> None:
        self.state.posture, self.state.legs_raised, self.state.fallen = posture, legs_raised, False
        trunk_deg, legs_deg = POSTURES[posture]
        circulation.set_posture(self.body, trunk_deg, LEGS_RAISED_DEG if legs_raised else legs_deg)

    def falls(self) -> bool:
        """Whether somebody who stands goes down now; they lie flat there until somebody gives them another position."""
        state = self.state
        if state.fallen or state.posture != "standing":
            return False
        if observables.value(self.body, "consciousness") < CONSCIOUS_ENOUGH_TO_STAND:
            self._lie_on_the_floor()
        return state.fallen

    def _lie_on_the_floor(self) -> None:
        self.state.fallen = True
        circulation.set_posture(self.body, *POSTURES["flat"])

    def _refuse_compressions(self, action: Compressions, who: Who) -> None:
        if action.compressions == "stop":
            if not self.state.compressions:
                raise Refusal("nothing-to-stop", what="compressions")
        elif observables.value(self.body, "pulse_present") and observables.value(self.body, "gcs") > GAG_GCS:
            raise Refusal("still-has-pulse")

    def to_flat(self, action: Action) -> ToFlat | None:
        """What has to be done first, before hands can press on the chest; None where nothing has to.

        Who lies on the floor stays there: it is flat and firm, and lifting takes more people than are here
        (Resuscitation Council UK, guidance for safer handling during cardiopulmonary resuscitation; recalled).
        """
        starts = isinstance(action, Compressions) and action.compressions == "start"
        return self.case.place.to_flat.get(self.state.posture) if starts and not self.state.fallen else None

    def _compressions(self, action: Compressions, who: Who) -> Mapping[str, Any]:
        derived: dict[str, Any] = {}
        if self.to_flat(action) is not None:
            derived["laid_flat_from"] = self.state.posture
            if self.state.posture == "standing":
                self._lie_on_the_floor()
            else:
                self._lay("flat", self.state.legs_raised)
        self.state.compressions = action.compressions == "start"
        circulation.set_compressions(self.body, self.state.compressions)
        self.state.let_go("compressions")
        if self.state.compressions:
            self.state.holding[who] = "compressions"
        return derived

    def _stimulate(self, action: Stimulate, who: Who) -> Mapping[str, Any]:
        brain.stimulate(self.body, STIMULUS[action.stimulate])
        return {}

    # ---- sensors, things, people

    def _refuse_attach(self, action: Attach, who: Who) -> None:
        if action.attach in self.state.attached:
            raise Refusal("already", what="that sensor")

    def _attach(self, action: Attach, who: Who) -> Mapping[str, Any]:
        self.state.attached.append(action.attach)
        monitor.attach(self.body, SENSOR_NAMES[action.attach], True)
        if action.attach == "cuff":
            monitor.start_cuff(self.body)
        return {}

    def _refuse_detach(self, action: Detach, who: Who) -> None:
        if action.detach not in self.state.attached:
            raise Refusal("not-attached", what="that sensor")

    def _detach(self, action: Detach, who: Who) -> Mapping[str, Any]:
        self.state.attached.remove(action.detach)
        monitor.attach(self.body, SENSOR_NAMES[action.detach], False)
        if action.detach != "cuff":  # a cuff's values are told apart by when they were taken
            self.state.reported.pop(action.detach, None)
        return {}

    def _measure(self, action: Measure, who: Who) -> Mapping[str, Any]:
        if action.measure not in self.state.measured:
            self.state.measured.append(action.measure)
        if action.measure == "blood-pressure" and "cuff" in self.state.attached:
            monitor.start_cuff(self.body)
        return {}

    def _refuse_fetch(self, action: Fetch, who: Who) -> None:
        things = {thing.id: thing for thing in self.case.place.fetchable}
        if action.fetch not in things:
            raise Refusal("not-here", what=action.fetch)
        if set(things[action.fetch].brings) <= set(self.state.at_bedside):
            raise Refusal("already-fetched", what=things[action.fetch].label)

    def _fetch(self, action: Fetch, who: Who) -> Mapping[str, Any]:
        thing = next(thing for thing in self.case.place.fetchable if thing.id == action.fetch)
        for item in thing.brings:
            self.state.stand(item)
        return {"label": thing.label}

    def _refuse_call(self, action: Call, who: Who) -> None:
        if not any(contact.id == action.call for contact in self.case.scenario.contacts):
            raise Refusal("not-here", what=action.call.replace("-", " "))

    def _handover(self, action: Handover, who: Who) -> Mapping[str, Any]:
        self.state.handed_over = True
        return {}
