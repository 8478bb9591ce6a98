"""The opioid oracle's rules (bedside oracle, section 2), each over several seeds.

Cells of the tables are lone values. A rule of 2c or 2d, an event or a direction is a shape rule and holds in every seed
unless the oracle names a share. Comparative arms are compared with the same seed left alone, or on the same mask.
"""

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import opioid_arms as arms
import opioid_bands as bands
from arms import SEEDS, Act, Course, give, infuse
from findings import Finding, lone, within
from opioid_arms import bag, hold_airway, long_term_user, naloxone, oxygen, play, play_volunteer

from osler.physiology.rhythm import Rhythm

OWN_RATE, SPO2, PACO2, GCS, SBP, HR = bands.RATE, bands.SPO2, bands.PACO2, bands.GCS, bands.SYSTOLIC, bands.PULSE
MANY_SEEDS = range(1, 41)
ENOUGH_RATE, AWAKE_GCS = 8.0, 13.0
"""What reversal is measured by: the rate the oracle's IM row asks for, the scale its 400 microgram column calls awake."""

MASK: tuple[Act, ...] = ((0.0, oxygen),)
AT_ONCE = MASK + naloxone(0.4)
IN_STEPS = MASK + naloxone(0.1, (0.0, 2.0, 4.0))
MUCH = MASK + naloxone(2.0)
INTO_MUSCLE = MASK + naloxone(0.4, route="im")
PUMP = (*IN_STEPS, (420.0, infuse("naloxone", 0.6 * 0.3)))
MORE = (*MASK, (0.0, give("morphine", "iv", "", 10.0, 60.0)))
STOP_MINUTE = 12.0
FLAT = (Rhythm.PULSELESS_ELECTRICAL_ACTIVITY, Rhythm.ASYSTOLE)
SHOCKABLE = (Rhythm.VENTRICULAR_TACHYCARDIA, Rhythm.VENTRICULAR_FIBRILLATION)


@cache
def course(acts: tuple[Act, ...], seed: int, minutes: float, tolerant: bool = False) -> Course:
    """One simulated arm, kept for the other rules."""
    return play(acts, seed, minutes, long_term_user() if tolerant else None)


def courses(acts: tuple[Act, ...] = (), minutes: float = 24.0, tolerant: bool = False) -> list[Course]:
    """The arm in every seed."""
    return [course(acts, seed, minutes, tolerant) for seed in SEEDS]


def _bands(arm: str, runs: list[Course], rows: list[bands.Band]) -> Iterator[Finding]:
    for minute, name, low, high in rows:
        yield from lone(arm, f"{name} at {minute:g}", [c.at(name, minute) for c in runs], low, high)


def _after(c: Course, name: str, from_minute: float, to_minute: float) -> np.ndarray:
    return c.of(name)[round(60 * from_minute) : round(60 * to_minute) + 1]


def _gains(runs: list[Course], others: list[Course], name: str, minute: float) -> list[float]:
    return [c.at(name, minute) - o.at(name, minute) for c, o in zip(runs, others, strict=True)]


def volunteer() -> Iterator[Finding]:
    """2a."""
    arm, runs = "2a volunteer", [play_volunteer(seed) for seed in SEEDS]
    yield from _bands(arm, runs, bands.VOLUNTEER)
    yield within(arm, "slowest breathing in 4 h", [c.of(OWN_RATE).min() for c in runs], 6, 12)
    yield within(arm, "arrest within 4 h (1 = yes)", [float(c.arrest_minute() < 240) for c in runs], 0, 0)
    rousable = [_after(c, "gcs_eye", 20, 40).min() for c in runs]
    yield within(arm, "eyes open to voice, 20 to 40", rousable, 3, 4)
    strongest = [float(np.argmax(c.of("mu_occupancy"))) / 60 for c in runs]
    yield within(arm, "strongest effect on the drive, min", strongest, 20, 45)
    deepest = [float(np.argmax(c.of(PACO2)[:7201])) / 60 for c in runs]
    yield within(arm, "highest PaCO2, min", deepest, 20, 120)


