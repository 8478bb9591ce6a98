"""Ambient occlusion per vertex: the share of a cosine-weighted hemisphere that sees no nearby surface."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.makehuman import Array, Ints

RAYS = 64


def _hemisphere(count: int) -> Array:
    """Deterministic cosine-weighted directions [count,3] around +z (Fibonacci spiral on the disc)."""
    k = np.arange(count) + 0.5
    radius, phi = np.sqrt(k / count), k * np.pi * (3 - np.sqrt(5))
    return np.stack([radius * np.cos(phi), radius * np.sin(phi), np.sqrt(1 - radius**2)], axis=1)


def ambient_occlusion(
    points: Array, normals: Array, occluder: tuple[Array, Ints], reach_m: float = 0.6, lift_m: float = 0.002
) -> Array:
    """Openness [n] 0..1 of each point; surfaces farther than `reach_m` do not darken. Needs embreex to be quick."""
    mesh = trimesh.Trimesh(*occluder, process=False)
    helper = np.where(np.abs(normals[:, [0]]) < 0.9, [[1.0, 0, 0]], [[0, 1.0, 0]])
    tangent = np.cross(normals, helper)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-12)
    bitangent = np.cross(normals, tangent)
    open_share = np.zeros(len(points))
    origins = points + normals * lift_m
    for x, y, z in _hemisphere(RAYS):
        directions = tangent * x + bitangent * y + normals * z
        hits, rays, _ = mesh.ray.intersects_location(origins, directions, multiple_hits=False)
        shade = np.zeros(len(points))
        distance = np.linalg.norm(hits - origins[rays], axis=1)
        shade[rays] = np.clip(1 - distance / reach_m, 0, 1)
        open_share += 1 - shade
    return open_share / RAYS
