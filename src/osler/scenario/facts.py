"""The facts of a bedside that conditions may name beside the body's observables, each with the range it can take."""

from __future__ import annotations

import math

_FLAG = (0.0, 1.0)
_COUNT = (0.0, math.inf)

FACTS: dict[str, tuple[float, float]] = {
    "seconds": _COUNT,
    "minutes": _COUNT,
    "trigger_running": _FLAG,
    "trigger_ended_s": _COUNT,
    "iv_access": _COUNT,
    "pump_ml_per_h": _COUNT,
    "oxygen_on": _FLAG,
    "oxygen_flow": (0.0, 15.0),
    "bag_mask_on": _FLAG,
    "airway_held": _FLAG,
    "lying_flat": _FLAG,
    "legs_raised": _FLAG,
    "sitting_up": _FLAG,
    "standing": _FLAG,
    "help_called": _FLAG,
    "emergency_called": _FLAG,
    "registrar_called": _FLAG,
    "registrar_present": _FLAG,
    "team_present": _FLAG,
    "compressions_on": _FLAG,
    "handover_given": _FLAG,
    "skipped_min": _COUNT,
    "fluid_hung_ml": _COUNT,
    "nurse_busy": _FLAG,
    "glucose_measured": _FLAG,
    "away": _FLAG,
}
