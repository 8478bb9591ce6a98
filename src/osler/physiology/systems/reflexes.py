"""Short-term control: baroreflex, empty-ventricle reflex, chemoreflex on vessels, the body's own catecholamines.

Afferent curve after Ursino 1998 (sigmoid around the resting pressure); every outflow is 1 at rest. Sympathetic outflow
becomes agonism at the same receptors that drugs reach, so that blockers and partial agonists need no special case.
Gains marked calibrated were set against the minute-by-minute bedside oracles; a source value stands beside.
"""

import math

import numpy as np

from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters
from osler.physiology.receptors import constriction

DTYPE = np.dtype(
    [
        (name, "f8")
        for name in (
            "set_point_mmhg",
            "central_venous_rest",
            "arterial_pco2_rest",
            "felt_pressure",
            "afferent",
            "sympathetic",
            "heart_outflow",
            "vessel_outflow",
            "vein_outflow",
            "vagal",
            "empty_heart",
            "empty_heart_reflex",
            "adrenaline_ng_ml",
            "noradrenaline_ng_ml",
            "alpha1_drive",
            "beta1_drive",
            "beta2_drive",
            "alpha1_rest",
            "beta1_rest",
            "beta1_unblocked_rest",
            "beta2_rest",
            "sinus_rate",
            "contractility",
            "venous_tone",
            "local_tone",
            "pulmonary_tone",
        )
    ]
)

AFFERENT_SLOPE_MMHG = 11.73  # Ursino 1998, ka 11.758; calibrated
AFFERENT_LAG_S = 2.076  # Ursino 1998, tau_p
CAROTID_SHARE = 0.5  # half of the afferent pressure is sensed at the neck, half at the arch; estimate
CAROTID_HEAD_MMHG = 0.738 * 12.0  # heart to carotid sinus upright, estimate
HEART_LAG_S, VESSEL_LAG_S, VEIN_LAG_S, VAGAL_LAG_S = 3.0, 6.0, 15.0, 1.0  # Ursino 2-8, 6, 20, 1.5
CARDIOPULMONARY_GAIN = 0.10  # per mmHg of venous pressure lost; calibrated
HYPOXIC_OUTFLOW, HYPERCAPNIC_OUTFLOW = 0.6644, 0.012  # at PaO2 30; per mmHg of CO2 above rest; calibrated
CEREBRAL_OUTFLOW = 1.079  # Cushing-like response at zero cerebral flow; calibrated
ALERT_OUTFLOW = 1.0  # per unit of pain, fear or withdrawal
OUTFLOW_MAX = 4.0

NEURAL_ALPHA1, NEURAL_BETA1 = 0.1923, 0.226  # resting agonism in EC50 units; calibrated
NEURAL_POWER = 1.0
ADRENALINE_REST, NORADRENALINE_REST = 0.04, 0.30  # ng/ml, recalled
ADRENALINE_PER_OUTFLOW, NORADRENALINE_PER_OUTFLOW = 0.09945, 0.45  # ng/ml per unit of outflow above rest; calibrated
ADRENAL_LAG_S = 50.0  # recalled plasma half-life 2 min, secretion within seconds
ADRENALINE_ALPHA1, ADRENALINE_BETA1, ADRENALINE_BETA2 = 1.0 / 4.138, 1.0 / 7.4, 1.0 / 1.278  # 1/EC50; calibrated
NORADRENALINE_ALPHA1, NORADRENALINE_BETA1 = 1.0 / 9.771, 1.0 / 10.0  # 1/EC50; calibrated

RATE_BETA1 = 66.29  # beats/min per unit of beta1 activation; calibrated
RATE_BETA2 = 16.2  # beats/min per unit of beta2 activation, sinus node; calibrated
RATE_GS = 57.37  # beats/min at full direct Gs activation (glucagon-like); calibrated
RATE_VAGAL = 8.966  # beats/min from resting vagal tone to none; calibrated, Ursino +0.09 s per /s
RATE_REFLEX = 70.0  # beats/min lost at full empty-ventricle reflex; calibrated
RATE_MIN, RATE_AGE_LIMIT, RATE_AGE_SLOPE = 20.0, 208.0, 0.7  # Tanaka: 208 - 0.7 age
EMPTY_FROM, EMPTY_SPAN = 0.7541, 0.25  # share of resting end-diastolic volume; calibrated
FORCE_BETA1, FORCE_GS, FORCE_MAX = 2.448, 5.284, 3.0  # calibrated; Ursino's whole neural range is 2.4 to 3.6 mmHg/ml
VEIN_NEURAL = 0.045  # share of unstressed venous volume per unit of outflow above rest; Heldt max ~12 ml/kg


