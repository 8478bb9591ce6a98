"""Closed-loop circulation, beat by beat: 21 compartments, four time-varying chambers, posture, compressions.

Every vessel obeys `P = Ptm(V) + Pext`, every edge `q = (Pa - Pb + head) / R` (network and constants: `vessels`).
One backward-Euler step solves all pressures at once; the volumes then move by the solved flows, so blood is conserved
to rounding whatever happens. Below its unstressed volume a vessel collapses along `P = (V0/C) ln(V/V0)`, so no volume
can become negative. Pressures mmHg, volumes ml, flows ml/s, resistances mmHg.s/ml.
"""

import math

import numpy as np

from osler.physiology.engine import STEP_S, STEPS_PER_TICK, TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters
from osler.physiology.systems import vessels as net
from osler.physiology.systems.vessels import (
    ABDOMINAL_AORTA,
    ABDOMINAL_VEINS,
    AORTIC_VALVE,
    AXIS_CM,
    BED_COUNT,
    BRACHIAL,
    COMPLIANCE,
    EDGE_COUNT,
    EDGE_FROM,
    EDGE_TO,
    ENTRY_COUNT,
    FIRST_VALVE,
    LEFT_ATRIUM,
    LEFT_VENTRICLE,
    LEG_SHARE,
    LEG_VEINS,
    NODE_COUNT,
    PULMONARY_BED,
    PULMONARY_VEINS,
    RENAL_VEINS,
    RESISTANCE,
    RIGHT_ATRIUM,
    RIGHT_VENTRICLE,
    SATURATION_ML,
    SPLANCHNIC_VEINS,
    THORACIC,
    UNSTRESSED_ML,
    UPPER_VEINS,
    solve,
)

SCALARS = (
    # shared with other systems
    "cardiac_output_ml_s",
    "cardiac_output_rest_ml_s",
    "mean_arterial_pressure",
    "systolic_pressure",
    "diastolic_pressure",
    "central_venous_pressure",
    "pulmonary_venous_pressure",
    "heart_rate",
    "cerebral_flow_fraction",
    "cerebral_perfusion_pressure",
    "coronary_perfusion_pressure",
    "skin_flow_fraction",
    "muscle_flow_fraction",
    "renal_flow_fraction",
    "pulse_present",
    "radial_pulse",
    "chest_pain",
    "left_ventricle_end_diastolic_ml",
    "left_ventricle_end_systolic_ml",
    "left_ventricle_end_diastolic_rest_ml",
    "left_ventricle_end_systolic_rest_ml",
    "venous_admixture_extra",
    "lung_water",
    "ischaemia",
    "capillary_pressure",
    "systemic_resistance",
    "resistance_rest",
    "stroke_volume_ml",
    "arterial_pressure",
    "carotid_pressure",
    # commands and scaling
    "trunk_deg",
    "trunk_target_deg",
    "legs_deg",
    "legs_target_deg",
    "compressions",
    "compression_phase",
    "size",
    "arterial_stiffness",
    "resistance_scale",
    "filling_scale",
    "cardiac_output_target_ml_s",
    "coronary_rest_mmhg",
    "mean_rest_mmhg",
    # accumulators of the running beat
    "beat_elapsed_s",
    "beat_pressure_sum",
    "beat_pressure_max",
    "beat_pressure_min",
    "beat_flow_sum",
    "beat_venous_sum",
    "beat_volume_max",
    "beat_volume_min",
    "beat_pulmonary_sum",
)
DTYPE = np.dtype(
    [(name, "f8") for name in SCALARS]
    + [
        ("volume", "f8", (NODE_COUNT,)),
        ("pressure", "f8", (NODE_COUNT,)),
        ("inflow", "f8", (NODE_COUNT,)),
        ("unstressed", "f8", (NODE_COUNT,)),
        ("compliance", "f8", (NODE_COUNT,)),
        ("height_cm", "f8", (NODE_COUNT,)),
        ("storage", "f8", (NODE_COUNT,)),
        ("rest_pressure", "f8", (NODE_COUNT,)),
        ("diagonal", "f8", (NODE_COUNT,)),
        ("off_diagonal", "f8", (ENTRY_COUNT,)),
        ("conductance", "f8", (EDGE_COUNT,)),
        ("head", "f8", (EDGE_COUNT,)),
        ("valve_open", "f8", (EDGE_COUNT - FIRST_VALVE,)),
        ("bed_flow", "f8", (BED_COUNT,)),
    ]
)

