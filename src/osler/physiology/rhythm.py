"""Conduction as a discrete state machine: sinus beats, ectopics, ventricular arrhythmias, arrest and return.

The first rhythm of a heart that fails for want of blood or oxygen is organised but empty (PEA); it slows and ends in
asystole minutes later. Ventricular arrhythmias come from beta-adrenergic stimulation of a stressed heart, by chance.
"""

import math
from enum import IntEnum

import numpy as np

from osler.physiology import chance
from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters


class Rhythm(IntEnum):
    """What the electrocardiogram shows."""

    SINUS = 0
    VENTRICULAR_TACHYCARDIA = 1
    VENTRICULAR_FIBRILLATION = 2
    PULSELESS_ELECTRICAL_ACTIVITY = 3
    ASYSTOLE = 4


SINUS = int(Rhythm.SINUS)
TACHYCARDIA = int(Rhythm.VENTRICULAR_TACHYCARDIA)
FIBRILLATION = int(Rhythm.VENTRICULAR_FIBRILLATION)
PULSELESS = int(Rhythm.PULSELESS_ELECTRICAL_ACTIVITY)
ASYSTOLE = int(Rhythm.ASYSTOLE)

DTYPE = np.dtype(
    [
        ("state", "i8"),
        ("state_s", "f8"),
        ("phase", "f8"),
        ("rate_per_min", "f8"),
        ("interval_s", "f8"),
        ("since_beat_s", "f8"),
        ("since_atrial_s", "f8"),
        ("since_ventricular_s", "f8"),
        ("conduction_s", "f8"),
        ("waiting", "i8"),
        ("wide", "i8"),
        ("beat_started", "i8"),
        ("beats", "i8"),
        ("ectopic_pending", "i8"),
        ("ectopics", "i8"),
        ("atrial_strength", "f8"),
        ("ventricular_strength", "f8"),
        ("mechanical", "f8"),
        ("asystole_after_s", "f8"),
        ("electrical_rate", "f8"),
        ("arrest_s", "f8"),
        ("second_s", "f8"),
    ]
)

PR_K = 0.12  # PR delay, seconds per sqrt(s), CVSim
TACHYCARDIA_PER_MIN = 185.0  # estimate
TACHYCARDIA_STRENGTH = 0.45  # lost atrial kick, dyssynchrony; estimate
ARREST_FORCE = 0.494  # share of contractility below which organised activity has no output; calibrated
RETURN_FORCE, RESTART_FORCE = 0.818, 0.883  # share with which output returns, and a still heart restarts; calibrated
ASYSTOLE_MIN_S, ASYSTOLE_MAX_S = 150.0, 450.0  # oracle: 2-8 min after PEA begins
FIBRILLATION_ASYSTOLE_S = 720.0  # recalled: fine VF ends in asystole at 10-20 min
ECTOPIC_PHASE = 0.62
COMPENSATORY_PHASE = -0.35
ECTOPIC_STRENGTH = 0.75
TACHYCARDIA_TO_FIBRILLATION_PER_S = 1.0 / 45.0
STRESS_THRESHOLD = 0.73  # beta1 activation above which ectopics begin, healthy heart; calibrated
STRESS_SPAN = 0.20
ECTOPIC_PER_BEAT = 0.9  # calibrated
MALIGNANT_PER_S = 0.0016  # calibrated: 15-50 % VT or VF after a tenfold intravenous overdose


@kernel
def _stress(body: Record) -> float:
    """How irritable the ventricle is: stimulation beyond a threshold that ischaemia and hypoxia lower."""
    hypoxia = max(0.0, 0.85 - body.gas_exchange.arterial_saturation)
    threshold = STRESS_THRESHOLD - 0.12 * body.circulation.ischaemia - 0.2 * hypoxia
    return float(max(0.0, body.receptors.beta1 - threshold) / STRESS_SPAN + body.mechanisms.ectopic_drive)


@kernel
def _enter(body: Record, state: int) -> None:
    r = body.rhythm
    r.state = state
    r.state_s = 0.0
    r.ectopic_pending = 0
    if state == PULSELESS:
        spread = ASYSTOLE_MAX_S - ASYSTOLE_MIN_S
        r.asystole_after_s = ASYSTOLE_MIN_S + spread * chance.draw(body, chance.ARREST)
        r.electrical_rate = min(125.0, max(45.0, r.rate_per_min))


@kernel
def tick(body: Record) -> None:
    """Slow decisions: arrest, return of output, ventricular arrhythmia (once a second), mechanical coupling."""
    r = body.rhythm
    r.state_s += TICK_S
    _arrest(body)
    r.second_s += TICK_S
    if r.second_s >= 1.0:
        r.second_s -= 1.0
        _arrhythmia(body)
    coupled = 1.0
    if r.state == TACHYCARDIA:
        coupled = TACHYCARDIA_STRENGTH
    elif r.state != SINUS:
        coupled = 0.0
    r.mechanical += TICK_S / 2.0 * (coupled - r.mechanical)
    r.rate_per_min = _rate(body)
    body.circulation.heart_rate = r.rate_per_min if r.state != FIBRILLATION and r.state != ASYSTOLE else 0.0
    r.arrest_s = 0.0 if body.circulation.pulse_present > 0.5 else r.arrest_s + TICK_S


