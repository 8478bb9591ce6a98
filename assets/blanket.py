"""A blue cellular blanket over the legs, folded back at the thighs; it follows the legs' outline and hangs over."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter, maximum_filter

from assets.canvas import layered_noise
from assets.glb import Material, Mesh
from assets.makehuman import Array

HALF_WIDTH_M, OVERHANG_M = 0.440, 0.11  # tucked between mattress and rail
START_Z_M = 0.36  # below the fingertips of a half-sitting patient
END_Z_M = 1.085  # two centimetres short of the mattress end
CELL_M = 0.03
TILE_M = 0.075


def _height_field(points: Array, x: Array, z: Array) -> Array:
    """Upper outline of the legs over the grid [len(z), len(x)], smoothed as cloth would span it."""
    column = np.clip(np.round((points[:, 0] - x[0]) / (x[1] - x[0])).astype(int), 0, len(x) - 1)
    row = np.clip(np.round((points[:, 2] - z[0]) / (z[1] - z[0])).astype(int), 0, len(z) - 1)
    inside = np.abs(points[:, 2] - z.mean()) < np.ptp(z) / 2 + 0.03
    column, row, points = column[inside], row[inside], points[inside]
    field = np.zeros((len(z), len(x)))
    np.maximum.at(field, (row, column), points[:, 1])
    wide = maximum_filter(field, size=(3, 3))
    span = gaussian_filter(wide, sigma=(1.6, 2.4), mode="nearest")
    return np.maximum(span, gaussian_filter(wide, 0.7, mode="nearest")) + 0.014


def _drop_over_edge(x: Array) -> tuple[Array, Array]:
    """Maps cloth distance from the middle to (x, fall): flat on the bed, then down its side."""
    radius = 0.012
    beyond = np.maximum(np.abs(x) - HALF_WIDTH_M, 0)
    angle = np.minimum(beyond / radius, np.pi / 2)
    side = np.minimum(np.abs(x), HALF_WIDTH_M) + radius * np.sin(angle)
    fall = radius * (1 - np.cos(angle)) + np.maximum(beyond - radius * np.pi / 2, 0)
    return np.sign(x) * side, fall


def paint_weave(size: int = 128) -> bytes:
    """A tile of cellular weave in hospital blue, WebP."""
    y, x = np.mgrid[0:size, 0:size] / size * 2 * np.pi * 6
    holes = np.clip(np.cos(x) * np.cos(y) * 1.4 - 0.25, 0, 1)
    ribs = 0.5 + 0.5 * np.cos(x * 4)
    shade = 1 - 0.22 * holes - 0.06 * ribs
    random = np.random.default_rng(2).normal(0, 0.015, (size, size))
    image = np.array([108, 146, 188]) * (shade + random)[..., None]
    out = io.BytesIO()
    Image.fromarray(np.clip(image, 0, 255).astype(np.uint8)).save(out, "WEBP", quality=75, method=6)
    return out.getvalue()


def build_blanket(covered: Array, root_bone: int) -> Mesh:
    """Blanket over `covered` points [n,3] (skin and gown, bed frame), from the thighs to the foot of the bed."""
    reach = HALF_WIDTH_M + OVERHANG_M
    flat_x = np.linspace(-reach, reach, int(2 * reach / CELL_M) + 1)
    z = np.linspace(START_Z_M, END_Z_M, int((END_Z_M - START_Z_M) / CELL_M) + 1)
    x, fall = _drop_over_edge(flat_x)
    field = _height_field(covered, np.linspace(-0.46, 0.46, 47), z)
    columns = np.clip((np.clip(x, -0.46, 0.46) + 0.46) / 0.02, 0, 46)
    low = np.floor(columns).astype(int).clip(0, 45)
    share = columns - low
    top = field[:, low] * (1 - share) + field[:, low + 1] * share
    grid_x = np.broadcast_to(x, top.shape).copy()
    grid_z = np.broadcast_to(z[:, None], top.shape).copy()
    cloth = np.stack([np.broadcast_to(flat_x, top.shape), np.zeros_like(top), grid_z], -1)
    folds = 0.006 * layered_noise(cloth * [1.0, 1, 0.5], 9, 3) + 0.004 * np.sin(flat_x * 14 + 6 * np.sin(grid_z * 5))
    hanging = np.clip(fall / 0.05, 0, 1)
    y = np.where(fall > 0, np.minimum(top, 0.014) - fall, top + folds)
    grid_x += np.sign(x) * hanging * 0.002 * np.sin(grid_z * 26)
    turn = _turned_edge(grid_x, y, z)
    points = np.concatenate([turn, np.stack([grid_x, y, grid_z], -1)])
    rows, width = points.shape[:2]
    cell = (np.arange(rows - 1)[:, None] * width + np.arange(width - 1)).ravel()
    triangles = np.concatenate([np.c_[cell, cell + width, cell + 1], np.c_[cell + 1, cell + width, cell + width + 1]])
    lengthwise = np.r_[z[0] - 0.16 * np.linspace(1, 0.1, len(turn)), z]
    uv = np.stack(np.broadcast_arrays(flat_x[None] / TILE_M, lengthwise[:, None] / TILE_M), -1).reshape(-1, 2)
    flat = points.reshape(-1, 3)
    fabric = Material("blanket", roughness=0.95, texture=paint_weave(), double_sided=True)
    return Mesh(
        "blanket", flat, triangles, fabric, uv=uv, joints=np.tile([root_bone, 0, 0, 0], (len(flat), 1)),
        weights=np.tile([1.0, 0, 0, 0], (len(flat), 1)),
    )  # fmt: skip


def _turned_edge(x: Array, y: Array, z: Array) -> Array:
    """The folded-back top edge: a second layer lying on the first, [rows, width, 3], free edge first."""
    rows = []
    for back, lift in ((0.15, 0.013), (0.10, 0.017), (0.05, 0.017), (0.012, 0.016), (-0.004, 0.010)):
        source = int(np.clip(round(max(back, 0) / (z[1] - z[0])), 0, len(z) - 1))
        rows.append(np.stack([x[source] * 1.004, y[source] + lift, np.full(len(x[source]), z[0] + back)], -1))
    return np.stack(rows)