# Chambers, mmHg/ml (Heldt 2004 table; index 0..3 = RA, RV, LA, LV)
CHAMBERS = np.array([RIGHT_ATRIUM, RIGHT_VENTRICLE, LEFT_ATRIUM, LEFT_VENTRICLE])
END_SYSTOLIC = np.array([0.74, 1.3, 0.61, 2.5])
END_DIASTOLIC = np.array([0.30, 0.05, 0.50, 0.111])  # ventricles: Heldt's own calibrated values (table .07, .13)
ATRIAL_SYSTOLE_K, VENTRICULAR_SYSTOLE_K = 0.20, 0.30  # CVSim timing, seconds per sqrt(s); Heldt .25, .37

MERCURY_PER_CM_BLOOD = 0.738  # mmHg/cm, CVSim
HANGING_LEG_CM = 35.0  # a third of Heldt's 106 cm: the centre of a distensible column
RAISED_LEG_CM = 11.0  # raised veins collapse and empty no further; calibrated to legs up = +3..+10 mmHg
HEAD_CM = 28.0  # estimate: heart to base of brain
CAROTID_CM = 18.0  # estimate: heart to carotid sinus
POSTURE_RATE_DEG_S = 15.0  # estimate: how fast a bed section or a person moves
INTRACRANIAL_MMHG = 9.0  # Ursino-Lodi steady state at 100 mmHg
INTRACRANIAL_RELIEF_MMHG = 7.0  # recalled: intracranial pressure is near 2 upright
SIPHON = 0.6  # share of the head's height that is lost to perfusion; jugular siphon gives the rest back, estimate
PLATEAU_MMHG = 60.0
ABDOMINAL_MMHG = 2.0  # estimate, supine resting
BLEED_OUTSIDE_MMHG = 0.0

# Active vessels: receptor activation to tone. Calibrated against the bedside oracle bands.
BED_ALPHA = np.array([1.05, 1.6, 1.9, 1.9, 0.12])  # relative resistance per unit alpha1 activation above rest, exponent
BED_BETA2 = np.array([0.15, 0.10, 0.25, 0.60, 0.0])
VENOUS_ALPHA = 0.20  # share of unstressed venous volume recruited per unit alpha1 activation; Heldt max ~12 ml/kg
CONTRACTILITY_BETA1 = 1.5
CONTRACTILITY_CAP = 3.2

SKIN_ALPHA = 2.2  # calibrated to capillary refill 3-4 s five minutes into the reaction

# Myocardial oxygen balance
CORONARY_STOP_MMHG = 22.0  # zero-flow pressure in a beating heart 20-40 (recalled), calibrated
CORONARY_RESERVE = 3.2  # recalled: maximal over resting coronary flow
ISCHAEMIA_S = 150.0  # complete lack of supply stops a beating heart within minutes; calibrated
WASHOUT_S = 900.0  # repayment while supply still falls short; calibrated
RECOVERY_S = 60.0  # repayment by full supply; calibrated
FORCE_LOSS = 0.9  # share of contractility lost at full ischaemia

COMPRESSION_RATE_PER_S = 110.0 / 60.0
COMPRESSION_DUTY = 0.45
COMPRESSION_CARDIAC_MMHG = 75.0  # calibrated to 1.2-2 l/min
COMPRESSION_THORACIC_MMHG = 18.0
PULSE_SYSTOLIC_MMHG, PULSE_WIDTH_MMHG = 38.0, 8.0  # estimate: a carotid pulse can be felt
RADIAL_SYSTOLIC_MMHG = 66.0  # oracle: radial pulse lost between 45 and 70 mmHg
SILENT_WINDOW_S = 2.0
CHEST_PAIN_S = 15.0


@kernel
def _radians(degrees: float) -> float:
    return degrees * (math.pi / 180.0)


