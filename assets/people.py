"""The people of the ward: who is shaped and with which features."""

from __future__ import annotations

from assets.figure import Figure
from assets.hair import Haircut
from assets.skin import Complexion


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
        "breast/nipple-size-decr": 1.0,
        "breast/nipple-point-decr": 1.0,
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

PATIENT_MALE_YOUNG = Figure(
    name="patient-male-25", sex="male", age_years=25, height_m=1.78, mass_kg=70, muscle=0.5, details={},
)  # fmt: skip

NURSE = Figure(name="nurse", sex="female", age_years=34, height_m=1.68, mass_kg=63, muscle=0.5,
    ancestry={"african": 0.5, "caucasian": 0.5}, details={"mouth/mouth-angles-up": 0.2},
)  # fmt: skip

FEMALE_LOOK = Complexion(
    skin=(222, 184, 163), lips=(186, 126, 118), hair=(98, 76, 60), brow=(84, 64, 50), lines=0.7, seed=3
)
MALE_LOOK = Complexion(
    skin=(217, 181, 162), lips=(176, 120, 114), hair=(226, 224, 220), brow=(158, 154, 148), lines=1.0, spots=0.8,
    stubble=0.6, bald=0.8, iris=(92, 112, 122), iris_inner=(132, 140, 128), seed=4,
)  # fmt: skip

FEMALE_HAIR = Haircut(
    cards=446,
    length_top=0.10,
    length_side=0.10,
    length_back=0.08,
    lift=0.017,
    width=0.015,
    wisps=110,
    sweep=0.5,
    grey=0.22,
)
MALE_HAIR = Haircut(
    cards=380,
    length_top=0.045,
    length_side=0.036,
    length_back=0.038,
    lift=0.006,
    width=0.015,
    parting=-0.02,
    wisps=110,
    seed=5,
)

YOUNG_LOOK = Complexion(
    skin=(216, 175, 152), lips=(184, 120, 112), hair=(70, 52, 40), brow=(66, 50, 40), lines=0.0, spots=0.15,
    stubble=0.35,
    iris=(98, 112, 84), iris_inner=(134, 118, 74), seed=13,
)  # fmt: skip
YOUNG_HAIR = Haircut(
    cards=400,
    length_top=0.055,
    length_side=0.032,
    length_back=0.034,
    lift=0.009,
    width=0.015,
    parting=0.03,
    wisps=120,
    seed=17,
)

NURSE_LOOK = Complexion(
    skin=(150, 104, 80), lips=(138, 82, 76), hair=(44, 34, 30), brow=(44, 34, 30), redness=0.5, lines=0.1, spots=0.1,
    iris=(72, 48, 32), iris_inner=(96, 64, 40), seed=8,
)  # fmt: skip
NURSE_HAIR = Haircut(cards=260, length_top=0.16, length_side=0.13, length_back=0.10, lift=0.006, gathered=True, seed=21)
