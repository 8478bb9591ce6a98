"""What stands between the wall and the lungs: oxygen devices, the bag, the hand that holds the jaw, the nebuliser.

The inspired fraction is a result, not a setting: oxygen that flows in during inspiration and what the device stored
during expiration mix with room air to make up each breath, so a patient who breathes harder gets a thinner mixture.
"""

import math

import numpy as np

from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters

OXYGEN_DEVICES = ("none", "nasal-cannula", "simple-mask", "reservoir-mask", "nebuliser")
NO_DEVICE, NASAL_CANNULA, SIMPLE_MASK, RESERVOIR_MASK, NEBULISER = range(len(OXYGEN_DEVICES))
STORE_ML = np.array([0.0, 30.0, 150.0, 900.0, 100.0])
"""Oxygen kept from expiration for the next breath: nasopharynx, mask, bag (estimates; BTS 2017 for the result)."""
SEAL = np.array([0.0, 0.70, 0.75, 0.76, 0.70])
"""Share of the breath that really comes through the device."""

DEAD_SPACE_ML = np.array([0.0, 0.0, 30.0, 20.0, 30.0])
BAG_DEAD_SPACE_ML = 50.0
"""Exhaled gas kept under the mask for the next breath (estimates)."""

AIRWAY_MANOEUVRES = ("none", "chin-lift", "jaw-thrust", "oropharyngeal")
AIRWAY_SUPPORT_CMH2O = np.array([0.0, 6.0, 8.0, 7.0])
"""How far each manoeuvre lowers the closing pressure of the upper airway (Isono 1997: 4 to 9 cmH2O; recalled)."""

ROOM_AIR = 0.2094
BAG_OXYGEN_FLOW_L_MIN = 15.0
BAG_SEAL = 0.92
SQUEEZE_S = 1.0
BAG_FLOW_AT_FULL_OXYGEN = 0.97
STOMACH_OPENS_CMH2O = 20.0
"""Oesophageal opening pressure in a lax patient (15 to 25; recalled)."""

DTYPE = np.dtype(
    [
        ("oxygen_device", "i8"),
        ("oxygen_flow_l_min", "f8"),
        ("airway_manoeuvre", "i8"),
        ("airway_support_cmh2o", "f8"),
        ("bag_on", "f8"),
        ("bag_oxygen_l_min", "f8"),
        ("bag_rate_per_min", "f8"),
        ("bag_volume_ml", "f8"),
        ("bag_phase_s", "f8"),
        ("bag_flow_ml_s", "f8"),
        ("inspired_oxygen_fraction", "f8"),
        ("dead_space_ml", "f8"),
        ("stomach_gas_ml", "f8"),
    ]
)


def initialise(body: Body, patient: PatientParameters) -> None:
    """Room air, nothing on the face."""
    devices = body["devices"]
    devices[...] = np.zeros_like(devices)
    devices["inspired_oxygen_fraction"] = ROOM_AIR


def set_oxygen(body: Body, device: str, flow_l_min: float) -> None:
    """Put an oxygen device on the patient ('none' takes it off). Raises ValueError for an unknown device or flow."""
    if device not in OXYGEN_DEVICES:
        raise ValueError(f"unknown oxygen device {device!r}; known: {', '.join(OXYGEN_DEVICES)}")
    _check(flow_l_min, "oxygen flow (L/min)")
    body["devices"]["oxygen_device"] = OXYGEN_DEVICES.index(device)
    body["devices"]["oxygen_flow_l_min"] = flow_l_min


def set_bag_mask(
    body: Body, on: bool, breaths_per_min: float, volume_ml: float, oxygen_l_min: float = BAG_OXYGEN_FLOW_L_MIN
) -> None:
    """Start or stop squeezing a bag-valve-mask; `oxygen_l_min` 0 means room air."""
    for value, what in ((breaths_per_min, "rate"), (volume_ml, "volume (mL)"), (oxygen_l_min, "oxygen (L/min)")):
        _check(value, f"bag-mask {what}")
    devices = body["devices"]
    devices["bag_on"] = float(on)
    devices["bag_rate_per_min"] = breaths_per_min
    devices["bag_volume_ml"] = volume_ml
    devices["bag_oxygen_l_min"] = oxygen_l_min
    if not on:
        devices["bag_phase_s"] = 0.0
        devices["bag_flow_ml_s"] = 0.0


