"""The treatment arms of the opioid oracle (bedside oracle, section 2), simulated minute by minute.

Two patients get the same 30 mg of morphine: a volunteer over two minutes, a ward patient over forty, found asleep
twenty-five minutes later (t = 0). `play` returns what the body did, once a second from t = 0 on.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
from arms import TICKS_PER_SECOND, Act, Course, give, patient

from osler.physiology import body as living
from osler.physiology import devices
from osler.physiology.engine import Body
from osler.physiology.observables import read
from osler.physiology.parameters import PatientParameters
from osler.physiology.receptors import TOLERANCE_SHIFT
from osler.physiology.systems import brain

DOSE_MG = 30.0
PUMP_MINUTES, FOUND_AFTER_MINUTES = 40.0, 25.0
TOLERANCE = 0.8


@cache
def volunteer() -> PatientParameters:
    """P1: healthy and 25."""
    return patient("male-25-volunteer")


@cache
def ward_patient() -> PatientParameters:
    """P2: 71, first day after laparotomy."""
    return patient("male-71-postop")


def oxygen(body: Body) -> None:
    """Reservoir mask at 15 L/min."""
    devices.set_oxygen(body, "reservoir-mask", 15.0)


def bag(per_min: float = 11.0, volume_ml: float = 500.0, oxygen_l_min: float = 15.0) -> Act:
    """Bag-valve-mask from t = 0 on."""
    return (0.0, lambda body: devices.set_bag_mask(body, True, per_min, volume_ml, oxygen_l_min))


def hold_airway(manoeuvre: str) -> Callable[[Body], None]:
    """Chin lift or jaw thrust, held."""
    return lambda body: devices.set_airway_manoeuvre(body, manoeuvre)


def stop_bagging(body: Body) -> None:
    """Take the bag away; oxygen stays where it is."""
    devices.set_bag_mask(body, False, 0.0, 0.0)


def naloxone(amount_mg: float, at_minutes: tuple[float, ...] = (0.0,), route: str = "iv") -> tuple[Act, ...]:
    """Doses of naloxone pushed over two seconds."""
    site = "thigh" if route == "im" else ""
    return tuple((60.0 * minute, give("naloxone", route, site, amount_mg, 2.0)) for minute in at_minutes)


def shout_and_squeeze(body: Body) -> None:
    """A loud voice and a trapezius squeeze."""
    brain.stimulate(body, 1.0)


@cache
def long_term_user() -> PatientParameters:
    """P2 after years of opioids."""
    return replace(ward_patient(), opioid_tolerance=TOLERANCE)


def dose_mg(person: PatientParameters) -> float:
    """30 mg in the opioid-naive; in a long-term user as much more as his receptors have learnt to ignore."""
    return DOSE_MG * (1.0 + TOLERANCE_SHIFT * person.opioid_tolerance)


@cache
def _found(person: PatientParameters, seed: int) -> bytes:
    body = living.create_body(person, seed)
    give("morphine", "iv", "", dose_mg(person), 60.0 * PUMP_MINUTES)(body)
    living.advance(body, round(60 * (PUMP_MINUTES + FOUND_AFTER_MINUTES)) * TICKS_PER_SECOND)
    return body.tobytes()


def found(person: PatientParameters, seed: int) -> Body:
    """The ward patient as found, a fresh copy."""
    return np.frombuffer(_found(person, seed), dtype=living.BODY).copy()


def follow(body: Body, acts: tuple[Act, ...], minutes: float) -> Course:
    """Do each act at its second from now, and watch."""
    waiting = sorted(acts, key=lambda act: act[0])
    rows = []
    for second in range(round(60 * minutes) + 1):
        while waiting and waiting[0][0] <= second:
            waiting.pop(0)[1](body)
        rows.append(read(body))
        living.advance(body, TICKS_PER_SECOND)
    return Course(np.array(rows))


def play(
    acts: tuple[Act, ...] = (), seed: int = 1, minutes: float = 22.0, person: PatientParameters | None = None
) -> Course:
    """One arm of the ward patient from t = 0 on."""
    return follow(found(person or ward_patient(), seed), acts, minutes)


def play_volunteer(seed: int = 1, minutes: float = 240.0) -> Course:
    """P1 after 30 mg into a vein over two minutes."""
    body = living.create_body(volunteer(), seed)
    return follow(body, ((0.0, give("morphine", "iv", "", DOSE_MG, 120.0)),), minutes)
