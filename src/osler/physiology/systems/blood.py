"""What blood holds: oxygen and carbon dioxide as functions of pressure, acid and base, and slow chemistry.

Oxygen: Severinghaus 1979 with a Bohr shift and an explicit haemoglobin. Carbon dioxide: bicarbonate follows pressure
along the in-vivo buffer line, red cells hold a little less than plasma, deoxygenated haemoglobin a little more
(Haldane). Contents in mL gas (STPD) per mL blood, pressures mmHg.
"""

import math

import numpy as np

from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters

HUFNER_ML_G = 1.34
OXYGEN_SOLUBILITY = 3.1e-5
CO2_SOLUBILITY_MMOL = 0.0307
PK = 6.10
ML_PER_MMOL = 0.02226
BUFFER_SLOPE = 0.31
"""Fall of pH per unit of ln(PCO2), whole body (0.285 in blood alone, 0.34 in extracellular fluid; derived)."""
BICARBONATE_POWER = 1.0 - BUFFER_SLOPE * math.log(10.0)
BOHR_PER_PH = 0.48 * math.log(10.0)
HALDANE_ML_ML = 0.030
RED_CELL_DEFICIT = 0.15
REFERENCE_HAEMOGLOBIN_G_L = 150.0
STANDARD_BICARBONATE = 24.4
EXTRACELLULAR_BUFFER = 1.25
"""mmol of base excess that lower bicarbonate at 40 mmHg by one mmol (Van Slyke, extracellular; derived)."""

LACTATE_TAU_S = 1500.0
"""Clearance with a half-life of 15 to 18 min (scilit 17d7; healthy 14.7 min)."""
LACTATE_PER_DEBT = 0.011
"""mmol/L/s while all oxygen demand goes unmet (30 mmol/L/h of whole-body anaerobic turnover; estimate)."""
BETA2_LACTATE = 1.8
POTASSIUM_TAU_S = 1500.0
BETA2_POTASSIUM = -0.9
"""mmol/L at full beta2 activation (large inhaled doses of an agonist: -0.5 to -1.0; recalled)."""
ACIDOSIS_POTASSIUM = 1.5
GLUCOSE_TAU_S = 1500.0
BETA2_GLUCOSE = 4.5
GLUCAGON_GLUCOSE = 5.0
STEROID_GLUCOSE = 2.5

DTYPE = np.dtype(
    [
        ("haemoglobin_g_l", "f8"),
        ("haematocrit", "f8"),
        ("plasma_volume_ml", "f8"),
        ("red_cell_volume_ml", "f8"),
        ("ph", "f8"),
        ("bicarbonate_mmol_l", "f8"),
        ("lactate_mmol_l", "f8"),
        ("potassium_mmol_l", "f8"),
        ("glucose_mmol_l", "f8"),
        ("base_excess_mmol_l", "f8"),
        ("bicarbonate_at_40", "f8"),
        ("ph_at_40", "f8"),
        ("resting_base_excess", "f8"),
        ("resting_lactate", "f8"),
        ("resting_potassium", "f8"),
        ("resting_glucose", "f8"),
        ("resting_beta2", "f8"),
    ]
)


def initialise(body: Body, patient: PatientParameters) -> None:
    """Normal acid and base at the patient's own carbon dioxide: a retainer has kept bicarbonate for it."""
    blood = body["blood"]
    blood[...] = np.zeros_like(blood)
    blood["haemoglobin_g_l"] = patient.haemoglobin_g_l
    retained = max(patient.arterial_pco2_mmhg - 42.0, 0.0) * 0.35
    blood["resting_base_excess"] = retained
    for name, value in (
        ("lactate", patient.lactate_mmol_l),
        ("potassium", patient.potassium_mmol_l),
        ("glucose", patient.glucose_mmol_l),
    ):
        blood[f"{name}_mmol_l"] = value
        blood[f"resting_{name}"] = value
    blood["resting_beta2"] = -1.0
    acid_base(body, patient.arterial_pco2_mmhg)


@kernel
def acid_base(body: Body, pco2: float) -> None:
    """Set the buffer line and read pH and bicarbonate off it at `pco2`."""
    _acid_base(body[0], pco2)


@kernel
def _acid_base(body: Record, pco2: float) -> None:
    blood = body.blood
    blood.base_excess_mmol_l = blood.resting_base_excess - (blood.lactate_mmol_l - blood.resting_lactate)
    at_40 = max(STANDARD_BICARBONATE + blood.base_excess_mmol_l / EXTRACELLULAR_BUFFER, 2.0)
    blood.bicarbonate_at_40 = at_40
    blood.ph_at_40 = PK + math.log10(at_40 / (CO2_SOLUBILITY_MMOL * 40.0))
    blood.ph = ph_at(pco2, blood.ph_at_40)
    blood.bicarbonate_mmol_l = at_40 * math.pow(max(pco2, 5.0) / 40.0, BICARBONATE_POWER)


