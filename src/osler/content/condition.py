"""A condition as text: how its mediators come and go, and what they do to which mechanism."""

from typing import Annotated

from pydantic import Field, model_validator

from osler.content.provenance import NonNegative, Positive, Review, Share, Sourced, Strict
from osler.physiology.insults import VARIABLE
from osler.physiology.mechanisms import INDEX, MECHANISMS
from osler.physiology.parameters import EffectParameters, InsultParameters
from osler.physiology.receptors import RECEPTORS


class Mediator(Sourced):
    """Release and decay. Level 1 is the full picture; severity scales the release."""

    onset_s: Positive
    release_per_s: Positive
    decay_s: Positive
    stores: Positive
    exhaustion_s: Positive | None = None
    severity_power: Positive = 1.0
    self_sustaining: bool = False


class Damping(Sourced):
    """The receptor that calms the releasing cells, the activation of half effect at severity 1, the largest effect."""

    receptor: str
    half_activation: Positive
    severity_power: NonNegative = 0.0
    most: Share

    @model_validator(mode="after")
    def _known(self) -> "Damping":
        if self.receptor not in RECEPTORS:
            raise ValueError(f"unknown receptor {self.receptor!r}; known: {', '.join(RECEPTORS)}")
        return self


class Variation(Sourced):
    """Spread between patients as standard deviations of the logarithm."""

    onset: NonNegative = 0.0
    release: NonNegative = 0.0
    decay: NonNegative = 0.0
    effects: NonNegative = 0.0


class Effect(Sourced):
    """What mediator level 1 does to one mechanism: a factor or an amount, as the mechanism combines."""

    mechanism: str
    full: float
    half_level: Positive = 0.5
    hill: Positive = 2.0
    lag_s: Positive
    recovery_s: Positive

    @model_validator(mode="after")
    def _fits(self) -> "Effect":
        if self.mechanism not in INDEX:
            raise ValueError(f"unknown mechanism {self.mechanism!r}; known: {', '.join(INDEX)}")
        if MECHANISMS[INDEX[self.mechanism]].combine == "multiply" and self.full <= 0.0:
            raise ValueError(f"{self.mechanism} multiplies: the factor must be above 0")
        return self


class Condition(Strict):
    """One file of `content/conditions`."""

    id: str
    title: str
    version: str
    review: Review = Review()
    sources: list[str]
    mediator: Mediator
    damping: Damping | None = None
    variation: Variation | None = None
    effects: Annotated[list[Effect], Field(min_length=1)]

    def to_parameters(self) -> InsultParameters:
        """In the body's terms."""
        damping = self.damping
        spread = {name: getattr(self.variation, name) for name in VARIABLE} if self.variation else {}
        return InsultParameters(
            name=self.id,
            **self.mediator.model_dump(exclude={"source", "status"}, exclude_none=True),
            damping_receptor=damping.receptor if damping else "",
            damping_half_activation=damping.half_activation if damping else 1.0,
            damping_severity_power=damping.severity_power if damping else 0.0,
            damping_max=damping.most if damping else 0.0,
            variation=spread,
            effects=tuple(
                EffectParameters(**effect.model_dump(exclude={"source", "status"})) for effect in self.effects
            ),
        )
