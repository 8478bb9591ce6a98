"""From concentrations to receptors, and from receptors to mechanisms.

Agonists compete with antagonists for the same sites (Gaddum 1937; operational form of Black and Leff 1983 with slope
1): with a = sum(C/EC50) over agonists and the body's own transmitters, and b = sum(C/Kb) over antagonists, activation
is sum(efficacy * C/EC50) / (1 + a + b). The muscle of blood vessels answers alpha1 more steeply than it is occupied
(the transducer slope of that model). Sites in the airway wall see what was inhaled as well as what the blood brings.
"""

import math

import numpy as np

from osler.physiology.engine import Body, Record, kernel
from osler.physiology.parameters import PatientParameters

RECEPTORS = (
    "alpha1",
    "beta1",
    "beta2",
    "mu_opioid",
    "h1",
    "muscarinic",
    "gs_direct",
    "glucocorticoid",
    "cyclooxygenase",
    "airway_alpha1",
    "airway_beta2",
    "airway_muscarinic",
)
(
    ALPHA1,
    BETA1,
    BETA2,
    MU_OPIOID,
    H1,
    MUSCARINIC,
    GS_DIRECT,
    GLUCOCORTICOID,
    CYCLOOXYGENASE,
    AIRWAY_ALPHA1,
    AIRWAY_BETA2,
    AIRWAY_MUSCARINIC,
) = range(len(RECEPTORS))

RECEPTOR_DTYPE = np.dtype(
    [(name, "f8") for name in RECEPTORS]
    + [(f"{name}_block", "f8") for name in ("alpha1", "beta1", "beta2", "mu_opioid")]
    + [(name, "f8", (len(RECEPTORS),)) for name in ("agonism", "stimulus", "antagonism")]
    + [("beta_blockade", "f8"), ("opioid_sensitivity", "f8")]
)
"""`<name>`: fraction activated, except h1, muscarinic, airway_muscarinic, cyclooxygenase: fraction blocked.
`<name>_block`: fraction of sites antagonists would hold if no agonist competed.
`agonism`, `stimulus`, `antagonism`: the sums of the formula above, before division."""

RESTING_BRONCHIAL_TONE = 0.10
"""Share of normal lower airway resistance that is muscle tone a beta2 agonist can still take away (estimate)."""
BRONCHODILATION_MAX = 0.85
"""Largest share of reversible narrowing that full beta2 activation removes (estimate)."""
ANTIMUSCARINIC_MAX = 0.30
"""Share of reversible narrowing kept up by the vagus (ipratropium adds 5-10 % of peak flow; SIGN 158, recalled)."""
VASOCONSTRICTED_SWELLING = 0.60
"""Share of upper airway swelling that full local alpha1 activation removes (stridor -30 to -50 %; recalled)."""
TREMOR_ABOVE_BETA2 = 0.35
BETA1_SELECTIVITY = 0.212
"""Share of a usual (beta1-selective) blocker's affinity that beta2 receptors see (estimate)."""
COMMANDED_RATE = 9.75
"""Beats per minute for each unit of alarm (pain, fear, withdrawal) that pass the baroreflex by (estimate)."""
ALPHA1_SLOPE = 1.463
"""Transducer slope of constriction (operational model); 1 is a simple hyperbola. Contraction of isolated human vessels
by catecholamines rises with slopes of 1 to 2 (recalled); calibrated."""
TOLERANCE_SHIFT = 3.0
"""A long-term user needs four times the concentration for the same effect (estimate)."""


def settle(body: Body, patient: PatientParameters) -> None:
    """Start with the body's own transmitters alone; a beta-blocker taken for months is part of the patient."""
    receptors = body["receptors"]
    receptors[...] = np.zeros_like(receptors)
    receptors["beta_blockade"] = patient.beta_blockade
    receptors["opioid_sensitivity"] = patient.opioid_sensitivity / (1.0 + TOLERANCE_SHIFT * patient.opioid_tolerance)


@kernel
def occupy(body: Record) -> None:
    """Write activations from all drug slots and the reflexes' endogenous drives, then the mechanisms they move."""
    receptors = body.receptors
    drugs = body.pharmacology
    for r in range(len(RECEPTORS)):
        receptors.agonism[r] = 0.0
        receptors.stimulus[r] = 0.0
        receptors.antagonism[r] = 0.0
    for slot in range(drugs.count):
        _add_drug(receptors, drugs, slot)
    receptors.agonism[MU_OPIOID] *= receptors.opioid_sensitivity
    receptors.stimulus[MU_OPIOID] *= receptors.opioid_sensitivity
    _add_endogenous(body)
    _activate(receptors)
    _act(body)


