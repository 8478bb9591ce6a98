"""Breathing devices at the bedside: oxygen, bag-valve-mask, airway manoeuvres, the nebuliser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from osler.physiology import devices, observables, pharmacology
from osler.physiology.engine import Body
from osler.scenario.actions import Action, Airway, Oxygen, Ventilate
from osler.session.refusal import Refusal
from osler.session.state import State, Who

NEBULISER_FLOW_L_MIN = 8.0  # oxygen that drives the nebuliser: 6 to 8 L/min is usual (recalled)
NEBULISER_S = 600.0  # until 2.5 to 5 mL have become mist: 5 to 10 minutes is usual (recalled)
AWAKE_GCS = 13
"""Somebody who opens the eyes and answers pushes a mask away, and can be helped to stand."""
GAG_GCS = 8
"""At or below this the airway reflexes no longer refuse an oropharyngeal airway; nobody pushes hands away."""
MANOEUVRES: tuple[Literal["chin-lift", "jaw-thrust"], ...] = ("chin-lift", "jaw-thrust")


class Breathing:
    """What helps one patient to breathe: one oxygen device at a time, and the nebuliser instead of it for a while."""

    def __init__(self, body: Body, state: State) -> None:
        self.body = body
        self.state = state
        self.refusals: dict[type[Action], Callable[[Any, Who], None]] = {
            Oxygen: self._refuse_oxygen,
            Ventilate: self._refuse_ventilate,
            Airway: self._refuse_airway,
        }
        self.performed: dict[type[Action], Callable[[Any, Who], Mapping[str, Any]]] = {
            Oxygen: self._oxygen,
            Ventilate: self._ventilate,
            Airway: self._airway,
        }

    def begin_nebuliser(self, over_s: float) -> None:
        """The nebuliser's mask goes on, driven by oxygen, and runs dry after ``over_s``."""
        self.state.nebulising = True
        self.state.schedule(over_s, "nebuliser-empty")
        devices.set_oxygen(self.body, "nebuliser", NEBULISER_FLOW_L_MIN)

    def end_nebuliser(self) -> None:
        """The nebuliser comes off: the oxygen that was on before goes back on."""
        if self.state.nebulising:
            self.state.nebulising = False
            devices.set_oxygen(self.body, self.state.oxygen, self.state.oxygen_flow)

    def _take_nebuliser_off(self) -> None:
        """Another mask takes its place: the rest of the mist is wasted."""
        if self.state.nebulising:
            self.state.scheduled = [event for event in self.state.scheduled if event.kind != "nebuliser-empty"]
            pharmacology.stop_mist(self.body)
            self.end_nebuliser()

    def _refuse_oxygen(self, action: Oxygen, who: Who) -> None:
        if action.oxygen != "none" and action.flow_l_min <= 0:
            raise Refusal("no-flow", what=action.oxygen.replace("-", " "))
        if action.oxygen == "none" and self.state.oxygen == "none":
            raise Refusal("nothing-to-stop", what="oxygen")

    def _oxygen(self, action: Oxygen, who: Who) -> Mapping[str, Any]:
        self._take_nebuliser_off()
        self.state.oxygen, self.state.oxygen_flow = action.oxygen, action.flow_l_min if action.oxygen != "none" else 0.0
        devices.set_oxygen(self.body, action.oxygen, self.state.oxygen_flow)
        return {}

    def _refuse_ventilate(self, action: Ventilate, who: Who) -> None:
        if action.ventilate == "stop":
            if not self.state.bag_mask:
                raise Refusal("nothing-to-stop", what="the bag-valve-mask")
        elif observables.value(self.body, "gcs") >= AWAKE_GCS:
            raise Refusal("bag-not-tolerated")

    def _ventilate(self, action: Ventilate, who: Who) -> Mapping[str, Any]:
        on = action.ventilate == "bag-valve-mask"
        if on:
            self._take_nebuliser_off()
        devices.set_bag_mask(self.body, on, action.breaths_per_min, action.volume_ml, action.oxygen_l_min)
        self.state.bag_mask = on
        self.state.let_go("bag-valve-mask")
        if on:
            self.state.holding[who] = "bag-valve-mask"
        return {}

    def _refuse_airway(self, action: Airway, who: Who) -> None:
        if action.airway == "release" and self.state.airway == "none":
            raise Refusal("nothing-to-release")
        if action.airway == "oropharyngeal" and observables.value(self.body, "gcs") > GAG_GCS:
            raise Refusal("airway-not-tolerated")

    def _airway(self, action: Airway, who: Who) -> Mapping[str, Any]:
        self.state.airway = "none" if action.airway == "release" else action.airway
        devices.set_airway_manoeuvre(self.body, self.state.airway)
        for manoeuvre in MANOEUVRES:
            self.state.let_go(manoeuvre)
            if action.airway == manoeuvre:
                self.state.holding[who] = manoeuvre
        return {}
