"""A person as text: who they are and how they are at rest; to parameters of the body."""

from dataclasses import fields
from typing import Annotated, Literal

from pydantic import Field, model_validator

from osler.content.provenance import NonNegative, Positive, Review, Sourced, Strict
from osler.physiology.parameters import PatientParameters

_TRAITS = {field.name for field in fields(PatientParameters)}


class Build(Sourced):
    """The person's frame."""

    sex: Literal["female", "male"]
    age_years: Annotated[float, Field(ge=16, le=110)]
    weight_kg: Annotated[float, Field(ge=30, le=250)]
    height_cm: Annotated[float, Field(ge=120, le=220)]


class Rest(Sourced):
    """Vital signs and blood of the person when nothing is wrong, in bedside units."""

    heart_rate_per_min: Annotated[float, Field(ge=35, le=130)]
    mean_arterial_pressure_mmhg: Annotated[float, Field(ge=55, le=130)]
    respiratory_rate_per_min: Annotated[float, Field(ge=6, le=30)]
    arterial_pco2_kpa: Annotated[float, Field(ge=3.5, le=8)]
    haemoglobin_g_l: Annotated[float, Field(ge=50, le=200)]
    temperature_c: Annotated[float, Field(ge=34, le=41)]
    glucose_mmol_l: Positive = 5.5
    potassium_mmol_l: Positive = 4.0
    lactate_mmol_l: Positive = 1.1
    glomerular_filtration_ml_min: NonNegative
    trunk_deg: Annotated[float, Field(ge=0, le=90)] = 40


class Trait(Sourced):
    """One further parameter of the body by its own name."""

    name: str
    value: float

    @model_validator(mode="after")
    def _known(self) -> "Trait":
        if self.name not in _TRAITS:
            raise ValueError(f"unknown trait {self.name!r}; known: {', '.join(sorted(_TRAITS))}")
        return self


class Patient(Strict):
    """One file of `content/patients`."""

    id: str
    title: str
    version: str
    review: Review = Review()
    sources: list[str]
    build: Build
    rest: Rest
    traits: list[Trait] = Field(default=[])

    def to_parameters(self) -> PatientParameters:
        """In the body's units."""
        rest = self.rest.model_dump(exclude={"source", "status", "arterial_pco2_kpa"})
        build = self.build.model_dump(exclude={"source", "status"})
        traits = {trait.name: trait.value for trait in self.traits}
        pco2 = self.rest.arterial_pco2_kpa * 7.50062
        return PatientParameters(**{"name": self.id, "arterial_pco2_mmhg": pco2, **build, **rest, **traits})