@kernel
def _posture(c: Record) -> None:
    """Turn trunk and legs toward their targets; heights of all compartments relative to the heart, cm."""
    reach = POSTURE_RATE_DEG_S * TICK_S
    c.trunk_deg += min(reach, max(-reach, c.trunk_target_deg - c.trunk_deg))
    c.legs_deg += min(reach, max(-reach, c.legs_target_deg - c.legs_deg))
    trunk = math.sin(_radians(c.trunk_deg))
    legs = math.sin(_radians(c.legs_deg)) * (RAISED_LEG_CM if c.legs_deg > 0.0 else HANGING_LEG_CM)
    for i in range(NODE_COUNT):
        c.height_cm[i] = AXIS_CM[i] * trunk + LEG_SHARE[i] * legs
    for e in range(EDGE_COUNT):
        c.head[e] = MERCURY_PER_CM_BLOOD * (c.height_cm[EDGE_FROM[e]] - c.height_cm[EDGE_TO[e]])


@kernel
def _venous_tone(body: Record) -> float:
    """Factor on the unstressed volume of systemic veins."""
    alpha = body.receptors.alpha1 - body.reflexes.alpha1_rest
    tone = 1.0 - VENOUS_ALPHA * alpha - body.reflexes.venous_tone
    return float(body.mechanisms.venous_unstressed_volume * min(1.25, max(0.72, tone)))


@kernel
def _arteriolar_tone(body: Record, bed: int) -> float:
    """Factor on the resistance of one bed."""
    alpha = body.receptors.alpha1 - body.reflexes.alpha1_rest
    beta2 = body.receptors.beta2 - body.reflexes.beta2_rest
    if bed == PULMONARY_BED:
        return float(body.mechanisms.pulmonary_resistance * body.reflexes.pulmonary_tone * (1.0 + BED_ALPHA[bed] * alpha))
    tone = math.exp(BED_ALPHA[bed] * alpha - BED_BETA2[bed] * beta2)
    return float(body.mechanisms.systemic_resistance * body.reflexes.local_tone * tone)


@kernel
def _vessels(body: Record) -> None:
    """Unstressed volumes and conductances for the coming tick."""
    c = body.circulation
    tone = _venous_tone(body)
    for i in range(NODE_COUNT):
        c.unstressed[i] = UNSTRESSED_ML[i] * c.size
    for i in (UPPER_VEINS, RENAL_VEINS, SPLANCHNIC_VEINS, LEG_VEINS, ABDOMINAL_VEINS):
        c.unstressed[i] *= tone * c.filling_scale
    for e in range(EDGE_COUNT):
        resistance = RESISTANCE[e] / c.size
        if e < BED_COUNT:
            resistance *= _arteriolar_tone(body, e)
            if e != PULMONARY_BED:
                resistance *= c.resistance_scale
        upstream = EDGE_FROM[e]
        filled = min(1.0, c.volume[upstream] / c.unstressed[upstream])
        c.conductance[e] = filled / resistance


@kernel
def tick(body: Record) -> None:
    """Everything that changes slowly: posture, tone, organ flows, myocardial oxygen balance."""
    c = body.circulation
    _posture(c)
    _vessels(body)
    _organ_flows(body)
    _myocardium(body)
    _lung_water(body)


@kernel
def _organ_flows(body: Record) -> None:
    """Relative flows of brain, skin, muscle and kidney from pressure and tone."""
    c = body.circulation
    trunk = math.sin(_radians(c.trunk_deg))
    pressure = c.mean_arterial_pressure
    raised = MERCURY_PER_CM_BLOOD * HEAD_CM * SIPHON * trunk + INTRACRANIAL_MMHG - INTRACRANIAL_RELIEF_MMHG * trunk
    c.cerebral_perfusion_pressure = pressure - raised
    c.cerebral_flow_fraction += 0.02 * (_autoregulated(c.cerebral_perfusion_pressure) - c.cerebral_flow_fraction)
    alpha = body.receptors.alpha1 - body.reflexes.alpha1_rest
    drive = max(0.0, pressure - c.central_venous_pressure) / max(1.0, c.mean_rest_mmhg)
    skin = drive * drive * math.exp(-SKIN_ALPHA * alpha) * body.mechanisms.skin_flow
    c.skin_flow_fraction += 0.005 * (skin - c.skin_flow_fraction)
    muscle = drive * math.exp(-1.2 * alpha + 1.2 * (body.receptors.beta2 - body.reflexes.beta2_rest))
    c.muscle_flow_fraction += 0.02 * (muscle - c.muscle_flow_fraction)
    kidney = min(1.0, max(0.0, (pressure - 45.0) / 35.0)) * math.exp(-2.0 * max(0.0, alpha))
    c.renal_flow_fraction += 0.01 * (kidney - c.renal_flow_fraction)


