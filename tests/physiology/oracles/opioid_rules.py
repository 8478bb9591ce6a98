"""The opioid oracle's rules (bedside oracle, section 2), each over several seeds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import opioid_arms as arms
import opioid_bands as bands
from arms import SEEDS, Act, Course, give, infuse
from findings import Finding, lone, within
from opioid_arms import bag, naloxone, oxygen, play, play_volunteer, ward_patient

from osler.physiology import devices
from osler.physiology.engine import Body

RATE, SPO2, PACO2, GCS, SBP, HR = bands.RATE, bands.SPO2, bands.PACO2, bands.GCS, bands.SYSTOLIC, bands.PULSE
LONG_TERM_USER = replace(ward_patient(), opioid_tolerance=0.8, opioid_sensitivity=5.5)
VOMIT_SEEDS = range(1, 25)

MASK: tuple[Act, ...] = ((0.0, oxygen),)
AT_ONCE = MASK + naloxone(0.4)
IN_STEPS = MASK + naloxone(0.1, (0.0, 2.0, 4.0))
MUCH = MASK + naloxone(2.0)
INTO_MUSCLE = MASK + naloxone(0.4, route="im")
PUMP = (*MASK, *naloxone(0.1, (0.0, 2.0, 4.0)), (420.0, infuse("naloxone", 0.18)))
MORE = (*MASK, (0.0, give("morphine", "iv", "", 10.0, 60.0)))


@cache
def course(acts: tuple[Act, ...], seed: int, minutes: float, tolerant: bool = False) -> Course:
    """One simulated arm, kept for the other rules."""
    return play(acts, seed, minutes, LONG_TERM_USER if tolerant else None)


def courses(acts: tuple[Act, ...] = (), minutes: float = 24.0, tolerant: bool = False) -> list[Course]:
    """The arm in every seed."""
    return [course(acts, seed, minutes, tolerant) for seed in SEEDS]


def _bands(arm: str, runs: list[Course], rows: list[bands.Band]) -> Iterator[Finding]:
    for minute, name, low, high in rows:
        yield from lone(arm, f"{name} at {minute:g}", [c.at(name, minute) for c in runs], low, high)


def _after(c: Course, name: str, from_minute: float, to_minute: float) -> np.ndarray:
    return c.of(name)[round(60 * from_minute) : round(60 * to_minute) + 1]


def volunteer() -> Iterator[Finding]:
    """2a."""
    arm, runs = "2a volunteer", [play_volunteer(seed) for seed in SEEDS]
    yield from _bands(arm, runs, bands.VOLUNTEER)
    yield within(arm, "slowest breathing in 4 h", [c.of(RATE).min() for c in runs], 6, 12)
    yield within(arm, "arrest within 4 h (1 = yes)", [float(c.arrest_minute() < 240) for c in runs], 0, 0)
    deepest = [float(np.argmax(c.of(PACO2)[:7201])) / 60 for c in runs]
    yield within(arm, "highest PaCO2, min", deepest, 15, 120)


def untreated() -> Iterator[Finding]:
    """2b, found and left alone."""
    runs = courses()
    yield from _bands("2b found", runs, bands.FOUND)
    yield from _bands("2b untreated", runs, bands.UNTREATED)
    yield within("2b untreated", "arrest, min", [c.arrest_minute() for c in runs], 10, 22)
    fast = [_after(c, HR, 0, c.arrest_minute() - 1).max() - c.at(HR, 0) for c in runs]
    yield within("2b untreated", "heart first faster, 1/min", fast, 5, 80)
    slow = [_after(c, HR, c.arrest_minute() - 3, c.arrest_minute()).min() for c in runs]
    yield within("2b untreated", "then below 45 before arrest", slow, 0, 45)


def oxygen_alone() -> Iterator[Finding]:
    """2b and 2c: the mask hides hypoventilation."""
    arm, runs = "2b oxygen alone", courses(MASK, 31.0)
    yield from _bands(arm, runs, bands.OXYGEN_ONLY)
    yield within(arm, "SpO2 at 3", [c.at(SPO2, 3) for c in runs], 94, 100)
    yield within(arm, "PaCO2 gained by 15, kPa", [c.at(PACO2, 15) - c.at(PACO2, 0) for c in runs], 0.8, 6)
    yield within(arm, "GCS gained by 10", [c.at(GCS, 10) - c.at(GCS, 0) for c in runs], -6, 0.5)
    yield within(arm, "arrest within 30 (1 = yes)", [float(c.arrest_minute() < 30) for c in runs], 0, 0)


def bagged() -> Iterator[Finding]:
    """2b and 2c: bag and mask."""
    yield from _bands("2b bag and mask", courses((*MASK, bag())), bands.BAGGED)
    air = courses((bag(12, 500, 0),), 5.0)
    yield within("2c bag on air", "SpO2 at 2", [c.at(SPO2, 2) for c in air], 92, 100)
    arm, hard = "2c bag 25 a minute", courses((*MASK, bag(25, 500), (780.0, arms.stop_bagging)), 18.0)
    yield within(arm, "PaCO2 at 12", [c.at(PACO2, 12) for c in hard], 1.5, 4.5)
    fall = [c.at(SBP, 5) - o.at(SBP, 5) for c, o in zip(hard, courses(MASK, 31.0), strict=True)]
    yield within(arm, "SBP change at 5", fall, -20, -5)
    yield within(arm, "pause when it stops, s", [_longest_pause(c, 13) for c in hard], 30, 400)
    arm, stop = "2c bag stopped on oxygen", courses((*MASK, bag(), (600.0, arms.stop_bagging)), 16.0)
    yield within(arm, "SpO2 at 12", [c.at(SPO2, 12) for c in stop], 94, 100)
    rise = [(c.at(PACO2, 12.5) - c.at(PACO2, 10.5)) / 2 for c in stop]
    yield within(arm, "PaCO2, kPa/min", rise, 0.2, 0.5)


def _longest_pause(c: Course, from_minute: float) -> float:
    """Seconds until minute ventilation shows the first own breath again."""
    quiet = _after(c, "respiratory_rate", from_minute + 0.25, from_minute + 5)
    counts = c.of("own_breaths")[round(60 * from_minute) :]
    moved = np.flatnonzero(counts > counts[0] + 0.5)
    return float(moved[0]) if moved.size else float(quiet.size)


def hands() -> Iterator[Finding]:
    """2c: what hands and a voice do."""

    def lift(body: Body) -> None:
        devices.set_airway_manoeuvre(body, "chin-lift")

    arm, runs, none = "2c chin lift", courses(((60.0, lift),), 8.0), courses()
    larger = [100 * (c.at("tidal_volume", 1.25) / c.at("tidal_volume", 0.7) - 1) for c in runs]
    yield within(arm, "tidal volume gained, %", larger, 15, 60)
    yield within(arm, "snoring at 2", [c.at("snoring", 2) for c in runs], 0, 0.1)
    better = [c.at(SPO2, 2.5) - u.at(SPO2, 2.5) for c, u in zip(runs, none, strict=True)]
    yield within(arm, "SpO2 gained", better, 3, 10)
    yield within(arm, "rate changed", [c.at(RATE, 2) - c.at(RATE, 0.5) for c in runs], -1, 1)
    arm, runs = "2c voice and squeeze", courses(((60.0, arms.shout_and_squeeze),), 8.0)
    yield within(arm, "rate gained", [_after(c, RATE, 1, 2).max() - c.at(RATE, 0.5) for c in runs], 2, 5)
    yield within(arm, "GCS gained", [_after(c, GCS, 1, 3).max() - c.at(GCS, 0.5) for c in runs], 1, 3)
    yield within(arm, "rate left at 6", [c.at(RATE, 6) - c.at(RATE, 0.5) for c in runs], -1.5, 0.7)
    yield within(arm, "GCS left at 6", [c.at(GCS, 6) - c.at(GCS, 0.5) for c in runs], -2, 0.5)


def reversed_at_once() -> Iterator[Finding]:
    """2b: 400 micrograms into a vein."""
    arm, runs = "2b naloxone 400", courses(AT_ONCE, 80.0)
    yield from _bands(arm, runs, bands.NALOXONE_400)
    yield within(arm, "rate overshoots at 3-5 over 20", [_peak(c, 2, 6) / c.at(RATE, 20) for c in runs], 1.15, 3)
    yield within(arm, "sleepier at 75 than at 10", [c.at(GCS, 75) - c.at(GCS, 10) for c in runs], -10, -2)
    air = courses((*naloxone(0.4),), 80.0)
    yield within(arm, "SpO2 on air at 75", [c.at(SPO2, 75) for c in air], 60, 92)


def reversed_in_steps() -> Iterator[Finding]:
    """2b: 100 micrograms at 0, 2 and 4 minutes."""
    arm, runs = "2b naloxone 100 x 3", courses(IN_STEPS, 80.0)
    yield from _bands(arm, runs, bands.NALOXONE_100)
    worse = [m.at("pain", 4) - c.at("pain", 4) for c, m in zip(runs, courses(AT_ONCE, 80.0), strict=True)]
    yield within(arm, "less pain at 4 than 400 at once", worse, 0.5, 10)


def _peak(c: Course, start: float, end: float) -> float:
    return float(_after(c, RATE, start, end).max())


def _lasts(c: Course, rate: float = 9.5) -> float:
    """Last minute at which the patient breathes at `rate` or more."""
    above = np.flatnonzero(c.of(RATE) >= rate)
    return float(above[-1]) / 60 if above.size else 0.0


def other_doses() -> Iterator[Finding]:
    """2c: into muscle, too much, by pump, and more morphine."""
    arm, runs = "2c naloxone 400 IM", courses(INTO_MUSCLE, 150.0)
    reach = [float(np.argmax(c.of(RATE) >= 8.0)) / 60 for c in runs]
    yield within(arm, "rate 8 reached, min", reach, 3, 7)
    top = [float(np.argmin(c.of("mu_occupancy")[:3600])) / 60 for c in runs]
    yield within(arm, "peak, min", top, 10, 20)
    arm, runs = "2c naloxone 2 mg", courses(MUCH, 150.0)
    yield within(arm, "rate", [_peak(c, 1, 5) for c in runs], 16, 30)
    yield within(arm, "heart rate", [_after(c, HR, 1, 8).max() for c in runs], 110, 150)
    yield within(arm, "SBP", [_after(c, SBP, 1, 8).max() for c in runs], 150, 220)
    yield within(arm, "pain", [_after(c, "pain", 1, 8).max() for c in runs], 8, 10)
    yield within(arm, "rate 9.5 held until, min", [_lasts(c) for c in runs], 60, 120)
    sick = [float(course(MUCH, seed, 30.0).of("vomiting").max() > 0.5) for seed in VOMIT_SEEDS]
    yield within(arm, "vomits (share of seeds)", [float(np.mean(sick))], 0.2, 0.5)
    arm, runs = "2c naloxone by pump", courses(PUMP, 121.0)
    for minute in (45, 60, 90, 120):
        yield from lone(arm, f"rate at {minute}", [c.at(RATE, minute) for c in runs], 9, 16)
    arm, runs = "2c 10 mg more morphine", courses(MORE, 31.0)
    fall = [c.at(RATE, 15) - o.at(RATE, 15) for c, o in zip(runs, courses(MASK, 31.0), strict=True)]
    yield within(arm, "rate changed at 15", fall, -3, -1)


def longer_in_muscle() -> Iterator[Finding]:
    """2c: an intramuscular dose lasts longer than the same into a vein."""
    by_vein, by_muscle = courses(AT_ONCE, 150.0), courses(INTO_MUSCLE, 150.0)
    ratio = [_lasts(m) / max(_lasts(v), 1.0) for v, m in zip(by_vein, by_muscle, strict=True)]
    yield within("2c naloxone 400 IM", "lasts, times the vein", ratio, 1.3, 2.0)


def long_term_user() -> Iterator[Finding]:
    """2c: withdrawal."""
    arm = "2c long-term user"
    at_once = courses(AT_ONCE, 40.0, tolerant=True)
    yield within(arm, "withdrawal at 3, 400 at once", [c.at("withdrawal", 3) for c in at_once], 0.4, 1)
    peak = [float(np.argmax(c.of("withdrawal"))) / 60 for c in at_once]
    yield within(arm, "its peak, min", peak, 1, 15)
    steps = [_after(c, "withdrawal", 0, 10).max() for c in courses(IN_STEPS, 40.0, tolerant=True)]
    less = [s / c.of("withdrawal").max() for s, c in zip(steps, at_once, strict=True)]
    yield within(arm, "steps of 100 over 400 at once", less, 0, 0.8)
    naive = [c.of("withdrawal").max() for c in courses(AT_ONCE, 80.0)]
    yield within(arm, "withdrawal when naive", naive, 0, 0.05)


SECTIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    volunteer,
    untreated,
    oxygen_alone,
    bagged,
    hands,
    reversed_at_once,
    reversed_in_steps,
    other_doses,
    longer_in_muscle,
    long_term_user,
)


def all_findings() -> list[Finding]:
    """Every rule of section 2."""
    return [finding for section in SECTIONS for finding in section()]