@kernel
def tick(body: Record) -> None:
    """Sense, decide, act."""
    _afferent(body)
    _outflow(body)
    _transmitters(body)
    _heart(body)
    _vessels(body)


@kernel
def _afferent(body: Record) -> None:
    """Stretch of the arteries as a firing fraction, 0.5 at rest."""
    x, c = body.reflexes, body.circulation
    head = CAROTID_SHARE * CAROTID_HEAD_MMHG * math.sin(c.trunk_deg * math.pi / 180.0)
    x.felt_pressure += TICK_S / AFFERENT_LAG_S * (c.mean_arterial_pressure - head - x.felt_pressure)
    x.afferent = 1.0 / (1.0 + math.exp(-(x.felt_pressure - x.set_point_mmhg) / AFFERENT_SLOPE_MMHG))
    filling = c.left_ventricle_end_diastolic_ml / c.left_ventricle_end_diastolic_rest_ml
    empty = min(1.0, max(0.0, (EMPTY_FROM - filling) / EMPTY_SPAN))
    x.empty_heart += TICK_S / 8.0 * (empty - x.empty_heart)


@kernel
def _outflow(body: Record) -> None:
    """Sympathetic and vagal outflow, both 1 at rest."""
    x, c, gas = body.reflexes, body.circulation, body.gas_exchange
    baro = 2.0 * (1.0 - x.afferent)
    filling = CARDIOPULMONARY_GAIN * min(4.0, max(-4.0, x.central_venous_rest - c.central_venous_pressure))
    hypoxia = min(1.0, max(0.0, (60.0 - gas.arterial_po2_mmhg) / 30.0))
    carbon = min(40.0, max(-10.0, gas.arterial_pco2_mmhg - x.arterial_pco2_rest))
    brain = min(1.0, max(0.0, (0.75 - c.cerebral_flow_fraction) / 0.75))
    failing = 1.0 - 0.8 * min(1.0, max(0.0, (0.12 - c.cerebral_flow_fraction) / 0.12))
    total = baro + filling + HYPOXIC_OUTFLOW * hypoxia + HYPERCAPNIC_OUTFLOW * carbon + CEREBRAL_OUTFLOW * brain
    total += ALERT_OUTFLOW * body.brain.sympathetic_outflow + body.mechanisms.sympathetic_drive
    total = 1.0 + (total - 1.0) * body.mechanisms.sympathetic_gain
    x.sympathetic = min(OUTFLOW_MAX, max(0.0, total * failing))
    reflex = body.patient.vagal_gain * x.empty_heart * min(1.0, max(0.0, x.sympathetic - 1.2))
    x.empty_heart_reflex += TICK_S / 6.0 * (min(1.0, reflex) - x.empty_heart_reflex)
    vagal = 2.0 * x.afferent + body.mechanisms.vagal_drive - 0.6 * body.brain.sympathetic_outflow
    x.vagal += TICK_S / VAGAL_LAG_S * (min(3.0, max(0.0, vagal)) - x.vagal)
    x.heart_outflow += TICK_S / HEART_LAG_S * (x.sympathetic - x.heart_outflow)
    vessels = x.sympathetic * (1.0 - 0.3 * min(1.0, x.empty_heart_reflex))
    x.vessel_outflow += TICK_S / VESSEL_LAG_S * (vessels - x.vessel_outflow)
    x.vein_outflow += TICK_S / VEIN_LAG_S * (vessels - x.vein_outflow)


@kernel
def _transmitters(body: Record) -> None:
    """Agonism of nerves and adrenal gland at alpha1, beta1 and beta2, in units of concentration over EC50."""
    x = body.reflexes
    above = x.sympathetic - 1.0
    excess = max(0.0, above)
    adrenaline = ADRENALINE_REST * (1.0 + max(-0.8, above)) + ADRENALINE_PER_OUTFLOW * excess * excess
    noradrenaline = NORADRENALINE_REST * (1.0 + max(-0.8, above)) + NORADRENALINE_PER_OUTFLOW * excess
    x.adrenaline_ng_ml += TICK_S / ADRENAL_LAG_S * (adrenaline - x.adrenaline_ng_ml)
    x.noradrenaline_ng_ml += TICK_S / ADRENAL_LAG_S * (noradrenaline - x.noradrenaline_ng_ml)
    a, n = x.adrenaline_ng_ml, x.noradrenaline_ng_ml
    x.alpha1_drive = NEURAL_ALPHA1 * x.vessel_outflow**NEURAL_POWER + ADRENALINE_ALPHA1 * a + NORADRENALINE_ALPHA1 * n
    x.beta1_drive = NEURAL_BETA1 * x.heart_outflow**NEURAL_POWER + ADRENALINE_BETA1 * a + NORADRENALINE_BETA1 * n
    x.beta2_drive = ADRENALINE_BETA2 * a


