"""The ward bed: Scopia's frame, and a mattress of our own in two sections so that the backrest can rise.

Frame: x to the patient's left, y up from the floor, z towards the feet; origin under the middle of the bed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assets.furniture import CENTIMETRE, Surface, crease_surface, merge, read_model
from assets.glb import Material, Mesh, Node, write_glb
from assets.makehuman import Array
from assets.occlusion import ambient_occlusion

FLOOR_CM = -63.986965
MATTRESS_TOP_M = 0.735
MATTRESS_THICK_M = 0.16
HINGE_Z_M = -0.13
HEAD_Z_M, FOOT_Z_M = -0.965, 0.975
HALF_WIDTH_M = 0.44
FRAME_COLOURS = {
    "grey-beige": (0.62, 0.62, 0.60), "grey-beige-lighter": (0.46, 0.29, 0.16), "wheels": (0.03, 0.03, 0.035),
}  # fmt: skip
WOOD = (0.47, 0.30, 0.17)
BOARDS = ("Circle", "Circle.006_Circle.007")
LINEN = (0.80, 0.83, 0.85)
UNSEEN = (0.83, 0.84, 0.845)  # linen that only shows once the backrest is up: no baked shadow
HALF_LIT = 0.72
PILLOW = (0.86, 0.88, 0.89)
DROPPED = ("Cube.005", "Cube.003", "Cube")  # the model's own pillow, sheet and mattress: one rigid piece


def _frame() -> Surface:
    vertices, parts = read_model("Scopia", "scopia/hospital-bed/hospital-bed.obj")
    metres = (vertices - [0, FLOOR_CM, 0]) * CENTIMETRE
    kept = [p for p in parts if p.name not in DROPPED]
    colours = [WOOD if p.name in BOARDS else FRAME_COLOURS[p.material] for p in kept]
    surfaces = [crease_surface(metres, p.triangles, np.array(c)) for p, c in zip(kept, colours, strict=True)]
    return merge(surfaces)


def _grid_triangles(rows: int, columns: int) -> Array:
    cell = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    return np.concatenate([np.c_[cell, cell + columns, cell + 1], np.c_[cell + 1, cell + columns, cell + columns + 1]])


def _section_profile(top: float) -> Array:
    """Cross-section of the mattress in x, y, from the lower left over the top to the lower right, rounded edges."""
    radius, bottom = 0.035, top - MATTRESS_THICK_M
    corner = np.linspace(np.pi, np.pi / 2, 5)
    left = np.c_[-HALF_WIDTH_M + radius + radius * np.cos(corner), top - radius + radius * np.sin(corner)]
    middle = np.c_[np.linspace(-HALF_WIDTH_M + radius, HALF_WIDTH_M - radius, 16)[1:-1], np.full(14, top)]
    right = left[::-1] * [-1, 1]
    return np.vstack([[-HALF_WIDTH_M, bottom], left, middle, right, [HALF_WIDTH_M, bottom]])


def _wrinkle(x: Array, z: Array) -> Array:
    """Millimetres of unevenness of a made bed, zero at the hinge so that the sections meet."""
    waves = np.sin(17 * x + 9 * z) * np.sin(13 * z - 7 * x) + 0.6 * np.sin(31 * z + 5 * np.sin(11 * x))
    return 0.0016 * waves * np.clip(np.abs(z - HINGE_Z_M) / 0.1, 0, 1)


def _mattress(start: float, end: float, top: float = 0.0, closed_at: str = "end") -> Surface:
    """A section from z `start` to `end` around y = 0 at its upper face; the hinge end is left open."""
    profile = _section_profile(top)
    stations = np.linspace(start, end, max(int(abs(end - start) / 0.06), 2))
    rows = []
    for z in stations:
        ring = np.c_[profile, np.full(len(profile), z)]
        ring[1:-1, 1] += _wrinkle(ring[1:-1, 0], ring[1:-1, 2])
        rows.append(ring)
    edge = rows[-1].copy()
    inset = edge * [0.97, 1, 1] - [0, 0.02, 0]
    inset[:, 2] += 0.012 * np.sign(end - start)
    floor = inset.copy()
    floor[:, 1] = top - MATTRESS_THICK_M
    rows += [inset, floor]
    vertices = np.concatenate(rows)
    triangles = _grid_triangles(len(rows), len(profile))
    if end < start:
        triangles = triangles[:, ::-1]
    return crease_surface(vertices, triangles, np.array(LINEN), 50)


def _pillow(centre_z: float) -> Surface:
    """A soft pillow, dented where the head lies; its top is about 8 cm above the mattress."""
    u = np.linspace(-1, 1, 29)
    v = np.linspace(-1, 1, 21)
    grid_u, grid_v = np.meshgrid(u, v)
    bulge = np.clip((1 - np.abs(grid_u) ** 3.2) * (1 - np.abs(grid_v) ** 3.0), 0, 1) ** 0.55
    dent = np.exp(-((grid_u / 0.42) ** 2 + ((grid_v + 0.05) / 0.62) ** 2))
    pinch = 1 - 0.07 * (1 - np.abs(grid_v) ** 2) * np.abs(grid_u) ** 6
    x, z = 0.33 * grid_u * pinch, 0.20 * grid_v * (1 - 0.05 * (1 - grid_u**2) * grid_v**6)
    crease = 0.003 * np.sin(9 * grid_u + 5 * grid_v**2) * (1 - dent)
    top = np.stack([x, 0.022 + 0.100 * bulge - 0.036 * dent + crease * bulge, z + centre_z], -1).reshape(-1, 3)
    under = np.stack([x, 0.022 - 0.02 * bulge, z + centre_z], -1).reshape(-1, 3)
    triangles = _grid_triangles(len(v), len(u))
    vertices = np.concatenate([top, under])
    both = np.concatenate([triangles[:, :], triangles[:, ::-1] + len(top)])
    return crease_surface(vertices, both, np.array(PILLOW), 80)


def _gusset() -> Surface:
    """The seat's slanted end: hidden in the flat bed, it fills the wedge that opens under the raised backrest."""
    radius, half = MATTRESS_THICK_M - 0.006, HALF_WIDTH_M - 0.006
    angles = np.radians(np.linspace(0, 62, 9))
    arc = np.c_[-radius * np.cos(angles), -radius * np.sin(angles)]
    outline = np.vstack([[-0.003, 0.0], arc])
    left = np.c_[np.full(len(outline), -half), outline]
    right = left * [-1, 1, 1]
    vertices = np.concatenate([left, right])
    n = len(outline)
    fan = [(0, k, k + 1) for k in range(1, n - 1)]
    sides = fan + [(n, n + b, n + a) for _, a, b in fan]
    skin = [t for k in range(1, n - 1) for t in ((k, n + k, k + 1), (k + 1, n + k, n + k + 1))]
    return crease_surface(vertices, np.array(sides + skin), np.array(UNSEEN), 50)


