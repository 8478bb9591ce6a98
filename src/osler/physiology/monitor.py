"""Sensors and the numbers on the screen: what the learner sees is not the body.

Every displayed value is nan until its sensor is on and has had its time; delays follow the display oracle.
"""

import math

import numpy as np

from osler.physiology import chance
from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.rhythm import ASYSTOLE, FIBRILLATION

SENSORS = ("spo2", "ecg", "nibp", "capnograph")
SPO2, ECG, NIBP, CAPNOGRAPH = range(len(SENSORS))
HISTORY_S = 64

DTYPE = np.dtype(
    [
        ("attached", "i8", (len(SENSORS),)),
        ("attached_s", "f8", (len(SENSORS),)),
        ("displayed_heart_rate", "f8"),
        ("displayed_oxygen_saturation", "f8"),
        ("displayed_systolic_pressure", "f8"),
        ("displayed_diastolic_pressure", "f8"),
        ("displayed_mean_pressure", "f8"),
        ("displayed_respiratory_rate", "f8"),
        ("displayed_end_tidal_co2", "f8"),
        ("poor_signal", "f8"),
        ("saturation_history", "f8", (HISTORY_S,)),
        ("history_count", "i8"),
        ("saturation_average", "f8"),
        ("saturation_ready_s", "f8"),
        ("signal_lost_s", "f8"),
        ("rate_average", "f8"),
        ("breath_average", "f8"),
        ("end_tidal_average", "f8"),
        ("cuff_running", "f8"),
        ("cuff_elapsed_s", "f8"),
        ("cuff_needs_s", "f8"),
        ("cuff_repeats", "f8"),
        ("cuff_interval_s", "f8"),
        ("cuff_since_s", "f8"),
        ("cuff_failed", "f8"),
        ("cuff_taken_s", "f8"),
    ]
)

SATURATION_READY_MIN_S, SATURATION_READY_MAX_S = 8.0, 15.0  # oracle: first reading after the probe
FINGER_S, FINGER_COLD_S = 14.0, 45.0  # transport to the finger, warm and shut down; oracle total 15-30, 30-60+
AVERAGING_S = 6.0
LOST_AFTER_S = 8.0
POOR_MEAN_MMHG, POOR_SKIN_FLOW = 50.0, 0.12
RATE_AVERAGE_S = 5.0
BREATH_READY_S, BREATH_AVERAGE_S = 22.0, 8.0
CAPNOGRAPH_READY_S, CAPNOGRAPH_AVERAGE_S = 6.0, 3.0
CUFF_MIN_S, CUFF_MAX_S = 25.0, 45.0
CUFF_LONG_MIN_S, CUFF_LONG_MAX_S = 60.0, 90.0
CUFF_FAILS_BELOW_MMHG = 60.0
CUFF_NOISE_MMHG = 2.5  # standard deviation; recalled +-5 mmHg


@kernel
def tick(body: Record) -> None:
    """Advance all sensors by one tick."""
    monitor = body.monitor
    for i in range(len(SENSORS)):
        monitor.attached_s[i] = monitor.attached_s[i] + TICK_S if monitor.attached[i] else 0.0
    _remember(body)
    _saturation(body)
    _heart_rate(body)
    _breaths(body)
    _end_tidal(body)
    _cuff(body)


@kernel
def _remember(body: Record) -> None:
    """Keep the last minute of true arterial saturation, one value a second."""
    monitor = body.monitor
    if body.clock.tick % 20 == 0:
        monitor.saturation_history[monitor.history_count % HISTORY_S] = 100.0 * body.gas_exchange.arterial_saturation
        monitor.history_count += 1


