"""Gas exchange: resting constants."""

import numpy as np

from osler.physiology.engine import Body
from osler.physiology.parameters import PatientParameters

NEUTRAL = {
    "arterial_po2_mmhg": 95.0,
    "arterial_pco2_mmhg": 40.0,
    "arterial_saturation": 0.97,
    "venous_saturation": 0.73,
    "alveolar_po2_mmhg": 102.0,
    "alveolar_pco2_mmhg": 40.0,
    "end_tidal_pco2_mmhg": 37.0,
    "oxygen_delivery_ml_min": 1000.0,
    "oxygen_consumption_ml_min": 250.0,
}
DTYPE = np.dtype([(name, "f8") for name in NEUTRAL])


def initialise(body: Body, patient: PatientParameters) -> None:
    """Set every field to its resting value."""
    record = body["gas_exchange"]
    for name, value in NEUTRAL.items():
        record[name] = value