@kernel
def _add_drug(receptors: Record, drugs: Record, slot: int) -> None:
    blood = drugs.effect_site_mg_l[slot]
    airway = blood + drugs.airway_mg_l[slot]
    if airway <= 0.0:
        return
    for r in range(len(RECEPTORS)):
        site = airway if r >= AIRWAY_ALPHA1 else blood
        bound = site * drugs.agonist_per_mg_l[slot, r]
        receptors.agonism[r] += bound
        receptors.stimulus[r] += bound * drugs.efficacy[slot, r]
        receptors.antagonism[r] += site * drugs.antagonist_per_mg_l[slot, r]


@kernel
def _add_endogenous(body: Record) -> None:
    receptors = body.receptors
    reflexes = body.reflexes
    for r, own in (
        (ALPHA1, reflexes.alpha1_drive),
        (BETA1, reflexes.beta1_drive),
        (BETA2, reflexes.beta2_drive),
        (AIRWAY_BETA2, reflexes.beta2_drive),
    ):
        receptors.agonism[r] += own
        receptors.stimulus[r] += own
    receptors.antagonism[BETA1] += receptors.beta_blockade
    receptors.antagonism[BETA2] += BETA1_SELECTIVITY * receptors.beta_blockade
    receptors.antagonism[AIRWAY_BETA2] += BETA1_SELECTIVITY * receptors.beta_blockade


@kernel
def constriction(occupied: float) -> float:
    """Alpha1 activation from the share of sites that agonists hold, 0..1: x^n / (1 + x^n) with x their odds."""
    if occupied >= 1.0:
        return 1.0
    odds = math.pow(max(occupied, 0.0) / (1.0 - occupied), ALPHA1_SLOPE)
    return odds / (1.0 + odds)


@kernel
def _response(receptors: Record, r: int) -> float:
    return float(receptors.stimulus[r] / (1.0 + receptors.agonism[r] + receptors.antagonism[r]))


@kernel
def _blocked(receptors: Record, r: int) -> float:
    return float(receptors.antagonism[r] / (1.0 + receptors.antagonism[r]))


@kernel
def _activate(receptors: Record) -> None:
    receptors.alpha1 = constriction(_response(receptors, ALPHA1))
    receptors.beta1 = _response(receptors, BETA1)
    receptors.beta2 = _response(receptors, BETA2)
    receptors.mu_opioid = _response(receptors, MU_OPIOID)
    receptors.gs_direct = _response(receptors, GS_DIRECT)
    receptors.glucocorticoid = _response(receptors, GLUCOCORTICOID)
    receptors.airway_alpha1 = _response(receptors, AIRWAY_ALPHA1)
    receptors.airway_beta2 = _response(receptors, AIRWAY_BETA2)
    receptors.h1 = _blocked(receptors, H1)
    receptors.muscarinic = _blocked(receptors, MUSCARINIC)
    receptors.cyclooxygenase = _blocked(receptors, CYCLOOXYGENASE)
    receptors.airway_muscarinic = _blocked(receptors, AIRWAY_MUSCARINIC)
    receptors.alpha1_block = _blocked(receptors, ALPHA1)
    receptors.beta1_block = _blocked(receptors, BETA1)
    receptors.beta2_block = _blocked(receptors, BETA2)
    receptors.mu_opioid_block = _blocked(receptors, MU_OPIOID)


@kernel
def _act(body: Record) -> None:
    """Receptors that move the airways and the hands, and the alarm that drives the sinus node past its reflexes.

    Bronchi: what narrows beyond normal is divided between muscle (reversible) and the rest by the lungs; here only the
    share that is relaxed is written, after the insults have narrowed.
    """
    receptors = body.receptors
    mechanisms = body.mechanisms
    relaxed = BRONCHODILATION_MAX * receptors.airway_beta2
    unvagal = ANTIMUSCARINIC_MAX * receptors.airway_muscarinic
    left = (1.0 - relaxed) * (1.0 - unvagal)
    narrowing = mechanisms.lower_airway_resistance - 1.0 + RESTING_BRONCHIAL_TONE
    mechanisms.lower_airway_resistance = 1.0 - RESTING_BRONCHIAL_TONE + narrowing * left
    mechanisms.upper_airway_swelling *= 1.0 - VASOCONSTRICTED_SWELLING * receptors.airway_alpha1
    mechanisms.sinus_rate += COMMANDED_RATE * body.brain.sympathetic_outflow
    mechanisms.tremor += max(receptors.beta2 - TREMOR_ABOVE_BETA2, 0.0)