@kernel
def _arrest(body: Record) -> None:
    """Loss and return of mechanical output."""
    r = body.rhythm
    force = body.circulation.force_left
    if (r.state == SINUS or r.state == TACHYCARDIA) and force < ARREST_FORCE:
        _enter(body, PULSELESS)
    elif r.state == PULSELESS and force > RETURN_FORCE and r.state_s > 5.0:
        _enter(body, SINUS)
    elif (r.state == PULSELESS and r.state_s > r.asystole_after_s and force < ARREST_FORCE) or (
        r.state == FIBRILLATION and r.state_s > FIBRILLATION_ASYSTOLE_S
    ):
        _enter(body, ASYSTOLE)
    elif r.state == ASYSTOLE and force > RESTART_FORCE:
        _enter(body, SINUS)


@kernel
def _arrhythmia(body: Record) -> None:
    """Once a second: does stimulation turn into ventricular tachycardia or fibrillation?"""
    r = body.rhythm
    stress = _stress(body)
    if r.state == SINUS and stress > 0.0:
        if chance.draw(body, chance.RHYTHM) < MALIGNANT_PER_S * stress * stress:
            fibrillates = chance.draw(body, chance.RHYTHM) < 0.3
            _enter(body, FIBRILLATION if fibrillates else TACHYCARDIA)
    elif r.state == TACHYCARDIA:
        luck = chance.draw(body, chance.RHYTHM)
        if luck < TACHYCARDIA_TO_FIBRILLATION_PER_S * (0.2 + body.circulation.ischaemia):
            _enter(body, FIBRILLATION)
        elif luck > 0.93 and stress < 0.25:
            _enter(body, SINUS)


@kernel
def _rate(body: Record) -> float:
    """Beats (electrical) per minute in the present state."""
    r = body.rhythm
    if r.state == SINUS:
        return float(body.reflexes.sinus_rate)
    if r.state == TACHYCARDIA:
        return TACHYCARDIA_PER_MIN
    if r.state == PULSELESS:
        floor = 32.0
        r.electrical_rate += TICK_S / (0.45 * r.asystole_after_s) * (floor - r.electrical_rate)
        return float(r.electrical_rate)
    return 0.0


@kernel
def step(body: Record, dt: float) -> None:
    """Advance the beat clock by `dt` seconds and start beats that are due."""
    r = body.rhythm
    r.beat_started = 0
    r.since_beat_s += dt
    r.since_atrial_s += dt
    r.since_ventricular_s += dt
    if r.state == FIBRILLATION or r.state == ASYSTOLE:
        r.ventricular_strength = 0.0
        r.atrial_strength = 0.0
        return
    r.phase += dt * r.rate_per_min / 60.0
    if r.ectopic_pending and r.phase >= ECTOPIC_PHASE:
        r.ectopic_pending = 0
        r.phase = COMPENSATORY_PHASE
        _ventricle(body, ECTOPIC_STRENGTH, 1)
    elif r.phase >= 1.0:
        r.phase -= 1.0
        _beat(body)
    if r.waiting and r.since_atrial_s >= r.conduction_s:
        r.waiting = 0
        _ventricle(body, 1.0, 0)


@kernel
def _beat(body: Record) -> None:
    """The next regular beat is due."""
    r = body.rhythm
    if r.state == TACHYCARDIA:
        r.atrial_strength = 0.0
        _ventricle(body, 1.0, 1)
        return
    r.since_atrial_s = 0.0
    r.atrial_strength = r.mechanical
    r.conduction_s = PR_K * math.sqrt(min(2.0, 60.0 / max(20.0, r.rate_per_min)))
    r.waiting = 1
    stress = _stress(body)
    if stress > 0.0 and chance.draw(body, chance.RHYTHM) < ECTOPIC_PER_BEAT * min(0.35, stress):
        r.ectopic_pending = 1


@kernel
def _ventricle(body: Record, strength: float, wide: int) -> None:
    """A ventricular beat starts now."""
    r = body.rhythm
    r.interval_s = min(2.5, max(0.25, r.since_beat_s))
    r.since_beat_s = 0.0
    r.since_ventricular_s = 0.0
    r.ventricular_strength = strength * r.mechanical
    r.wide = wide
    r.ectopics += wide
    r.beats += 1
    r.beat_started = 1


def initialise(body: Body, patient: PatientParameters) -> None:
    """Regular sinus rhythm at the patient's resting rate."""
    r = body["rhythm"]
    r["rate_per_min"] = patient.heart_rate_per_min
    r["interval_s"] = 60.0 / patient.heart_rate_per_min
    r["mechanical"] = r["ventricular_strength"] = r["atrial_strength"] = 1.0
    r["since_ventricular_s"] = r["since_atrial_s"] = 10.0
