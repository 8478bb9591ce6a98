"""Waveforms, computed once: ECG lead II, pleth, chest impedance, capnogram, as quantised samples of the last ticks.

ECG: dipole Gaussians (Sameni 2007) projected on lead II by Dower's row, tabulated once over the cardiac angle.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from osler.physiology.engine import STEP_S, STEPS_PER_TICK, TICK_S, Body, Record, kernel
from osler.physiology.rhythm import ASYSTOLE, FIBRILLATION, PULSELESS, TACHYCARDIA

RING_TICKS = 20
ECG_SAMPLES, PLETH_SAMPLES = STEPS_PER_TICK, STEPS_PER_TICK // 2
MICROVOLT_PER_COUNT = 5.0

DTYPE = np.dtype(
    [
        ("ecg", "f8", (RING_TICKS * ECG_SAMPLES,)),
        ("pleth", "f8", (RING_TICKS * PLETH_SAMPLES,)),
        ("respiration", "f8", (RING_TICKS,)),
        ("co2", "f8", (RING_TICKS,)),
        ("ticks", "i8"),
        ("since_r_s", "f8"),
        ("pulse_slow", "f8"),
        ("pulse_fast", "f8"),
        ("volume_slow_ml", "f8"),
        ("expired_mmhg", "f8"),
        ("noise_phase", "f8"),
    ]
)


class _Wave(NamedTuple):
    """Gaussians of one dipole axis: amplitudes mV, widths and centres rad."""

    height: tuple[float, ...]
    width: tuple[float, ...]
    centre: tuple[float, ...]


# Sameni 2007 as listed in OSET; R wave at angle 0
_CENTRE_X = (-1.09, -0.83, -0.19, -0.07, 0.0, 0.06, 0.22, 1.2, 1.42, 1.68, 2.9)
_CENTRE_Y = (-1.1, -0.9, -0.76, -0.11, -0.01, 0.065, 0.8, 1.58, 2.9)
_CENTRE_Z = (-1.1, -0.93, -0.7, -0.4, -0.15, 0.095, 1.05, 1.25, 1.55, 2.8)
_WIDTH_X = (0.0906, 0.1057, 0.0453, 0.0378, 0.0332, 0.0302, 0.0378, 0.604, 0.302, 0.1812, 0.5)
_WIDTH_Y = (0.07, 0.07, 0.04, 0.055, 0.037, 0.0604, 0.45, 0.3, 0.5)
_WIDTH_Z = (0.03, 0.12, 0.04, 0.4, 0.045, 0.05, 0.8, 0.4, 0.2, 0.4)
_NARROW = (
    _Wave((0.03, 0.08, -0.13, 0.85, 1.11, 0.75, 0.06, 0.1, 0.17, 0.39, 0.03), _WIDTH_X, _CENTRE_X),
    _Wave((0.035, 0.015, -0.019, 0.32, 0.51, -0.32, 0.04, 0.08, 0.014), _WIDTH_Y, _CENTRE_Y),
    _Wave((-0.03, -0.14, -0.035, 0.045, -0.4, 0.46, -0.12, -0.2, -0.35, -0.035), _WIDTH_Z, _CENTRE_Z),
)
_WIDE_WIDTH_X = (0.0906, 0.1057, 0.0453, 0.3378, 0.5, 0.2, 0.5, 0.104, 0.102, 0.1812, 0.5)
_WIDE = (
    _Wave((0.03, 0.08, -0.13, 0.65, 0.70, 0.01, 0.06, -0.05, -0.17, -0.39, 0.03), _WIDE_WIDTH_X, _CENTRE_X),
    _Wave((0.035, 0.015, -0.013, 0.35, 0.55, 0.06, 0.06, -0.05, -0.17), _WIDE_WIDTH_X[:9], _CENTRE_Y),
    _Wave((-0.03, -0.15, -0.013, 0.065, -0.70, 0.01, -0.06, 0.05, 0.17, 0.39), _WIDE_WIDTH_X[:10], _CENTRE_Z),
)
_LEAD_II = (0.235, 1.066, -0.132)  # Dower
_ATRIAL_BEFORE = -0.5  # rad: Gaussians centred earlier are the P wave
TABLE = 256
TABLE_SPAN_RAD = 2.0 * math.pi


def _tabulate(waves: tuple[_Wave, ...], atrial: bool) -> NDArray[np.float64]:
    """Lead II over angles -pi..pi, either the P wave or everything after it."""
    table = np.zeros(TABLE)
    for i in range(TABLE):
        angle = -math.pi + TABLE_SPAN_RAD * i / TABLE
        for gain, wave in zip(_LEAD_II, waves, strict=True):
            for height, width, centre in zip(*wave, strict=True):
                if (centre < _ATRIAL_BEFORE) == atrial:
                    table[i] += gain * height * math.exp(-((angle - centre) ** 2) / (2.0 * width * width))
    return table


P_WAVE = _tabulate(_NARROW, atrial=True)
NARROW = _tabulate(_NARROW, atrial=False)
WIDE = _tabulate(_WIDE, atrial=False)

P_CENTRE_S = 0.06  # after atrial activation
R_DELAY_S = 0.05  # after ventricular activation
P_CENTRE_RAD = -0.95
FIBRILLATION_MV, FIBRILLATION_HALVES_S = 0.45, 270.0  # coarse > 0.2 mV, amplitude halves in 4-5 min; recalled
FINGER_DELAY_S = 0.22
NOISE_MV = 0.012


@kernel
def _look_up(table: NDArray[np.float64], angle: float) -> float:
    """Linear interpolation; outside -pi..pi there is no wave."""
    place = (angle + math.pi) * (TABLE / TABLE_SPAN_RAD)
    if place < 0.0 or place >= TABLE - 1.0:
        return 0.0
    i = int(place)
    return float(table[i] + (place - i) * (table[i + 1] - table[i]))


@kernel
def _angle(since_r_s: float, interval_s: float) -> float:
    """Cardiac angle; the QRS keeps its width, repolarisation stretches with the square root of the interval."""
    edge = 0.06
    if since_r_s < edge:
        return 2.0 * math.pi * since_r_s
    return 2.0 * math.pi * (edge + (since_r_s - edge) / math.sqrt(min(1.6, max(0.3, interval_s))))


@kernel
def _ecg(body: Record) -> float:
    """Lead II, mV."""
    r = body.rhythm
    t = body.clock.time_s
    noise = NOISE_MV * (math.sin(t * 7.3 + 1.7 * math.sin(t * 31.0)) + 0.6 * math.sin(t * 1.55))
    if r.state == ASYSTOLE:
        return noise + 0.03 * math.sin(0.9 * t)
    if r.state == FIBRILLATION:
        size = FIBRILLATION_MV * math.pow(0.5, r.state_s / FIBRILLATION_HALVES_S)
        drift = math.sin(0.37 * t) + 0.6 * math.sin(0.91 * t)
        wave = math.sin(31.0 * t + 2.0 * drift) + 0.7 * math.sin(24.0 * t + 3.1 * drift + 1.0)
        return noise + size * (wave + 0.4 * math.sin(41.0 * t - drift))
    since = r.since_ventricular_s - R_DELAY_S
    wide = r.wide != 0 or r.state == TACHYCARDIA
    if wide:
        return noise + 1.3 * _look_up(WIDE, _angle(since, min(r.interval_s, 0.5)))
    stretch = 1.0 + (0.6 if r.state == PULSELESS else 0.0)
    value = noise + _look_up(NARROW, _angle(since / stretch, r.interval_s))
    atrial = r.since_atrial_s - P_CENTRE_S
    if r.state != PULSELESS or r.state_s < 60.0:
        value += _look_up(P_WAVE, P_CENTRE_RAD + 2.0 * math.pi * atrial)
    return value


@kernel
def step(body: Record, k: int) -> None:
    """Sample number `k` (0..9) of the running tick."""
    s = body.signals
    place = s.ticks % RING_TICKS
    s.ecg[place * ECG_SAMPLES + k] = _ecg(body)
    wave = body.circulation.arterial_pressure * min(1.2, max(0.0, body.circulation.skin_flow_fraction + 0.05))
    s.pulse_fast += STEP_S / 0.035 * (wave - s.pulse_fast)
    s.pulse_slow += STEP_S / 0.8 * (s.pulse_fast - s.pulse_slow)
    if k % 2 == 1:
        s.pleth[place * PLETH_SAMPLES + k // 2] = s.pulse_fast - s.pulse_slow


@kernel
def tick(body: Record) -> None:
    """Slow samples of the running tick; then the ring moves on."""
    s, lungs = body.signals, body.lungs
    place = s.ticks % RING_TICKS
    s.volume_slow_ml += TICK_S / 12.0 * (lungs.lung_volume_ml - s.volume_slow_ml)
    heart = 8.0 * body.rhythm.mechanical * math.sin(2.0 * math.pi * body.rhythm.phase)
    s.respiration[place] = lungs.lung_volume_ml - s.volume_slow_ml + heart
    out = lungs.airflow_ml_s < -15.0
    target = body.gas_exchange.end_tidal_pco2_mmhg if out else 0.0
    lag = 0.15
    if out:
        lag = 0.18 + 0.12 * max(0.0, body.mechanisms.lower_airway_resistance - 1.0)
    if out or lungs.airflow_ml_s > 15.0:
        s.expired_mmhg += min(1.0, TICK_S / lag) * (target - s.expired_mmhg)
    s.co2[place] = s.expired_mmhg
    s.ticks += 1


class Waves(NamedTuple):
    """Quantised samples of the last ticks: ECG (5 microvolt), pleth, respiration, carbon dioxide (0.1 kPa)."""

    ecg: NDArray[np.int16]
    pleth: NDArray[np.int8]
    respiration: NDArray[np.int8]
    co2: NDArray[np.uint8]


def take(body: Body, ticks: int = 1) -> Waves:
    """The last `ticks` ticks (1..20) at 200, 100, 20 and 20 samples a second; does not change the body."""
    s = body["signals"][0]
    ticks = max(1, min(RING_TICKS, ticks))
    places = np.arange(int(s["ticks"]) - ticks, int(s["ticks"])) % RING_TICKS
    ecg = s["ecg"].reshape(RING_TICKS, ECG_SAMPLES)[places].ravel() * (1000.0 / MICROVOLT_PER_COUNT)
    pleth = s["pleth"].reshape(RING_TICKS, PLETH_SAMPLES)[places].ravel() * 2.0
    respiration = s["respiration"][places] / 10.0
    co2 = s["co2"][places] / 0.750062
    return Waves(
        np.clip(np.rint(ecg), -32767, 32767).astype(np.int16),
        np.clip(np.rint(pleth), -127, 127).astype(np.int8),
        np.clip(np.rint(respiration), -127, 127).astype(np.int8),
        np.clip(np.rint(co2), 0, 255).astype(np.uint8),
    )


def initialise(body: Body) -> None:
    """Empty rings, filters at rest."""
    body["signals"] = np.zeros((), DTYPE)
    body["signals"]["volume_slow_ml"] = body["lungs"]["lung_volume_ml"]
    body["signals"]["pulse_slow"] = body["circulation"]["mean_arterial_pressure"]
    body["signals"]["pulse_fast"] = body["circulation"]["mean_arterial_pressure"]
