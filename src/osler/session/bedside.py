"""The bedside: what an action needs, what it does to the body and to the things around it.

``refuse`` says whether the world lets somebody do an action now; ``perform`` does it. Both know verbs, not medicine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from osler.content.drug import Presentation
from osler.physiology import monitor, observables, pharmacology
from osler.physiology.engine import Body
from osler.physiology.systems import brain, circulation
from osler.scenario.actions import (
    Action,
    Attach,
    Call,
    Compressions,
    Detach,
    Fetch,
    Give,
    Handover,
    Infuse,
    Measure,
    Position,
    Posture,
    Stimulate,
)
from osler.scenario.case import Case
from osler.scenario.patterns import parse_pattern
from osler.scenario.ward import ToFlat
from osler.session import words
from osler.session.breathing import AWAKE_GCS, GAG_GCS, NEBULISER_S, Breathing
from osler.session.infusions import Infusions
from osler.session.refusal import Refusal
from osler.session.state import State, Who

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
STIMULUS = {"voice": 0.6, "trapezius": 1.0}


class Bedside:
    """The things at one bed and the body in it."""

    def __init__(self, case: Case, body: Body, state: State) -> None:
        self.case = case
        self.body = body
        self.state = state
        self.breathing = Breathing(body, state)
        self.infusions = Infusions(case, body, state, self.slot)
        self._needs = {thing: [parse_pattern(p) for p in patterns] for thing, patterns in case.place.needs.items()}
        self._refuse: dict[type[Action], Callable[[Any, Who], None]] = {
            Attach: self._refuse_attach,
            Detach: self._refuse_detach,
            Give: self._refuse_give,
            Fetch: self._refuse_fetch,
            Position: self._refuse_position,
            Compressions: self._refuse_compressions,
            Call: self._refuse_call,
            **self.breathing.refusals,
            **self.infusions.refusals,
        }
        self._perform: dict[type[Action], Callable[[Any, Who], Mapping[str, Any]]] = {
            Attach: self._attach,
            Detach: self._detach,
            Give: self._give,
            Fetch: self._fetch,
            Position: self._position,
            Compressions: self._compressions,
            Stimulate: self._stimulate,
            Measure: self._measure,
            Handover: self._handover,
            **self.breathing.performed,
            **self.infusions.performed,
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

    # ---- drugs

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
