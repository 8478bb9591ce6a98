"""The treatment arms of the severe allergic reaction (bedside oracle, section 1), simulated minute by minute.

An arm is a list of things done at times. `play` returns what the body did, once a second.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import osler.content
from osler.content.condition import Condition
from osler.content.drug import Drug
from osler.content.loader import load_model
from osler.content.patient import Patient
from osler.physiology import body as living
from osler.physiology import devices, insults, lines, pharmacology
from osler.physiology.engine import Body
from osler.physiology.observables import INDEX, read
from osler.physiology.parameters import PatientParameters
from osler.physiology.rhythm import Rhythm
from osler.physiology.systems import circulation

CONTENT = Path(osler.content.__file__).parent
TICKS_PER_SECOND = 20
SEEDS = range(1, 9)
Act = tuple[float, Callable[[Body], None]]


@dataclass(frozen=True)
class Course:
    """Observables once a second; row 0 is the moment of mediator release."""

    values: NDArray[np.float64]

    def of(self, name: str) -> NDArray[np.float64]:
        """One observable over time."""
        return self.values[:, INDEX[name]]

    def at(self, name: str, minute: float) -> float:
        """Mean over the 30 s centred on `minute`."""
        centre = round(60 * minute)
        return float(self.of(name)[max(0, centre - 15) : centre + 16].mean())

    def arrest_minute(self) -> float:
        """Minute at which the pulse goes for good (at least 10 s), infinity when it never does."""
        gone = self.of("pulse_present") < 0.5
        for second in np.flatnonzero(gone):
            if gone[second : second + 10].all():
                return float(second) / 60.0
        return float("inf")

    def first_rhythm(self, states: tuple[Rhythm, ...]) -> float:
        """Minute at which one of `states` is first seen, infinity when never."""
        seen = np.flatnonzero(np.isin(self.of("rhythm"), [int(state) for state in states]))
        return float(seen[0]) / 60.0 if seen.size else float("inf")


@cache
def condition() -> Condition:
    """The reaction as shipped."""
    return load_model(Condition, CONTENT / "conditions" / "anaphylaxis.yaml")[0]


@cache
def patient(name: str = "female-54") -> PatientParameters:
    """A shipped patient."""
    return load_model(Patient, CONTENT / "patients" / f"{name}.yaml")[0].to_parameters()


@cache
def drug(name: str) -> Drug:
    """A shipped drug."""
    return load_model(Drug, CONTENT / "drugs" / f"{name}.yaml")[0]


def give(name: str, route: str, site: str, amount_mg: float, over_s: float = 0.0) -> Callable[[Body], None]:
    """A dose."""

    def act(body: Body) -> None:
        slot = pharmacology.load_drug(body, drug(name).to_parameters())
        pharmacology.give(body, slot, route, site, amount_mg, over_s)

    return act


def infuse(name: str, mg_per_h: float) -> Callable[[Body], None]:
    """A pump; 0 stops it."""

    def act(body: Body) -> None:
        slot = pharmacology.load_drug(body, drug(name).to_parameters())
        pharmacology.set_infusion(body, slot, mg_per_h)

    return act


def fluid(volume_ml: float, minutes: float) -> Callable[[Body], None]:
    """Crystalloid under pressure through the 18G cannula, evenly over `minutes`."""
    return lambda body: lines.run(body, 0, "crystalloid", volume_ml, volume_ml * 60.0 / minutes, True)


def posture(trunk_deg: float, legs_deg: float) -> Callable[[Body], None]:
    """Lay, sit or stand the patient."""
    return lambda body: circulation.set_posture(body, trunk_deg, legs_deg)


def stop_trigger() -> Callable[[Body], None]:
    """Take what set the reaction off away."""
    return lambda body: insults.set_trigger(body, 0, False)


def oxygen(flow_l_min: float = 15.0) -> Callable[[Body], None]:
    """Reservoir mask."""
    return lambda body: devices.set_oxygen(body, "reservoir-mask", flow_l_min)


def im(amount_mg: float = 0.5) -> Callable[[Body], None]:
    """Adrenaline into the outer thigh."""
    return give("adrenaline", "im", "thigh", amount_mg)


FLAT, LEGS_UP = (0.0, 0.0), (0.0, 30.0)
TREATED: tuple[Act, ...] = (
    (120, posture(*LEGS_UP)),
    (150, oxygen()),
    (180, im()),
    (300, fluid(500, 6)),
    (480, im()),
    (660, fluid(500, 9)),
)


def play(
    acts: tuple[Act, ...] = (),
    seed: int = 1,
    minutes: float = 30.0,
    severity: float = 0.8,
    person: PatientParameters | None = None,
) -> Course:
    """Simulate one arm from release of mediators on."""
    body = living.create_body(person or patient(), seed)
    lines.insert(body, 18)
    slot = insults.load_insult(body, condition().to_parameters(), severity)
    insults.set_trigger(body, slot, True)
    waiting = sorted(acts, key=lambda act: act[0])
    rows = [read(body)]
    for second in range(round(60 * minutes)):
        while waiting and waiting[0][0] <= second:
            waiting.pop(0)[1](body)
        living.advance(body, TICKS_PER_SECOND)
        rows.append(read(body))
    return Course(np.array(rows))