def found() -> Iterator[Finding]:
    """2b, t = 0; the same 30 mg that left the volunteer awake."""
    runs = courses()
    yield from _bands("2b found", runs, bands.FOUND)
    yield within("2b found", "snoring", [c.at("snoring", 0) for c in runs], 0.3, 1)
    moved = [c.at("respiratory_rate", 0) - c.at(OWN_RATE, 0) for c in runs]
    yield within("2b found", "every effort moves air", moved, -1, 1)
    peers = [play_volunteer(seed) for seed in SEEDS]
    deeper = [c.at(PACO2, 0) - v.at(PACO2, 30) for c, v in zip(runs, peers, strict=True)]
    yield within("2b found", "PaCO2 above the volunteer's at 30", deeper, 1, 4)


def untreated() -> Iterator[Finding]:
    """2b, left alone."""
    runs = courses()
    yield from _bands("2b untreated", runs, bands.UNTREATED)
    yield within("2b untreated", "arrest, min", [c.arrest_minute() for c in runs], 10, 22)
    ends = [(c, min(c.arrest_minute(), 24.0)) for c in runs]
    fast = [_after(c, HR, 0, end - 1).max() - c.at(HR, 0) for c, end in ends]
    yield within("2b untreated", "heart first faster, 1/min", fast, 5, 80)
    slow = [_after(c, HR, end - 3, end).min() for c, end in ends]
    yield within("2b untreated", "then below 45 before arrest", slow, 0, 45)
    pairs = [(c.first_rhythm(FLAT), c.first_rhythm(SHOCKABLE)) for c in runs]
    yield within("2b untreated", "PEA or asystole first", [float(flat < shock) for flat, shock in pairs], 1, 1)


def oxygen_alone() -> Iterator[Finding]:
    """2b and 2c: the mask hides hypoventilation."""
    arm, runs = "2b oxygen alone", courses(MASK, 31.0)
    yield from _bands(arm, runs, bands.OXYGEN_ONLY)
    yield within(arm, "arrest within 30 (1 = yes)", [float(c.arrest_minute() < 30) for c in runs], 0, 0)
    arm = "2c oxygen, no ventilation"
    yield within(arm, "SpO2 at 3", [c.at(SPO2, 3) for c in runs], 94, 100)
    for start, end in ((0, 3), (3, 6), (6, 10), (10, 15), (15, 20)):
        rise = [c.at(PACO2, end) - c.at(PACO2, start) for c in runs]
        yield within(arm, f"PaCO2 gained {start} to {end}, kPa", rise, 0.05, 6)
    awake = [_after(c, GCS, 0.5, 20).max() - c.of(GCS)[0] for c in runs]
    yield within(arm, "GCS gained", awake, -12, 0)


def bagged() -> Iterator[Finding]:
    """2b and 2c: bag and mask."""
    yield from _bands("2b bag and mask", courses((*MASK, bag())), bands.BAGGED)
    air = courses((bag(12, 500, 0),), 5.0)
    yield within("2c bag on air", "SpO2 at 2", [c.at(SPO2, 2) for c in air], 92, 100)
    acts = (*MASK, bag(25, 500), (60 * STOP_MINUTE, arms.stop_bagging))
    arm, hard, mask = "2c bag 25 a minute", courses(acts, 18.0), courses(MASK, 31.0)
    yield within(arm, "PaCO2 by 12", [_after(c, PACO2, 0, 12).min() for c in hard], 1.5, 4.5)
    for minute in (5, 10):
        yield within(arm, f"SBP change at {minute}", _gains(hard, mask, SBP, minute), -20, -5)
    yield within(arm, "pause when it stops, s", [_pause(c, STOP_MINUTE) for c in hard], 30, 400)
    yield from _stopped()


def _stopped() -> Iterator[Finding]:
    """The bag is taken away and oxygen stays: two minutes in hand.

    The rise is the slow one, from the first minute on: in the first, venous mixing alone gives 1.0 to 1.8 kPa (2d).
    """
    arm = "2c bag stopped on oxygen"
    runs = courses((*MASK, bag(), (60 * STOP_MINUTE, arms.stop_bagging)), 16.0)
    held = [_after(c, SPO2, STOP_MINUTE, STOP_MINUTE + 2).min() for c in runs]
    yield within(arm, "lowest SpO2 in 2 min", held, 94, 100)
    rise = [(c.at(PACO2, STOP_MINUTE + 3) - c.at(PACO2, STOP_MINUTE + 1)) / 2 for c in runs]
    yield within(arm, "PaCO2, kPa/min", rise, 0.2, 0.5)


