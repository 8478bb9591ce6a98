"""Closed-loop circulation, beat by beat: 21 compartments, four time-varying chambers, posture, compressions.

Every vessel obeys `P = Ptm(V) + Pext`, every edge `q = (Pa - Pb + head) / R` (network and constants: `vessels`).
One backward-Euler step solves all pressures at once; the volumes then move by the solved flows, so blood is conserved
to rounding whatever happens. Below its unstressed volume a vessel collapses along `P = (V0/C) ln(V/V0)`, so no volume
can become negative. Pressures mmHg, volumes ml, flows ml/s, resistances mmHg.s/ml.
"""

import math

import numpy as np

from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters
from osler.physiology.systems import heart, perfusion, pulse
from osler.physiology.systems import vessels as net
from osler.physiology.systems.vessels import (
    ABDOMINAL_VEINS,
    AXIS_CM,
    BED_COUNT,
    COMPLIANCE,
    EDGE_COUNT,
    EDGE_FROM,
    EDGE_TO,
    ENTRY_COUNT,
    FIRST_VALVE,
    LEG_SHARE,
    LEG_VEINS,
    MERCURY_PER_CM_BLOOD,
    NODE_COUNT,
    PULMONARY_BED,
    RENAL_VEINS,
    RESISTANCE,
    SATURATION_ML,
    SPLANCHNIC_VEINS,
    THORACIC,
    UNSTRESSED_ML,
    UPPER_VEINS,
    solve,
    wall_pressure,
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
    "pulmonary_capillary_pressure",
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
    "force_left",
    "capillary_pressure",
    "systemic_resistance",
    "resistance_rest",
    "stroke_volume_ml",
    "arterial_pressure",
    "arm_pressure_rate",
    "central_systolic_pressure",
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
    "beat_central_max",
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
        ("leaving_ml", "f8", (NODE_COUNT,)),
        ("given_share", "f8", (NODE_COUNT,)),
        ("wanted_flow", "f8", (EDGE_COUNT,)),
        ("bed_flow", "f8", (BED_COUNT,)),
    ]
)


HANGING_LEG_CM = 35.0  # a third of Heldt's 106 cm: the centre of a distensible column
RAISED_LEG_CM = 11.0  # raised veins collapse and empty no further; calibrated to legs up = +3..+10 mmHg
MOST_GIVEN = 0.9  # of what a compartment holds, in one step: only vessels bled or pressed empty ever meet it
POSTURE_RATE_DEG_S = 15.0  # estimate: how fast a bed section or a person moves

# Active vessels: receptor activation to tone. Calibrated against the bedside oracle bands.
BED_ALPHA = np.array([0.8786, 1.339, 1.59, 1.59, 0.115])  # exponent of resistance per unit of alpha1 above rest
BED_BETA2 = np.array([0.4509, 0.225, 0.6769, 1.804, 0.0])
ANTAGONISM = 1.187
"""Exponent of a mediator's dilatation that alpha1 activation above rest takes away, per unit: constrictor and dilator
act on the same muscle (functional antagonism; size calibrated)."""
SHARED_MUSCLE = 0.9296
"""How a mediator's dilatation takes from beta2 dilatation (exponent): both relax the same muscle, and what is slack
relaxes no further. So one infusion dilates the healthy and constricts in distributive shock; calibrated."""
VENOUS_ALPHA = 0.5382  # share of unstressed venous volume recruited per unit alpha1 activation; Heldt max ~12 ml/kg


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
        tone = body.reflexes.pulmonary_tone * (1.0 + BED_ALPHA[bed] * alpha)
        return float(body.mechanisms.pulmonary_resistance * tone)
    dilated, room = body.mechanisms.systemic_resistance, 1.0
    if dilated < 1.0:
        dilated = dilated ** (1.0 - ANTAGONISM * min(1.0, max(0.0, alpha)))
        room = dilated**SHARED_MUSCLE
    tone = math.exp(BED_ALPHA[bed] * alpha - BED_BETA2[bed] * beta2 * room)
    return float(dilated * body.reflexes.local_tone * tone)


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
    perfusion.organ_flows(body)
    heart.myocardium(body)
    perfusion.lung_water(body)


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
            wall_pressure(c, i, 1.0 / compliance, outside)


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
def _flow(c: Record, e: int) -> float:
    """Flow along one path by the solved pressures, ml/s."""
    flow = c.conductance[e] * (c.pressure[EDGE_FROM[e]] - c.pressure[EDGE_TO[e]] + c.head[e])
    return float(flow * c.valve_open[e - FIRST_VALVE] if e >= FIRST_VALVE else flow)


