"""Brain: resting constants."""

import numpy as np

from osler.physiology.engine import Body
from osler.physiology.parameters import PatientParameters

NEUTRAL = {
    "consciousness": 1.0,
    "gcs_eye": 4.0,
    "gcs_verbal": 5.0,
    "gcs_motor": 6.0,
    "pupil_mm": 3.5,
    "pain": 0.0,
    "anxiety": 0.0,
    "arousal_stimulus": 0.0,
}
DTYPE = np.dtype([(name, "f8") for name in NEUTRAL])


def initialise(body: Body, patient: PatientParameters) -> None:
    """Set every field to its resting value."""
    record = body["brain"]
    for name, value in NEUTRAL.items():
        record[name] = value