def _pause(c: Course, from_minute: float) -> float:
    """Seconds until the first breath of the patient's own."""
    counts = c.of("own_breaths")[round(60 * from_minute) :]
    begun = np.flatnonzero(counts > counts[0] + 0.5)
    return float(begun[0]) if begun.size else float(counts.size)


def hands() -> Iterator[Finding]:
    """2c: what a hand under the jaw and a voice do, against himself as found.

    Not against the same minute left alone: there he sinks, and whoever took some good breaths sinks later.
    """
    before = courses()
    for manoeuvre in ("chin-lift", "jaw-thrust"):
        arm, runs = f"2c {manoeuvre}", courses(((0.0, hold_airway(manoeuvre)),), 8.0)
        for minute in (1, 2, 3):
            pairs = zip(runs, before, strict=True)
            larger = [100 * (c.at("tidal_volume", minute) / b.at("tidal_volume", 0) - 1) for c, b in pairs]
            yield within(arm, f"tidal volume gained at {minute}, %", larger, 15, 60)
        yield within(arm, "snoring, 1 to 3", [_after(c, "snoring", 1, 3).max() for c in runs], 0, 0.1)
        for what, name, low, high in (("SpO2 gained", SPO2, 3, 10), ("rate changed", OWN_RATE, -0.5, 0.5)):
            gains = [c.at(name, 3) - b.at(name, 0) for c, b in zip(runs, before, strict=True)]
            yield within(arm, f"{what} at 3", gains, low, high)
    yield from _roused()


def _roused() -> Iterator[Finding]:
    """A loud voice and a trapezius squeeze: more than when found for one to three minutes, then back."""
    arm, runs = "2c voice and squeeze", courses(((0.0, arms.shout_and_squeeze),), 8.0)
    for name, low, high in ((OWN_RATE, 2, 5), (GCS, 1, 3)):
        more = [c.of(name)[:361] - c.of(name)[0] for c in runs]
        yield within(arm, f"{name} gained", [m.max() for m in more], low, high)
        yield within(arm, f"{name} up for, min", [(m >= 1.0).sum() / 60 for m in more], 1, 3)
        yield within(arm, f"{name} left at 6", [m[-1] for m in more], -1, 0.5)


def reversed_at_once() -> Iterator[Finding]:
    """2b: 400 micrograms into a vein."""
    arm, runs = "2b naloxone 400", courses(AT_ONCE, 150.0)
    yield from _bands(arm, runs, bands.NALOXONE_400)
    over = [_after(c, OWN_RATE, 2, 6).max() / c.at(OWN_RATE, 20) for c in runs]
    yield within(arm, "rate overshoots at 2-6 over 20", over, 1.15, 3)
    yield within(arm, "EtCO2 rising, 45 over 20", _rise(runs, bands.ETCO2, 20, 45), 0.05, 5)
    yield within(arm, "sleepier at 75 than at 10", [c.at(GCS, 75) - c.at(GCS, 10) for c in runs], -10, -2)
    air = courses(naloxone(0.4), 80.0)
    yield from lone(arm, "SpO2 on air at 75", [c.at(SPO2, 75) for c in air], 60, 92)


def _rise(runs: list[Course], name: str, start: float, end: float) -> list[float]:
    return [c.at(name, end) - c.at(name, start) for c in runs]


def reversed_in_steps() -> Iterator[Finding]:
    """2b: 100 micrograms at 0, 2 and 4 minutes."""
    arm, runs = "2b naloxone 100 x 3", courses(IN_STEPS, 80.0)
    yield from _bands(arm, runs, bands.NALOXONE_100)
    worse = [-gain for gain in _gains(runs, courses(AT_ONCE, 150.0), "pain", 4)]
    yield within(arm, "less pain at 4 than 400 at once", worse, 0.5, 10)


def _lasts(c: Course, name: str, least: float) -> float:
    """Last minute at which `name` reaches `least`."""
    above = np.flatnonzero(c.of(name) >= least)
    return float(above[-1]) / 60 if above.size else 0.0


def other_doses() -> Iterator[Finding]:
    """2c: into muscle, too much, by pump, and more morphine."""
    yield from _into_muscle()
    yield from _too_much()
    arm, runs = "2c naloxone by pump", courses(PUMP, 121.0)
    for what, pick in (("slowest", np.min), ("fastest", np.max)):
        yield within(arm, f"{what} rate, 45 to 120", [float(pick(_after(c, OWN_RATE, 45, 120))) for c in runs], 9, 16)
    yield within(arm, "lowest GCS, 45 to 120 (no re-sedation)", [_after(c, GCS, 45, 120).min() for c in runs], 11, 15)
    arm, runs, mask = "2c 10 mg more morphine", courses(MORE, 31.0), courses(MASK, 31.0)
    changes = np.array([_gains(runs, mask, OWN_RATE, minute) for minute in range(10, 31)])
    yield within(arm, "largest change of rate, 10 to 30", changes.min(axis=0), -3, -1)


