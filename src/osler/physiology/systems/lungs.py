"""Mechanics of breathing: muscles pull, airways resist, the upper airway may close, gas may be trapped.

One elastic volume behind an upper and a lower airway, solved implicitly each 5 ms. The upper airway is a Starling
resistor (Gleadhill 1991; Smith 1988): when muscle tone is lost its closing pressure rises and inspiratory flow cannot
exceed (mouth pressure - closing pressure) / upstream resistance, however hard the patient pulls.
Pressures cmH2O unless named mmHg, volumes mL, flows mL/s, resistances cmH2O.s/L.
"""

import math

import numpy as np

from osler.physiology import chance
from osler.physiology.devices import STOMACH_OPENS_CMH2O
from osler.physiology.engine import Body, Record, kernel
from osler.physiology.parameters import PatientParameters

MMHG_PER_CMH2O = 0.7356
RESTING_PLEURAL_CMH2O = -5.0
UPPER_SHARE = 0.45
"""Share of normal airway resistance above the carina (Albanese 2016 gives 0.78 with trachea and bronchi; Pulse 0.3)."""
UPSTREAM_RESISTANCE = 16.0
"""Nasal resistance that sets the limited flow of a collapsing pharynx, cmH2O.s/L (Smith 1988; recalled)."""
PASSIVE_CLOSING_CMH2O = -13.7
"""Closing pressure of a normal pharynx without tone (-13 in Gleadhill 1991, recalled; calibrated with EFFORT_TONE)."""
APNOEA_CLOSING_SPAN_CMH2O = 15.0
"""Severe sleep apnoea closes at about +2 cmH2O without tone."""
TONE_SPAN_CMH2O = 26.0
"""How far waking tone lowers the closing pressure (estimate)."""
FULL_FLOW_ML_S = 700.0
MASK_LIMIT_CMH2O = 25.0
DEAD_SPACE_ML_KG = 2.0
EXPIRATORY_EXCESS = 0.5
INSPIRATION_SHARE = 0.38
LONGEST_INSPIRATION_S = 1.7
INFLATION_REFLEX_ML = 250.0
"""Bag-driven inflation that holds back the next own breath (Hering-Breuer; estimate)."""
APNOEA_RATE_PER_MIN = 0.7
"""A drive below this brings no breath at all."""
RESERVE_CMH2O = 80.0
"""Inspiratory muscle pressure of a healthy adult at functional residual capacity (recalled)."""

DTYPE = np.dtype(
    [
        ("pleural_pressure_mmhg", "f8"),
        ("tidal_volume_ml", "f8"),
        ("respiratory_rate", "f8"),
        ("minute_ventilation_ml_s", "f8"),
        ("lung_volume_ml", "f8"),
        ("airflow_ml_s", "f8"),
        ("upper_airway_openness", "f8"),
        ("lower_airway_resistance", "f8"),
        ("breath_phase", "f8"),
        # the patient's chest
        ("functional_residual_capacity_ml", "f8"),
        ("compliance_ml_cmh2o", "f8"),
        ("resistance", "f8"),
        ("dead_space_ml", "f8"),
        ("apnoea_trait", "f8"),
        ("collapsibility", "f8"),
        # within a breath
        ("above_frc_ml", "f8"),
        ("muscle_pressure", "f8"),
        ("mouth_pressure", "f8"),
        ("breath_time_s", "f8"),
        ("inspiration_s", "f8"),
        ("pull", "f8"),
        ("start_volume_ml", "f8"),
        ("inspired_ml", "f8"),
        ("peak_flow_ml_s", "f8"),
        ("flow_limit_ml_s", "f8"),
        ("upper_resistance", "f8"),
        ("lower_inspiratory", "f8"),
        ("lower_expiratory", "f8"),
        ("since_breath_s", "f8"),
        # what the bedside hears and sees
        ("breathing", "f8"),
        ("wheeze", "f8"),
        ("stridor", "f8"),
        ("snoring", "f8"),
        ("air_entry", "f8"),
        ("crackles", "f8"),
        ("obstructed_effort", "f8"),
        ("trapped_ml", "f8"),
        ("resting_tidal_ml", "f8"),
    ]
)