@kernel
def _heart(body: Record) -> None:
    """Sinus rate and contractility from receptors and vagus."""
    x, receptors = body.reflexes, body.receptors
    beta1 = receptors.beta1 - x.beta1_rest
    open_muscarinic = 1.0 - receptors.muscarinic
    rate = body.patient.heart_rate_per_min + body.mechanisms.sinus_rate
    rate += RATE_BETA2 * (receptors.beta2 - x.beta2_rest)
    rate += RATE_BETA1 * beta1 + RATE_GS * receptors.gs_direct
    rate -= RATE_VAGAL * (x.vagal * open_muscarinic - 1.0)
    rate -= RATE_REFLEX * x.empty_heart_reflex * open_muscarinic
    injury = max(0.0, body.circulation.ischaemia - 0.45) / 0.55
    hypoxia = min(1.0, max(0.0, (0.50 - body.gas_exchange.arterial_saturation) / 0.25))
    rate *= (1.0 - 0.55 * injury) * (1.0 - 0.6 * hypoxia)
    limit = RATE_AGE_LIMIT - RATE_AGE_SLOPE * body.patient.age_years
    x.sinus_rate = min(limit, max(RATE_MIN, rate))
    unblocked = receptors.beta1 - x.beta1_unblocked_rest  # a blocked heart is weaker at rest too
    x.contractility = min(FORCE_MAX, max(0.4, 1.0 + FORCE_BETA1 * unblocked + FORCE_GS * receptors.gs_direct))


@kernel
def _vessels(body: Record) -> None:
    """Venous tone from nerves, local dilatation by hypoxia and carbon dioxide, hypoxic lung vessels."""
    x, gas = body.reflexes, body.gas_exchange
    x.venous_tone = VEIN_NEURAL * (x.vein_outflow - 1.0)
    carbon = min(50.0, max(-20.0, gas.arterial_pco2_mmhg - x.arterial_pco2_rest))
    lack = min(1.0, max(0.0, (0.80 - gas.arterial_saturation) / 0.5))
    x.local_tone = (1.0 - 0.006 * carbon) * (1.0 - 0.35 * lack)
    x.pulmonary_tone = 1.0 + 0.8 * min(1.0, max(0.0, (70.0 - gas.alveolar_po2_mmhg) / 40.0))


def initialise(body: Body, patient: PatientParameters) -> None:
    """All outflows at rest; the set point is replaced by what the settled body has."""
    x = body["reflexes"]
    x["set_point_mmhg"] = x["felt_pressure"] = patient.mean_arterial_pressure_mmhg
    x["arterial_pco2_rest"] = patient.arterial_pco2_mmhg
    x["central_venous_rest"] = 2.0
    x["afferent"] = 0.5
    for name in ("sympathetic", "heart_outflow", "vessel_outflow", "vein_outflow", "vagal"):
        x[name] = 1.0
    a, n = ADRENALINE_REST, NORADRENALINE_REST
    x["adrenaline_ng_ml"], x["noradrenaline_ng_ml"] = a, n
    alpha1 = NEURAL_ALPHA1 + ADRENALINE_ALPHA1 * a + NORADRENALINE_ALPHA1 * n
    beta1 = NEURAL_BETA1 + ADRENALINE_BETA1 * a + NORADRENALINE_BETA1 * n
    beta2 = ADRENALINE_BETA2 * a
    x["alpha1_drive"], x["beta1_drive"], x["beta2_drive"] = alpha1, beta1, beta2
    blocked = 1.0 + patient.beta_blockade
    x["alpha1_rest"] = constriction(alpha1 / (1.0 + alpha1))
    x["beta1_unblocked_rest"] = beta1 / (1.0 + beta1)
    x["beta1_rest"] = beta1 / (blocked + beta1)
    x["beta2_rest"] = beta2 / (blocked + beta2)
    x["sinus_rate"] = patient.heart_rate_per_min
    x["contractility"] = x["local_tone"] = x["pulmonary_tone"] = 1.0