def _into_muscle() -> Iterator[Finding]:
    """`lasts` is the time until breathing is again slower than the row's own 8 a minute."""
    arm, runs, by_vein = "2c naloxone 400 IM", courses(INTO_MUSCLE, 150.0), courses(AT_ONCE, 150.0)
    reach = [float(np.argmax(c.of(OWN_RATE) >= ENOUGH_RATE)) / 60 for c in runs]
    yield within(arm, "rate 8 reached, min", reach, 3, 7)
    top = [float(np.argmin(c.of("mu_occupancy")[:3600])) / 60 for c in runs]
    yield within(arm, "peak, min", top, 10, 20)
    pairs = zip(by_vein, runs, strict=True)
    ratio = [_lasts(m, OWN_RATE, ENOUGH_RATE) / _lasts(v, OWN_RATE, ENOUGH_RATE) for v, m in pairs]
    yield within(arm, "lasts, times the vein", ratio, 1.3, 2.0)


def _too_much() -> Iterator[Finding]:
    """2 mg at once; `reversal` lasts until he is no longer awake, the word the table uses for its end at 45 min."""
    arm, runs = "2c naloxone 2 mg", courses(MUCH, 150.0)
    yield within(arm, "fastest breathing", [_after(c, OWN_RATE, 1, 8).max() for c in runs], 16, 30)
    yield within(arm, "heart rate", [_after(c, HR, 1, 8).max() for c in runs], 110, 150)
    yield within(arm, "SBP", [_after(c, SBP, 1, 8).max() for c in runs], 150, 220)
    yield within(arm, "pain", [_after(c, "pain", 1, 8).max() for c in runs], 8, 10)
    yield within(arm, "reversal, min", [_lasts(c, GCS, AWAKE_GCS) for c in runs], 60, 120)
    many = [course(MUCH, seed, 30.0) for seed in MANY_SEEDS]
    sick = [float(c.of("vomiting").max() > 0.5) for c in many]
    yield within(arm, "vomits (share of seeds)", [float(np.mean(sick))], 0.2, 0.5)
    wet = [float(c.of("crackles").max() > 0.2) for c in many]
    yield within(arm, "lung oedema (share of seeds)", [float(np.mean(wet))], 0.0, 0.03)


def withdrawing() -> Iterator[Finding]:
    """2c: a long-term user, as deep under as much more morphine."""
    arm = "2c long-term user"
    at_once, steps = courses(AT_ONCE, 40.0, tolerant=True), courses(IN_STEPS, 40.0, tolerant=True)
    onset = [float(np.argmax(c.of("withdrawal") >= 0.2)) / 60 for c in at_once]
    yield within(arm, "400 at once: onset, min", onset, 1, 3)
    yield within(arm, "withdrawal at its height", [c.of("withdrawal").max() for c in at_once], 0.5, 1)
    yield within(arm, "its peak, min", [float(np.argmax(c.of("withdrawal"))) / 60 for c in at_once], 1, 15)
    for name, sign in (("sweating", "sweats"), ("anxiety", "agitated"), ("nausea", "cramps and nausea")):
        more = [_after(c, name, 1, 15).max() - c.of(name)[0] for c in at_once]
        yield within(arm, f"{sign}, 1 to 15", more, 0.2, 1)
    mild = [c.of("withdrawal").max() for c in steps]
    yield within(arm, "steps of 100: mild or none", mild, 0, 0.3)
    naive = [c.of("withdrawal").max() for c in courses(AT_ONCE, 150.0)]
    yield within(arm, "withdrawal when naive", naive, 0, 0.05)


SECTIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    volunteer,
    found,
    untreated,
    oxygen_alone,
    bagged,
    hands,
    reversed_at_once,
    reversed_in_steps,
    other_doses,
    withdrawing,
)


def all_findings() -> list[Finding]:
    """Every rule of section 2."""
    return [finding for section in SECTIONS for finding in section()]