@kernel
def _autoregulated(perfusion: float) -> float:
    """Cerebral flow over rest: a plateau above about 50 mmHg (recalled 50-60 to 150), falling to nothing below."""
    if perfusion >= PLATEAU_MMHG:
        return min(1.0 + 0.002 * (perfusion - PLATEAU_MMHG), 1.3)
    return max(0.0, perfusion / PLATEAU_MMHG)


@kernel
def _myocardium(body: Record) -> None:
    """Ischaemia rises when coronary supply (pressure x oxygen x diastole) falls short of demand (rate x pressure)."""
    c = body.circulation
    mechanical = body.rhythm.mechanical
    rate = max(30.0, c.heart_rate)
    diastole = min(1.3, max(0.35, 1.0 - 0.30 * math.sqrt(rate / 60.0)) / 0.66)
    head = (c.coronary_perfusion_pressure - CORONARY_STOP_MMHG) / max(10.0, c.coronary_rest_mmhg - CORONARY_STOP_MMHG)
    oxygen = body.gas_exchange.arterial_saturation * body.blood.haemoglobin_g_l / body.patient.haemoglobin_g_l / 0.97
    supply = CORONARY_RESERVE * max(0.0, head) * diastole * oxygen
    work = rate / body.patient.heart_rate_per_min * c.systolic_pressure / (c.mean_rest_mmhg * 1.3)
    demand = 0.35 + 0.65 * mechanical * work * (0.7 + 0.3 * body.reflexes.contractility)
    deficit = min(1.0, max(0.0, 1.0 - supply / demand))
    washout = WASHOUT_S if deficit > 0.0 else RECOVERY_S
    c.ischaemia += TICK_S * (deficit * (1.0 - c.ischaemia) / ISCHAEMIA_S - (1.0 - deficit) * c.ischaemia / washout)
    pounding = 0.8 * max(0.0, c.systolic_pressure / (1.3 * c.mean_rest_mmhg) - 1.25) * work
    ache = min(1.0, 2.0 * c.ischaemia + pounding) * body.brain.consciousness
    c.chest_pain += TICK_S / CHEST_PAIN_S * (ache - c.chest_pain)


@kernel
def _lung_water(body: Record) -> None:
    """Oedema gathers above 20 mmHg of pulmonary venous pressure and clears over minutes."""
    c = body.circulation
    excess = max(0.0, c.pulmonary_venous_pressure - 20.0)
    c.lung_water += TICK_S * (excess * (1.0 - c.lung_water) / 900.0 - c.lung_water / 420.0)
    c.venous_admixture_extra = 0.25 * c.lung_water


@kernel
def _chest_pressure(c: Record, dt: float) -> float:
    """Shape of external compressions, 0..1."""
    if c.compressions < 0.5:
        return 0.0
    c.compression_phase += dt * COMPRESSION_RATE_PER_S
    c.compression_phase -= math.floor(c.compression_phase)
    if c.compression_phase > COMPRESSION_DUTY:
        return 0.0
    return math.sin(math.pi * c.compression_phase / COMPRESSION_DUTY)


@kernel
def _activation(since: float, systole: float) -> float:
    """Elastance between end-diastole (0) and end-systole (1), CVSim's two cosines."""
    if since < 0.0 or since >= 1.5 * systole:
        return 0.0
    if since <= systole:
        return 0.5 * (1.0 - math.cos(math.pi * since / systole))
    return 0.5 * (1.0 + math.cos(2.0 * math.pi * (since - systole) / systole))


