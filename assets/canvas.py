"""A texture canvas over the skin atlas: which point of the body each texel shows, lattice noise, WebP output."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from scipy.ndimage import distance_transform_edt, map_coordinates

from assets.atlas import skin_uv
from assets.makehuman import Array, Ints, base_mesh, mask


class Canvas:
    """Texel grid [size,size] of the skin: `triangle` (-1 outside), barycentric `weights`, MakeHuman uv."""

    def __init__(self, size: int) -> None:
        self.size = size
        mesh = base_mesh()
        quads = mesh.quads["body"]
        corners = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])  # [t,3,2]
        self.vertices: Ints = corners[:, :, 0]
        self.triangle = np.full((size, size), -1)
        self.weights = np.zeros((size, size, 3))
        pixels = skin_uv()[corners[:, :, 1]] * [size, -size] + [0, size]
        for t, points in enumerate(pixels):
            self._fill(t, points)
        inside = self.triangle >= 0
        _, nearest = distance_transform_edt(~inside, return_indices=True)
        self.near = nearest  # texel to copy from, for the gutter between islands
        self.inside = inside
        self.source_uv = self._blend(mesh.uv[corners[:, :, 1]])

    def _fill(self, index: int, points: Array) -> None:
        low = np.maximum(np.floor(points.min(0) - 0.5).astype(int), 0)
        high = np.minimum(np.ceil(points.max(0) + 0.5).astype(int), self.size - 1)
        if (high < low).any():
            return
        x, y = np.meshgrid(np.arange(low[0], high[0] + 1) + 0.5, np.arange(low[1], high[1] + 1) + 0.5)
        (ax, ay), (bx, by), (cx, cy) = points
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if abs(area) < 1e-12:
            return
        b = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area
        c = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area
        weights = np.stack([1 - b - c, b, c], axis=-1)
        hit = (weights >= -1e-6).all(-1)
        rows, columns = (y - 0.5).astype(int)[hit], (x - 0.5).astype(int)[hit]
        self.triangle[rows, columns] = index
        self.weights[rows, columns] = weights[hit]

    def _blend(self, per_corner: Array) -> Array:
        values = per_corner[np.maximum(self.triangle, 0)]  # [size,size,3,k]
        return np.einsum("ijc,ijck->ijk", self.weights, values)

    def spread(self, per_vertex: Array) -> Array:
        """Interpolates a base mesh vertex quantity [n,k] to texels [size,size,k]."""
        return self._blend(per_vertex[self.vertices])

    def mask(self, name: str) -> Array:
        """One of MakeHuman's painted masks in this layout, [size,size]."""
        image = mask(name)
        rows = (1 - self.source_uv[..., 1]) * (image.shape[0] - 1)
        columns = self.source_uv[..., 0] * (image.shape[1] - 1)
        return map_coordinates(image, [rows, columns], order=1, mode="nearest")

    def webp(self, image: Array, quality: int) -> bytes:
        """Encodes an image [size,size,3] 0..255 with its gutters filled."""
        filled = image[self.near[0], self.near[1]]
        out = io.BytesIO()
        pixels = np.clip(np.round(filled), 0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(out, "WEBP", quality=quality, method=6)
        return out.getvalue()


def noise(points: Array, frequency: float, seed: int) -> Array:
    """Smooth value noise -1..1 at points [...,3] m; `frequency` in cells per metre."""
    scaled = points * frequency
    cell = np.floor(scaled).astype(np.int64)
    part = scaled - cell
    part = part * part * (3 - 2 * part)
    total = np.zeros(points.shape[:-1])
    for corner in np.ndindex(2, 2, 2):
        offset = np.array(corner)
        weight = np.prod(np.where(offset == 1, part, 1 - part), axis=-1)
        total += weight * _hash(cell + offset, seed)
    return total


def _hash(cell: Ints, seed: int) -> Array:
    h = cell @ np.array([374761393, 668265263, 2147483647]) + seed * 974634777
    h &= 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
    h ^= h >> 16
    return (h & 0xFFFF) / 32767.5 - 1.0


def layered_noise(points: Array, frequency: float, seed: int, octaves: int = 3) -> Array:
    """Sum of octaves of `noise`, roughly -1..1."""
    total = sum(noise(points, frequency * 2**k, seed + k) / 2**k for k in range(octaves))
    return np.asarray(total) / 1.6