@kernel
def _limit(c: Record, dt: float) -> None:
    """What share of its outflow each compartment can give in this step: nothing is pressed out of an empty one."""
    for i in range(NODE_COUNT):
        c.leaving_ml[i] = 0.0
    for e in range(EDGE_COUNT):
        flow = _flow(c, e)
        c.wanted_flow[e] = flow
        c.leaving_ml[EDGE_FROM[e] if flow > 0.0 else EDGE_TO[e]] += dt * abs(flow)
    for i in range(NODE_COUNT):
        there = MOST_GIVEN * max(0.0, c.volume[i] + dt * min(0.0, c.inflow[i]))
        c.given_share[i] = min(1.0, there / max(c.leaving_ml[i], 1e-9))


@kernel
def _move(c: Record, dt: float) -> float:
    """Move blood by the solved flows; returns the aortic valve's flow, ml/s."""
    _limit(c, dt)
    flow = 0.0
    for e in range(EDGE_COUNT):
        a, b = EDGE_FROM[e], EDGE_TO[e]
        flow = c.wanted_flow[e]
        flow *= c.given_share[a if flow > 0.0 else b]
        if e < BED_COUNT:
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
    push = heart.chest_pressure(c, dt)
    thorax = body.lungs.pleural_pressure_mmhg + heart.COMPRESSION_THORACIC_MMHG * push
    _walls(body, thorax)
    heart.chambers(body, thorax, heart.COMPRESSION_CARDIAC_MMHG * push)
    for _ in range(3):
        solve(c, dt)
        if not _open_valves(c):
            break
    flow = _move(c, dt)
    pulse.measure(body, flow, dt)


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
    stressed[heart.CHAMBERS] = (net.INITIAL_MMHG[heart.CHAMBERS] - outside[heart.CHAMBERS]) / heart.END_DIASTOLIC * size
    c["volume"] = c["unstressed"] + stressed
    veins = [UPPER_VEINS, SPLANCHNIC_VEINS, LEG_VEINS]
    share = COMPLIANCE[veins] / COMPLIANCE[veins].sum()
    c["volume"][veins] += (volume - c["volume"].sum()) * share
    c["pressure"] = net.INITIAL_MMHG
    c["valve_open"] = 0.0
    c["trunk_deg"] = c["trunk_target_deg"] = patient.trunk_deg
    c["legs_deg"] = c["legs_target_deg"] = patient.legs_deg
    mean = patient.mean_arterial_pressure_mmhg
    c["mean_arterial_pressure"] = c["mean_rest_mmhg"] = c["arterial_pressure"] = mean
    c["systolic_pressure"], c["diastolic_pressure"] = mean * 1.38, mean * 0.75
    c["central_systolic_pressure"] = mean * 1.3
    c["coronary_rest_mmhg"] = c["coronary_perfusion_pressure"] = mean * 0.8
    output = _resting_output(patient)
    c["cardiac_output_ml_s"] = c["cardiac_output_rest_ml_s"] = c["cardiac_output_target_ml_s"] = output
    c["heart_rate"] = patient.heart_rate_per_min
    c["pulse_present"] = c["radial_pulse"] = c["force_left"] = 1.0
    c["capillary_pressure"] = 17.0
    c["resistance_rest"] = c["systemic_resistance"] = mean / c["cardiac_output_ml_s"]
    c["left_ventricle_end_diastolic_ml"] = c["left_ventricle_end_diastolic_rest_ml"] = 110.0 * size
    c["left_ventricle_end_systolic_ml"] = c["left_ventricle_end_systolic_rest_ml"] = 45.0 * size
    for name in ("cerebral", "skin", "muscle", "renal"):
        c[f"{name}_flow_fraction"] = 1.0


def _resting_output(patient: PatientParameters) -> float:
    """Cardiac output ml/s: index 3.2 l/min/m2 at 25 years, 0.6 % a year less after 30 (recalled); DuBois surface."""
    surface = 0.007184 * patient.weight_kg**0.425 * patient.height_cm**0.725
    return float(3.2 * surface * (1.0 - 0.006 * max(0.0, patient.age_years - 30.0)) * 1000.0 / 60.0)


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
