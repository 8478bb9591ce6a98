"""The people of the ward: who is shaped and with which features."""

from __future__ import annotations

from assets.figure import Figure


def _both(name: str, weight: float) -> dict[str, float]:
    folder, leaf = name.split("/")
    return {f"{folder}/{side}-{leaf}": weight for side in "lr"}


PATIENT_FEMALE = Figure(
    name="patient-female-54", sex="female", age_years=54, height_m=1.64, mass_kg=78, muscle=0.42,
    details={
        **_both("eyes/eye-bag-incr", 0.35),
        "mouth/mouth-laugh-lines-in": 0.35,
        "neck/neck-double-incr": 0.25,
        "head/head-age-incr": 0.15,
        **_both("arms/upperarm-fat-incr", 0.35),
        **_both("arms/lowerarm-fat-incr", 0.2),
        **_both("legs/upperleg-fat-incr", 0.3),
        **_both("legs/lowerleg-fat-incr", 0.25),
        "hip/hip-scale-horiz-incr": 0.15,
        "torso/torso-scale-depth-incr": 0.2,
        "torso/torso-scale-horiz-incr": 0.12,
        "stomach/stomach-tone-decr": 0.35,
        "stomach/stomach-pregnant-incr": 0.05,
        "head/head-fat-incr": 0.2,
        "breast/female-old-averagemuscle-averageweight-maxcup-averagefirmness": 0.3,
    },
)  # fmt: skip

PATIENT_MALE = Figure(
    name="patient-male-71", sex="male", age_years=71, height_m=1.74, mass_kg=70, muscle=0.4,
    details={
        **_both("eyes/eye-bag-incr", 0.6),
        "mouth/mouth-laugh-lines-in": 0.6,
        "head/head-age-incr": 0.3,
        "nose/nose-hump-incr": 0.25,
    },
)  # fmt: skip

NURSE = Figure(name="nurse", sex="female", age_years=34, height_m=1.68, mass_kg=63, muscle=0.5)