def initialise(body: Body, patient: PatientParameters) -> None:
    """A quiet breath about to begin."""
    lungs = body["lungs"]
    lungs[...] = np.zeros_like(lungs)
    lungs["functional_residual_capacity_ml"] = _resting_volume(patient)
    lungs["compliance_ml_cmh2o"] = patient.respiratory_compliance_ml_cmh2o
    lungs["resistance"] = patient.airway_resistance_cmh2o_s_l
    lungs["dead_space_ml"] = DEAD_SPACE_ML_KG * _ideal_weight(patient)
    lungs["apnoea_trait"] = patient.sleep_apnoea_severity
    lungs["collapsibility"] = patient.airway_collapsibility
    lungs["lung_volume_ml"] = lungs["functional_residual_capacity_ml"]
    lungs["tidal_volume_ml"] = 7.0 * _ideal_weight(patient)
    lungs["resting_tidal_ml"] = lungs["tidal_volume_ml"]
    lungs["respiratory_rate"] = patient.respiratory_rate_per_min
    lungs["minute_ventilation_ml_s"] = lungs["tidal_volume_ml"] * patient.respiratory_rate_per_min / 60.0
    lungs["inspiration_s"] = min(INSPIRATION_SHARE * 60.0 / patient.respiratory_rate_per_min, LONGEST_INSPIRATION_S)
    lungs["pleural_pressure_mmhg"] = RESTING_PLEURAL_CMH2O * MMHG_PER_CMH2O
    for name in ("upper_airway_openness", "lower_airway_resistance", "breathing", "air_entry"):
        lungs[name] = 1.0
    lungs["flow_limit_ml_s"] = 3000.0
    lungs["breath_phase"] = 0.999


def _ideal_weight(patient: PatientParameters) -> float:
    """Devine, kg."""
    base = 45.5 if patient.sex == "female" else 50.0
    return max(base + 0.91 * (patient.height_cm - 152.4), 30.0)


def _resting_volume(patient: PatientParameters) -> float:
    """Functional residual capacity, mL: ECSC 1993 upright (recalled), less a quarter lying flat, unless given."""
    if patient.functional_residual_capacity_ml > 0.0:
        return patient.functional_residual_capacity_ml
    height = patient.height_cm / 100.0
    if patient.sex == "female":
        upright = 2.24 * height + 0.001 * patient.age_years - 1.00
    else:
        upright = 2.34 * height + 0.010 * patient.age_years - 1.09
    posture = 0.75 + 0.25 * min(max(patient.trunk_deg, 0.0) / 60.0, 1.0)
    return 1000.0 * upright * posture


@kernel
def tick(body: Record) -> None:
    """Once a tick: how open the airways are, and what can be heard. Called by the drive before the steps."""
    _set_upper_airway(body)
    _set_lower_airways(body)
    _sounds(body)


@kernel
def _set_upper_airway(body: Record) -> None:
    lungs = body.lungs
    mechanisms = body.mechanisms
    trait = min(max(lungs.apnoea_trait + mechanisms.upper_airway_collapsibility, 0.0), 1.2)
    tone = body.brain.airway_tone
    closing = PASSIVE_CLOSING_CMH2O + APNOEA_CLOSING_SPAN_CMH2O * trait - TONE_SPAN_CMH2O * tone
    closing -= body.devices.airway_support_cmh2o
    lungs.flow_limit_ml_s = max(lungs.mouth_pressure - closing, 0.0) / UPSTREAM_RESISTANCE * 1000.0
    swelling = min(max(mechanisms.upper_airway_swelling, 0.0), 0.98)
    patent = (1.0 - 0.85 * swelling) * (1.0 - 0.3 * min(mechanisms.airway_secretions, 1.0))
    limited = min(lungs.flow_limit_ml_s / FULL_FLOW_ML_S, 1.0)
    lungs.upper_airway_openness = patent * limited
    lungs.upper_resistance = UPPER_SHARE * lungs.resistance / (patent * patent * patent * patent)


