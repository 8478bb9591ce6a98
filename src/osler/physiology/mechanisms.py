"""The vocabulary between causes and organs: each tick insults (and drugs) write here, then organs read.

Every mechanism starts each tick at its neutral value. Causes combine by multiplication (neutral 1) or addition
(neutral 0), so that none has to know of another. `body.mechanisms.<name>` is one value; `body.mechanisms.all` is the
same memory as an array in the order of `MECHANISMS`, for code that loops over effect tables.
"""

from typing import Literal, NamedTuple

import numpy as np

from osler.physiology.engine import Record, kernel


class Mechanism(NamedTuple):
    """One lever of the body: `neutral` is what "no cause" means."""

    name: str
    neutral: float
    unit: str
    combine: Literal["multiply", "add"]


MECHANISMS: tuple[Mechanism, ...] = (
    Mechanism("systemic_resistance", 1.0, "1", "multiply"),
    Mechanism("pulmonary_resistance", 1.0, "1", "multiply"),
    Mechanism("venous_unstressed_volume", 1.0, "1", "multiply"),
    Mechanism("contractility", 1.0, "1", "multiply"),
    Mechanism("sinus_rate", 0.0, "1/min", "add"),
    Mechanism("vagal_drive", 0.0, "1", "add"),
    Mechanism("sympathetic_drive", 0.0, "1", "add"),
    Mechanism("sympathetic_gain", 1.0, "1", "multiply"),
    Mechanism("ectopic_drive", 0.0, "1", "add"),
    Mechanism("capillary_conductivity", 1.0, "1", "multiply"),
    Mechanism("capillary_reflection", 1.0, "1", "multiply"),
    Mechanism("haemorrhage_conductance", 0.0, "ml/s/mmHg", "add"),
    Mechanism("skin_flow", 1.0, "1", "multiply"),
    Mechanism("lower_airway_resistance", 1.0, "1", "multiply"),
    Mechanism("upper_airway_swelling", 0.0, "0..1", "add"),
    Mechanism("upper_airway_collapsibility", 0.0, "0..1", "add"),
    Mechanism("airway_secretions", 0.0, "0..1", "add"),
    Mechanism("lung_water", 0.0, "0..1", "add"),
    Mechanism("lung_shunt", 0.0, "fraction", "add"),
    Mechanism("lung_dead_space", 0.0, "fraction", "add"),
    Mechanism("lung_compliance", 1.0, "1", "multiply"),
    Mechanism("ventilatory_drive", 1.0, "1", "multiply"),
    Mechanism("respiratory_rate_drive", 0.0, "1/min", "add"),
    Mechanism("metabolic_rate", 1.0, "1", "multiply"),
    Mechanism("temperature_set_point", 0.0, "degC", "add"),
    Mechanism("lactate_production", 1.0, "1", "multiply"),
    Mechanism("sedation", 0.0, "0..1", "add"),
    Mechanism("pain", 0.0, "0..10", "add"),
    Mechanism("anxiety", 0.0, "0..1", "add"),
    Mechanism("nausea", 0.0, "0..1", "add"),
    Mechanism("tremor", 0.0, "0..1", "add"),
    Mechanism("headache", 0.0, "0..1", "add"),
    Mechanism("itch", 0.0, "0..1", "add"),
    Mechanism("flush", 0.0, "0..1", "add"),
    Mechanism("urticaria", 0.0, "0..1", "add"),
    Mechanism("angioedema", 0.0, "0..1", "add"),
    Mechanism("throat_tightness", 0.0, "0..1", "add"),
    Mechanism("tryptase", 0.0, "microgram/l", "add"),
)

INDEX: dict[str, int] = {mechanism.name: i for i, mechanism in enumerate(MECHANISMS)}
COUNT = len(MECHANISMS)
NEUTRAL = np.array([mechanism.neutral for mechanism in MECHANISMS])
MULTIPLIES = np.array([mechanism.combine == "multiply" for mechanism in MECHANISMS])

DTYPE = np.dtype(
    {
        "names": [*INDEX, "all"],
        "formats": ["f8"] * COUNT + [("f8", (COUNT,))],
        "offsets": [8 * i for i in range(COUNT)] + [0],
    }
)


@kernel
def reset(body: Record) -> None:
    """Set every mechanism to its neutral value."""
    for i in range(COUNT):
        body.mechanisms.all[i] = NEUTRAL[i]
