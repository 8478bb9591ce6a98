"""Where the flow goes: brain, skin, muscle and kidney relative to rest, and water that gathers in the lungs."""

import math

from osler.physiology.engine import TICK_S, Record, kernel
from osler.physiology.systems.vessels import MERCURY_PER_CM_BLOOD, PULMONARY_ARTERIES

HEAD_CM = 28.0  # estimate: heart to base of brain
INTRACRANIAL_MMHG = 9.0  # Ursino-Lodi steady state at 100 mmHg
INTRACRANIAL_RELIEF_MMHG = 7.0  # recalled: intracranial pressure is near 2 upright
SIPHON = 0.6  # share of the head's height that is lost to perfusion; jugular siphon gives the rest back, estimate
PLATEAU_MMHG = 60.0  # autoregulation holds above 50-60 (recalled)
SKIN_ALPHA = 2.2  # calibrated to capillary refill 3-4 s five minutes into the reaction
MUSCLE_ALPHA, MUSCLE_BETA2 = 1.15, 1.2  # calibrated
RENAL_ALPHA = 1.92  # estimate
CAPILLARY_SHARE = 0.4  # of the pressure drop across the lungs lies beyond the capillary (Gaar 1967, recalled)
OEDEMA_MMHG, OEDEMA_MMHG_S = 18.0, 50.0  # tight capillaries flood at 18-25 (recalled); rate calibrated
OEDEMA_LEAK = 0.5  # share of that limit lost when protein is no longer held back; estimate


@kernel
def organ_flows(body: Record) -> None:
    """Relative flows of brain, skin, muscle and kidney from pressure and tone."""
    c = body.circulation
    trunk = math.sin(c.trunk_deg * math.pi / 180.0)
    pressure = c.mean_arterial_pressure
    raised = MERCURY_PER_CM_BLOOD * HEAD_CM * SIPHON * trunk + INTRACRANIAL_MMHG - INTRACRANIAL_RELIEF_MMHG * trunk
    c.cerebral_perfusion_pressure = pressure - raised
    c.cerebral_flow_fraction += 0.02 * (_autoregulated(c.cerebral_perfusion_pressure) - c.cerebral_flow_fraction)
    alpha = body.receptors.alpha1 - body.reflexes.alpha1_rest
    drive = max(0.0, pressure - c.central_venous_pressure) / max(1.0, c.mean_rest_mmhg)
    skin = drive * drive * math.exp(-SKIN_ALPHA * alpha) * body.mechanisms.skin_flow
    c.skin_flow_fraction += 0.005 * (skin - c.skin_flow_fraction)
    muscle = drive * math.exp(-MUSCLE_ALPHA * alpha + MUSCLE_BETA2 * (body.receptors.beta2 - body.reflexes.beta2_rest))
    c.muscle_flow_fraction += 0.02 * (muscle - c.muscle_flow_fraction)
    kidney = min(1.0, max(0.0, (pressure - 45.0) / 35.0)) * math.exp(-RENAL_ALPHA * max(0.0, alpha))
    c.renal_flow_fraction += 0.01 * (kidney - c.renal_flow_fraction)


@kernel
def _autoregulated(perfusion: float) -> float:
    """Cerebral flow over rest: a plateau above about 50 mmHg (recalled 50-60 to 150), falling to nothing below."""
    if perfusion >= PLATEAU_MMHG:
        return min(1.0 + 0.002 * (perfusion - PLATEAU_MMHG), 1.3)
    return max(0.0, perfusion / PLATEAU_MMHG)


@kernel
def lung_water(body: Record) -> None:
    """Oedema gathers above a limit of pulmonary capillary pressure, lower in leaky lungs, and clears over minutes."""
    c = body.circulation
    venous = c.pulmonary_venous_pressure
    capillary = venous + CAPILLARY_SHARE * max(0.0, c.pressure[PULMONARY_ARTERIES] - venous)
    c.pulmonary_capillary_pressure += TICK_S / 2.0 * (capillary - c.pulmonary_capillary_pressure)
    limit = OEDEMA_MMHG * (1.0 - OEDEMA_LEAK * (1.0 - body.mechanisms.capillary_reflection))
    excess = max(0.0, c.pulmonary_capillary_pressure - limit)
    c.lung_water += TICK_S * (excess * (1.0 - c.lung_water) / OEDEMA_MMHG_S - c.lung_water / 420.0)
    c.venous_admixture_extra = 0.25 * c.lung_water
