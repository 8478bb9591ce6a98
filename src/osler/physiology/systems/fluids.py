"""Water and protein between plasma, interstitium, lymph, drips, wounds and kidney; red cells; haematocrit.

Starling filtration `Jv = Lp ((Pc - Pi) - sigma (pi_p - pi_i))` with Landis-Pappenheimer oncotic pressures. All plasma
that crosses a wall leaves or enters the circulation's compartments by the same number, so water is conserved.
"""

import numpy as np

from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters
from osler.physiology.systems.vessels import (
    ABDOMINAL_AORTA,
    LEG_VEINS,
    NODE_COUNT,
    RENAL_VEINS,
    SPLANCHNIC_VEINS,
    UPPER_VEINS,
)

DTYPE = np.dtype(
    [
        (name, "f8")
        for name in (
            "interstitial_ml",
            "interstitial_rest_ml",
            "plasma_protein_g",
            "interstitial_protein_g",
            "plasma_rest_ml",
            "conductivity_ml_s_mmhg",
            "diffusion_ml_s",
            "lymph_rest_ml_s",
            "filtration_ml_s",
            "lymph_ml_s",
            "urine_ml_s",
            "bleed_ml_s",
            "drip_ml_s",
            "drip_red_cells",
            "urine_ml",
            "infused_ml",
            "bled_ml",
            "bled_red_cells_ml",
            "leaked_ml",
            "haemoglobin_g",
            "balance_rest_mmhg",
        )
    ]
)

CONDUCTIVITY_ML_MIN_MMHG = 4.0  # calibrated to crystalloid half-life 8 min; HumMod 1.71, Guyton 6.67
REFLECTION = 0.90  # recalled; protein reflection of the whole body
PROTEIN_G_DL, INTERSTITIAL_PROTEIN_G_DL = 7.0, 2.6  # recalled
INTERSTITIAL_ML_KG, INTERSTITIAL_MMHG = 157.0, -3.0  # 11 l in 70 kg; Guyton
INTERSTITIAL_STEEP, INTERSTITIAL_FLAT = 12.0, 3.0  # mmHg per relative volume below and above +25 %; HumMod curve
LYMPH_ML_MIN = 2.5  # HumMod 0.4 + 0.8 + 1.3
LYMPH_PER_MMHG, LYMPH_MAX = 1.0, 6.0  # multiplier per mmHg of interstitial pressure; HumMod 8 at +5, slower
URINE_ML_MIN = 1.0  # recalled
DILUTION_URINE_ML_MIN = 60.0  # per unit of plasma dilution; Hahn 1997 68-122 awake women
SHARE_UPPER, SHARE_RENAL, SHARE_SPLANCHNIC, SHARE_LEG = 0.25, 0.05, 0.45, 0.25
TIGHTENED_POWER = 6.726  # steep: the body's own catecholamines hardly close it; calibrated
TIGHTENED_BETA2, TIGHTENED_HALF = 0.9, 0.6517  # share of excess leak closed, activation of half effect; calibrated
OPPOSED_FROM = 22.93
"""Excess conductivity at which that activation is twice as high: mediators open the junctions that beta2 agonists
close (functional antagonism), so that the severest leak yields least; form and size calibrated."""
PLASMA_FLOOR = 0.30  # below this share of resting plasma nothing more leaks


@kernel
def _oncotic(g_dl: float) -> float:
    """Landis-Pappenheimer, mmHg."""
    return 2.1 * g_dl + 0.16 * g_dl * g_dl + 0.009 * g_dl * g_dl * g_dl


@kernel
def _interstitial_pressure(relative: float) -> float:
    if relative < 1.25:
        return INTERSTITIAL_MMHG + INTERSTITIAL_STEEP * (relative - 1.0)
    return INTERSTITIAL_MMHG + INTERSTITIAL_STEEP * 0.25 + INTERSTITIAL_FLAT * (relative - 1.25)


@kernel
def tick(body: Record) -> None:
    """One tick of all water and protein flows, then the circulation's inflows for the next tick."""
    _account(body)
    _filter(body)
    _kidney(body)
    _bleed(body)
    _hand_over(body)


@kernel
def _account(body: Record) -> None:
    """Move what the last tick's flows carried; plasma is what the vessels hold beyond red cells."""
    f, blood = body.fluids, body.blood
    total = 0.0
    for i in range(NODE_COUNT):
        total += body.circulation.volume[i]
    blood.plasma_volume_ml = max(1.0, total - blood.red_cell_volume_ml)
    blood.haematocrit = blood.red_cell_volume_ml / total
    blood.haemoglobin_g_l = 1000.0 * f.haemoglobin_g / total


