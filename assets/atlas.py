"""Lays the skin's uv out anew: half of the texture for the head, the face enlarged most of all."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from assets.makehuman import Array, Ints, base_mesh

FACE_CENTRE = np.array([0.862, 0.483])  # between the eyes and the mouth, in MakeHuman uv (v up)
FACE_ZOOM = 0.62  # exponent of the radial map: below 1 enlarges the centre


def _islands() -> Ints:
    """Connected component of every uv vertex that the body uses; -1 elsewhere."""
    mesh = base_mesh()
    corners = mesh.quads["body"][:, :, 1]
    rows = np.concatenate([corners[:, k] for k in range(4)])
    columns = np.concatenate([corners[:, (k + 1) % 4] for k in range(4)])
    size = len(mesh.uv)
    graph = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    used = np.zeros(size, dtype=bool)
    used[corners.ravel()] = True
    return np.where(used, labels, -1)


def _fit(uv: Array, low: tuple[float, float], high: tuple[float, float]) -> Array:
    """Scales an island uniformly into a box, anchored at its lower left corner."""
    a, b = uv.min(0), uv.max(0)
    scale = min((high[k] - low[k]) / (b[k] - a[k]) for k in range(2))
    return (uv - a) * scale + np.array(low)


def _zoom_face(uv: Array) -> Array:
    """Enlarges the middle of the head island: a radial power map, continuous and one-to-one."""
    relative = uv - FACE_CENTRE
    extent = np.array([0.225, 0.34])
    radius = np.linalg.norm(relative / extent, axis=1, keepdims=True)
    return FACE_CENTRE + relative * np.maximum(radius, 1e-6) ** (FACE_ZOOM - 1)


@cache
def skin_uv() -> Array:
    """New uv [m,2] (v up) for every MakeHuman uv index of the body; other indices keep their old value."""
    mesh = base_mesh()
    labels = _islands()
    uv = mesh.uv.copy()
    sizes = {label: np.nonzero(labels == label)[0] for label in np.unique(labels[labels >= 0])}
    small_left = [(0.005, 0.88), (0.06, 0.88), (0.115, 0.88), (0.17, 0.88), (0.225, 0.88)]
    for members in sizes.values():
        island = mesh.uv[members]
        middle, width = island.mean(0), np.ptp(island[:, 0])
        if width > 0.5:
            uv[members] = _fit(island, (0.004, 0.36), (0.455, 0.86))
        elif middle[0] > 0.62 and np.ptp(island[:, 1]) > 0.4:
            uv[members] = _fit(_zoom_face(island), (0.462, 0.004), (0.996, 0.996))
        elif middle[0] > 0.7:
            uv[members] = _fit(island, (0.33, 0.87), (0.455, 0.99))
        elif middle[1] < 0.2:
            left_to_right = [(0.004, 0.004), (0.23, 0.004), (0.004, 0.19), (0.23, 0.19)]
            slot = int(np.clip((middle[0] - 0.02) // 0.19, 0, 3))
            low = left_to_right[slot]
            uv[members] = _fit(island, low, (low[0] + 0.222, low[1] + 0.165))
        else:
            low = small_left.pop(0)
            uv[members] = _fit(island, low, (low[0] + 0.05, low[1] + 0.1))
    return uv