@kernel
def _set_lower_airways(body: Record) -> None:
    """Narrowing weighs more on expiration; small airways that collapse add to it."""
    lungs = body.lungs
    factor = max(body.mechanisms.lower_airway_resistance, 0.3)
    lungs.lower_airway_resistance = factor
    base = (1.0 - UPPER_SHARE) * lungs.resistance
    lungs.lower_inspiratory = base * factor
    expiratory = 1.0 + EXPIRATORY_EXCESS * min(max(factor - 1.0, 0.0) / 2.0, 1.0) + 2.0 * lungs.collapsibility
    lungs.lower_expiratory = base * factor * expiratory


@kernel
def _sounds(body: Record) -> None:
    """0..1 each. A wheeze needs narrowing and flow: too little flow and the chest is silent."""
    lungs = body.lungs
    mechanisms = body.mechanisms
    moved = min(lungs.tidal_volume_ml / max(lungs.resting_tidal_ml, 1.0), 1.5) * lungs.breathing
    lungs.air_entry = min(moved, 1.0)
    narrowed = min(max((lungs.lower_airway_resistance - 1.5) / 3.5, 0.0), 1.0)
    lungs.wheeze = narrowed * min(max((moved - 0.18) / 0.35, 0.0), 1.0)
    swelling = min(max((mechanisms.upper_airway_swelling - 0.25) / 0.4, 0.0), 1.0)
    lungs.stridor = swelling * min(max((moved - 0.1) / 0.3, 0.0), 1.0)
    tightness = lungs.peak_flow_ml_s / max(lungs.flow_limit_ml_s, 1.0)
    lungs.snoring = lungs.breathing * min(max((tightness - 0.85) / 0.12, 0.0), 1.0) * min(moved / 0.2, 1.0)
    lungs.crackles = min(max(mechanisms.lung_water, 0.0), 1.0) * min(moved, 1.0)
    lungs.trapped_ml += 0.02 * (max(lungs.start_volume_ml, 0.0) - lungs.trapped_ml)


@kernel
def step(body: Record, dt: float) -> None:
    """Advance muscle, volume and flow by `dt` seconds."""
    lungs = body.lungs
    _pull(body, dt)
    recoil = _elastance(lungs, body.mechanisms.lung_compliance)
    bag = body.devices.bag_flow_ml_s
    flow = _bagged(lungs, body.devices, recoil, bag, dt) if bag > 0.0 else _spontaneous(lungs, recoil, dt)
    before = lungs.airflow_ml_s
    lungs.airflow_ml_s = flow
    lungs.above_frc_ml += flow * dt
    lungs.lung_volume_ml = lungs.functional_residual_capacity_ml + lungs.above_frc_ml
    wall = 2.0 * lungs.compliance_ml_cmh2o
    pleural = RESTING_PLEURAL_CMH2O + lungs.above_frc_ml / wall - lungs.muscle_pressure
    lungs.pleural_pressure_mmhg = pleural * MMHG_PER_CMH2O
    _count(lungs, before, flow, dt)


@kernel
def _elastance(lungs: Record, softness: float) -> float:
    """cmH2O per mL, stiffening towards total lung capacity (about 2.5 times resting volume)."""
    reach = 1.5 * lungs.functional_residual_capacity_ml
    x = lungs.above_frc_ml / reach
    return float((1.0 + x * x * x * x) / (lungs.compliance_ml_cmh2o * max(softness, 0.1)))


@kernel
def _pull(body: Record, dt: float) -> None:
    """Muscle pressure: a parabola during inspiration, then letting go (Albanese 2016); a full chest delays the next."""
    lungs = body.lungs
    drive = body.drive
    lungs.breath_time_s += dt
    if lungs.breath_time_s < lungs.inspiration_s:
        share = lungs.breath_time_s / lungs.inspiration_s
        lungs.muscle_pressure = lungs.pull * share * (2.0 - share)
        lungs.breath_phase = 0.5 * share
        return
    lungs.muscle_pressure -= lungs.muscle_pressure * dt / 0.18
    if drive.rate_per_min < APNOEA_RATE_PER_MIN:
        return
    rest = max(60.0 / drive.rate_per_min * drive.irregularity - lungs.inspiration_s, 0.35)
    full = body.devices.bag_on * min(max(lungs.above_frc_ml / INFLATION_REFLEX_ML, 0.0), 1.0)
    lungs.breath_phase += 0.5 * dt / rest * (1.0 - full)
    if lungs.breath_phase >= 1.0:
        _begin_breath(body)


