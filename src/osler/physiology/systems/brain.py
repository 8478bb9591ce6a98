"""What the brain makes of its blood and its drugs: waking, the coma scale, pupils, pain, fear, and the tone it sends.

Responsiveness (0..1) is what the best stimulus of an examiner would bring out: a product of oxygen supply, carbon
dioxide narcosis and sedation. Alerting stimuli shift the sedation, wear off within minutes, and do nothing for a
brain without oxygen. Thresholds follow flow and content fractions (confusion below 0.6, unconscious below 0.3;
design values, organ reference section 7).
"""

import math

import numpy as np

from osler.physiology import chance
from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters

SUPPLY_GONE, SUPPLY_ENOUGH = 0.12, 0.78
BRAINSTEM_GONE, BRAINSTEM_ENOUGH = 0.08, 0.42
NARCOSIS_FROM_MMHG, NARCOSIS_FULL_MMHG = 66.2, 99.0
OPIOID_SEDATION = 0.782
LOAD_SEDATION = 0.652
HALF_SEDATION = 0.73
SEDATION_POWER = 3.0
ALERTING_SEDATION = 0.26
EFFORT_TONE = 0.008  # of the upper airway, for each resting ventilation of drive; estimate
STIMULUS_TAU_S = 72.0
SUPPLY_TAU_S = 5.0
BRAINSTEM_TAU_S = 35.0
WAKING_TAU_S = 14.0
HEADACHE, HEADACHE_FROM = 2.3, 1.15  # by systolic pressure over rest; estimate
PUPIL_MM = 3.6
PINPOINT_MM = 1.0
PINPOINT_OCCUPANCY = 0.78
HALF_ANALGESIA = 0.45
ANALGESIA_POWER = 2.0
PARACETAMOL_ANALGESIA = 0.35
LEAST_PAIN = 0.02  # of 10: less is not felt
PAIN_FELT_FROM, PAIN_FELT_FULLY = 0.52, 0.74
"""Consciousness at which pain is felt: not before the first words (estimate)."""
FEELING_TAU_S = 20.0
PAIN_TAU_S = 300.0
"""A standing pain comes on after the body has settled, so that rest means comfort."""
ADAPTATION_TAU_S = 14400.0
WITHDRAWAL_TAU_S = 40.0
REVERSAL_TAU_S = 240.0
MILD_WITHDRAWAL, FULL_WITHDRAWAL = 0.30, 0.58
"""Share of the usual opioid effect whose sudden lack begins, and completes, withdrawal (estimate)."""
WITHDRAWAL_NAUSEA = 0.6
"""Nausea and cramps of full withdrawal (estimate)."""
SURGE_FROM = 0.65
"""Speed and depth of a reversal above which catecholamines surge (estimate)."""

EYE_LEVELS = np.array([0.32, 0.60, 0.82])
VERBAL_LEVELS = np.array([0.28, 0.52, 0.68, 0.90])
MOTOR_LEVELS = np.array([0.10, 0.17, 0.27, 0.40, 0.62])
"""Responsiveness at which each point of the Glasgow coma scale is gained (design)."""

DTYPE = np.dtype(
    [
        ("consciousness", "f8"),
        ("gcs_eye", "f8"),
        ("gcs_verbal", "f8"),
        ("gcs_motor", "f8"),
        ("pupil_mm", "f8"),
        ("pain", "f8"),
        ("anxiety", "f8"),
        ("arousal_stimulus", "f8"),
        ("alerting", "f8"),
        ("wakefulness", "f8"),
        ("airway_tone", "f8"),
        ("brainstem", "f8"),
        ("supply", "f8"),
        ("slow_supply", "f8"),
        ("sedation", "f8"),
        ("sympathetic_outflow", "f8"),
        ("adapted_opioid", "f8"),
        ("last_opioid", "f8"),
        ("reversal", "f8"),
        ("surge", "f8"),
        ("withdrawal", "f8"),
        ("nausea", "f8"),
        ("headache", "f8"),
        ("tremor", "f8"),
        ("vomiting", "f8"),
        ("vomit_hazard", "f8"),
        ("vomit_threshold", "f8"),
        ("speech", "f8"),
        ("resting_wakefulness", "f8"),
        ("sedative_load", "f8"),
        ("tolerance", "f8"),
        ("resting_pain", "f8"),
        ("pain_source", "f8"),
        ("resting_anxiety", "f8"),
        ("haemoglobin_rest", "f8"),
    ]
)


def initialise(body: Body, patient: PatientParameters) -> None:
    """Awake (or as sleepy as the patient is), with the pain and fear the patient brings."""
    brain = body["brain"]
    brain[...] = np.zeros_like(brain)
    for name in ("consciousness", "brainstem", "supply", "slow_supply", "wakefulness", "airway_tone"):
        brain[name] = 1.0
    brain["gcs_eye"], brain["gcs_verbal"], brain["gcs_motor"] = 4.0, 5.0, 6.0
    brain["pupil_mm"] = PUPIL_MM
    brain["speech"] = 4.0
    brain["resting_wakefulness"] = patient.wakefulness
    brain["sedative_load"] = patient.sedative_load
    brain["tolerance"] = patient.opioid_tolerance
    brain["adapted_opioid"] = 0.8 * patient.opioid_tolerance
    brain["resting_pain"] = patient.pain
    brain["resting_anxiety"] = brain["anxiety"] = patient.anxiety
    brain["haemoglobin_rest"] = patient.haemoglobin_g_l
    _draw_threshold(body)