@kernel
def ph_at(pco2: float, ph_at_40: float) -> float:
    """pH on the buffer line through `ph_at_40`."""
    return ph_at_40 - BUFFER_SLOPE * math.log(max(pco2, 5.0) / 40.0)


@kernel
def saturation(po2: float, ph: float) -> float:
    """Severinghaus 1979: `1 / (23400 / (P^3 + 150 P) + 1)` with P shifted by pH."""
    p = max(po2, 0.01) * math.exp(BOHR_PER_PH * (ph - 7.4))
    return 1.0 / (23400.0 / (p * (p * p + 150.0)) + 1.0)


@kernel
def oxygen_content(po2: float, ph: float, haemoglobin_g_l: float) -> float:
    """mL oxygen per mL blood."""
    return HUFNER_ML_G * 1e-3 * haemoglobin_g_l * saturation(po2, ph) + OXYGEN_SOLUBILITY * po2


@kernel
def oxygen_pressure(content: float, ph: float, haemoglobin_g_l: float, guess: float) -> float:
    """Invert `oxygen_content`: three guarded Newton steps from the last value."""
    shift = math.exp(BOHR_PER_PH * (ph - 7.4))
    capacity = HUFNER_ML_G * 1e-3 * haemoglobin_g_l
    p = min(max(guess, 1.0), 700.0)
    for _ in range(3):
        x = p * shift
        bound = x * (x * x + 150.0)
        s = bound / (bound + 23400.0)
        slope = capacity * s * (1.0 - s) * (3.0 * x * x + 150.0) / (x * x + 150.0) / p + OXYGEN_SOLUBILITY
        p -= min(max((capacity * s + OXYGEN_SOLUBILITY * p - content) / slope, -0.5 * p), 0.6 * p)
        p = min(max(p, 0.1), 720.0)
    return p


@kernel
def co2_content(pco2: float, s: float, bicarbonate_at_40: float, haemoglobin_g_l: float) -> float:
    """mL carbon dioxide per mL blood."""
    relative = haemoglobin_g_l / REFERENCE_HAEMOGLOBIN_G_L
    bicarbonate = bicarbonate_at_40 * math.pow(max(pco2, 0.5) / 40.0, BICARBONATE_POWER)
    plasma = ML_PER_MMOL * (bicarbonate + CO2_SOLUBILITY_MMOL * pco2)
    return plasma * (1.0 - RED_CELL_DEFICIT * relative) + HALDANE_ML_ML * (1.0 - s) * relative


@kernel
def co2_pressure(content: float, s: float, bicarbonate_at_40: float, haemoglobin_g_l: float, guess: float) -> float:
    """Invert `co2_content`: three guarded Newton steps from the last value."""
    relative = haemoglobin_g_l / REFERENCE_HAEMOGLOBIN_G_L
    held = ML_PER_MMOL * (1.0 - RED_CELL_DEFICIT * relative)
    target = (content - HALDANE_ML_ML * (1.0 - s) * relative) / held
    p = min(max(guess, 3.0), 300.0)
    for _ in range(3):
        bicarbonate = bicarbonate_at_40 * math.pow(p / 40.0, BICARBONATE_POWER)
        slope = BICARBONATE_POWER * bicarbonate / p + CO2_SOLUBILITY_MMOL
        p -= min(max((bicarbonate + CO2_SOLUBILITY_MMOL * p - target) / slope, -p), 0.6 * p)
        p = min(max(p, 1.0), 350.0)
    return p


@kernel
def tick(body: Record) -> None:
    """Acid and base, and the slow chemistry of stress and starvation; volumes and haemoglobin belong to the fluids."""
    _turn_over(body)
    _acid_base(body, body.gas_exchange.arterial_pco2_mmhg)


@kernel
def _turn_over(body: Record) -> None:
    blood = body.blood
    receptors = body.receptors
    if blood.resting_beta2 < 0.0:
        blood.resting_beta2 = receptors.beta2
    stress = max(receptors.beta2 - blood.resting_beta2, 0.0)
    made = body.mechanisms.lactate_production * blood.resting_lactate + BETA2_LACTATE * stress
    blood.lactate_mmol_l += (made - blood.lactate_mmol_l) * TICK_S / LACTATE_TAU_S
    blood.lactate_mmol_l += LACTATE_PER_DEBT * body.gas_exchange.oxygen_debt_fraction * TICK_S
    acidosis = ACIDOSIS_POTASSIUM * max(7.40 - blood.ph, 0.0)
    goal = blood.resting_potassium + BETA2_POTASSIUM * stress + acidosis
    blood.potassium_mmol_l += (goal - blood.potassium_mmol_l) * TICK_S / POTASSIUM_TAU_S
    sugar = blood.resting_glucose + BETA2_GLUCOSE * stress + GLUCAGON_GLUCOSE * receptors.gs_direct
    sugar += STEROID_GLUCOSE * receptors.glucocorticoid
    blood.glucose_mmol_l += (sugar - blood.glucose_mmol_l) * TICK_S / GLUCOSE_TAU_S
