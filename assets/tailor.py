"""Fits garments: from the clothing helpers, in a frame with y out of the chest and z from the head to the feet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from assets.cloth import Pattern, boundary_loops, cut, hull_radius, keep_off, neighbours, relax, whole
from assets.glb import vertex_normals
from assets.makehuman import Array, Ints, base_mesh, vertex_groups

CLEARANCE_M = 0.008
RINGS = 13
TILE_M = 0.24  # printed patterns repeat at this distance


@dataclass
class Cloth:
    """A garment while it is being fitted: points [n,3], triangles, weights [n,b], morphs by name."""

    points: Array
    triangles: Ints
    weights: Array
    morphs: dict[str, Array]


def joint(vertices: Array, name: str) -> Array:
    return vertices[vertex_groups()[f"joint-{name}"]].mean(0)


def cut_pattern(standing: Array, sleeve_end: float) -> Pattern:
    """Tights cut at the neck, above the elbows and at the hips, in the standing pose."""
    quads = base_mesh().quads["helper-tights"][:, :, 0]
    pattern = whole(np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]), len(standing))
    shoulder, elbow = joint(standing, "l-shoulder"), joint(standing, "l-elbow")
    axis = elbow - shoulder
    mirrored = standing * np.where(standing[:, [0]] < 0, [[-1, 1, 1]], [[1, 1, 1]])
    along = ((mirrored - shoulder) @ axis) / (axis @ axis)
    beyond = np.where(mirrored[:, 0] > shoulder[0] - 0.02, along, -1.0)
    neck = joint(standing, "neck")
    collar = np.linalg.norm((standing - (neck + np.array([0, 0.015, 0.01]))) / [0.082, 0.085, 0.10], axis=1) - 1
    hips = standing[:, 1] - (joint(standing, "l-upper-leg")[1] - 0.015)
    for field in (sleeve_end - beyond, collar, hips):
        pattern = cut(pattern, pattern.of(field[:, None])[:, 0])
    return pattern


def loosen(points: Array, sleeve: Array, body: Array, armpit_z: float) -> Array:
    """Lets the trunk of the gown hang over the hollows: towards the convex outline of each cross-section."""
    result = points.copy()
    trunk = ~sleeve & (points[:, 2] > armpit_z)
    centre = np.array([0.0, 0.10])
    for z in np.unique(np.round(points[trunk, 2], 2)):
        band = trunk & (np.abs(points[:, 2] - z) < 0.006)
        section = body[np.abs(body[:, 2] - z) < 0.02][:, :2]
        if len(section) < 8 or not band.any():
            continue
        angles = np.arctan2(points[band, 1] - centre[1], points[band, 0] - centre[0])
        reach = hull_radius(section, centre, angles) + CLEARANCE_M * 1.3
        own = np.hypot(points[band, 0] - centre[0], points[band, 1] - centre[1])
        ease = np.clip((points[band, 2] - armpit_z) / 0.10, 0, 1)
        radius = own + np.maximum(reach - own, 0) * 0.85 * ease
        result[band, 0] = centre[0] + radius * np.cos(angles)
        result[band, 1] = centre[1] + radius * np.sin(angles)
    return result


def skirt(
    cloth: Cloth, loop: list[int], body: Array, body_weights: Array, hem_z: float, count_of_rings: int = RINGS
) -> Cloth:
    """Extends the open lower edge down the thighs as rings around both legs."""
    edge = cloth.points[loop]
    centre = np.array([0.0, 0.085])
    angles = np.arctan2(edge[:, 1] - centre[1], edge[:, 0] - centre[0])
    start = np.hypot(edge[:, 0] - centre[0], edge[:, 1] - centre[1])
    rings, triangles = [], []
    previous = np.array(loop)
    count = len(cloth.points)
    for k in range(1, count_of_rings + 1):
        t = k / count_of_rings
        z = edge[:, 2] * (1 - t) + hem_z * t
        section = body[np.abs(body[:, 2] - z.mean()) < 0.03][:, :2]
        wide = hull_radius(section, centre, angles) + CLEARANCE_M + 0.006 * np.sin(angles * 9 + 2 * t) * t
        radius = start + (wide - start) * np.clip(t * 3, 0, 1)
        rings.append(np.c_[centre[0] + radius * np.cos(angles), centre[1] + radius * np.sin(angles), z])
        here = count + (k - 1) * len(loop) + np.arange(len(loop))
        nxt = np.roll(np.arange(len(loop)), -1)
        triangles += [np.c_[previous, here, previous[nxt]], np.c_[previous[nxt], here, here[nxt]]]
        previous = here
    points = np.concatenate(rings)
    weights = borrowed_weights(points, body, body_weights)
    still = np.zeros_like(points)
    return Cloth(
        np.vstack([cloth.points, points]), np.concatenate([cloth.triangles, *triangles]),
        np.vstack([cloth.weights, weights]), {n: np.vstack([m, still]) for n, m in cloth.morphs.items()},
    )  # fmt: skip


def borrowed_weights(points: Array, body: Array, body_weights: Array, count: int = 8) -> Array:
    """Bone weights [m,b] of the nearest skin, blended over `count` vertices."""
    distance, index = cKDTree(body).query(points, k=count)
    share = 1 / (distance + 0.01) ** 2
    share /= share.sum(1, keepdims=True)
    return np.einsum("nk,nkb->nb", share, body_weights[index])


def clear_in_poses(cloth: Cloth, body: Array, body_weights: Array, normals: Array, worlds: list[Array]) -> Cloth:
    """Moves cloth outwards at rest where the skin would come through it in one of the given poses."""
    points = cloth.points.copy()
    graph = neighbours(cloth.triangles, len(points))
    for _ in range(3):
        push = np.zeros_like(points)
        for world in worlds:
            cloth_map = np.einsum("nb,bij->nij", cloth.weights, world)
            body_map = np.einsum("nb,bij->nij", body_weights, world)
            posed = np.einsum("nij,nj->ni", cloth_map[:, :3, :3], points) + cloth_map[:, :3, 3]
            skin = np.einsum("nij,nj->ni", body_map[:, :3, :3], body) + body_map[:, :3, 3]
            out = np.einsum("nij,nj->ni", body_map[:, :3, :3], normals)
            out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
            moved = keep_off(posed, skin, out, CLEARANCE_M) - posed
            rest = np.einsum("nji,nj->ni", cloth_map[:, :3, :3], moved)
            larger = np.linalg.norm(rest, axis=1) > np.linalg.norm(push, axis=1)
            push[larger] = rest[larger]
        points += 0.6 * push + 0.4 * (graph @ push)
    points[:, 1] = np.maximum(points[:, 1], 0.001)
    return Cloth(points, cloth.triangles, cloth.weights, cloth.morphs)


def hem(cloth: Cloth) -> Cloth:
    """Folds every open edge inwards, so that the cloth shows a thickness."""
    normals = vertex_normals(cloth.points, cloth.triangles)
    ids: list[int] = []
    fold, triangles = [], []
    count = len(cloth.points)
    centre = cloth.points.mean(0)
    for loop in boundary_loops(cloth.triangles):
        edge = cloth.points[loop]
        towards = centre - edge.mean(0)
        towards /= np.linalg.norm(towards)
        inner = edge - normals[loop] * 0.004
        turned = inner + towards * 0.014 - normals[loop] * 0.001
        previous = np.array(loop)
        for ring in (inner, turned):
            here = count + len(ids) + np.arange(len(loop))
            nxt = np.roll(np.arange(len(loop)), -1)
            triangles += [np.c_[previous, here, previous[nxt]], np.c_[previous[nxt], here, here[nxt]]]
            ids += loop
            fold.append(ring)
            previous = here
    return Cloth(
        np.vstack([cloth.points, *fold]), np.concatenate([cloth.triangles, *triangles]),
        np.vstack([cloth.weights, cloth.weights[ids]]),
        {n: np.vstack([m, m[ids]]) for n, m in cloth.morphs.items()},
    )  # fmt: skip


def fit(
    cloth: Cloth, body: Array, normals: Array, clearance: Array | float, rounds: int = 6, floor: float = 0.001
) -> Cloth:
    graph = neighbours(cloth.triangles, len(cloth.points))
    points = cloth.points
    for _ in range(rounds):
        points = keep_off(relax(points, graph, 0.5, 2), body, normals, clearance)
    points = relax(points, graph, 0.4, 1)
    points = keep_off(points, body, normals, clearance * 0.8)
    points[:, 1] = np.maximum(points[:, 1], floor)
    return Cloth(points, cloth.triangles, cloth.weights, cloth.morphs)


def texture_space(points: Array, triangles: Ints, sleeve: Array, arm: tuple[Array, Array]) -> tuple[Array, Ints, Ints]:
    """Metric uv per corner, then vertices split where it jumps: uv [m,2], original vertex [m], triangles."""
    angle = np.arctan2(points[:, 0], points[:, 1] - 0.1)
    trunk_uv = np.c_[angle * 0.19, points[:, 2]]
    start, axis = arm
    folded = points * np.where(points[:, [0]] < 0, [[-1, 1, 1]], [[1, 1, 1]]) - start
    along = folded @ axis
    radial = folded - along[:, None] * axis
    sleeve_uv = np.c_[np.arctan2(radial[:, 1], radial[:, 0]) * 0.055, along]
    on_sleeve = sleeve[triangles].sum(1) >= 2
    uv = np.where(on_sleeve[:, None, None], sleeve_uv[triangles], trunk_uv[triangles])
    period = np.where(on_sleeve, 2 * np.pi * 0.055, 2 * np.pi * 0.19)[:, None]
    spread = uv[:, :, 0] - uv[:, :1, 0]
    uv[:, :, 0] -= np.round(spread / period) * period
    rows = np.c_[triangles.reshape(-1, 1), np.round(uv.reshape(-1, 2) / TILE_M, 4)]
    unique, flat = np.unique(rows, axis=0, return_inverse=True)
    return unique[:, 1:], unique[:, 0].astype(int), flat.reshape(-1, 3)
