"""The will to breathe: carbon dioxide, oxygen, wakefulness, pain; what opioids, narcosis and tired muscles take away.

Chemical drive is 1 at rest, awake. Its response to carbon dioxide is about a third of resting ventilation per mmHg
(2 to 3 L/min/mmHg; range 0.5 to 8), three quarters of it central and slow, the rest peripheral, fast and multiplied
by hypoxia. Drive moves the depth of a breath more than the rate; opioids silence the rhythm more than the depth.
"""

import math

import numpy as np

from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters
from osler.physiology.systems import lungs as mechanics
from osler.physiology.systems.gas_exchange import BAROMETRIC_DRY_MMHG, STPD_TO_BTPS, resting_oxygen_consumption_ml_min

WAKE_SHARE = 0.40
CENTRAL_SHARE = 0.42
PERIPHERAL_SHARE = 0.18
CENTRAL_SLOPE = 0.22
"""Resting ventilations per mmHg of carbon dioxide in the brain."""
PERIPHERAL_SLOPE = 0.06
HYPOXIC_GAIN = 11.4
"""Resting ventilations for a saturation of 0 (isocapnic response about 1 L/min per % fall; recalled)."""
HYPOXIC_CEILING = 4.0
CENTRAL_TAU_S = 90.0
PERIPHERAL_TAU_S = 7.0
SATURATING_DRIVE = 14.0
DEPTH_POWER = 0.60
PACE_POWER = 0.30
APNOEIC_DRIVE = 0.10
OPIOID_ON_PACE = 0.997
OPIOID_PACE_POWER = 3.0
SEDATIVE_SYNERGY = 0.128
"""Share of the rhythm that a full sedative load takes on top of a full opioid effect (estimate)."""
OPIOID_RHYTHM_NEED = 3.91
"""Chemical drive at which half the rhythm is left under a full opioid effect: it takes away the breathing that needs
no carbon dioxide, and so raises the apnoeic threshold (calibrated, as are the opioid constants around it)."""
OPIOID_ON_DEPTH = 0.281
OPIOID_ON_SLOPE = 0.751
"""Opioids flatten the response to carbon dioxide as well as lower it (Camporesi 1983; Dahan 2004)."""
NARCOSIS_MMHG = 84.8
NARCOSIS_WIDTH_MMHG = 9.52
NARCOSIS_FLOOR = 0.187
"""Carbon dioxide in the brain that halves what it first drove (drowsy above 70-80, narcosis above 90, recalled;
calibrated)."""
PACE_FAILS, DEPTH_FAILS = 1.07, 0.313
"""Powers with which a failing brain stem takes rhythm and depth: gasps are slow before they are small (estimate)."""
DECLINE_TAU_S = 900.0
DECLINE_FROM, DECLINE_FULL, DECLINE_MAX = 0.915, 0.519, 0.828
"""Saturations between which sustained hypoxia turns from stimulus to depressant (hypoxic decline; calibrated)."""
PAIN_RATE_PER_MIN = 0.35
ANXIETY_RATE_PER_MIN = 4.0
STIMULUS_RATE_PER_MIN = 4.0
FASTEST_PER_MIN = 45.0
LOAD_ANSWER = 0.85
"""How far an awake patient pulls harder against narrow airways, over the root of the load (estimate)."""
MUSCLE_ENOUGH, MUSCLE_POWER = 0.85, 0.8
"""Oxygen supply over rest below which breathing muscles pull less (Aubier 1981, in shock, recalled; calibrated)."""
FATIGUE_ONSET_TENSION_TIME = 0.15
"""Tension-time index above which the diaphragm tires (Bellemare and Grassino 1982; recalled)."""
FATIGUE_PER_S = 0.03
RECOVERY_PER_S = 0.0012

DTYPE = np.dtype(
    [
        ("rate_per_min", "f8"),
        ("pull_cmh2o", "f8"),
        ("irregularity", "f8"),
        ("breaths", "i8"),
        ("chemical", "f8"),
        ("central_pco2_mmhg", "f8"),
        ("peripheral_pco2_mmhg", "f8"),
        ("peripheral_saturation", "f8"),
        ("hypoxic_decline", "f8"),
        ("fatigue", "f8"),
        ("dyspnoea", "f8"),
        ("set_point_mmhg", "f8"),
        ("resting_rate_per_min", "f8"),
        ("resting_pull_cmh2o", "f8"),
    ]
)


