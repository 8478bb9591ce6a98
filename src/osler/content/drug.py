"""A drug as text: how it comes, who may give it, how it moves and what it binds; to parameters of the body.

The text speaks the units of the literature (ng/mL, per minute, litres for 70 kg); `to_parameters` speaks the body's.
"""

from typing import Literal

from pydantic import Field, model_validator

from osler.content.provenance import NonNegative, Positive, Review, Share, Sourced, Strict
from osler.physiology.parameters import DrugParameters, PortParameters, ReceptorAction
from osler.physiology.pharmacology import PORTS
from osler.physiology.receptors import RECEPTORS

Route = Literal["iv", "io", "im", "sc", "neb", "inhaled", "in", "iv-infusion"]
Grade = Literal["nurse", "doctor", "specialist"]


class Presentation(Sourced):
    """One thing a hand can take from the cupboard. `amount_mg` in `volume_ml` (powders: once made up)."""

    id: str
    label: str
    amount_mg: Positive
    volume_ml: Positive
    form: Literal["ampoule", "prefilled-syringe", "vial-powder", "nebule", "bag", "prepared-syringe"]
    routes: list[Route]

    @property
    def concentration_mg_per_ml(self) -> float:
        """mg in each mL."""
        return self.amount_mg / self.volume_ml


class UsualDose(Sourced):
    """What a colleague expects. `max_mg` is never a limit in the body: the nurse asks, rubrics look."""

    route: Route
    purpose: str
    low_mg: Positive
    high_mg: Positive
    max_mg: Positive
    over_s: NonNegative = 0
    repeat_s: NonNegative = 0
    per: Literal["dose", "hour"] = "dose"
    given_by: list[Grade]


class Kinetics(Sourced):
    """Mammillary compartments for 70 kg and a creatinine clearance of 100 mL/min."""

    central_volume_l: Positive
    clearance_l_min: NonNegative
    rapid_volume_l: Positive = 1
    rapid_exchange_l_min: NonNegative = 0
    deep_volume_l: Positive = 1
    deep_exchange_l_min: NonNegative = 0
    volume_weight_power: NonNegative = 1
    clearance_weight_power: NonNegative = 0.75
    renal_share: Share = 0
    clearance_spread: Share = 0
    transit_s: NonNegative = 20


class EffectSite(Sourced):
    """First-order equilibration between plasma and the site of action; a slow share where one site is not enough."""

    ke0_per_min: Positive
    slow_ke0_per_min: NonNegative = 0
    slow_share: Share = 0


class Port(Sourced):
    """Absorption from one place of deposit; `dispersal_per_min` is a second stage before it, 0 leaves it out."""

    name: Literal["thigh_muscle", "arm_muscle", "under_skin", "airway", "nose"]
    release_per_min: Positive
    dispersal_per_min: NonNegative = 0
    fast_share: Share
    fast_absorption_per_min: Positive
    slow_absorption_per_min: NonNegative = 0
    bioavailability: Share = 1
    perfusion_power: NonNegative = 0


class Action(Sourced):
    """Affinity at one receptor: an agonist has an EC50, an antagonist a Kb."""

    receptor: str
    ec50_ng_ml: Positive | None = None
    efficacy: Share = 1
    kb_ng_ml: Positive | None = None

    @model_validator(mode="after")
    def _one_affinity(self) -> "Action":
        if (self.ec50_ng_ml is None) == (self.kb_ng_ml is None):
            raise ValueError("give either ec50_ng_ml (agonist) or kb_ng_ml (antagonist)")
        if self.receptor not in RECEPTORS:
            raise ValueError(f"unknown receptor {self.receptor!r}; known: {', '.join(RECEPTORS)}")
        return self

    def to_parameters(self) -> ReceptorAction:
        """In mg/L, efficacy 0 for an antagonist."""
        if self.kb_ng_ml is not None:
            return ReceptorAction(self.receptor, self.kb_ng_ml * 1e-3, 0.0)
        assert self.ec50_ng_ml is not None
        return ReceptorAction(self.receptor, self.ec50_ng_ml * 1e-3, self.efficacy)


class Metabolite(Strict):
    """An active product of elimination, with kinetics and actions of its own."""

    id: str
    mg_per_mg: Positive
    kinetics: Kinetics
    effect_site: EffectSite
    actions: list[Action]


class Drug(Strict):
    """One file of `content/drugs`."""

    id: str
    title: str
    version: str
    review: Review = Review()
    sources: list[str]
    also_called: list[str] = Field(default=[])
    presentations: list[Presentation]
    doses: list[UsualDose]
    cautions: list[str] = Field(default=[])
    kinetics: Kinetics
    effect_site: EffectSite
    airway_volume_l: NonNegative = 0
    ports: list[Port] = Field(default=[])
    actions: list[Action] = Field(default=[])
    metabolite: Metabolite | None = None

    @model_validator(mode="after")
    def _complete(self) -> "Drug":
        names = [port.name for port in self.ports]
        if len(set(names)) != len(names) or not set(names) <= set(PORTS):
            raise ValueError("each port may stand once")
        return self

    def presentation(self, name: str) -> Presentation:
        """The presentation with this id. Raises KeyError if there is none."""
        for presentation in self.presentations:
            if presentation.id == name:
                return presentation
        raise KeyError(f"{self.id} does not come as {name!r}")

    def to_parameters(self) -> DrugParameters:
        """What the body needs to know."""
        product = self.metabolite
        made = None
        if product is not None:
            made = _parameters(product.id, product.kinetics, product.effect_site, product.actions)
        return _parameters(
            self.id,
            self.kinetics,
            self.effect_site,
            self.actions,
            ports=self.ports,
            airway_volume_l=self.airway_volume_l,
            metabolite=made,
            metabolite_yield=product.mg_per_mg if product is not None else 0.0,
        )


def _parameters(
    name: str,
    kinetics: Kinetics,
    site: EffectSite,
    actions: list[Action],
    *,
    ports: list[Port] | None = None,
    airway_volume_l: float = 0.0,
    metabolite: DrugParameters | None = None,
    metabolite_yield: float = 0.0,
) -> DrugParameters:
    return DrugParameters(
        name=name,
        **kinetics.model_dump(exclude={"source", "status"}),
        effect_ke0_per_min=site.ke0_per_min,
        slow_effect_ke0_per_min=site.slow_ke0_per_min,
        slow_effect_share=site.slow_share,
        airway_volume_l=airway_volume_l,
        ports=tuple(PortParameters(**port.model_dump(exclude={"source", "status"})) for port in ports or []),
        actions=tuple(action.to_parameters() for action in actions),
        metabolite=metabolite,
        metabolite_yield=metabolite_yield,
    )
