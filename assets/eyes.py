"""Eyeballs with a concave iris, a pupil that opens and closes by a morph, and a clear cornea in front."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageFilter

from assets.glb import Material, Mesh
from assets.makehuman import Array, vertex_groups

SEGMENTS = 24
LIMBUS = np.radians(29.5)  # half angle of the iris seen from the centre of the eye: 11.8 mm across a 24 mm eye
PUPIL_REST_M, PUPIL_SMALL_M, PUPIL_LARGE_M = 0.00175, 0.00065, 0.0036  # radii: 3.5 mm, pinpoint 1.3 mm, wide 7.2 mm
RHO_PUPIL, RHO_LIMBUS = 0.10, 0.46  # texture radius of the pupil's rim and of the limbus


def eye_geometry(vertices: Array, side: str) -> tuple[Array, float]:
    """Centre [3] m and radius m of an eyeball, from MakeHuman's eye helper."""
    helper = vertices[vertex_groups()[f"helper-{side}-eye"]]
    centre = (helper.min(0) + helper.max(0)) / 2
    return centre, float(np.median(np.linalg.norm(helper - centre, axis=1)))


def _frame(forward: Array) -> Array:
    """Columns right, up, forward of the eye, orthonormal."""
    side = np.array([1.0, 0.0, 0.0]) - forward * forward[0]
    side /= np.linalg.norm(side)
    return np.stack([side, np.cross(forward, side), forward], axis=1)


def _rings(radius: float, pupil: float) -> tuple[Array, Array]:
    """(distance from axis, depth along axis) of each ring and its texture radius, from the pupil to the back."""
    limbus_r, limbus_d = radius * np.sin(LIMBUS), radius * np.cos(LIMBUS)
    iris_d = limbus_d - 0.0008
    profile = [(pupil, iris_d - 0.0002, RHO_PUPIL)]
    profile += [(pupil + (limbus_r - pupil) * t, iris_d - 0.0004 * np.sin(np.pi * t),
                 RHO_PUPIL + (RHO_LIMBUS - RHO_PUPIL) * t) for t in (0.33, 0.66, 0.96)]  # fmt: skip
    for angle in (LIMBUS, *np.radians([33, 42, 55, 72, 95])):
        share = (angle - LIMBUS) / (np.radians(95) - LIMBUS)
        profile.append((radius * np.sin(angle), radius * np.cos(angle), RHO_LIMBUS + (0.99 - RHO_LIMBUS) * share))
    table = np.array(profile)
    return table[:, :2], table[:, 2]


def _grid(rings: int, start: int = 0) -> Array:
    """Triangles of `rings` closed rings of SEGMENTS + 1 vertices (the seam is doubled)."""
    width = SEGMENTS + 1
    cell = np.array([(r * width + s, r * width + s + 1) for r in range(rings - 1) for s in range(SEGMENTS)]) + start
    below = cell + width
    return np.concatenate([np.c_[cell[:, 0], below[:, 0], cell[:, 1]], np.c_[cell[:, 1], below[:, 0], below[:, 1]]])


def _ball(centre: Array, radius: float, forward: Array, pupil: float) -> tuple[Array, Array, Array]:
    """Vertices, uv and triangles of one eyeball; the last vertex closes the pupil."""
    frame = _frame(forward)
    profile, rho = _rings(radius, pupil)
    phi = np.linspace(0, 2 * np.pi, SEGMENTS + 1)
    local = np.stack([
        profile[:, :1] * np.cos(phi), profile[:, :1] * np.sin(phi), np.repeat(profile[:, 1:], len(phi), 1),
    ], axis=-1).reshape(-1, 3)  # fmt: skip
    uv = np.stack([0.5 + 0.5 * rho[:, None] * np.cos(phi), 0.5 + 0.5 * rho[:, None] * np.sin(phi)], -1).reshape(-1, 2)
    local = np.vstack([local, [0, 0, profile[0, 1] - 0.0003]])
    uv = np.vstack([uv, [0.5, 0.5]])
    hub = len(local) - 1
    fan = np.array([(s, s + 1, hub) for s in range(SEGMENTS)])
    triangles = np.concatenate([_outward(local, _grid(len(profile))), _outward(local, fan)])
    return local @ frame.T + centre, uv, triangles


def _cornea(centre: Array, radius: float, forward: Array) -> tuple[Array, Array]:
    """Vertices and triangles of the clear front: a dome over the iris that runs out into the tear film."""
    frame = _frame(forward)
    phi = np.linspace(0, 2 * np.pi, SEGMENTS + 1)
    edge = radius * np.sin(LIMBUS * 1.05)
    base = radius * np.cos(LIMBUS * 1.05) + 0.0002
    rings = [(edge * t, base + 0.0024 * (1 - t * t)) for t in (0.02, 0.4, 0.7, 0.9, 1.0)]
    rings += [((radius + 0.0002) * np.sin(a), (radius + 0.0002) * np.cos(a)) for a in np.radians([38, 52, 70])]
    local = np.concatenate([np.stack([r * np.cos(phi), r * np.sin(phi), np.full(len(phi), d)], -1) for r, d in rings])
    return local @ frame.T + centre, _outward(local, _grid(len(rings)))


