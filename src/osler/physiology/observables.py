"""The only names by which scenarios, monitor, rubric and Python see the body.

`read` returns all values in the fixed order of `OBSERVABLES`; `INDEX[name]` is a value's place. A truth is what the
body has; a displayed value is what a monitor shows (nan = "---"). Units are bedside units (kPa, %, l/min).
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osler.physiology.body import BODY
from osler.physiology.engine import Body

MMHG_PER_KPA = 7.50062
L_MIN_PER_ML_S = 0.06


class Observable(NamedTuple):
    """One name, its unit and what it means."""

    name: str
    unit: str
    kind: Literal["truth", "displayed"]
    description: str


class _Source(NamedTuple):
    """An observable as `scale` times the sum of fields of the body."""

    name: str
    unit: str
    description: str
    paths: tuple[str, ...]
    scale: float = 1.0


_TRUTH = (
    _Source("heart_rate", "1/min", "electrical heart rate", ("circulation.heart_rate",)),
    _Source("systolic_pressure", "mmHg", "systolic arterial pressure", ("circulation.systolic_pressure",)),
    _Source("diastolic_pressure", "mmHg", "diastolic arterial pressure", ("circulation.diastolic_pressure",)),
    _Source("mean_arterial_pressure", "mmHg", "mean arterial pressure", ("circulation.mean_arterial_pressure",)),
    _Source("central_venous_pressure", "mmHg", "mean right atrial pressure", ("circulation.central_venous_pressure",)),
    _Source("cardiac_output", "l/min", "cardiac output", ("circulation.cardiac_output_ml_s",), L_MIN_PER_ML_S),
    _Source(
        "systemic_vascular_resistance",
        "mmHg.min/l",
        "systemic vascular resistance",
        ("circulation.systemic_resistance",),
        1000.0 / 60.0,
    ),
    _Source("stroke_volume", "ml", "stroke volume", ("circulation.stroke_volume_ml",)),
    _Source(
        "left_ventricular_volume",
        "ml",
        "left ventricular end-diastolic volume",
        ("circulation.left_ventricle_end_diastolic_ml",),
    ),
    _Source("respiratory_rate", "1/min", "breaths that move air", ("lungs.respiratory_rate",)),
    _Source("tidal_volume", "ml", "volume of the last breath", ("lungs.tidal_volume_ml",)),
    _Source("minute_ventilation", "l/min", "ventilation", ("lungs.minute_ventilation_ml_s",), L_MIN_PER_ML_S),
    _Source("oxygen_saturation", "%", "arterial saturation", ("gas_exchange.arterial_saturation",), 100.0),
    _Source("arterial_po2", "kPa", "arterial oxygen pressure", ("gas_exchange.arterial_po2_mmhg",), 1 / MMHG_PER_KPA),
    _Source("arterial_pco2", "kPa", "arterial carbon dioxide", ("gas_exchange.arterial_pco2_mmhg",), 1 / MMHG_PER_KPA),
    _Source(
        "end_tidal_co2", "kPa", "end-tidal carbon dioxide", ("gas_exchange.end_tidal_pco2_mmhg",), 1 / MMHG_PER_KPA
    ),
    _Source("gcs", "3..15", "Glasgow Coma Scale", ("brain.gcs_eye", "brain.gcs_verbal", "brain.gcs_motor")),
    _Source("gcs_eye", "1..4", "eye opening", ("brain.gcs_eye",)),
    _Source("gcs_verbal", "1..5", "verbal response", ("brain.gcs_verbal",)),
    _Source("gcs_motor", "1..6", "motor response", ("brain.gcs_motor",)),
    _Source("consciousness", "0..1", "level of consciousness", ("brain.consciousness",)),
    _Source("pupil_size", "mm", "pupil diameter", ("brain.pupil_mm",)),
    _Source("capillary_refill", "s", "central capillary refill", ("skin.capillary_refill_s",)),
    _Source("pulse_present", "0/1", "a central pulse can be felt", ("circulation.pulse_present",)),
    _Source("radial_pulse", "0/1", "a radial pulse can be felt", ("circulation.radial_pulse",)),
    _Source("breathing", "0/1", "the chest moves air", ("lungs.breathing",)),
    _Source("rhythm", "enum", "conduction state, see rhythm.Rhythm", ("rhythm.state",)),
    _Source("ectopics", "beats", "ventricular beats so far", ("rhythm.ectopics",)),
    _Source("ischaemia", "0..1", "myocardial oxygen deficit", ("circulation.ischaemia",)),
    _Source("wheeze", "0..1", "wheeze heard", ("lungs.wheeze",)),
    _Source("stridor", "0..1", "stridor heard", ("lungs.stridor",)),
    _Source("snoring", "0..1", "snoring heard", ("lungs.snoring",)),
    _Source("air_entry", "0..1", "breath sounds", ("lungs.air_entry",)),
    _Source("crackles", "0..1", "crackles heard", ("lungs.crackles", "circulation.lung_water")),
    _Source("throat_tightness", "0..1", "throat feels tight, voice hoarse", ("mechanisms.throat_tightness",)),
    _Source("urticaria", "0..1", "weals seen", ("skin.urticaria",)),
    _Source("flush", "0..1", "redness seen", ("skin.flush",)),
    _Source("angioedema", "0..1", "swelling of face and lips", ("skin.angioedema",)),
    _Source("pallor", "0..1", "pallor", ("skin.pallor",)),
    _Source("cyanosis", "0..1", "blueness", ("skin.cyanosis",)),
    _Source("sweating", "0..1", "sweat", ("skin.sweating",)),
    _Source("skin_temperature", "degC", "skin of the hands", ("skin.temperature_c",)),
    _Source("itch", "0..1", "itching", ("skin.itch",)),
    _Source("pain", "0..10", "pain felt", ("brain.pain",)),
    _Source("anxiety", "0..1", "fear", ("brain.anxiety",)),
    _Source("nausea", "0..1", "nausea", ("brain.nausea",)),
    _Source("tremor", "0..1", "tremor of the hands", ("brain.tremor",)),
    _Source("speech", "0..4", "none, sounds, words, phrases, sentences", ("brain.speech",)),
    _Source("headache", "0..1", "headache", ("brain.headache",)),
    _Source("chest_pain", "0..1", "chest pain or pounding", ("circulation.chest_pain",)),
    _Source("vomiting", "0/1", "vomits", ("brain.vomiting",)),
    _Source("haematocrit", "fraction", "haematocrit", ("blood.haematocrit",)),
    _Source("haemoglobin", "g/l", "haemoglobin", ("blood.haemoglobin_g_l",)),
    _Source("lactate", "mmol/l", "lactate", ("blood.lactate_mmol_l",)),
    _Source("potassium", "mmol/l", "potassium", ("blood.potassium_mmol_l",)),
    _Source("glucose", "mmol/l", "glucose", ("blood.glucose_mmol_l",)),
    _Source("ph", "1", "arterial pH", ("blood.ph",)),
    _Source("bicarbonate", "mmol/l", "bicarbonate", ("blood.bicarbonate_mmol_l",)),
    _Source("tryptase_rise", "microgram/l", "mast-cell tryptase above baseline", ("mechanisms.tryptase",)),
    _Source("temperature", "degC", "core temperature", ("skin.core_temperature_c",)),
    _Source("plasma_volume", "ml", "plasma volume", ("blood.plasma_volume_ml",)),
    _Source("urine", "ml", "urine made so far", ("fluids.urine_ml",)),
    _Source("upper_airway_openness", "0..1", "upper airway", ("lungs.upper_airway_openness",)),
    _Source("airway_resistance", "1", "lower airway resistance over normal", ("lungs.lower_airway_resistance",)),
    _Source("mu_occupancy", "0..1", "opioid receptors activated", ("receptors.mu_opioid",)),
    _Source("own_breathing_rate", "1/min", "breaths the patient would take unaided", ("drive.rate_per_min",)),
    _Source("own_breaths", "breaths", "breaths begun unaided so far", ("drive.breaths",)),
    _Source("breathlessness", "0..1", "air hunger felt", ("drive.dyspnoea",)),
    _Source("withdrawal", "0..1", "opioid withdrawal", ("brain.withdrawal",)),
    _Source("trunk_angle", "deg", "trunk above horizontal", ("circulation.trunk_deg",)),
    _Source("legs_angle", "deg", "legs above horizontal", ("circulation.legs_deg",)),
)
_DISPLAYED = (
    _Source("displayed_heart_rate", "1/min", "heart rate on the monitor", ("monitor.displayed_heart_rate",)),
    _Source("displayed_oxygen_saturation", "%", "SpO2", ("monitor.displayed_oxygen_saturation",)),
    _Source("displayed_systolic_pressure", "mmHg", "cuff systolic", ("monitor.displayed_systolic_pressure",)),
    _Source("displayed_diastolic_pressure", "mmHg", "cuff diastolic", ("monitor.displayed_diastolic_pressure",)),
    _Source("displayed_mean_pressure", "mmHg", "cuff mean", ("monitor.displayed_mean_pressure",)),
    _Source("displayed_respiratory_rate", "1/min", "impedance rate", ("monitor.displayed_respiratory_rate",)),
    _Source("displayed_end_tidal_co2", "kPa", "capnograph", ("monitor.displayed_end_tidal_co2",)),
    _Source("poor_signal", "0/1", "oximeter says poor signal", ("monitor.poor_signal",)),
    _Source("cuff_running", "0/1", "cuff is measuring", ("monitor.cuff_running",)),
    _Source("cuff_failed", "0/1", "last cuff cycle gave no value", ("monitor.cuff_failed",)),
    _Source("cuff_taken", "s", "body time of the last finished cuff cycle", ("monitor.cuff_taken_s",)),
)
_SOURCES = _TRUTH + _DISPLAYED

OBSERVABLES: dict[str, Observable] = {
    s.name: Observable(s.name, s.unit, "truth" if s in _TRUTH else "displayed", s.description) for s in _SOURCES
}
INDEX: dict[str, int] = {name: i for i, name in enumerate(OBSERVABLES)}


def _locate(path: str) -> tuple[int, bool]:
    """Place of a field in the body, in units of 8 bytes, and whether it holds an integer. KeyError if there is none."""
    dtype, offset = BODY, 0
    for part in path.split("."):
        if dtype.fields is None or part not in dtype.fields:
            raise KeyError(f"the body has no field {path!r}")
        offset += dtype.fields[part][1]
        dtype = dtype.fields[part][0]
    return offset // 8, dtype.kind in "iu"


_TERMS = max(len(s.paths) for s in _SOURCES)
_PLACES = np.zeros((_TERMS, len(_SOURCES)), dtype=np.int64)
_INTEGER = np.zeros((_TERMS, len(_SOURCES)), dtype=bool)
_WEIGHT = np.zeros((_TERMS, len(_SOURCES)))
for _column, _source in enumerate(_SOURCES):
    for _row, _path in enumerate(_source.paths):
        _PLACES[_row, _column], _INTEGER[_row, _column] = _locate(_path)
        _WEIGHT[_row, _column] = _source.scale


def read(body: Body) -> NDArray[np.float64]:
    """All observables of `body` in the order of `OBSERVABLES`, shape (len(OBSERVABLES),)."""
    values = body.view(np.float64)[_PLACES]
    values[_INTEGER] = body.view(np.int64)[_PLACES[_INTEGER]]
    values[_WEIGHT == 0.0] = 0.0
    return np.asarray((values * np.where(_WEIGHT == 0.0, 1.0, _WEIGHT)).sum(axis=0))


def value(body: Body, name: str) -> float:
    """One observable by name. KeyError for a name that is not in `OBSERVABLES`."""
    return float(read(body)[INDEX[name]])