def _deck(start: float, end: float) -> Surface:
    """The steel plate under a section of the mattress."""
    low, high = -MATTRESS_THICK_M - 0.022, -MATTRESS_THICK_M - 0.002
    box = np.array([(x, y, z) for x in (-0.41, 0.41) for y in (low, high) for z in (start, end)])
    faces = np.array([
        (0, 1, 3), (0, 3, 2), (4, 6, 7), (4, 7, 5), (0, 4, 5), (0, 5, 1), (2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4),
        (1, 5, 7), (1, 7, 3),
    ])  # fmt: skip
    return crease_surface(box, faces if end > start else faces[:, ::-1], np.array((0.5, 0.5, 0.49)))


def _shade(surface: Surface, shift: Array, scene: Surface) -> Array:
    """Vertex colours darkened by ambient occlusion, [n,4]; opacity 1."""
    light = ambient_occlusion(surface.positions + shift, surface.normals, (scene.positions, scene.triangles), 0.35)
    light = np.where(np.abs(surface.colours - UNSEEN).max(1) < 1e-4, HALF_LIT, light)
    return np.c_[surface.colours * (0.35 + 0.65 * light[:, None]), np.ones(len(light))]


def _moved(surface: Surface, shift: Array) -> Surface:
    return Surface(surface.positions + shift, surface.normals, surface.colours, surface.triangles)


def build_bed(path: Path) -> None:
    """Writes the uncompressed bed: nodes bed_frame, mattress_seat, backrest (the pivot), patient_anchor."""
    hinge = np.array([0.0, MATTRESS_TOP_M, HINGE_Z_M])
    frame = _frame()
    seat = merge([_mattress(0.0, FOOT_Z_M - HINGE_Z_M), _gusset(), _deck(0.02, FOOT_Z_M - HINGE_Z_M - 0.04)])
    back = merge([
        _mattress(0.0, HEAD_Z_M - HINGE_Z_M), _pillow(-0.675), _deck(HEAD_Z_M - HINGE_Z_M + 0.04, -0.02),
    ])  # fmt: skip
    scene = merge([frame, _moved(seat, hinge), _moved(back, hinge)])
    matte = Material("bed", roughness=0.75, double_sided=True)
    still = np.zeros(3)
    surfaces = {"bed_frame": (frame, still), "mattress_seat": (seat, hinge), "mattress_back": (back, hinge)}
    meshes = [
        Mesh(name, s.positions, s.triangles, matte, normals=s.normals, colours=_shade(s, shift, scene))
        for name, (s, shift) in surfaces.items()
    ]
    at = (0.0, MATTRESS_TOP_M, HINGE_Z_M)
    nodes = [
        Node("bed"), Node("bed_frame", "bed", mesh="bed_frame"),
        Node("mattress_seat", "bed", at, mesh="mattress_seat"), Node("backrest", "bed", at),
        Node("mattress_back", "backrest", mesh="mattress_back"), Node("patient_anchor", "bed", at),
    ]  # fmt: skip
    write_glb(path, meshes, nodes)
