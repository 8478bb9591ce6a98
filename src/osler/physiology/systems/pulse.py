"""The pulse: systolic, diastolic and mean pressure, flow and volumes of each beat, published when the next begins."""

import math

from osler.physiology.engine import Record, kernel
from osler.physiology.systems.vessels import BRACHIAL, LEFT_VENTRICLE, PULMONARY_VEINS, RIGHT_ATRIUM

PULSE_SYSTOLIC_MMHG, PULSE_WIDTH_MMHG = 38.0, 8.0  # estimate: a carotid pulse can be felt
RADIAL_SYSTOLIC_MMHG = 70.0  # oracle: radial pulse lost between 45 and 70 mmHg
SILENT_WINDOW_S = 2.0

# The pulse on its way to the arm. Karamanoglu 1993, Eur Heart J 14:160 (recalled): mean kept, highest gain at 4-5 Hz.
ARM_RESONANCE_RAD_S = 2.0 * math.pi * 4.5
ARM_DAMPING = 0.36  # calibrated: mean pressure lies 0.4 of the pulse above diastolic (oracle bands 0.33 to 0.45)


@kernel
def _travel_to_arm(c: Record, dt: float) -> None:
    """Pressure at the cuff: the central wave through a damped resonance, which sharpens its peak and keeps its mean."""
    central = c.pressure[BRACHIAL]
    pull = ARM_RESONANCE_RAD_S * (central - c.arterial_pressure) - 2.0 * ARM_DAMPING * c.arm_pressure_rate
    c.arm_pressure_rate += dt * ARM_RESONANCE_RAD_S * pull
    c.arterial_pressure += dt * c.arm_pressure_rate


@kernel
def measure(body: Record, aortic_flow: float, dt: float) -> None:
    """Gather the running beat; publish it when the next one starts (or every 2 s without beats)."""
    c = body.circulation
    _travel_to_arm(c, dt)
    pressure = c.arterial_pressure
    c.beat_elapsed_s += dt
    c.beat_pressure_sum += pressure * dt
    c.beat_venous_sum += c.pressure[RIGHT_ATRIUM] * dt
    c.beat_pulmonary_sum += c.pressure[PULMONARY_VEINS] * dt
    c.beat_flow_sum += aortic_flow * dt
    c.beat_pressure_max = max(c.beat_pressure_max, pressure)
    c.beat_pressure_min = min(c.beat_pressure_min, pressure)
    c.beat_central_max = max(c.beat_central_max, c.pressure[BRACHIAL])
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
    c.central_systolic_pressure += 0.5 * (c.beat_central_max - c.central_systolic_pressure)
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
    constriction = min(5.0, max(0.2, c.systemic_resistance / c.resistance_rest))
    open_arterioles = 1.0 / math.sqrt(constriction)
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
    c.beat_central_max = -1e3
    c.beat_volume_max = 0.0
    c.beat_volume_min = 1e4
