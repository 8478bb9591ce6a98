"""What the learner sees is not the body (display oracle, section 3)."""

import math

import numpy as np
from people import resting
from test_circulation import MINUTE, pull

from osler.physiology import monitor, signals
from osler.physiology.body import advance
from osler.physiology.engine import Body
from osler.physiology.observables import value
from osler.physiology.rhythm import Rhythm


def first_shown(body: Body, name: str, limit_s: int = 200) -> int:
    """Seconds until a value is on the screen."""
    for second in range(limit_s):
        if not math.isnan(value(body, name)):
            return second
        advance(body, 20)
    return limit_s


def test_nothing_is_shown_without_sensors() -> None:
    """The ward begins without a monitor."""
    body = resting()
    advance(body, MINUTE)
    for name in ("heart_rate", "oxygen_saturation", "systolic_pressure", "respiratory_rate", "end_tidal_co2"):
        assert math.isnan(value(body, f"displayed_{name}"))


def test_oximeter_takes_its_time() -> None:
    """First reading 8 to 15 s after the probe."""
    body = resting()
    monitor.attach(body, "spo2", True)
    assert 8 <= first_shown(body, "displayed_oxygen_saturation") <= 16


def test_oximeter_is_late() -> None:
    """A fall shows 10 to 40 s after the body has it, on a warm finger."""
    body = resting()
    monitor.attach(body, "spo2", True)
    advance(body, MINUTE)
    pull(body, "lung_shunt", 0.5)
    true_s = shown_s = 0
    for second in range(240):
        advance(body, 20)
        if not true_s and value(body, "oxygen_saturation") < 92:
            true_s = second
        if not shown_s and value(body, "displayed_oxygen_saturation") < 92:
            shown_s = second
    assert 10 <= shown_s - true_s <= 40


def test_cuff_cycle_and_interval() -> None:
    """25 to 45 s a cycle; the number stands until the next one."""
    body = resting()
    monitor.attach(body, "nibp", True)
    monitor.start_cuff(body)
    assert 25 <= first_shown(body, "displayed_systolic_pressure") <= 46
    assert abs(value(body, "displayed_systolic_pressure") - value(body, "systolic_pressure")) < 12
    stands, taken = value(body, "displayed_systolic_pressure"), value(body, "cuff_taken")
    advance(body, MINUTE)
    assert value(body, "displayed_systolic_pressure") == stands
    monitor.set_cuff_interval(body, 60.0)
    advance(body, 3 * MINUTE)
    assert value(body, "cuff_taken") > taken


def test_cuff_gives_up_on_a_low_pressure() -> None:
    """Below 60 systolic it takes longer and shows nothing."""
    body = resting()
    pull(body, "systemic_resistance", 0.12)
    pull(body, "venous_unstressed_volume", 1.35)
    advance(body, 2 * MINUTE)
    assert value(body, "systolic_pressure") < 60
    monitor.attach(body, "nibp", True)
    monitor.start_cuff(body)
    advance(body, 50 * 20)
    assert value(body, "cuff_running") == 1.0
    advance(body, 80 * 20)
    assert value(body, "cuff_failed") == 1.0
    assert math.isnan(value(body, "displayed_systolic_pressure"))


def test_pea_shows_a_heart_rate_and_a_flat_pleth() -> None:
    """The screen of a dead patient can look alive."""
    body = resting()
    monitor.attach(body, "ecg", True)
    monitor.attach(body, "spo2", True)
    pull(body, "contractility", 0.03)
    for _ in range(20 * 60):
        advance(body, 20)
        if value(body, "rhythm") == Rhythm.PULSELESS_ELECTRICAL_ACTIVITY:
            break
    advance(body, 40 * 20)
    assert value(body, "rhythm") == Rhythm.PULSELESS_ELECTRICAL_ACTIVITY
    assert value(body, "displayed_heart_rate") > 25
    assert math.isnan(value(body, "displayed_oxygen_saturation"))
    waves = signals.take(body, 20)
    assert np.ptp(waves.ecg) > 60
    assert np.ptp(waves.pleth) < 6


def test_breaths_appear_after_twenty_seconds() -> None:
    """Impedance needs 20 to 30 s."""
    body = resting()
    monitor.attach(body, "ecg", True)
    assert 20 <= first_shown(body, "displayed_respiratory_rate") <= 30


def test_waves_have_their_rates_and_shapes() -> None:
    """200, 100, 20 and 20 samples a second; one R wave a beat; taking does not change the body."""
    body = resting()
    before = body.tobytes()
    waves = signals.take(body, 20)
    assert body.tobytes() == before
    assert (len(waves.ecg), len(waves.pleth), len(waves.respiration), len(waves.co2)) == (200, 100, 20, 20)
    assert (waves.ecg.dtype, waves.pleth.dtype) == (np.int16, np.int8)
    trace = []
    for _ in range(30):
        advance(body, 20)
        trace.append(signals.take(body, 20).ecg)
    ecg = np.concatenate(trace)
    peaks = np.flatnonzero((ecg[1:-1] > 0.6 * ecg.max()) & (ecg[1:-1] >= ecg[:-2]) & (ecg[1:-1] > ecg[2:]))
    assert abs(2 * len(peaks) - value(body, "heart_rate")) <= 5
