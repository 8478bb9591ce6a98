"""Cutting, smoothing and fitting of garment meshes made from MakeHuman's clothing helpers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, eye, vstack
from scipy.spatial import ConvexHull, QhullError, cKDTree

from assets.makehuman import Array, Ints


@dataclass
class Pattern:
    """A cut piece: `blend` [m,n] expresses its vertices as mixtures of base mesh vertices; triangles [t,3]."""

    blend: csr_matrix
    triangles: Ints

    def of(self, per_vertex: Array) -> Array:
        """Carries a base mesh quantity [n,k] onto the piece."""
        return np.asarray(self.blend @ per_vertex)


def whole(triangles: Ints, count: int) -> Pattern:
    """The uncut pattern over all base vertices."""
    return Pattern(eye(count, format="csr"), triangles)


def cut(pattern: Pattern, field: Array) -> Pattern:
    """Keeps the side where `field` [m] > 0, with a clean edge exactly at zero."""
    inside = field > 0
    corner_in = inside[pattern.triangles]
    kept = pattern.triangles[corner_in.all(1)].tolist()
    made: dict[tuple[int, int], int] = {}
    extra: list[tuple[int, int, float]] = []

    def crossing(a: int, b: int) -> int:
        key = (min(a, b), max(a, b))
        if key not in made:
            made[key] = len(field) + len(extra)
            low, high = key
            extra.append((low, high, float(field[low] / (field[low] - field[high]))))
        return made[key]

    for triangle in pattern.triangles[corner_in.any(1) & ~corner_in.all(1)].tolist():
        polygon: list[int] = []
        for k in range(3):
            a, b = triangle[k], triangle[(k + 1) % 3]
            if inside[a]:
                polygon.append(a)
            if inside[a] != inside[b]:
                polygon.append(crossing(a, b))
        kept += [[polygon[0], polygon[k], polygon[k + 1]] for k in range(1, len(polygon) - 1)]
    count = len(field)
    rows = np.repeat(np.arange(len(extra)), 2)
    columns = np.array([[a, b] for a, b, _ in extra], dtype=int).ravel()
    values = np.array([[1 - t, t] for _, _, t in extra]).ravel()
    crossings = coo_matrix((values, (rows, columns)), shape=(len(extra), count)).tocsr()
    used, flat = np.unique(np.array(kept), return_inverse=True)
    blend = vstack([eye(count, format="csr"), crossings]).tocsr()[used] @ pattern.blend
    return Pattern(blend.tocsr(), flat.reshape(-1, 3))


def boundary_loops(triangles: Ints) -> list[list[int]]:
    """Ordered vertex loops around the open edges, in the direction of the faces."""
    edges = np.concatenate([triangles[:, [k, (k + 1) % 3]] for k in range(3)])
    present = {(a, b) for a, b in edges.tolist()}
    following = {a: b for a, b in edges.tolist() if (b, a) not in present}
    loops = []
    while following:
        start = next(iter(following))
        loop, vertex = [start], following.pop(start)
        while vertex != start and vertex in following:
            loop.append(vertex)
            vertex = following.pop(vertex)
        loops.append(loop)
    return loops


def neighbours(triangles: Ints, count: int) -> csr_matrix:
    """Row-normalised adjacency; open edges are averaged along the edge only, so that hems stay clean."""
    edges = np.concatenate([triangles[:, [k, (k + 1) % 3]] for k in range(3)])
    rim = {v for loop in boundary_loops(triangles) for v in loop}
    along = {(loop[i], loop[(i + 1) % len(loop)]) for loop in boundary_loops(triangles) for i in range(len(loop))}
    pairs = [(a, b) for a, b in edges.tolist() if a not in rim]
    pairs += [(b, a) for a, b in edges.tolist() if b not in rim]
    pairs += [p for a, b in along for p in ((a, b), (b, a))]
    rows, columns = np.array(pairs).T
    graph = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(count, count)).tocsr()
    graph.data[:] = 1.0
    degree = np.maximum(np.asarray(graph.sum(1)).ravel(), 1)
    return coo_matrix((1 / degree, (np.arange(count), np.arange(count))), shape=(count, count)).tocsr() @ graph


def relax(points: Array, graph: csr_matrix, amount: float, rounds: int, fixed: Array | None = None) -> Array:
    """Laplacian smoothing; `fixed` vertices stay."""
    moving = np.ones(len(points)) if fixed is None else (~fixed).astype(float)
    result = points.copy()
    for _ in range(rounds):
        result += (amount * moving)[:, None] * (graph @ result - result)
    return result


def keep_off(points: Array, body: Array, normals: Array, clearance: float | Array) -> Array:
    """Pushes cloth out of the body until it is `clearance` m away from the nearest skin."""
    distance, index = cKDTree(body).query(points, k=3)
    weight = 1 / (distance + 1e-4)
    weight = (weight / weight.sum(1, keepdims=True))[..., None]
    skin, out = (body[index] * weight).sum(1), (normals[index] * weight).sum(1)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    depth = np.maximum(clearance - ((points - skin) * out).sum(1), 0)
    return points + out * depth[:, None]


def hull_radius(section: Array, centre: Array, angles: Array) -> Array:
    """Distance from `centre` [2] to the convex hull of a cross-section [k,2] along each angle [m]."""
    try:
        hull = ConvexHull(section)
    except QhullError:
        return np.zeros(len(angles))
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    along = directions @ hull.equations[:, :2].T
    inside = hull.equations[:, 2] + hull.equations[:, :2] @ centre
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(along > 1e-9, -inside / along, np.inf)
    return np.asarray(reach.min(1))