@kernel
def _begin_breath(body: Record) -> None:
    lungs = body.lungs
    drive = body.drive
    lungs.breath_phase = 0.0
    lungs.breath_time_s = 0.0
    lungs.pull = drive.pull_cmh2o
    lungs.inspiration_s = min(INSPIRATION_SHARE * 60.0 / drive.rate_per_min, LONGEST_INSPIRATION_S)
    drive.irregularity = math.exp(0.06 * min(max(chance.draw_normal(body, chance.BREATHING), -2.5), 2.5))
    drive.breaths += 1


@kernel
def _spontaneous(lungs: Record, recoil: float, dt: float) -> float:
    """Implicit flow through the airways; the pharynx limits inspiration, not expiration."""
    lungs.mouth_pressure = 0.0
    pressure = lungs.muscle_pressure - recoil * lungs.above_frc_ml
    lower = lungs.lower_inspiratory if pressure > 0.0 else lungs.lower_expiratory
    resistance = (lungs.upper_resistance + lower) * 1e-3
    flow = pressure / (resistance + recoil * dt)
    return float(min(flow, lungs.flow_limit_ml_s))


@kernel
def _bagged(lungs: Record, devices: Record, recoil: float, bag: float, dt: float) -> float:
    """The bag is a flow source that leaks above the pressure a mask can hold; some of it goes down the gullet."""
    resistance = (lungs.upper_resistance + lungs.lower_inspiratory) * 1e-3
    pressure = lungs.muscle_pressure - recoil * lungs.above_frc_ml
    flow = min(bag, (MASK_LIMIT_CMH2O + pressure) / (resistance + recoil * dt))
    flow = min(flow, lungs.flow_limit_ml_s)
    lungs.mouth_pressure = max(flow * resistance - pressure, 0.0)
    if flow < bag:
        lungs.mouth_pressure = MASK_LIMIT_CMH2O
    if lungs.mouth_pressure > STOMACH_OPENS_CMH2O:
        devices.stomach_gas_ml += 0.3 * (bag - max(flow, 0.0) + 0.1 * bag) * dt
    return float(flow)


@kernel
def _count(lungs: Record, before: float, flow: float, dt: float) -> None:
    """Measure breaths from flow alone, as an observer would: volume, rate, minute ventilation."""
    lungs.since_breath_s += dt
    if flow > 0.0:
        lungs.inspired_ml += flow * dt
        lungs.peak_flow_ml_s = max(lungs.peak_flow_ml_s * (1.0 - 0.3 * dt), flow)
    if before > 0.0 >= flow:
        _end_inspiration(lungs)
    if lungs.since_breath_s > 12.0:
        lungs.respiratory_rate = min(lungs.respiratory_rate, 60.0 / lungs.since_breath_s)
    if lungs.since_breath_s > 20.0:
        lungs.breathing = 0.0
        lungs.respiratory_rate = 0.0
    decay = dt / 20.0
    lungs.minute_ventilation_ml_s += (max(flow, 0.0) - lungs.minute_ventilation_ml_s) * decay


@kernel
def _end_inspiration(lungs: Record) -> None:
    """A breath counts when it moved more than 40 mL; less is obstructed effort."""
    if lungs.inspired_ml > 40.0:
        interval = max(lungs.since_breath_s, 0.8)
        weight = 0.35 if lungs.breathing > 0.0 else 1.0
        if lungs.respiratory_rate <= 0.0:
            weight = 1.0
        lungs.respiratory_rate += weight * (60.0 / interval - lungs.respiratory_rate)
        lungs.tidal_volume_ml = lungs.inspired_ml
        lungs.since_breath_s = 0.0
        lungs.breathing = 1.0
        lungs.start_volume_ml = lungs.above_frc_ml - lungs.inspired_ml
    lungs.inspired_ml = 0.0
