"""Ventilatory drive: resting constants."""

import numpy as np

from osler.physiology.engine import Body
from osler.physiology.parameters import PatientParameters

NEUTRAL = {
    "neutral": 0.0,
}
DTYPE = np.dtype([(name, "f8") for name in NEUTRAL])


def initialise(body: Body, patient: PatientParameters) -> None:
    """Set every field to its resting value."""
    record = body["drive"]
    for name, value in NEUTRAL.items():
        record[name] = value