def set_airway_manoeuvre(body: Body, which: str) -> None:
    """Hold the airway open ('none' lets go). Raises ValueError for an unknown manoeuvre."""
    if which not in AIRWAY_MANOEUVRES:
        raise ValueError(f"unknown airway manoeuvre {which!r}; known: {', '.join(AIRWAY_MANOEUVRES)}")
    body["devices"]["airway_manoeuvre"] = AIRWAY_MANOEUVRES.index(which)


def _check(value: float, what: str) -> None:
    if not (math.isfinite(value) and value >= 0.0):
        raise ValueError(f"{what} must be a finite number of at least 0, not {value}")


@kernel
def tick(body: Record) -> None:
    """Squeeze the bag, hold the jaw, and mix the gas of the next breath."""
    devices = body.devices
    devices.airway_support_cmh2o = AIRWAY_SUPPORT_CMH2O[devices.airway_manoeuvre]
    if devices.bag_on > 0.0:
        devices.airway_support_cmh2o = max(devices.airway_support_cmh2o, AIRWAY_SUPPORT_CMH2O[1])
        devices.inspired_oxygen_fraction = _bag_mixture(devices)
        devices.dead_space_ml = BAG_DEAD_SPACE_ML
        _squeeze(devices, body.lungs)
    else:
        devices.inspired_oxygen_fraction = _mask_mixture(devices, body.lungs)
        devices.dead_space_ml = DEAD_SPACE_ML[devices.oxygen_device]


@kernel
def _squeeze(devices: Record, lungs: Record) -> None:
    """Half-sine flow for a second each breath, with the patient's own if due; inflation holds back the next own one."""
    period = 60.0 / max(devices.bag_rate_per_min, 0.1)
    devices.bag_phase_s += TICK_S
    own = lungs.breath_time_s < TICK_S and devices.bag_phase_s > 0.75 * period
    if devices.bag_phase_s >= period or own:
        devices.bag_phase_s = 0.0
        if not own and lungs.breath_phase > 0.5:
            lungs.breath_phase = 0.5 + 0.5 * (lungs.breath_phase - 0.5)
    squeeze = min(SQUEEZE_S, 0.5 * period)
    devices.bag_flow_ml_s = 0.0
    if devices.bag_phase_s < squeeze and devices.bag_rate_per_min > 0.0:
        shape = 0.5 * math.pi * math.sin(math.pi * devices.bag_phase_s / squeeze)
        devices.bag_flow_ml_s = BAG_SEAL * devices.bag_volume_ml / squeeze * shape


@kernel
def _bag_mixture(devices: Record) -> float:
    """Oxygen feeds the bag's reservoir all the time; what it cannot supply is room air."""
    demand = devices.bag_rate_per_min * devices.bag_volume_ml * 1e-3
    share = min(devices.bag_oxygen_l_min / max(demand, 1.0), 1.0) * BAG_FLOW_AT_FULL_OXYGEN
    return float(ROOM_AIR + (1.0 - ROOM_AIR) * share)


@kernel
def _mask_mixture(devices: Record, lungs: Record) -> float:
    """FiO2 of the last breath's size and pace: supply during inspiration plus store, over the volume breathed in."""
    device = devices.oxygen_device
    if device == NO_DEVICE or devices.oxygen_flow_l_min <= 0.0:
        return ROOM_AIR
    supply_ml_s = devices.oxygen_flow_l_min * 1000.0 / 60.0
    inspiration = max(lungs.inspiration_s, 0.3)
    expiration = max(60.0 / max(lungs.respiratory_rate, 2.0) - inspiration, 0.3)
    stored = min(STORE_ML[device], supply_ml_s * expiration)
    share = min((supply_ml_s * inspiration + stored) / max(lungs.tidal_volume_ml, 150.0), 1.0)
    return float(ROOM_AIR + (1.0 - ROOM_AIR) * share * SEAL[device])