@kernel
def _chambers(body: Record, thorax: float, squeeze: float) -> None:
    """Stiffness and resting pressure of the four chambers."""
    c, r = body.circulation, body.rhythm
    root = math.sqrt(min(2.0, r.interval_s))
    atrial = _activation(r.since_atrial_s, ATRIAL_SYSTOLE_K * root) * r.atrial_strength
    ventricular = _activation(r.since_ventricular_s, VENTRICULAR_SYSTOLE_K * root) * r.ventricular_strength
    force = body.reflexes.contractility * body.mechanisms.contractility * (1.0 - FORCE_LOSS * c.ischaemia)
    for k in range(4):
        i = CHAMBERS[k]
        low = END_DIASTOLIC[k] / c.size
        high = END_SYSTOLIC[k] / c.size
        if k == 1 or k == 3:
            stiffness = low + max(0.0, high * force - low) * ventricular
        else:
            stiffness = low + (high - low) * atrial
        outside = thorax + squeeze
        c.storage[i] = 1.0 / stiffness
        _rest(c, i, stiffness, outside)


@kernel
def _rest(c: Record, i: int, stiffness: float, outside: float) -> None:
    """Pressure of compartment `i` at its present volume, given its stiffness above the unstressed volume."""
    v, v0 = c.volume[i], c.unstressed[i]
    if v >= v0:
        c.rest_pressure[i] = outside + stiffness * (v - v0)
    else:
        v = max(v, 1e-3)
        c.rest_pressure[i] = outside + stiffness * v0 * math.log(v / v0)
        c.storage[i] = v / (stiffness * v0)


@kernel
def _walls(body: Record, thorax: float) -> None:
    """Stiffness and resting pressure of all vessels."""
    c = body.circulation
    for i in range(NODE_COUNT):
        compliance = c.compliance[i]
        if compliance == 0.0:
            continue
        outside = thorax if THORACIC[i] else 0.0
        limit = SATURATION_ML[i] * c.size
        stretch = c.volume[i] - c.unstressed[i]
        if limit > 0.0 and stretch > 0.0:
            angle = 0.5 * math.pi * min(0.93, stretch / limit)
            slope = math.tan(angle)
            stiffness = (1.0 + slope * slope) / compliance
            beyond = max(0.0, stretch - 0.93 * limit)
            c.storage[i] = 1.0 / stiffness
            c.rest_pressure[i] = outside + limit / (0.5 * math.pi * compliance) * slope + stiffness * beyond
        else:
            c.storage[i] = compliance
            _rest(c, i, 1.0 / compliance, outside)


@kernel
def _open_valves(c: Record) -> bool:
    """Make every valve agree with the pressure across it; True when one had to move."""
    moved = False
    for e in range(FIRST_VALVE, EDGE_COUNT):
        forward = c.pressure[EDGE_FROM[e]] - c.pressure[EDGE_TO[e]] + c.head[e] > 0.0
        state = 1.0 if forward else 0.0
        if state != c.valve_open[e - FIRST_VALVE]:
            c.valve_open[e - FIRST_VALVE] = state
            moved = True
    return moved


@kernel
def _move(c: Record, dt: float) -> float:
    """Move blood by the solved flows; returns the aortic valve's flow, ml/s."""
    flow = 0.0
    for e in range(EDGE_COUNT):
        a, b = EDGE_FROM[e], EDGE_TO[e]
        flow = c.conductance[e] * (c.pressure[a] - c.pressure[b] + c.head[e])
        if e >= FIRST_VALVE:
            flow *= c.valve_open[e - FIRST_VALVE]
        elif e < BED_COUNT:
            c.bed_flow[e] = flow
        c.volume[a] -= dt * flow
        c.volume[b] += dt * flow
    for i in range(NODE_COUNT):
        c.volume[i] += dt * c.inflow[i]
    return flow


@kernel
def step(body: Record, dt: float) -> None:
    """Advance the circulation by `dt` seconds."""
    c = body.circulation
    push = _chest_pressure(c, dt)
    thorax = body.lungs.pleural_pressure_mmhg + COMPRESSION_THORACIC_MMHG * push
    _walls(body, thorax)
    _chambers(body, thorax, COMPRESSION_CARDIAC_MMHG * push)
    for _ in range(3):
        solve(c, dt)
        if not _open_valves(c):
            break
    flow = _move(c, dt)
    _measure(body, flow, dt)


