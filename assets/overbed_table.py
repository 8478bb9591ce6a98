"""An overbed table of our own: wooden top on a C-shaped frame with castors."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assets.furniture import Surface, crease_surface, merge
from assets.glb import Material, Mesh, Node, write_glb
from assets.makehuman import Array
from assets.occlusion import ambient_occlusion

TOP_HEIGHT_M, TOP_WIDTH_M, TOP_DEPTH_M = 0.92, 0.80, 0.40
WOOD = (0.50, 0.33, 0.20)
EDGE = (0.62, 0.63, 0.62)
STEEL = (0.58, 0.58, 0.57)
RUBBER = (0.04, 0.04, 0.045)


def _prism(outline: Array, low: float, high: float, colour: tuple[float, float, float]) -> Surface:
    """A convex outline [n,2] in x, z raised from y `low` to `high`."""
    n = len(outline)
    rings = [np.c_[outline[:, 0], np.full(n, y), outline[:, 1]] for y in (low, high)]
    nxt = np.roll(np.arange(n), -1)
    walls = np.concatenate([np.c_[np.arange(n), np.arange(n) + n, nxt], np.c_[nxt, np.arange(n) + n, nxt + n]])
    fan = np.array([(0, k, k + 1) for k in range(1, n - 1)])
    return crease_surface(np.concatenate(rings), np.concatenate([walls, fan, fan[:, ::-1] + n]), np.array(colour))


def _rounded(width: float, depth: float, radius: float, at: tuple[float, float] = (0, 0)) -> Array:
    """Outline of a rounded rectangle, clockwise seen from above."""
    corners = []
    for k, (sx, sz) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        phi = np.radians(np.linspace(0, 90, 5) + 90 * k)
        centre = np.array([sx * (width / 2 - radius), sz * (depth / 2 - radius)])
        corners.append(centre + radius * np.c_[np.cos(phi), np.sin(phi)])
    return np.concatenate(corners) + at


def build_overbed_table(path: Path) -> None:
    """Writes the uncompressed table; the open side of the C looks to +x."""
    column_x = -TOP_WIDTH_M / 2 + 0.06
    under = TOP_HEIGHT_M - 0.026
    parts = [
        _prism(_rounded(TOP_WIDTH_M, TOP_DEPTH_M, 0.04), TOP_HEIGHT_M - 0.022, TOP_HEIGHT_M, WOOD),
        _prism(_rounded(TOP_WIDTH_M + 0.01, TOP_DEPTH_M + 0.01, 0.045), under, TOP_HEIGHT_M - 0.006, EDGE),
        _prism(_rounded(0.045, 0.07, 0.012, (column_x, 0)), 0.10, under, STEEL),
        _prism(_rounded(0.06, 0.085, 0.012, (column_x, 0)), 0.10, 0.55, EDGE),
        _prism(_rounded(0.05, 0.40, 0.015, (column_x, 0)), 0.075, 0.11, STEEL),
        *(_prism(_rounded(0.70, 0.04, 0.012, (column_x + 0.33, z)), 0.075, 0.105, STEEL) for z in (-0.18, 0.18)),
        *(_prism(_rounded(0.05, 0.024, 0.010, (x, z)), 0.0, 0.07, RUBBER)
          for x in (column_x, column_x + 0.66) for z in (-0.18, 0.18)),
    ]  # fmt: skip
    table = merge(parts)
    light = ambient_occlusion(table.positions, table.normals, (table.positions, table.triangles), 0.25)
    colours = np.c_[table.colours * (0.4 + 0.6 * light[:, None]), np.ones(len(light))]
    matte = Material("overbed-table", roughness=0.55, double_sided=True)
    mesh = Mesh("overbed-table", table.positions, table.triangles, matte, normals=table.normals, colours=colours)
    write_glb(path, [mesh], [Node("overbed-table", mesh="overbed-table")])