@kernel
def _saturation(body: Record) -> None:
    """Pulse oximeter: late by transport and averaging; loses the signal without pulse in the finger."""
    monitor, c = body.monitor, body.circulation
    if not monitor.attached[SPO2]:
        monitor.displayed_oxygen_saturation = math.nan
        monitor.poor_signal = 0.0
        return
    warm = min(1.0, max(0.0, (c.skin_flow_fraction - 0.1) / 0.5))
    delay = int(FINGER_COLD_S + (FINGER_S - FINGER_COLD_S) * warm)
    oldest = max(0, monitor.history_count - 1 - delay)
    felt = monitor.saturation_history[oldest % HISTORY_S]
    weak = c.mean_arterial_pressure < POOR_MEAN_MMHG or c.skin_flow_fraction < POOR_SKIN_FLOW or c.pulse_present < 0.5
    monitor.signal_lost_s = monitor.signal_lost_s + TICK_S if weak else 0.0
    monitor.poor_signal = 1.0 if weak else 0.0
    if monitor.attached_s[SPO2] < monitor.saturation_ready_s:
        monitor.saturation_average = felt
        monitor.displayed_oxygen_saturation = math.nan
        return
    monitor.saturation_average += TICK_S / AVERAGING_S * (felt - monitor.saturation_average)
    lost = c.pulse_present < 0.5 and monitor.signal_lost_s > LOST_AFTER_S
    monitor.displayed_oxygen_saturation = math.nan if lost else min(100.0, math.floor(monitor.saturation_average + 0.5))


@kernel
def _heart_rate(body: Record) -> None:
    """From the electrocardiogram; without electrodes the pulse rate of the oximeter. Organised rhythm always counts."""
    monitor, r = body.monitor, body.rhythm
    quiet = r.state == FIBRILLATION or r.state == ASYSTOLE
    rate = 0.0 if quiet else r.rate_per_min
    pulse_only = not monitor.attached[ECG]
    if pulse_only and body.circulation.pulse_present < 0.5:
        rate = 0.0
    monitor.rate_average += TICK_S / RATE_AVERAGE_S * (rate - monitor.rate_average)
    ready = monitor.attached_s[ECG] > 4.0 or monitor.attached_s[SPO2] > monitor.saturation_ready_s
    watched = monitor.attached[ECG] or monitor.attached[SPO2]
    fibrillates = r.state == FIBRILLATION and r.state_s > 3.0
    if not watched or not ready or fibrillates or (pulse_only and monitor.rate_average < 20.0):
        monitor.displayed_heart_rate = math.nan
    else:
        shown = math.floor(monitor.rate_average + 0.5)
        monitor.displayed_heart_rate = shown if shown > 12.0 else 0.0


@kernel
def _breaths(body: Record) -> None:
    """Impedance between the electrodes; capnograph when there is one."""
    monitor = body.monitor
    monitor.breath_average += TICK_S / BREATH_AVERAGE_S * (body.lungs.respiratory_rate - monitor.breath_average)
    ready = monitor.attached_s[ECG] > BREATH_READY_S or monitor.attached_s[CAPNOGRAPH] > BREATH_READY_S
    monitor.displayed_respiratory_rate = math.floor(monitor.breath_average + 0.5) if ready else math.nan


@kernel
def _end_tidal(body: Record) -> None:
    """Side-stream capnograph, kPa."""
    monitor = body.monitor
    value = body.gas_exchange.end_tidal_pco2_mmhg
    monitor.end_tidal_average += TICK_S / CAPNOGRAPH_AVERAGE_S * (value - monitor.end_tidal_average)
    ready = monitor.attached_s[CAPNOGRAPH] > CAPNOGRAPH_READY_S
    monitor.displayed_end_tidal_co2 = monitor.end_tidal_average / 7.50062 if ready else math.nan


@kernel
def _cuff(body: Record) -> None:
    """Oscillometric cuff: one cycle at a time, slow and then blank when the pressure is low."""
    monitor = body.monitor
    monitor.cuff_since_s += TICK_S
    if not monitor.attached[NIBP]:
        monitor.cuff_running = 0.0
        monitor.displayed_systolic_pressure = math.nan
        monitor.displayed_diastolic_pressure = math.nan
        monitor.displayed_mean_pressure = math.nan
        monitor.cuff_failed = 0.0
        return
    if monitor.cuff_running < 0.5:
        if monitor.cuff_interval_s > 0.0 and monitor.cuff_since_s >= monitor.cuff_interval_s:
            _inflate(body)
        return
    monitor.cuff_elapsed_s += TICK_S
    if monitor.cuff_elapsed_s >= monitor.cuff_needs_s:
        _deflate(body)