@kernel
def _measure(body: Record, aortic_flow: float, dt: float) -> None:
    """Gather the running beat; publish it when the next one starts (or every 2 s without beats)."""
    c = body.circulation
    pressure = c.pressure[BRACHIAL]
    c.arterial_pressure = pressure
    c.beat_elapsed_s += dt
    c.beat_pressure_sum += pressure * dt
    c.beat_venous_sum += c.pressure[RIGHT_ATRIUM] * dt
    c.beat_pulmonary_sum += c.pressure[PULMONARY_VEINS] * dt
    c.beat_flow_sum += aortic_flow * dt
    c.beat_pressure_max = max(c.beat_pressure_max, pressure)
    c.beat_pressure_min = min(c.beat_pressure_min, pressure)
    c.beat_volume_max = max(c.beat_volume_max, c.volume[LEFT_VENTRICLE])
    c.beat_volume_min = min(c.beat_volume_min, c.volume[LEFT_VENTRICLE])
    if (body.rhythm.beat_started and c.beat_elapsed_s > 0.25) or c.beat_elapsed_s > SILENT_WINDOW_S:
        _publish(body)


@kernel
def _publish(body: Record) -> None:
    """Turn the finished beat's sums into the numbers that others read, and begin a new beat."""
    c = body.circulation
    span = c.beat_elapsed_s
    share = min(1.0, span / 2.0)  # two-second memory smooths respiratory variation of the averages
    c.systolic_pressure += 0.5 * (c.beat_pressure_max - c.systolic_pressure)
    c.diastolic_pressure += 0.5 * (c.beat_pressure_min - c.diastolic_pressure)
    c.mean_arterial_pressure += 0.5 * (c.beat_pressure_sum / span - c.mean_arterial_pressure)
    c.central_venous_pressure += share * (c.beat_venous_sum / span - c.central_venous_pressure)
    c.pulmonary_venous_pressure += share * (c.beat_pulmonary_sum / span - c.pulmonary_venous_pressure)
    c.cardiac_output_ml_s += share * (c.beat_flow_sum / span - c.cardiac_output_ml_s)
    c.stroke_volume_ml = c.beat_flow_sum
    c.left_ventricle_end_diastolic_ml += 0.5 * (c.beat_volume_max - c.left_ventricle_end_diastolic_ml)
    c.left_ventricle_end_systolic_ml += 0.5 * (c.beat_volume_min - c.left_ventricle_end_systolic_ml)
    c.coronary_perfusion_pressure = c.diastolic_pressure - c.central_venous_pressure
    gradient = c.mean_arterial_pressure - c.central_venous_pressure
    c.systemic_resistance = gradient / max(1.0, c.cardiac_output_ml_s)
    open_arterioles = math.sqrt(c.resistance_rest / min(5.0 * c.resistance_rest, max(0.2 * c.resistance_rest, c.systemic_resistance)))
    c.capillary_pressure = c.central_venous_pressure + 3.0 + 0.14 * max(0.0, gradient) * open_arterioles
    width = c.systolic_pressure - c.diastolic_pressure
    felt = c.systolic_pressure >= PULSE_SYSTOLIC_MMHG and width >= PULSE_WIDTH_MMHG and body.rhythm.mechanical > 0.2
    c.pulse_present = 1.0 if felt else 0.0
    c.radial_pulse = 1.0 if felt and c.systolic_pressure >= RADIAL_SYSTOLIC_MMHG else 0.0
    c.beat_elapsed_s = 0.0
    c.beat_pressure_sum = 0.0
    c.beat_venous_sum = 0.0
    c.beat_pulmonary_sum = 0.0
    c.beat_flow_sum = 0.0
    c.beat_pressure_max = -1e3
    c.beat_pressure_min = 1e3
    c.beat_volume_max = 0.0
    c.beat_volume_min = 1e4


def blood_volume_ml(patient: PatientParameters) -> float:
    """Nadler 1962; height in m, weight in kg."""
    height, weight = patient.height_cm / 100.0, patient.weight_kg
    if patient.sex == "female":
        return (0.3561 * height**3 + 0.03308 * weight + 0.1833) * 1000.0
    return (0.3669 * height**3 + 0.03219 * weight + 0.6041) * 1000.0


