"""The heart: four time-varying chambers, compressions from outside, and the oxygen the muscle gets and needs.

`P = E(t) (V - V0) + Pext` with CVSim's two-cosine activation; every interval scales with the square root of the cycle.
"""

import math

import numpy as np

from osler.physiology.engine import TICK_S, Record, kernel
from osler.physiology.systems.vessels import (
    LEFT_ATRIUM,
    LEFT_VENTRICLE,
    RIGHT_ATRIUM,
    RIGHT_VENTRICLE,
    wall_pressure,
)

# Chambers, mmHg/ml (Heldt 2004 table; index 0..3 = RA, RV, LA, LV)
CHAMBERS = np.array([RIGHT_ATRIUM, RIGHT_VENTRICLE, LEFT_ATRIUM, LEFT_VENTRICLE])
END_SYSTOLIC = np.array([0.74, 1.3, 0.61, 2.5])
END_DIASTOLIC = np.array([0.30, 0.05, 0.50, 0.111])  # ventricles: Heldt's own calibrated values (table .07, .13)
ATRIAL_SYSTOLE_K, VENTRICULAR_SYSTOLE_K = 0.20, 0.30  # CVSim timing, seconds per sqrt(s); Heldt .25, .37

# Myocardial oxygen balance
CORONARY_STOP_MMHG = 26.75  # zero-flow pressure in a beating heart 20-40 (recalled), calibrated
CORONARY_RESERVE = 3.2  # recalled: maximal over resting coronary flow
ISCHAEMIA_S = 208.8  # complete lack of supply stops a beating heart within minutes; calibrated
WASHOUT_S = 250.7  # repayment while supply still falls short; calibrated
RECOVERY_S = 60.0  # repayment by full supply; calibrated
FORCE_LOSS, FORCE_LOSS_POWER = 0.9, 2.0
"""Share of contractility lost at full ischaemia, and how late: brief want of oxygen is met by reserve, so that shock
does not feed on itself from its first minute (form and size calibrated)."""
HYPOXIC_FORCE_LOSS, WEAK_BELOW, WEAKEST_AT = 0.3, 0.40, 0.10
"""Share of contractility that blood without oxygen takes at once, and the saturations between which it does: in
asphyxia output is lost within minutes of a saturation of 40 % (recalled; size estimate)."""
CHEST_PAIN_S = 15.0
POUNDING, POUNDING_FROM = 1.6, 1.10  # chest pain by systolic pressure over rest, times the heart's work; estimate

COMPRESSION_RATE_PER_S = 110.0 / 60.0
COMPRESSION_DUTY = 0.45
COMPRESSION_CARDIAC_MMHG = 26.0  # calibrated to 1.2-2 l/min
COMPRESSION_THORACIC_MMHG = 8.0  # calibrated with it


@kernel
def myocardium(body: Record) -> None:
    """Ischaemia rises when coronary supply (pressure x oxygen x diastole) falls short of demand (rate x pressure)."""
    c = body.circulation
    mechanical = body.rhythm.mechanical
    rate = max(30.0, c.heart_rate)
    diastole = min(1.3, max(0.35, 1.0 - 0.30 * math.sqrt(rate / 60.0)) / 0.66)
    head = (c.coronary_perfusion_pressure - CORONARY_STOP_MMHG) / max(10.0, c.coronary_rest_mmhg - CORONARY_STOP_MMHG)
    oxygen = body.gas_exchange.arterial_saturation * body.blood.haemoglobin_g_l / body.patient.haemoglobin_g_l / 0.97
    supply = CORONARY_RESERVE * max(0.0, head) * diastole * oxygen
    work = rate / body.patient.heart_rate_per_min * c.central_systolic_pressure / (c.mean_rest_mmhg * 1.3)
    demand = 0.35 + 0.65 * mechanical * work * (0.7 + 0.3 * body.reflexes.contractility)
    deficit = min(1.0, max(0.0, 1.0 - supply / demand))
    washout = WASHOUT_S if deficit > 0.0 else RECOVERY_S
    c.ischaemia += TICK_S * (deficit * (1.0 - c.ischaemia) / ISCHAEMIA_S - (1.0 - deficit) * c.ischaemia / washout)
    c.force_left = _force_left(body)
    pounding = POUNDING * max(0.0, c.central_systolic_pressure / (1.3 * c.mean_rest_mmhg) - POUNDING_FROM) * work
    ache = min(1.0, 2.0 * c.ischaemia + pounding) * body.brain.consciousness
    c.chest_pain += TICK_S / CHEST_PAIN_S * (ache - c.chest_pain)


@kernel
def _force_left(body: Record) -> float:
    """What ischaemia, and blood without oxygen, leave of contractility (1 in health)."""
    lack = (WEAK_BELOW - body.gas_exchange.arterial_saturation) / (WEAK_BELOW - WEAKEST_AT)
    hypoxic = 1.0 - HYPOXIC_FORCE_LOSS * min(1.0, max(0.0, lack))
    return float(hypoxic * (1.0 - FORCE_LOSS * math.pow(body.circulation.ischaemia, FORCE_LOSS_POWER)))


@kernel
def chest_pressure(c: Record, dt: float) -> float:
    """Shape of external compressions, 0..1."""
    if c.compressions < 0.5:
        return 0.0
    c.compression_phase += dt * COMPRESSION_RATE_PER_S
    c.compression_phase -= math.floor(c.compression_phase)
    if c.compression_phase > COMPRESSION_DUTY:
        return 0.0
    return math.sin(math.pi * c.compression_phase / COMPRESSION_DUTY)


@kernel
def _activation(since: float, systole: float) -> float:
    """Elastance between end-diastole (0) and end-systole (1), CVSim's two cosines."""
    if since < 0.0 or since >= 1.5 * systole:
        return 0.0
    if since <= systole:
        return 0.5 * (1.0 - math.cos(math.pi * since / systole))
    return 0.5 * (1.0 + math.cos(2.0 * math.pi * (since - systole) / systole))


@kernel
def chambers(body: Record, thorax: float, squeeze: float) -> None:
    """Stiffness and resting pressure of the four chambers."""
    c, r = body.circulation, body.rhythm
    root = math.sqrt(min(2.0, r.interval_s))
    atrial = _activation(r.since_atrial_s, ATRIAL_SYSTOLE_K * root) * r.atrial_strength
    ventricular = _activation(r.since_ventricular_s, VENTRICULAR_SYSTOLE_K * root) * r.ventricular_strength
    force = body.reflexes.contractility * body.mechanisms.contractility * c.force_left
    for k in range(4):
        i = CHAMBERS[k]
        low = END_DIASTOLIC[k] / c.size
        high = END_SYSTOLIC[k] / c.size
        if k == 1 or k == 3:
            stiffness = low + max(0.0, high * force - low) * ventricular
        else:
            stiffness = low + (high - low) * atrial
        outside = thorax + squeeze
        c.storage[i] = 1.0 / stiffness
        wall_pressure(c, i, stiffness, outside)
