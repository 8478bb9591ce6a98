"""Pharmacology: endogenous catecholamines alone."""

import numpy as np

from osler.physiology.engine import Body, Record, kernel
from osler.physiology.parameters import PatientParameters

NEUTRAL = {
    "neutral": 0.0,
}
RECEPTORS = ("alpha1", "beta1", "beta2", "mu_opioid", "h1", "muscarinic", "gs_direct", "glucocorticoid")
RECEPTOR_DTYPE = np.dtype([(name, "f8") for name in RECEPTORS])
DTYPE = np.dtype([(name, "f8") for name in NEUTRAL])


def initialise(body: Body, patient: PatientParameters) -> None:
    """Set every field to its resting value."""
    record = body["pharmacology"]
    for name, value in NEUTRAL.items():
        record[name] = value


@kernel
def tick(body: Record) -> None:
    """Operational agonism of the endogenous catecholamines alone."""
    drive = body.reflexes
    body.receptors.alpha1 = drive.alpha1_drive / (1.0 + drive.alpha1_drive)
    body.receptors.beta1 = drive.beta1_drive / (1.0 + drive.beta1_drive)
    body.receptors.beta2 = drive.beta2_drive / (1.0 + drive.beta2_drive)