def _outward(local: Array, triangles: Array) -> Array:
    """Turns the winding so that faces look away from the eye's centre."""
    a, b, c = (local[triangles[:, k]] for k in range(3))
    facing = np.einsum("ij,ij->i", np.cross(b - a, c - a), a + b + c).sum()
    return triangles if facing > 0 else triangles[:, ::-1]


def paint_eye(iris: tuple[int, int, int], rim: tuple[int, int, int], seed: int, size: int = 256) -> bytes:
    """WebP of the eyeball in polar layout: black pupil, fibrous iris with a dark limbal ring, veined sclera."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:size, 0:size] / (size - 1) * 2 - 1
    rho, phi = np.hypot(x, y), np.arctan2(y, x)
    t = np.clip((rho - RHO_PUPIL) / (RHO_LIMBUS - RHO_PUPIL), 0, 1)
    fibres = sum(
        np.sin(phi * k + random.uniform(0, 6.28) + 2.0 * np.sin(t * 3 + k)) / n
        for n, k in enumerate((23, 37, 61, 89, 127), start=1)
    )
    shade = np.clip(0.82 + 0.13 * fibres - 0.25 * np.abs(t - 0.55), 0.3, 1.25)
    collar = np.exp(-(((t - 0.28) / 0.12) ** 2))[..., None]
    colour = 1.2 * np.array(iris) * (1 - 0.35 * collar) + np.array(rim) * 0.35 * collar
    colour = colour * shade[..., None] * (1 - 0.75 * np.clip((t - 0.8) / 0.2, 0, 1)[..., None] ** 1.5)
    veins = np.asarray(Image.fromarray((random.random((size, size)) * 255).astype("u1")).filter(
        ImageFilter.GaussianBlur(2.2)), float)  # fmt: skip
    vein = np.clip((veins - veins.mean()) / veins.std() - 1.0, 0, 1.5) * np.clip((rho - 0.55) * 1.6, 0, 0.6)
    sclera = np.array([232, 226, 219]) - vein[..., None] * np.array([14, 60, 60])
    sclera = sclera - np.clip(rho - 0.5, 0, 1)[..., None] * np.array([110, 145, 145])
    edge = np.clip((rho - RHO_LIMBUS + 0.015) / 0.05, 0, 1)[..., None]
    image = colour * (1 - edge) + sclera * edge
    lids = 0.5 * np.clip((y - 0.02) / 0.6, 0, 1) + 0.2 * np.clip((-y - 0.2) / 0.6, 0, 1)
    image = image * (1 - lids)[..., None] ** np.array([0.9, 1.0, 1.0])  # the lids shade the ball, most from above
    pupil = np.clip((rho - RHO_PUPIL) / 0.02, 0, 1)[..., None]
    image = image * pupil + np.array([6, 5, 5]) * (1 - pupil)
    out = io.BytesIO()
    Image.fromarray(np.clip(image, 0, 255).astype("u1")).save(out, "WEBP", quality=86, method=6)
    return out.getvalue()


def build_eyes(vertices: Array, forward: Array, bones: tuple[int, int], texture: bytes) -> list[Mesh]:
    """The opaque eyeballs (morphs pupilSmall, pupilLarge) and the clear corneas, rigid on the left and right bone."""
    parts: list[tuple[Array, Array, Array, int]] = []
    domes: list[tuple[Array, Array, int]] = []
    morphs: dict[str, list[Array]] = {"pupilSmall": [], "pupilLarge": []}
    for side, bone in zip("lr", bones, strict=True):
        centre, radius = eye_geometry(vertices, side)
        ball, uv, triangles = _ball(centre, radius, forward, PUPIL_REST_M)
        parts.append((ball, uv, triangles, bone))
        morphs["pupilSmall"].append(_ball(centre, radius, forward, PUPIL_SMALL_M)[0] - ball)
        morphs["pupilLarge"].append(_ball(centre, radius, forward, PUPIL_LARGE_M)[0] - ball)
        domes.append((*_cornea(centre, radius, forward), bone))
    white = Material("eye", roughness=0.9, texture=texture)
    clear = Material("cornea", colour=(0.0, 0.0, 0.0, 0.2), roughness=0.04, blend=True)
    count, dome_count = len(parts[0][0]), len(domes[0][0])
    eyes = Mesh(
        "eyes", np.concatenate([p[0] for p in parts]),
        np.concatenate([p[2] + i * count for i, p in enumerate(parts)]), white,
        uv=np.concatenate([p[1] for p in parts]),
        joints=_rigid([p[3] for p in parts], count), weights=_one(2 * count),
        morphs={name: np.concatenate(both) for name, both in morphs.items()},
    )  # fmt: skip
    cornea = Mesh(
        "cornea", np.concatenate([d[0] for d in domes]),
        np.concatenate([d[1] + i * dome_count for i, d in enumerate(domes)]), clear,
        joints=_rigid([d[2] for d in domes], dome_count), weights=_one(2 * dome_count),
    )  # fmt: skip
    return [eyes, cornea]


def _rigid(bones: list[int], count: int) -> Array:
    joints = np.zeros((len(bones) * count, 4), dtype=int)
    joints[:, 0] = np.repeat(bones, count)
    return joints


def _one(count: int) -> Array:
    return np.tile(np.array([1.0, 0, 0, 0]), (count, 1))
