"""The whole patient as one nested numpy record, and one tick of everything.

`create_body` gives a body at rest in its own steady state; `advance` moves it by ticks of 50 ms. Between ticks plain
functions of the modules (give a drug, run a drip, raise the legs) change it. The record's bytes are its whole state.
"""

import numpy as np

from osler.physiology import chance, devices, insults, lines, mechanisms, monitor, pharmacology, rhythm, signals
from osler.physiology.engine import STEP_S, STEPS_PER_TICK, TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters
from osler.physiology.receptors import RECEPTOR_DTYPE
from osler.physiology.systems import blood, brain, circulation, drive, fluids, gas_exchange, lungs, reflexes, skin

CLOCK_DTYPE = np.dtype([("tick", "i8"), ("time_s", "f8")])

PATIENT_FIELDS = (
    "age_years",
    "weight_kg",
    "height_cm",
    "heart_rate_per_min",
    "mean_arterial_pressure_mmhg",
    "respiratory_rate_per_min",
    "arterial_pco2_mmhg",
    "haemoglobin_g_l",
    "temperature_c",
    "glomerular_filtration_ml_min",
    "shunt_fraction",
    "anxiety",
    "pain",
    "sleep_apnoea_severity",
    "opioid_tolerance",
    "vagal_gain",
)
PATIENT_DTYPE = np.dtype([(name, "f8") for name in PATIENT_FIELDS] + [("female", "f8")])

BODY = np.dtype(
    [
        ("clock", CLOCK_DTYPE),
        ("chance", chance.DTYPE),
        ("patient", PATIENT_DTYPE),
        ("mechanisms", mechanisms.DTYPE),
        ("receptors", RECEPTOR_DTYPE),
        ("pharmacology", pharmacology.DTYPE),
        ("insults", insults.DTYPE),
        ("lines", lines.DTYPE),
        ("devices", devices.DTYPE),
        ("rhythm", rhythm.DTYPE),
        ("circulation", circulation.DTYPE),
        ("reflexes", reflexes.DTYPE),
        ("fluids", fluids.DTYPE),
        ("lungs", lungs.DTYPE),
        ("gas_exchange", gas_exchange.DTYPE),
        ("drive", drive.DTYPE),
        ("blood", blood.DTYPE),
        ("brain", brain.DTYPE),
        ("skin", skin.DTYPE),
        ("monitor", monitor.DTYPE),
        ("signals", signals.DTYPE),
    ]
)

VAGAL_GAIN_SPREAD = 0.6  # standard deviation of the logarithm between bodies; estimate
HEART_RATE_SPREAD, PRESSURE_SPREAD = 2.0, 1.5  # 1/min, mmHg between seeds; within the oracle's baseline bands
SETTLE_TICKS = 900
SETTLE_RESISTANCE_S, SETTLE_FILLING_S = 6.0, 12.0


@kernel
def _tick(body: Record) -> None:
    """Causes, then control, then organs (ten steps), then what follows slowly."""
    mechanisms.reset(body)
    lines.tick(body)
    insults.tick(body)
    pharmacology.tick(body)
    reflexes.tick(body)
    rhythm.tick(body)
    drive.tick(body)
    devices.tick(body)
    circulation.tick(body)
    for k in range(STEPS_PER_TICK):
        lungs.step(body, STEP_S)
        rhythm.step(body, STEP_S)
        circulation.step(body, STEP_S)
        body.clock.time_s += STEP_S
        signals.step(body, k)
    gas_exchange.tick(body)
    fluids.tick(body)
    blood.tick(body)
    brain.tick(body)
    skin.tick(body)
    monitor.tick(body)
    signals.tick(body)
    body.clock.tick += 1
    body.clock.time_s = body.clock.tick * TICK_S


@kernel
def _live(array: Body, ticks: int, settling: bool) -> None:
    """The one loop over ticks; settling or not, so that the whole body is compiled once."""
    body = array[0]
    for _ in range(ticks):
        _tick(body)
        if settling:
            _steer(body)


def advance(body: Body, ticks: int) -> None:
    """Move the body forward by `ticks` ticks of 50 ms."""
    _live(body, ticks, False)


@kernel
def _steer(body: Record) -> None:
    """Steer resistance to the patient's own pressure and venous capacity to a resting output; take the rest as norm."""
    c, x = body.circulation, body.reflexes
    target = c.mean_rest_mmhg
    error = (target - c.mean_arterial_pressure) / target
    c.resistance_scale *= 1.0 + TICK_S / SETTLE_RESISTANCE_S * min(0.5, max(-0.5, error))
    lack = 1.0 - c.cardiac_output_ml_s / c.cardiac_output_target_ml_s
    c.filling_scale *= 1.0 - TICK_S / SETTLE_FILLING_S * min(0.5, max(-0.5, lack))
    x.set_point_mmhg = x.felt_pressure
    x.central_venous_rest = c.central_venous_pressure
    x.arterial_pco2_rest = body.gas_exchange.arterial_pco2_mmhg
    c.left_ventricle_end_diastolic_rest_ml = c.left_ventricle_end_diastolic_ml
    c.left_ventricle_end_systolic_rest_ml = c.left_ventricle_end_systolic_ml
    c.resistance_rest = c.systemic_resistance
    c.cardiac_output_rest_ml_s = c.cardiac_output_ml_s
    c.coronary_rest_mmhg = c.coronary_perfusion_pressure
    fluids.rest(body)


def _remember(body: Body, patient: PatientParameters) -> None:
    for name in PATIENT_FIELDS:
        body["patient"][name] = getattr(patient, name)
    body["patient"]["female"] = float(patient.sex == "female")


@kernel
def _vary(array: Body) -> None:
    """What differs between two people of the same description."""
    p = array[0].patient
    body = array[0]
    p.vagal_gain *= np.exp(VAGAL_GAIN_SPREAD * chance.draw_normal(body, chance.VARIATION))
    p.heart_rate_per_min += HEART_RATE_SPREAD * min(1.5, max(-1.5, chance.draw_normal(body, chance.VARIATION)))
    shift = PRESSURE_SPREAD * min(1.5, max(-1.5, chance.draw_normal(body, chance.VARIATION)))
    p.mean_arterial_pressure_mmhg += shift
    body.circulation.mean_rest_mmhg = p.mean_arterial_pressure_mmhg


def create_body(patient: PatientParameters, seed: int) -> Body:
    """A body at rest: array of shape (1,), dtype `BODY`; the same patient and seed always give the same bytes."""
    body = np.zeros(1, BODY)
    chance.initialise(body, seed)
    _remember(body, patient)
    insults.initialise(body)
    lines.initialise(body)
    for system in (circulation, reflexes, rhythm, lungs, blood, gas_exchange, drive, brain, skin, fluids):
        system.initialise(body, patient)
    devices.initialise(body, patient)
    pharmacology.initialise(body, patient)
    _vary(body)
    monitor.initialise(body)
    signals.initialise(body)
    _live(body, SETTLE_TICKS, True)
    body["clock"]["tick"] = 0
    body["clock"]["time_s"] = 0.0
    monitor.initialise(body)
    return body
