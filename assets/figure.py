"""Shapes a standing body of a given sex, age, height and mass from the MakeHuman macro targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

import numpy as np

from assets.makehuman import BODY_VERTICES, Array, base_mesh, target

BODY_DENSITY_KG_L = 0.985  # whole body with air in the lungs; recalled: 0.95 (full inspiration) to 1.03
YOUNG_YEARS, OLD_YEARS = 25.0, 90.0  # MakeHuman's own anchors of its `young` and `old` targets


@dataclass(frozen=True)
class Figure:
    """Who is to be shaped: sex `female|male`, age in years, height in m, mass in kg; extra targets with weights."""

    name: str
    sex: str
    age_years: float
    height_m: float
    mass_kg: float
    muscle: float = 0.45  # 0 none, 0.5 average, 1 athletic
    details: dict[str, float] = field(default_factory=dict)
    ancestry: dict[str, float] = field(default_factory=lambda: {"caucasian": 1.0})


def _two_anchors(value: float, low: str, middle: str, high: str) -> dict[str, float]:
    """Splits a slider (0.5 = middle) over three anchors; beyond 1 it extrapolates the last stretch."""
    if value <= 0.5:
        return {low: 1 - 2 * value, middle: 2 * value}
    return {middle: 2 - 2 * value, high: 2 * value - 1}


def _macro(figure: Figure, weight: float, stature: float) -> Array:
    """Sum of the macro targets; `weight` and `stature` are sliders 0..1 (0.5 average)."""
    old = float(np.clip((figure.age_years - YOUNG_YEARS) / (OLD_YEARS - YOUNG_YEARS), 0, 1))
    ages = {"young": 1 - old, "old": old}
    muscles = _two_anchors(figure.muscle, "minmuscle", "averagemuscle", "maxmuscle")
    weights = _two_anchors(weight, "minweight", "averageweight", "maxweight")
    heights = _two_anchors(stature, "minheight", "", "maxheight")
    shape = base_mesh().vertices.copy()
    for (race, share), (age, a) in product(figure.ancestry.items(), ages.items()):
        shape += share * a * target(f"macrodetails/{race}-{figure.sex}-{age}")
    for (age, a), (muscle, m), (mass, w) in product(ages.items(), muscles.items(), weights.items()):
        if a * m * w:
            stem = f"{figure.sex}-{age}-{muscle}-{mass}"
            shape += a * m * w * target(f"macrodetails/universal-{stem}")
            for height, h in heights.items():
                if height and h:
                    shape += a * m * w * h * target(f"macrodetails/height/{stem}-{height}")
    return shape


def _with_details(figure: Figure, shape: Array) -> Array:
    for name, weight in figure.details.items():
        shape = shape + weight * target(name)
    return shape


def stature_m(shape: Array) -> float:
    """Height of the body, without helpers."""
    return float(np.ptp(shape[:BODY_VERTICES, 1]))


def mass_kg(shape: Array) -> float:
    """Mass from the enclosed volume of the skin."""
    quads = base_mesh().quads["body"][:, :, 0]
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    a, b, c = (shape[triangles[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6 * 1000 * BODY_DENSITY_KG_L)


def shape_figure(figure: Figure) -> Array:
    """Vertices [n,3] m of the whole base mesh, standing on y = 0, with the asked height and mass (to 1 %)."""
    weight, stature = 0.5, 0.5
    for _ in range(12):
        shape = _with_details(figure, _macro(figure, weight, stature))
        stature = float(np.clip(stature + (figure.height_m - stature_m(shape)) * 0.65, 0.02, 0.98))
        weight = float(np.clip(weight + (figure.mass_kg - mass_kg(shape)) * 0.02, 0.02, 1.5))
    shape[:, 1] -= shape[:BODY_VERTICES, 1].min()
    if abs(mass_kg(shape) / figure.mass_kg - 1) > 0.03 or abs(stature_m(shape) / figure.height_m - 1) > 0.02:
        raise ValueError(f"{figure.name}: reached {mass_kg(shape):.1f} kg, {stature_m(shape):.2f} m")
    return shape