def initialise(body: Body, patient: PatientParameters) -> None:
    """Fill the vessels of a resting person; `body.settle` then finds the steady state."""
    c = body["circulation"][0]
    volume = blood_volume_ml(patient)
    size = volume / net.REFERENCE_BLOOD_VOLUME_ML
    c["size"], c["resistance_scale"], c["filling_scale"] = size, 1.0, 1.0
    c["arterial_stiffness"] = _arterial_stiffness(patient.age_years)
    c["compliance"] = COMPLIANCE * size
    for i in net.SYSTEMIC_ARTERIES:
        c["compliance"][i] /= c["arterial_stiffness"]
    c["unstressed"] = UNSTRESSED_ML * size
    outside = np.where(THORACIC, -4.0, 0.0)
    stressed = c["compliance"] * (net.INITIAL_MMHG - outside)
    stressed[CHAMBERS] = (net.INITIAL_MMHG[CHAMBERS] - outside[CHAMBERS]) / END_DIASTOLIC * size
    c["volume"] = c["unstressed"] + stressed
    veins = [UPPER_VEINS, SPLANCHNIC_VEINS, LEG_VEINS]
    share = COMPLIANCE[veins] / COMPLIANCE[veins].sum()
    c["volume"][veins] += (volume - c["volume"].sum()) * share
    c["pressure"] = net.INITIAL_MMHG
    c["valve_open"] = 0.0
    c["trunk_deg"] = c["trunk_target_deg"] = patient.trunk_deg
    c["legs_deg"] = c["legs_target_deg"] = patient.legs_deg
    mean = patient.mean_arterial_pressure_mmhg
    c["mean_arterial_pressure"] = c["mean_rest_mmhg"] = mean
    c["systolic_pressure"], c["diastolic_pressure"] = mean * 1.3, mean * 0.82
    c["coronary_rest_mmhg"] = c["coronary_perfusion_pressure"] = mean * 0.8
    c["cardiac_output_ml_s"] = c["cardiac_output_rest_ml_s"] = c["cardiac_output_target_ml_s"] = _resting_output(patient)
    c["heart_rate"] = patient.heart_rate_per_min
    c["pulse_present"] = c["radial_pulse"] = 1.0
    c["capillary_pressure"] = 17.0
    c["resistance_rest"] = c["systemic_resistance"] = mean / c["cardiac_output_ml_s"]
    c["left_ventricle_end_diastolic_ml"] = c["left_ventricle_end_diastolic_rest_ml"] = 110.0 * size
    c["left_ventricle_end_systolic_ml"] = c["left_ventricle_end_systolic_rest_ml"] = 45.0 * size
    for name in ("cerebral", "skin", "muscle", "renal"):
        c[f"{name}_flow_fraction"] = 1.0


def _resting_output(patient: PatientParameters) -> float:
    """Cardiac output ml/s: index 3.2 l/min/m2 at 25 years, 0.6 % a year less after 30 (recalled); DuBois surface."""
    surface = 0.007184 * patient.weight_kg**0.425 * patient.height_cm**0.725
    return 3.2 * surface * (1.0 - 0.006 * max(0.0, patient.age_years - 30.0)) * 1000.0 / 60.0


def _arterial_stiffness(age_years: float) -> float:
    """Factor on arterial stiffness; calibrated to pulse pressure 50 at 54 years (recalled: doubles by 70)."""
    return 1.0 + min(1.6, max(0.0, (age_years - 25.0) / 28.0))


def set_posture(body: Body, trunk_deg: float, legs_deg: float) -> None:
    """Raise the trunk (0 flat .. 90 upright) and the legs (positive raised, -90 hanging or standing), degrees."""
    c = body["circulation"]
    c["trunk_target_deg"] = min(90.0, max(-20.0, trunk_deg))
    c["legs_target_deg"] = min(60.0, max(-90.0, legs_deg))


def set_compressions(body: Body, on: bool) -> None:
    """Begin or stop external chest compressions."""
    body["circulation"]["compressions"] = 1.0 if on else 0.0