def initialise(body: Body, patient: PatientParameters) -> None:
    """Find the muscle pressure that holds the patient's own carbon dioxide at rest."""
    drive = body["drive"]
    drive[...] = np.zeros_like(drive)
    for name in ("set_point_mmhg", "central_pco2_mmhg", "peripheral_pco2_mmhg"):
        drive[name] = patient.arterial_pco2_mmhg
    drive["peripheral_saturation"] = 0.97
    drive["chemical"] = 1.0
    drive["irregularity"] = 1.0
    drive["resting_rate_per_min"] = patient.respiratory_rate_per_min
    drive["resting_pull_cmh2o"] = _resting_pull(body, patient)
    drive["rate_per_min"] = patient.respiratory_rate_per_min
    drive["pull_cmh2o"] = drive["resting_pull_cmh2o"]


def _resting_pull(body: Body, patient: PatientParameters) -> float:
    """Alveolar ventilation from the carbon dioxide balance, plus dead space, over a nearly static chest."""
    made = resting_oxygen_consumption_ml_min(patient) * patient.respiratory_quotient
    alveolar = STPD_TO_BTPS * BAROMETRIC_DRY_MMHG * made / patient.arterial_pco2_mmhg
    tidal = alveolar / patient.respiratory_rate_per_min + 0.95 * float(body["lungs"]["dead_space_ml"][0])
    body["lungs"]["tidal_volume_ml"] = tidal
    body["lungs"]["resting_tidal_ml"] = tidal
    return 1.03 * tidal / patient.respiratory_compliance_ml_cmh2o


@kernel
def tick(body: Record) -> None:
    """Sense, sum, and set the next breath's rate and pull; then let the airways answer."""
    _sense(body)
    drive = body.drive
    drive.chemical = _chemical(body)
    _pace(body)
    _depth(body)
    _tire(body)
    _feel(body)
    mechanics.tick(body)


@kernel
def _sense(body: Record) -> None:
    drive = body.drive
    gas = body.gas_exchange
    flow = min(max(body.circulation.cerebral_flow_fraction, 0.05), 1.5)
    drive.central_pco2_mmhg += (gas.arterial_pco2_mmhg - drive.central_pco2_mmhg) * TICK_S * flow / CENTRAL_TAU_S
    drive.peripheral_pco2_mmhg += (gas.arterial_pco2_mmhg - drive.peripheral_pco2_mmhg) * TICK_S / PERIPHERAL_TAU_S
    lack = min(max((DECLINE_FROM - gas.arterial_saturation) / (DECLINE_FROM - DECLINE_FULL), 0.0), 1.0)
    drive.hypoxic_decline += (lack - drive.hypoxic_decline) * TICK_S / DECLINE_TAU_S
    drive.peripheral_saturation += (gas.arterial_saturation - drive.peripheral_saturation) * TICK_S / PERIPHERAL_TAU_S


@kernel
def _chemical(body: Record) -> float:
    """The sum before drugs: never negative, levelling off at about fourteen times rest."""
    drive = body.drive
    wake = WAKE_SHARE * body.brain.wakefulness
    central = max(CENTRAL_SHARE + CENTRAL_SLOPE * (drive.central_pco2_mmhg - drive.set_point_mmhg), 0.0)
    excess = drive.peripheral_pco2_mmhg - drive.set_point_mmhg
    peripheral = max(PERIPHERAL_SHARE + PERIPHERAL_SLOPE * excess, 0.0)
    hypoxic = min(HYPOXIC_GAIN * max(0.955 - drive.peripheral_saturation, 0.0), HYPOXIC_CEILING)
    total = wake + central + peripheral + hypoxic * min(max(1.0 + 0.04 * excess, 0.3), 2.0)
    total *= max(body.mechanisms.ventilatory_drive, 0.0)
    return float(total * (1.0 + 1.0 / SATURATING_DRIVE) / (1.0 + total / SATURATING_DRIVE))


@kernel
def _alive(body: Record) -> float:
    """What narcosis by carbon dioxide and a starved brain stem leave of the drive."""
    depth = 1.0 / (1.0 + math.exp((body.drive.central_pco2_mmhg - NARCOSIS_MMHG) / NARCOSIS_WIDTH_MMHG))
    narcosis = NARCOSIS_FLOOR + (1.0 - NARCOSIS_FLOOR) * depth
    return float(narcosis * body.brain.brainstem * (1.0 - DECLINE_MAX * body.drive.hypoxic_decline))


