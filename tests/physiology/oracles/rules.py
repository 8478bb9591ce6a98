"""The bedside oracle's rules for the severe reaction, each over several seeds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

import arms
import numpy as np
from arms import SEEDS, TREATED, Act, Course, play
from bands import BASELINE, NAMES
from bands import TREATED as TREATED_BANDS
from bands import UNTREATED as UNTREATED_BANDS
from findings import Finding, lone, within

from osler.physiology.rhythm import Rhythm

PEA, ASYSTOLE = Rhythm.PULSELESS_ELECTRICAL_ACTIVITY, Rhythm.ASYSTOLE
SHOCKABLE = (Rhythm.VENTRICULAR_TACHYCARDIA, Rhythm.VENTRICULAR_FIBRILLATION)
BLOCKED = replace(arms.patient(), beta_blockade=9.0, heart_rate_per_min=60.0)
VAGAL = replace(arms.patient(), vagal_gain=2.5)
BOLUS_SEEDS = range(1, 25)

SBP, MAP, HR = "systolic_pressure", "mean_arterial_pressure", "heart_rate"


@cache
def course(
    acts: tuple[Act, ...], seed: int, minutes: float = 36.0, severity: float = 0.8, who: str = "usual"
) -> Course:
    """One simulated arm, kept for the other rules."""
    people = {"usual": None, "blocked": BLOCKED, "vagal": VAGAL}
    return play(acts, seed, minutes, severity, people[who])


def courses(acts: tuple[Act, ...] = (), **options: object) -> list[Course]:
    """The arm in every seed."""
    return [course(acts, seed, **options) for seed in SEEDS]  # type: ignore[arg-type]  # keywords of many types


def first_second(values: np.ndarray, holds: Callable[[np.ndarray], np.ndarray], start: int = 0) -> int:
    """First second from `start` at which `holds`, or the end."""
    hits = np.flatnonzero(holds(values[start:]))
    return start + int(hits[0]) if hits.size else len(values)


ONE = ((180.0, arms.im()),)
LATE = ((420.0, arms.im()),)
SMALL = ((180.0, arms.im(0.3)),)
UNDER_SKIN = ((180.0, arms.give("adrenaline", "sc", "", 0.5)),)
ARM = ((180.0, arms.give("adrenaline", "im", "arm", 0.5)),)
OXYGEN = ((120.0, arms.oxygen()),)
TABLETS = (
    (150.0, arms.give("chlorphenamine", "iv", "", 10.0, 60.0)),
    (180.0, arms.give("hydrocortisone", "iv", "", 200.0, 60.0)),
)
NEBULE = ((180.0, arms.give("salbutamol", "neb", "", 5.0, 420.0)),)
LITRE = ((180.0, arms.fluid(1000, 10)),)
GLUCAGON = arms.give("glucagon", "iv", "", 1.5, 60.0)
REFRACTORY = (*TREATED[:3], (300.0, arms.fluid(500, 5)), (480.0, arms.im()), (600.0, arms.fluid(500, 5)))
PUMP = (*REFRACTORY, (900.0, arms.infuse("adrenaline", 0.78)), (3000.0, arms.infuse("adrenaline", 0.0)))


def baseline() -> Iterator[Finding]:
    """Before the reaction."""
    for name, (low, high) in BASELINE.items():
        yield from lone("baseline", name, [c.values[0, arms.INDEX[name]] for c in courses()], low, high)


def untreated() -> Iterator[Finding]:
    """1a."""
    arm = "1a untreated"
    runs = courses()
    for minute, bands in UNTREATED_BANDS.items():
        for name, (low, high) in zip(NAMES, bands, strict=True):
            beating = [c for c in runs if c.arrest_minute() > minute + 0.25]
            yield from lone(arm, f"{name} at {minute:g}", [c.at(name, minute) for c in beating], low, high)
    yield within(arm, "arrest, minute", [c.arrest_minute() for c in runs], 11, 18)
    pea = [c.first_rhythm((PEA,)) for c in runs]
    other = [c.first_rhythm((ASYSTOLE, *SHOCKABLE)) for c in runs]
    yield within(
        arm, "PEA before any other rhythm (1 = yes)", [float(p < o) for p, o in zip(pea, other, strict=True)], 1, 1
    )
    asystole = [c.first_rhythm((ASYSTOLE,)) - p for c, p in zip(runs, pea, strict=True)]
    yield within(arm, "asystole after PEA, min", asystole, 2, 8)
    yield within(
        arm,
        "haematocrit at 10 over start, %",
        [100 * (c.at("haematocrit", 10) / c.values[0, arms.INDEX["haematocrit"]] - 1) for c in runs],
        10,
        35,
    )
    yield within(arm, "PaCO2 at 4, kPa", [c.at("arterial_pco2", 4) for c in runs], 3.6, 5.0)
    yield within(arm, "PaCO2 at 10, kPa", [c.at("arterial_pco2", 10) for c in runs], 5.5, 9.0)
    for name in ("central_venous_pressure", "left_ventricular_volume"):
        yield within(arm, f"{name} at 7 below start", [c.at(name, 7) - c.at(name, 0) for c in runs], -99, -0.5)
    yield within(
        arm,
        "cardiac output at 2 over start",
        [c.at("cardiac_output", 2) / c.at("cardiac_output", 0) for c in runs],
        0.98,
        1.4,
    )
    yield within(
        arm,
        "cardiac output at 7 over start",
        [c.at("cardiac_output", 7) / c.at("cardiac_output", 0) for c in runs],
        0.2,
        0.97,
    )
    fall = [c.at("systemic_vascular_resistance", 5) / c.at("systemic_vascular_resistance", 0) for c in runs]
    yield within(arm, "resistance at 5 over start", fall, 0.3, 0.75)
    yield within(
        arm, "urticaria at 9 over its height", [c.at("urticaria", 9) / c.of("urticaria").max() for c in runs], 0, 0.8
    )
    yield from lone(arm, "capillary refill at 5, s", [c.at("capillary_refill", 5) for c in runs], 3, 4)
    yield within(arm, "radial pulse at 10", [c.at("radial_pulse", 10) for c in runs], 0, 0.2)
    yield within(arm, "recognisable, min", [recognisable(c) for c in runs], 1.5, 3.0)
    yield within(arm, "lactate at 10", [c.at("lactate", 10) for c in runs], 2, 5)
    stopped = courses(((120.0, arms.stop_trigger()),))
    yield within(
        arm,
        "MAP at 9 with the drip stopped at 2",
        [s.at(MAP, 9) - c.at(MAP, 9) for s, c in zip(stopped, runs, strict=True)],
        -1,
        1,
    )
    slow = courses(who="vagal")
    yield within(
        "1a high vagal gain", "slowest heart with SBP < 80", [slowest_in_shock(c) for c in slow], 55, 95, share=0.5
    )


def slowest_in_shock(c: Course) -> float:
    """Lowest heart rate while SBP is below 80 and the heart still pumps."""
    pumping = (c.of(SBP) < 80) & (c.of("ischaemia") < 0.4) & (c.of("pulse_present") > 0.5)
    return float(np.where(pumping, c.of(HR), 300.0).min())


def recognisable(c: Course) -> float:
    """Minute at which the reaction can be recognised (1d)."""
    wheeze, rate, saturation = c.of("wheeze") > 0.15, c.of("respiratory_rate"), c.of("oxygen_saturation")
    pressure = c.of(SBP)
    signs = (c.of("stridor") > 0.2) | (wheeze & (rate >= 22)) | (wheeze & (saturation <= 94))
    signs |= (pressure <= 100) | (pressure <= 0.8 * pressure[0]) | (c.of("gcs") < 15)
    return first_second(signs, lambda x: x) / 60.0


def treated() -> Iterator[Finding]:
    """1b."""
    arm = "1b treated"
    runs = courses(TREATED)
    for minute, bands in TREATED_BANDS.items():
        for name, (low, high) in zip(NAMES, bands, strict=True):
            yield from lone(arm, f"{name} at {minute:g}", [c.at(name, minute) for c in runs], low, high)
    yield within(arm, "survives (1 = yes)", [float(c.arrest_minute() > 36) for c in runs], 1, 1)
    nadir = [(180 + np.argmin(smooth(c.of(MAP))[180:600])) / 60 for c in runs]
    yield within(arm, "pressure nadir, min", nadir, 3.5, 6.5)
    legs = [c.at(SBP, 3) - u.at(SBP, 3) for c, u in zip(runs, courses(), strict=True)]
    yield within(arm, "flat and legs up at 3, SBP", legs, 3, 10)
    yield within(
        arm,
        "MAP at 30 below its best after 13",
        [smooth(c.of(MAP))[780:1800].max() - c.at(MAP, 30) for c in runs],
        -5,
        12,
    )
    yield within(arm, "urticaria at 13 over 6", [c.at("urticaria", 13) / c.at("urticaria", 6) for c in runs], 1.0, 9)
    yield within(arm, "speech at 18 (4 = sentences)", [c.at("speech", 18) for c in runs], 3.9, 4)
    yield within(arm, "wheeze at 8", [c.at("wheeze", 8) for c in runs], 0.1, 1)
    yield within(arm, "tremor at 6 minus 4", [c.at("tremor", 6) - c.at("tremor", 4) for c in runs], 0.02, 1)
    yield within(arm, "lactate at 25", [c.at("lactate", 25) for c in runs], 2.5, 6)
    yield within(
        arm, "potassium at 25 minus start", [c.at("potassium", 25) - c.at("potassium", 0) for c in runs], -1.2, -0.1
    )
    yield within(arm, "glucose at 25", [c.at("glucose", 25) for c in runs], 7, 13)
    hours = courses(TREATED, minutes=90.0)
    yield within(arm, "tryptase rise at 75 min, microgram/l", [c.at("tryptase_rise", 75) for c in hours], 3, 100)


def smooth(values: np.ndarray) -> np.ndarray:
    """Mean over 31 s, ends held."""
    padded = np.pad(values, 15, mode="edge")
    return np.convolve(padded, np.ones(31) / 31, mode="valid")


def gains(acts: tuple[Act, ...], minute: float, name: str = MAP) -> list[float]:
    """Difference from untreated, seed by seed."""
    return [c.at(name, minute) - u.at(name, minute) for c, u in zip(courses(acts), courses(), strict=True)]


def differences(acts: tuple[Act, ...], name: str) -> list[np.ndarray]:
    """Smoothed difference from untreated over time, seed by seed."""
    return [smooth(c.of(name)) - smooth(u.of(name)) for c, u in zip(courses(acts), courses(), strict=True)]


def one_dose() -> Iterator[Finding]:
    """0.5 mg once, and its variants in dose, time and place."""
    arm = "1c 0.5 mg IM at 3"
    yield within(arm, "MAP gain at 8", gains(ONE, 8), 12, 60)
    runs = courses(ONE)
    turn = [(180 + np.argmin(smooth(c.of(MAP))[180:600])) / 60 - 3 for c in runs]
    yield within(arm, "pressure turns up, min after", turn, 2, 5)
    peak = [np.argmax(smooth(c.of(MAP))[360:1380]) / 60 + 3 for c in runs]
    yield within(arm, "peak effect, min after", peak, 6, 12)
    relapse = [smooth(c.of(SBP))[300:1080].max() - smooth(c.of(SBP))[1080:1981].min() for c in runs]
    yield within(arm, "SBP lost 15-30 min after", relapse, 10, 200)
    late = courses(LATE)
    yield within(
        "1c 0.5 mg IM at 7", "survives (1 = yes)", [float(c.arrest_minute() > 30) for c in late], 1, 1, share=0.9
    )
    low = [
        ((x.of(SBP)[:1500] < 80).sum() - (c.of(SBP)[:1500] < 80).sum()) / 60 for x, c in zip(late, runs, strict=True)
    ]
    yield within("1c 0.5 mg IM at 7", "longer below SBP 80, min", low, 4, 30, share=0.9)
    yield within("1c 0.5 mg IM at 7", "SBP at 12: a second dose is needed", [c.at(SBP, 12) for c in late], 40, 90)
    yield from _relative("1c 0.3 mg IM", SMALL, 8, 0.5, 0.8)
    yield from _relative("1c 0.5 mg deltoid", ARM, 8, 0.5, 0.9)
    for minute in (8, 11):
        less = [a - b for a, b in zip(gains(ONE, minute), gains(UNDER_SKIN, minute), strict=True)]
        yield within("1c 0.5 mg under the skin", f"MAP less than thigh at {minute}", less, 5, 60)
    most = [
        (smooth(s.of(MAP)) - smooth(c.of(MAP)))[360:1380].max() for s, c in zip(courses(UNDER_SKIN), runs, strict=True)
    ]
    yield within("1c 0.5 mg under the skin", "MAP over thigh before +20 at most", most, -60, 0)


def _relative(arm: str, acts: tuple[Act, ...], minute: float, low: float, high: float) -> Iterator[Finding]:
    share = [b / a for a, b in zip(gains(ONE, minute), gains(acts, minute), strict=True)]
    yield within(arm, f"share of thigh 0.5 mg gain at {minute:g}", share, low, high)


def helpers() -> Iterator[Finding]:
    """Oxygen, antihistamine with steroid, salbutamol, fluid alone."""
    arm, runs, none = "1c oxygen only", courses(OXYGEN), courses()
    yield within(arm, "SpO2 gain at 6", gains(OXYGEN, 6, "oxygen_saturation"), 4, 8)
    yield within(arm, "SBP difference at 6", gains(OXYGEN, 6, SBP), -6, 6)
    yield within(
        arm,
        "arrest delayed, min",
        [c.arrest_minute() - u.arrest_minute() for c, u in zip(runs, none, strict=True)],
        -2,
        3,
    )
    arm, runs = "1c antihistamine, steroid", courses(TABLETS)
    for minute in (6, 10):
        yield within(arm, f"MAP difference at {minute}", gains(TABLETS, minute), -5, 5)
    yield within(
        arm,
        "arrest moved, min",
        [c.arrest_minute() - u.arrest_minute() for c, u in zip(runs, none, strict=True)],
        -2,
        2,
    )
    itch = []
    for c, u in zip(runs, none, strict=True):
        awake = (c.of("gcs")[:901] >= 13) & (u.of("gcs")[:901] >= 13)
        last = (int(np.flatnonzero(awake)[-1]) - 15) / 60.0
        itch.append(c.at("itch", last) - u.at("itch", last))
    yield within(arm, "itch by 15, while awake to feel it", itch, -1, -0.02)
    arm = "1c salbutamol nebule"
    yield within(arm, "wheeze difference at 8", gains(NEBULE, 8, "wheeze"), -1, -0.05)
    yield within(arm, "respiratory rate difference at 8", gains(NEBULE, 8, "respiratory_rate"), -12, -0.5)
    window = slice(240, 541)
    lowest = [d[window].min() for d in differences(NEBULE, "diastolic_pressure")]
    yield within(arm, "diastolic difference between 4 and 9, lowest", lowest, -8, -2)
    fastest = [d[window].max() for d in differences(NEBULE, HR)]
    yield within(arm, "heart rate difference between 4 and 9, highest", fastest, 5, 15)
    yield within(arm, "SBP difference at 8", gains(NEBULE, 8, SBP), -10, 6)
    arm, runs = "1c 1 L crystalloid", courses(LITRE)
    yield within(arm, "SBP gain at 9", gains(LITRE, 9, SBP), 6, 18)
    fade = [smooth(c.of(SBP))[480:900].max() - c.at(SBP, 28) for c in runs]
    yield within(arm, "SBP lost 15 min after its end", fade, 6, 120)
    yield within(arm, "wheeze difference at 9", gains(LITRE, 9, "wheeze"), -0.15, 0.15)


def standing() -> Iterator[Finding]:
    """Stood up when SBP falls below 85."""
    drops, collapsed = [], []
    for seed, base in zip(SEEDS, courses(), strict=True):
        second = first_second(base.of(SBP), lambda x: x < 85)
        c = course(((float(second), arms.posture(90.0, -90.0)),), seed, minutes=12.0)
        drops.append(base.of(SBP)[second + 45] - smooth(c.of(SBP))[second + 30 : second + 61].min())
        after = slice(second, second + 150)
        collapsed.append(float((c.of("gcs")[after] <= 8).any() or (c.of("rhythm")[after] == PEA).any()))
    yield within("1c stands at SBP < 85", "SBP lost in 30-60 s", drops, 15, 35)
    yield within("1c stands at SBP < 85", "collapses within 2 min (share)", [float(np.mean(collapsed))], 0.5, 1.0)


def refractory() -> Iterator[Finding]:
    """Severity 1.0: two doses and a litre are not enough, an infusion is."""
    arm = "1c refractory (1.0)"
    runs = courses(PUMP, minutes=65.0, severity=1.0)
    yield within(arm, "SBP at 15", [c.at(SBP, 15) for c in runs], 60, 85)
    reach = [(first_second(smooth(c.of(SBP)), lambda x: x >= 95, 905) - 900) / 60 for c in runs]
    yield within(arm, "SBP 95 reached, min of infusion", reach, 1, 8)
    yield within(arm, "fastest heart on infusion", [c.of(HR)[1000:2900].max() for c in runs], 80, 150)
    lost = [smooth(c.of(SBP))[2700:3000].mean() - smooth(c.of(SBP))[3000:3601].min() for c in runs]
    yield within(arm, "SBP lost within 10 min of stopping", lost, 10, 150)


def blocked() -> Iterator[Finding]:
    """On a beta-blocker."""
    arm = "1c beta-blocked"
    plain = courses(who="blocked")
    at_70 = [first_second(c.of(SBP), lambda x: x < 70) for c in plain]
    yield within(arm, "heart rate at SBP 70", [c.of(HR)[s] for c, s in zip(plain, at_70, strict=True)], 40, 95)
    dosed = courses(ONE, who="blocked")
    share = [(d.at(MAP, 8) - p.at(MAP, 8)) / g for d, p, g in zip(dosed, plain, gains(ONE, 8), strict=True)]
    yield within(arm, "IM gain over unblocked", share, 0.35, 0.65)
    rate, pressure = [], []
    for treated_only, with_glucagon in zip(
        courses(TREATED, who="blocked"), courses((*TREATED, (600.0, GLUCAGON)), who="blocked"), strict=True
    ):
        window = slice(600 + 300, 600 + 600)
        rate.append((smooth(with_glucagon.of(HR)) - smooth(treated_only.of(HR)))[window].max())
        pressure.append((smooth(with_glucagon.of(SBP)) - smooth(treated_only.of(SBP)))[window].max())
    yield within(arm, "glucagon: heart rate gain", rate, 10, 25)
    yield within(arm, "glucagon: SBP gain", pressure, 10, 25)


def boluses() -> Iterator[Finding]:
    """50 microgram and 1 mg into a vein while there is a pulse.

    Pressures are means over 31 s, as at every minute of the oracle: a single second lies up to 2 mmHg off with breathing.
    """
    arm = "1c 50 microgram IV"
    seen: dict[str, list[float]] = {"onset": [], "peak": [], "SBP": [], "HR": [], "left": []}
    for seed, base in zip(SEEDS, courses(), strict=True):
        untouched = smooth(base.of(SBP))
        second = first_second(untouched, lambda x: x < 70)
        c = course(((float(second), arms.give("adrenaline", "iv", "", 0.05)),), seed, minutes=20.0)
        gain = smooth(c.of(SBP))[second : second + 480] - untouched[second]
        parted = c.of(SBP)[second : second + 480] - base.of(SBP)[second : second + 480]
        seen["onset"].append(first_second(parted, lambda x: x > 4))
        seen["peak"].append(float(np.argmax(gain[:240])))
        seen["SBP"].append(float(gain[:240].max()))
        seen["HR"].append(float((c.of(HR)[second : second + 180] - base.of(HR)[second]).max()))
        seen["left"].append(float(gain[390:].mean()))
    for key, low, high in (("onset", 20, 60), ("peak", 60, 120), ("SBP", 20, 50), ("HR", 5, 25), ("left", -40, 10)):
        yield within(arm, f"{key} gain or s", seen[key], low, high)
    yield from _milligram()


def _milligram() -> Iterator[Finding]:
    """The arrest syringe at 2 min (still a fair pressure) and at 5 min (severe shock)."""
    arm = "1c 1 mg IV with a pulse"
    early = [course(((120.0, arms.give("adrenaline", "iv", "", 1.0)),), seed, minutes=5.0) for seed in SEEDS]
    yield within(arm, "highest SBP 30-90 s after, given at 2", [c.of(SBP)[150:211].max() for c in early], 180, 300)
    given = 300
    acts = ((float(given), arms.give("adrenaline", "iv", "", 1.0)),)
    runs = [course(acts, seed, minutes=18.0) for seed in BOLUS_SEEDS]
    sinus = [c for c in runs if not np.isin(c.of("rhythm")[given : given + 91], SHOCKABLE).any()]
    yield within(arm, "fastest heart 30-90 s after", [c.of(HR)[given + 30 : given + 91].max() for c in sinus], 140, 230)
    highest = [c.of(SBP)[given + 30 : given + 91].max() for c in sinus]
    yield within(arm, "highest SBP 30-90 s after", highest, 150, 300)
    yield within(
        arm, "ectopic beats", [c.of("ectopics")[given + 300] - c.of("ectopics")[given - 1] for c in runs], 1, 4000
    )
    ever = [np.isin(c.of("rhythm")[given : given + 480], SHOCKABLE).any() for c in runs]
    yield within(arm, "VT or VF, share of seeds", [float(np.mean(ever))], 0.15, 0.5)
    steady = [c for c, shocked in zip(runs, ever, strict=True) if not shocked]
    for name, least in (("chest_pain", 0.2), ("headache", 0.2), ("pallor", 0.2)):
        yield within(arm, name, [c.of(name)[given : given + 600].max() for c in steady], least, 1)
    yield within(
        arm, "crackles 2-10 min after", [c.of("crackles")[given + 120 : given + 601].max() for c in steady], 0.1, 2
    )
    yield within(arm, "SBP 10 min after", [c.at(SBP, 15) for c in steady], 0, 100)


SECTIONS = (baseline, untreated, treated, one_dose, helpers, standing, refractory, blocked, boluses)


def all_findings() -> list[Finding]:
    """Every rule."""
    return list(chain.from_iterable(section() for section in SECTIONS))
