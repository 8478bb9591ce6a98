"""Lung mechanics: resting constants."""

import numpy as np

from osler.physiology.engine import Body
from osler.physiology.parameters import PatientParameters

NEUTRAL = {
    "pleural_pressure_mmhg": -4.0,
    "tidal_volume_ml": 480.0,
    "respiratory_rate": 14.0,
    "lung_volume_ml": 2400.0,
    "airflow_ml_s": 0.0,
    "upper_airway_openness": 1.0,
    "lower_airway_resistance": 1.0,
    "breath_phase": 0.0,
}
DTYPE = np.dtype([(name, "f8") for name in NEUTRAL])


def initialise(body: Body, patient: PatientParameters) -> None:
    """Set every field to its resting value."""
    record = body["lungs"]
    for name, value in NEUTRAL.items():
        record[name] = value