@kernel
def _opioid_left(body: Record) -> float:
    """What opioids leave of the rhythm; other sedatives make them weigh more than their sum."""
    opioid = body.receptors.mu_opioid
    asked = body.drive.chemical / (body.drive.chemical + OPIOID_RHYTHM_NEED * opioid * opioid * opioid)
    load = min(body.brain.sedative_load + max(body.mechanisms.sedation, 0.0), 1.0)
    alone = max(1.0 - OPIOID_ON_PACE * math.pow(opioid, OPIOID_PACE_POWER), 0.0)
    return float(asked * alone * (1.0 - SEDATIVE_SYNERGY * load * opioid))


@kernel
def _pace(body: Record) -> None:
    drive = body.drive
    brain = body.brain
    if drive.chemical < APNOEIC_DRIVE:
        drive.rate_per_min = 0.0
        return
    flattened = 1.0 - OPIOID_ON_SLOPE * body.receptors.mu_opioid
    pace = drive.resting_rate_per_min * math.pow(drive.chemical, PACE_POWER * flattened)
    felt = PAIN_RATE_PER_MIN * brain.pain + ANXIETY_RATE_PER_MIN * brain.anxiety
    pace += (felt + body.mechanisms.respiratory_rate_drive) * brain.brainstem
    pace *= _opioid_left(body) * math.pow(_alive(body), PACE_FAILS)
    pace += STIMULUS_RATE_PER_MIN * brain.alerting * _alive(body)
    drive.rate_per_min = min(max(pace, 0.0), FASTEST_PER_MIN)


@kernel
def _muscle_supply(body: Record) -> float:
    """Oxygen to the breathing muscles over rest, 0.2..1: a shocked diaphragm tires at half the load."""
    circulation = body.circulation
    flow = min(circulation.cardiac_output_ml_s / max(circulation.cardiac_output_rest_ml_s, 1.0), 1.0)
    return float(max(flow * min(body.gas_exchange.arterial_saturation / 0.95, 1.0), 0.2))


@kernel
def _depth(body: Record) -> None:
    """Pull of the next breath; an awake patient answers a load within a breath or two."""
    drive = body.drive
    lungs = body.lungs
    flattened = 1.0 - OPIOID_ON_SLOPE * body.receptors.mu_opioid
    depth = math.pow(max(drive.chemical, 0.0), DEPTH_POWER * flattened)
    depth *= (1.0 - OPIOID_ON_DEPTH * body.receptors.mu_opioid) * math.pow(_alive(body), DEPTH_FAILS)
    load = (lungs.upper_resistance + lungs.lower_inspiratory) / lungs.resistance
    answer = 1.0 + LOAD_ANSWER * (math.sqrt(max(load, 1.0)) - 1.0) * body.brain.wakefulness
    strength = mechanics.RESERVE_CMH2O * (1.0 - 0.85 * drive.fatigue) * body.brain.brainstem
    starved = math.pow(min(_muscle_supply(body) / MUSCLE_ENOUGH, 1.0), MUSCLE_POWER)
    wanted = drive.resting_pull_cmh2o * depth * answer * starved
    drive.pull_cmh2o = wanted * strength / math.sqrt(wanted * wanted + strength * strength + 1e-9)


@kernel
def _tire(body: Record) -> None:
    drive = body.drive
    cycle = 60.0 / max(drive.rate_per_min, 1.0)
    tension = drive.pull_cmh2o / mechanics.RESERVE_CMH2O * min(body.lungs.inspiration_s / cycle, 1.0)
    tiring = FATIGUE_PER_S * max(tension / _muscle_supply(body) - FATIGUE_ONSET_TENSION_TIME, 0.0)
    drive.fatigue += (tiring * (1.0 - drive.fatigue) - RECOVERY_PER_S * drive.fatigue) * TICK_S


@kernel
def _feel(body: Record) -> None:
    """Breathlessness: drive beyond need, or breaths smaller than the effort deserves; only while awake."""
    drive = body.drive
    lungs = body.lungs
    deserved = max(lungs.resting_tidal_ml * drive.pull_cmh2o / max(drive.resting_pull_cmh2o, 0.1), 1.0)
    mismatch = max(1.0 - lungs.tidal_volume_ml / deserved, 0.0)
    need = max(drive.chemical - 2.0, 0.0) / 5.0 + 1.3 * max(mismatch - 0.15, 0.0)
    goal = min(need, 1.0) * body.brain.consciousness * (1.0 - 0.7 * body.receptors.mu_opioid)
    drive.dyspnoea += (goal - drive.dyspnoea) * TICK_S / 5.0
