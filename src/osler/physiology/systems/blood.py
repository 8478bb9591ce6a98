"""Blood: resting constants."""

import numpy as np

from osler.physiology.engine import Body
from osler.physiology.parameters import PatientParameters

NEUTRAL = {
    "haemoglobin_g_l": 140.0,
    "haematocrit": 0.42,
    "plasma_volume_ml": 3000.0,
    "red_cell_volume_ml": 2100.0,
    "ph": 7.4,
    "bicarbonate_mmol_l": 24.0,
    "lactate_mmol_l": 1.1,
    "potassium_mmol_l": 4.0,
    "glucose_mmol_l": 5.5,
}
DTYPE = np.dtype([(name, "f8") for name in NEUTRAL])


def initialise(body: Body, patient: PatientParameters) -> None:
    """Set every field to its resting value."""
    record = body["blood"]
    for name, value in NEUTRAL.items():
        record[name] = value