@kernel
def _inflate(body: Record) -> None:
    monitor = body.monitor
    monitor.cuff_running = 1.0
    monitor.cuff_elapsed_s = 0.0
    monitor.cuff_since_s = 0.0
    monitor.cuff_repeats = 0.0
    monitor.cuff_needs_s = CUFF_MIN_S + (CUFF_MAX_S - CUFF_MIN_S) * chance.draw(body, chance.CUFF)


@kernel
def _deflate(body: Record) -> None:
    """Read, try again for longer, or give up."""
    monitor, c = body.monitor, body.circulation
    weak = c.systolic_pressure < CUFF_FAILS_BELOW_MMHG or c.pulse_present < 0.5
    if weak and monitor.cuff_repeats < 0.5:
        monitor.cuff_repeats = 1.0
        monitor.cuff_needs_s = CUFF_LONG_MIN_S + (CUFF_LONG_MAX_S - CUFF_LONG_MIN_S) * chance.draw(body, chance.CUFF)
        return
    monitor.cuff_running = 0.0
    monitor.cuff_taken_s = body.clock.time_s
    monitor.cuff_failed = 1.0 if weak else 0.0
    if weak:
        monitor.displayed_systolic_pressure = math.nan
        monitor.displayed_diastolic_pressure = math.nan
        monitor.displayed_mean_pressure = math.nan
        return
    noise = CUFF_NOISE_MMHG * chance.draw_normal(body, chance.CUFF)
    monitor.displayed_systolic_pressure = math.floor(c.systolic_pressure + noise + 0.5)
    monitor.displayed_diastolic_pressure = math.floor(c.diastolic_pressure + 0.7 * noise + 0.5)
    monitor.displayed_mean_pressure = math.floor(c.mean_arterial_pressure + 0.8 * noise + 0.5)


@kernel
def _attach(array: Body, sensor: int, on: int) -> None:
    body = array[0]
    monitor = body.monitor
    monitor.attached[sensor] = on
    monitor.attached_s[sensor] = 0.0
    if sensor == SPO2:
        spread = SATURATION_READY_MAX_S - SATURATION_READY_MIN_S
        monitor.saturation_ready_s = SATURATION_READY_MIN_S + spread * chance.draw(body, chance.CUFF)
    elif sensor == ECG:
        monitor.rate_average = body.rhythm.rate_per_min


def attach(body: Body, sensor: str, on: bool) -> None:
    """Put `sensor` (spo2, ecg, nibp, capnograph) on or take it off. Raises ValueError for an unknown sensor."""
    if sensor not in SENSORS:
        raise ValueError(f"unknown sensor {sensor!r}; known: {', '.join(SENSORS)}")
    number = SENSORS.index(sensor)
    if bool(body["monitor"]["attached"][0, number]) != on:
        _attach(body, number, int(on))


@kernel
def _start(array: Body) -> None:
    if array[0].monitor.attached[NIBP] and array[0].monitor.cuff_running < 0.5:
        _inflate(array[0])


def start_cuff(body: Body) -> None:
    """Begin a cuff cycle now; nothing happens without a cuff or while one is running."""
    _start(body)


def set_cuff_interval(body: Body, interval_s: float) -> None:
    """Repeat the cuff every `interval_s` seconds (0 = by hand only)."""
    body["monitor"]["cuff_interval_s"] = max(0.0, interval_s)


def initialise(body: Body) -> None:
    """Nothing attached, nothing on the screen."""
    body["monitor"] = np.zeros((), DTYPE)
    for name in DTYPE.names or ():
        if name.startswith("displayed_"):
            body["monitor"][name] = math.nan
    body["monitor"]["cuff_taken_s"] = math.nan