@kernel
def _filter(body: Record) -> None:
    """Starling filtration, protein with it, and lymph back."""
    f, m = body.fluids, body.mechanisms
    plasma = body.blood.plasma_volume_ml
    opposed = 1.0 + (max(0.0, m.capillary_conductivity - 1.0) / OPPOSED_FROM) ** 2
    calm = (body.receptors.beta2 / (TIGHTENED_HALF * opposed)) ** TIGHTENED_POWER
    tightened = 1.0 - TIGHTENED_BETA2 * calm / (1.0 + calm)
    sigma = REFLECTION * max(0.05, 1.0 - (1.0 - min(1.0, m.capillary_reflection)) * tightened)
    plasma_protein = 100.0 * f.plasma_protein_g / plasma
    tissue_protein = 100.0 * f.interstitial_protein_g / f.interstitial_ml
    pressure = _interstitial_pressure(f.interstitial_ml / f.interstitial_rest_ml)
    net = body.circulation.capillary_pressure - pressure
    net -= sigma * (_oncotic(plasma_protein) - _oncotic(tissue_protein)) + f.balance_rest_mmhg
    excess = (m.capillary_conductivity - 1.0) * tightened
    flow = f.conductivity_ml_s_mmhg * (1.0 + excess) * net
    if flow > 0.0:
        flow *= min(1.0, max(0.0, (plasma / f.plasma_rest_ml - PLASMA_FLOOR) / 0.2))
    else:
        flow = max(flow, -0.1 * f.interstitial_ml / 60.0)
    carried = (1.0 - sigma) * max(0.0, flow) * plasma_protein + f.diffusion_ml_s * (plasma_protein - tissue_protein)
    drain = 1.0 + LYMPH_PER_MMHG * (pressure - INTERSTITIAL_MMHG)
    f.lymph_ml_s = f.lymph_rest_ml_s * min(LYMPH_MAX, max(0.0, drain))
    moved = TICK_S * 0.01 * (carried - f.lymph_ml_s * tissue_protein)
    moved = min(moved, 0.01 * f.plasma_protein_g)
    f.plasma_protein_g -= moved
    f.interstitial_protein_g += moved
    f.filtration_ml_s = flow
    f.interstitial_ml += TICK_S * (flow - f.lymph_ml_s)
    f.leaked_ml += TICK_S * (flow - f.lymph_ml_s)


@kernel
def _kidney(body: Record) -> None:
    """Urine falls with renal flow and rises with dilution of plasma."""
    f = body.fluids
    dilution = max(0.0, body.blood.plasma_volume_ml / f.plasma_rest_ml - 1.0)
    health = min(1.0, body.patient.glomerular_filtration_ml_min / 90.0)
    normal = URINE_ML_MIN + DILUTION_URINE_ML_MIN * dilution
    f.urine_ml_s = normal / 60.0 * health * min(1.2, body.circulation.renal_flow_fraction)
    f.urine_ml += TICK_S * f.urine_ml_s


@kernel
def _bleed(body: Record) -> None:
    """Blood lost through a wound of given conductance, driven by aortic pressure."""
    f, c = body.fluids, body.circulation
    wound = max(0.0, body.mechanisms.haemorrhage_conductance)
    most = 0.2 * c.volume[ABDOMINAL_AORTA] / TICK_S
    f.bleed_ml_s = min(most, wound * max(0.0, c.pressure[ABDOMINAL_AORTA]))
    lost = TICK_S * f.bleed_ml_s
    cells = lost * body.blood.haematocrit
    share = cells / max(1.0, body.blood.red_cell_volume_ml)
    body.blood.red_cell_volume_ml -= cells
    f.bled_red_cells_ml += cells
    f.haemoglobin_g *= 1.0 - share
    f.plasma_protein_g *= 1.0 - (lost - cells) / body.blood.plasma_volume_ml
    f.bled_ml += lost


@kernel
def _hand_over(body: Record) -> None:
    """Inflows of the circulation's compartments for the coming tick."""
    f, c = body.fluids, body.circulation
    drip = body.lines.flow_ml_s
    f.infused_ml += TICK_S * drip
    leak = f.filtration_ml_s
    for i in range(NODE_COUNT):
        c.inflow[i] = 0.0
    c.inflow[UPPER_VEINS] = drip + f.lymph_ml_s - SHARE_UPPER * leak
    c.inflow[RENAL_VEINS] = -f.urine_ml_s - SHARE_RENAL * leak
    c.inflow[SPLANCHNIC_VEINS] = -SHARE_SPLANCHNIC * leak
    c.inflow[LEG_VEINS] = -SHARE_LEG * leak
    c.inflow[ABDOMINAL_AORTA] = -f.bleed_ml_s


def initialise(body: Body, patient: PatientParameters) -> None:
    """Volumes and protein of a resting person; `rest` makes the flows balance."""
    f, blood = body["fluids"], body["blood"]
    total = float(body["circulation"]["volume"].sum())
    haematocrit = patient.haemoglobin_g_l / 333.0  # mean cell haemoglobin concentration 333 g/l
    blood["red_cell_volume_ml"] = total * haematocrit
    blood["haematocrit"] = haematocrit
    blood["plasma_volume_ml"] = plasma = total * (1.0 - haematocrit)
    f["haemoglobin_g"] = patient.haemoglobin_g_l * total / 1000.0
    f["plasma_rest_ml"] = plasma
    f["interstitial_ml"] = f["interstitial_rest_ml"] = INTERSTITIAL_ML_KG * patient.weight_kg
    f["plasma_protein_g"] = PROTEIN_G_DL * plasma / 100.0
    f["interstitial_protein_g"] = INTERSTITIAL_PROTEIN_G_DL * f["interstitial_ml"] / 100.0
    size = float(body["circulation"]["size"][0])
    f["conductivity_ml_s_mmhg"] = CONDUCTIVITY_ML_MIN_MMHG / 60.0 * size
    f["lymph_rest_ml_s"] = LYMPH_ML_MIN / 60.0 * size


@kernel
def rest(body: Record) -> None:
    """Take the present capillary pressure as resting: filtration then equals lymph, and protein flows balance."""
    f = body.fluids
    plasma, tissue = PROTEIN_G_DL, INTERSTITIAL_PROTEIN_G_DL
    gap = body.circulation.capillary_pressure - INTERSTITIAL_MMHG - REFLECTION * (_oncotic(plasma) - _oncotic(tissue))
    f.balance_rest_mmhg = gap - f.lymph_rest_ml_s / f.conductivity_ml_s_mmhg
    convected = (1.0 - REFLECTION) * f.lymph_rest_ml_s * plasma
    f.diffusion_ml_s = max(0.0, (f.lymph_rest_ml_s * tissue - convected) / (plasma - tissue))
