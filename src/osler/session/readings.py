"""The monitor as people read it: displayed values with their reasons, alarms, and what is new enough to be noted."""

from __future__ import annotations

import math
from typing import Any, Literal

from osler.physiology.engine import Body
from osler.physiology.monitor import SENSORS
from osler.session.commands import TICKS_PER_SECOND
from osler.session.state import State
from osler.session.topics import Alarm, MonitorView, Reading

SENSOR_WORDS: dict[str, Literal["pulse-oximeter", "ecg", "cuff", "capnograph"]] = {
    "spo2": "pulse-oximeter",
    "ecg": "ecg",
    "nibp": "cuff",
    "capnograph": "capnograph",
}
# Alarm limits as a ward monitor leaves the factory; estimates, to be set by the site
LIMITS: tuple[tuple[str, str, float, float, Literal["high", "medium"]], ...] = (
    ("oxygen_saturation", "SpO2", 85.0, 101.0, "high"),
    ("oxygen_saturation", "SpO2", 90.0, 101.0, "medium"),
    ("heart_rate", "HR", 40.0, 140.0, "high"),
    ("heart_rate", "HR", 50.0, 120.0, "medium"),
    ("systolic", "NIBP", 80.0, 200.0, "high"),
    ("systolic", "NIBP", 90.0, 180.0, "medium"),
    ("respiratory_rate", "RR", 6.0, 35.0, "high"),
    ("respiratory_rate", "RR", 8.0, 28.0, "medium"),
)


def monitor_view(body: Body, state: State) -> MonitorView:
    """The screen of this second."""
    screen = body["monitor"][0]
    attached = [SENSOR_WORDS[name] for i, name in enumerate(SENSORS) if screen["attached"][i]]
    taken = _cuff_seconds(body, state)
    pressure_note = "no reading" if screen["cuff_failed"] > 0.5 else None
    saturation_note = _saturation_note(screen, "pulse-oximeter" in attached)
    view = MonitorView(
        present="monitor" in state.at_bedside,
        attached=attached,
        heart_rate=_reading(screen["displayed_heart_rate"]),
        heart_rate_source="ecg" if "ecg" in attached else "pleth" if "pulse-oximeter" in attached else "none",
        oxygen_saturation=_reading(screen["displayed_oxygen_saturation"], saturation_note),
        systolic=_reading(screen["displayed_systolic_pressure"], pressure_note, taken),
        diastolic=_reading(screen["displayed_diastolic_pressure"], pressure_note, taken),
        mean=_reading(screen["displayed_mean_pressure"], pressure_note, taken),
        respiratory_rate=_reading(screen["displayed_respiratory_rate"]),
        end_tidal_co2=_reading(screen["displayed_end_tidal_co2"], digits=1),
        cuff=_cuff_state(screen, "cuff" in attached),
        cuff_interval_s=float(screen["cuff_interval_s"]) or None,
        alarms=[],
    )
    view.alarms = alarms(view)
    return view


def _reading(value: float, note: str | None = None, at_s: float | None = None, digits: int = 0) -> Reading:
    known = not math.isnan(value)
    return Reading(
        value=round(float(value), digits) if known else None, note=note, at_s=at_s if known or note else None
    )


def _saturation_note(screen: Any, attached: bool) -> str | None:
    if not attached:
        return None
    if screen["attached_s"][0] < screen["saturation_ready_s"]:
        return "searching"
    return "poor signal" if screen["poor_signal"] > 0.5 else None


def _cuff_state(screen: Any, attached: bool) -> Literal["off", "idle", "measuring", "failed"]:
    if not attached:
        return "off"
    if screen["cuff_running"] > 0.5:
        return "measuring"
    return "failed" if screen["cuff_failed"] > 0.5 else "idle"


def _cuff_seconds(body: Body, state: State) -> float | None:
    """When the standing cuff value was taken, in seconds since the curtain."""
    taken = float(body["monitor"]["cuff_taken_s"][0])
    if math.isnan(taken):
        return None
    opened = state.tick if state.opened is None else state.opened
    ago = float(body["clock"]["time_s"][0]) - taken
    return round((state.tick - opened) / TICKS_PER_SECOND - ago, 1)


def alarms(view: MonitorView) -> list[Alarm]:
    """What the monitor alarms about now; of two limits of one value only the more urgent."""
    found: dict[str, Alarm] = {}
    for name, label, low, high, priority in LIMITS:
        value = getattr(view, name).value
        if value is None or name in found or low <= value <= high:
            continue
        found[name] = Alarm(id=name, priority=priority, text=f"{label} {'low' if value < low else 'high'}")
    if view.oxygen_saturation.note == "poor signal":
        found.setdefault("oxygen_saturation", Alarm(id="oxygen_saturation", priority="low", text="SpO2 poor signal"))
    if view.cuff == "failed":
        found.setdefault("systolic", Alarm(id="systolic", priority="medium", text="NIBP no reading"))
    return list(found.values())


def new_readings(body: Body, state: State) -> list[tuple[str, str]]:
    """(label, text) of values that have just come up: the first of each sensor, and the result of every cuff cycle."""
    screen = body["monitor"][0]
    found: list[tuple[str, str]] = []
    for name, label, unit, field in (
        ("pulse-oximeter", "SpO2", "%", "displayed_oxygen_saturation"),
        ("ecg", "Heart rate", "a minute", "displayed_heart_rate"),
    ):
        value = float(screen[field])
        if name in state.attached and name not in state.reported and not math.isnan(value):
            state.reported[name] = value
            found.append((label, f"{value:.0f} {unit}, on the monitor."))
    taken = float(screen["cuff_taken_s"])
    if "cuff" in state.attached and not math.isnan(taken) and state.reported.get("cuff") != taken:
        state.reported["cuff"] = taken
        if screen["cuff_failed"] > 0.5:
            found.append(("Blood pressure", "The cuff finds no reading."))
        else:
            pressures = screen["displayed_systolic_pressure"], screen["displayed_diastolic_pressure"]
            found.append(("Blood pressure", f"{pressures[0]:.0f}/{pressures[1]:.0f} mmHg, by cuff."))
    return found