@kernel
def _draw_threshold(body: Body) -> None:
    body[0].brain.vomit_threshold = -math.log(1.0 - chance.draw(body[0], chance.BRAIN))


def stimulate(body: Body, strength: float) -> None:
    """A voice (0.5), a shaken shoulder (0.7), a trapezius squeeze (1): felt at once, worn off within minutes."""
    brain = body["brain"]
    brain["arousal_stimulus"] = max(float(brain["arousal_stimulus"][0]), min(max(strength, 0.0), 1.0))


@kernel
def tick(body: Record) -> None:
    """Supply, sedation, waking, feeling, and what can be seen of them."""
    _supply(body)
    _wake(body)
    _withdraw(body)
    _feel(body)
    _gut(body)
    _look(body)


@kernel
def ramp(x: float, low: float, high: float) -> float:
    """0 below `low`, 1 above `high`, smooth between."""
    t = min(max((x - low) / (high - low), 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


@kernel
def carbon_dioxide_dilatation(pco2: float) -> float:
    """Cerebral flow over rest (Albanese 2016 curve with log10): 0.78 at 30, 1.22 at 50, 1.42 at 60, 1.72 at 80 mmHg."""
    at = 20.9 + 92.8 / (1.0 + 10570.0 * math.exp(-5.251 * math.log10(max(pco2, 10.0))))
    rest = 20.9 + 92.8 / (1.0 + 10570.0 * math.exp(-5.251 * math.log10(40.0)))
    return at / rest


@kernel
def _supply(body: Record) -> None:
    """Oxygen to the brain over rest: flow x dilatation x what the blood carries (only half the dilatation helps)."""
    brain = body.brain
    gas = body.gas_exchange
    carried = gas.arterial_saturation * body.blood.haemoglobin_g_l / (0.97 * brain.haemoglobin_rest)
    widened = 0.5 + 0.5 * carbon_dioxide_dilatation(gas.arterial_pco2_mmhg)
    flow = body.circulation.cerebral_flow_fraction
    brain.supply += (flow * widened * carried - brain.supply) * TICK_S / SUPPLY_TAU_S
    brain.slow_supply += (flow * widened * carried - brain.slow_supply) * TICK_S / BRAINSTEM_TAU_S
    brain.brainstem = ramp(brain.slow_supply, BRAINSTEM_GONE, BRAINSTEM_ENOUGH)


@kernel
def _wake(body: Record) -> None:
    brain = body.brain
    opioid = body.receptors.mu_opioid
    brain.arousal_stimulus -= brain.arousal_stimulus * TICK_S / STIMULUS_TAU_S
    brain.alerting = brain.arousal_stimulus
    load = brain.sedative_load + max(body.mechanisms.sedation, 0.0)
    brain.sedation = OPIOID_SEDATION * opioid * opioid + LOAD_SEDATION * load
    sedation = max(brain.sedation - ALERTING_SEDATION * brain.alerting - 0.012 * brain.pain, 0.0)
    awake = 1.0 / (1.0 + math.pow(sedation / HALF_SEDATION, SEDATION_POWER))
    narcosis = 1.0 - ramp(body.drive.central_pco2_mmhg, NARCOSIS_FROM_MMHG, NARCOSIS_FULL_MMHG)
    goal = awake * narcosis * ramp(brain.supply, SUPPLY_GONE, SUPPLY_ENOUGH)
    brain.consciousness += (goal - brain.consciousness) * TICK_S / WAKING_TAU_S
    level = brain.consciousness
    roused = max(brain.resting_wakefulness, min(brain.alerting + 0.1 * brain.pain + 0.5 * body.drive.dyspnoea, 1.0))
    brain.wakefulness = level * level * (0.35 + 0.65 * roused)
    effort = EFFORT_TONE * min(body.drive.chemical, 10.0)
    brain.airway_tone = min(max(brain.wakefulness * (1.0 - 0.5 * opioid) + effort + 0.15 * brain.alerting, 0.0), 1.0)
    brain.airway_tone *= brain.brainstem


@kernel
def _withdraw(body: Record) -> None:
    """An adapted brain misses its opioid as fast as an antagonist takes it away."""
    brain = body.brain
    opioid = body.receptors.mu_opioid
    brain.adapted_opioid += (brain.tolerance * opioid - brain.adapted_opioid) * TICK_S / ADAPTATION_TAU_S
    missing = max(brain.adapted_opioid - opioid, 0.0) / max(brain.adapted_opioid, 0.1)
    goal = ramp(missing, MILD_WITHDRAWAL, FULL_WITHDRAWAL) * min(2.0 * body.receptors.mu_opioid_block, 1.0)
    brain.withdrawal += (goal - brain.withdrawal) * TICK_S / WITHDRAWAL_TAU_S
    drop = max(brain.last_opioid - opioid, 0.0)
    brain.reversal += 2.0 * drop - brain.reversal * TICK_S / REVERSAL_TAU_S
    brain.reversal = min(brain.reversal, 1.5)
    brain.surge = max(brain.reversal - SURGE_FROM, 0.0) * brain.consciousness
    brain.last_opioid = opioid


@kernel
def _feel(body: Record) -> None:
    """Pain needs a brain awake to feel it; fear feeds on pain, breathlessness and withdrawal."""
    brain = body.brain
    opioid = body.receptors.mu_opioid
    mechanisms = body.mechanisms
    relief = math.pow(opioid / HALF_ANALGESIA, ANALGESIA_POWER)
    brain.pain_source += (brain.resting_pain - brain.pain_source) * TICK_S / PAIN_TAU_S
    source = min(brain.pain_source + mechanisms.pain, 10.0)
    pain = source / (1.0 + relief) * (1.0 - PARACETAMOL_ANALGESIA * body.receptors.cyclooxygenase)
    pain = min(pain * (1.0 + 0.25 * brain.reversal), 10.0) * ramp(brain.consciousness, PAIN_FELT_FROM, PAIN_FELT_FULLY)
    brain.pain += (pain - brain.pain) * TICK_S / FEELING_TAU_S
    if brain.pain < LEAST_PAIN and pain < LEAST_PAIN:
        brain.pain = 0.0
    fear = brain.resting_anxiety + mechanisms.anxiety + 0.4 * body.drive.dyspnoea + 0.5 * brain.withdrawal
    fear = min((fear + 0.025 * brain.pain) * (1.0 - 0.5 * opioid), 1.0) * brain.consciousness
    brain.anxiety += (fear - brain.anxiety) * TICK_S / FEELING_TAU_S
    felt = (
        0.12 * brain.pain + 0.3 * brain.anxiety + 0.6 * brain.withdrawal + 0.45 * brain.reversal * brain.consciousness
    )
    felt += 2.5 * brain.surge
    brain.sympathetic_outflow = min(max(felt - 0.3 * brain.resting_anxiety, 0.0), 2.5)
    surge = body.circulation.central_systolic_pressure / (1.3 * body.circulation.mean_rest_mmhg)
    ache = mechanisms.headache + HEADACHE * max(0.0, surge - HEADACHE_FROM)
    brain.headache = min(max(ache, 0.0), 1.0) * brain.consciousness
    brain.tremor = min(max(mechanisms.tremor, 0.0), 1.0) * brain.consciousness


@kernel
def _gut(body: Record) -> None:
    """Nausea builds a hazard; the seed decides how much of it this patient stands before vomiting."""
    brain = body.brain
    brain.nausea = min(max(body.mechanisms.nausea, 0.0) + 1.5 * brain.surge + WITHDRAWAL_NAUSEA * brain.withdrawal, 1.0)
    brain.vomit_hazard += 0.018 * brain.nausea * brain.brainstem * TICK_S
    brain.vomiting = max(brain.vomiting - TICK_S / 20.0, 0.0)
    if brain.vomit_hazard > brain.vomit_threshold:
        brain.vomit_threshold += -math.log(1.0 - chance.draw(body, chance.BRAIN)) + 0.5
        brain.vomiting = 1.0


@kernel
def _grade(level: float, levels: np.ndarray) -> float:
    grade = 1.0
    for k in range(levels.size):
        if level >= levels[k]:
            grade += 1.0
    return grade


@kernel
def _look(body: Record) -> None:
    brain = body.brain
    brain.gcs_eye = _grade(brain.consciousness, EYE_LEVELS)
    brain.gcs_verbal = _grade(brain.consciousness, VERBAL_LEVELS)
    brain.gcs_motor = _grade(brain.consciousness, MOTOR_LEVELS)
    narrow = min(body.receptors.mu_opioid / PINPOINT_OCCUPANCY, 1.0)
    pupil = PINPOINT_MM + (PUPIL_MM - PINPOINT_MM) * (1.0 - narrow)
    pupil += 1.2 * brain.sympathetic_outflow * (1.0 - narrow) + 4.0 * (1.0 - brain.brainstem)
    brain.pupil_mm += (min(pupil, 8.0) - brain.pupil_mm) * TICK_S / 3.0
    brain.speech = _speech(body)


@kernel
def _speech(body: Record) -> float:
    """0 none, 1 sounds, 2 words, 3 phrases, 4 sentences: what the mind can form and the breath can carry."""
    verbal = body.brain.gcs_verbal
    mind = 4.0 if verbal >= 4.0 else max(verbal - 1.0, 0.0)
    rate = body.lungs.respiratory_rate
    breath = 4.0
    if body.drive.dyspnoea > 0.35 or rate > 25.0:
        breath = 3.0
    if body.drive.dyspnoea > 0.6 or rate > 31.0:
        breath = 2.0
    if body.drive.dyspnoea > 0.9 or body.mechanisms.upper_airway_swelling > 0.8:
        breath = 1.0
    return min(mind, breath)
