"""The hospital gown: cut from the tights helper, closed below the hips by a draped skirt, loose over the trunk."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy.spatial import cKDTree

from assets.cloth import Pattern, boundary_loops, cut, hull_radius, keep_off, neighbours, relax, whole
from assets.glb import Material, Mesh, vertex_normals
from assets.makehuman import BODY_VERTICES, Array, Ints, base_mesh, vertex_groups
from assets.morphs import quad_normals
from assets.skeleton import strongest

SLEEVE_END = 0.80  # share of the upper arm that the sleeve covers
CLEARANCE_M = 0.008
SLEEVE_SLACK_M = 0.014
HEM_BELOW_KNEE_M = 0.05
RINGS = 13
TILE_M = 0.24  # the printed pattern repeats at this distance


@dataclass
class Cloth:
    """A garment while it is being fitted: points [n,3], triangles, weights [n,b], morphs by name."""

    points: Array
    triangles: Ints
    weights: Array
    morphs: dict[str, Array]


def _joint(vertices: Array, name: str) -> Array:
    return vertices[vertex_groups()[f"joint-{name}"]].mean(0)


def cut_pattern(standing: Array) -> Pattern:
    """Tights cut at the neck, above the elbows and at the hips, in the standing pose."""
    quads = base_mesh().quads["helper-tights"][:, :, 0]
    pattern = whole(np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]), len(standing))
    shoulder, elbow = _joint(standing, "l-shoulder"), _joint(standing, "l-elbow")
    axis = elbow - shoulder
    mirrored = standing * np.where(standing[:, [0]] < 0, [[-1, 1, 1]], [[1, 1, 1]])
    along = ((mirrored - shoulder) @ axis) / (axis @ axis)
    beyond = np.where(mirrored[:, 0] > shoulder[0] - 0.02, along, -1.0)
    neck = _joint(standing, "neck")
    collar = np.linalg.norm((standing - (neck + [0, 0.015, 0.01])) / [0.082, 0.085, 0.10], axis=1) - 1
    hips = standing[:, 1] - (_joint(standing, "l-upper-leg")[1] - 0.015)
    for field in (SLEEVE_END - beyond, collar, hips):
        pattern = cut(pattern, pattern.of(field[:, None])[:, 0])
    return pattern


def _loosen(points: Array, sleeve: Array, body: Array, armpit_z: float) -> Array:
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


def _skirt(cloth: Cloth, loop: list[int], body: Array, body_weights: Array, hem_z: float) -> Cloth:
    """Extends the open lower edge down the thighs as rings around both legs."""
    edge = cloth.points[loop]
    centre = np.array([0.0, 0.085])
    angles = np.arctan2(edge[:, 1] - centre[1], edge[:, 0] - centre[0])
    start = np.hypot(edge[:, 0] - centre[0], edge[:, 1] - centre[1])
    rings, triangles = [], []
    previous = np.array(loop)
    count = len(cloth.points)
    for k in range(1, RINGS + 1):
        t = k / RINGS
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


def _hem(cloth: Cloth) -> Cloth:
    """Folds every open edge inwards, so that the cloth shows a thickness."""
    normals = vertex_normals(cloth.points, cloth.triangles)
    ids, fold, triangles = [], [], []
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


def _fit(cloth: Cloth, body: Array, normals: Array, clearance: Array, rounds: int = 6) -> Cloth:
    graph = neighbours(cloth.triangles, len(cloth.points))
    points = cloth.points
    for _ in range(rounds):
        points = keep_off(relax(points, graph, 0.5, 2), body, normals, clearance)
    points = relax(points, graph, 0.4, 1)
    points = keep_off(points, body, normals, clearance * 0.8)
    points[:, 1] = np.maximum(points[:, 1], 0.001)
    return Cloth(points, cloth.triangles, cloth.weights, cloth.morphs)


def paint_gown(seed: int = 5, size: int = 256) -> bytes:
    """A tile of washed white cotton with small blue lozenges, WebP."""
    random = np.random.default_rng(seed)
    weave = 236 + random.normal(0, 3.0, (size, size)) + 2.0 * np.sin(np.arange(size) * np.pi)[None]
    image = np.repeat(weave[..., None], 3, axis=2) - np.array([14, 6, 0])
    y, x = np.mgrid[0:size, 0:size]
    cells = 8
    step = size / cells
    row = np.floor(y / step)
    u = ((x + (row % 2) * step / 2) % step) / step - 0.5
    v = (y % step) / step - 0.5
    lozenge = np.clip((0.17 - np.abs(u) * 1.15 - np.abs(v) * 0.75) * 18, 0, 1)[..., None]
    dot = np.clip((0.055 - np.hypot(u, v)) * 40, 0, 1)[..., None]
    image = image * (1 - 0.75 * lozenge) + np.array([92, 132, 178]) * 0.75 * lozenge
    image = image * (1 - dot) + np.array([238, 242, 244]) * dot
    out = io.BytesIO()
    Image.fromarray(np.clip(image, 0, 255).astype(np.uint8)).save(out, "WEBP", quality=78, method=6)
    return out.getvalue()


def _texture_space(points: Array, triangles: Ints, sleeve: Array, arm: tuple[Array, Array]) -> tuple[Array, Ints, Ints]:
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


def build_gown(
    standing: Array, lying: Array, dense_weights: Array, morphs: dict[str, Array], worlds: list[Array]
) -> Mesh:
    """The fitted gown in the bed frame; `dense_weights` [n,b] and `morphs` are over the whole base mesh.

    `worlds` are bone matrices [b,4,4] of poses in which the skin must stay covered.
    """
    pattern = cut_pattern(standing)
    quads = base_mesh().quads["body"][:, :, 0]
    normals = quad_normals(lying, quads)[:BODY_VERTICES]
    body = lying[:BODY_VERTICES]
    shoulder, elbow = _joint(lying, "l-shoulder"), _joint(lying, "l-elbow")
    axis = (elbow - shoulder) / np.linalg.norm(elbow - shoulder)
    stood = pattern.of(standing)
    sleeve = np.abs(stood[:, 0]) > _joint(standing, "l-shoulder")[0] + 0.012
    breathing = {n: pattern.of(morphs[n]) for n in ("breatheChest", "breatheAbdomen")}
    cloth = Cloth(pattern.of(lying), pattern.triangles, pattern.of(dense_weights), breathing)
    limb = np.abs(standing[:BODY_VERTICES, 0]) > np.abs(_joint(standing, "l-shoulder")[0]) + 0.01
    low = standing[:BODY_VERTICES, 1] < _joint(standing, "l-upper-leg")[1] + 0.25
    arms = limb & ~(low & (standing[:BODY_VERTICES, 0] ** 2 < 0.3**2) & (standing[:BODY_VERTICES, 1] < 0.9))
    trunk = body[~arms]
    cloth.points = _loosen(cloth.points, sleeve, trunk, shoulder[2] + 0.13)
    lowest = max(boundary_loops(cloth.triangles), key=lambda loop: cloth.points[loop, 2].mean())
    hem_z = _joint(lying, "l-knee")[2] + HEM_BELOW_KNEE_M
    cloth = _skirt(cloth, lowest, trunk, dense_weights[:BODY_VERTICES][~arms], hem_z)
    sleeve = np.concatenate([sleeve, np.zeros(len(cloth.points) - len(sleeve), dtype=bool)])
    left = cloth.points * np.where(cloth.points[:, [0]] < 0, [[-1, 1, 1]], [[1, 1, 1]])
    slack = CLEARANCE_M + SLEEVE_SLACK_M * np.clip((left - shoulder) @ axis / 0.14, 0, 1) * sleeve
    cloth = _fit(cloth, body, normals, slack)
    skin_bones = dense_weights[:BODY_VERTICES]
    on_trunk = borrowed_weights(cloth.points, trunk, skin_bones[~arms])
    cloth.weights = np.where(sleeve[:, None], borrowed_weights(cloth.points, body, skin_bones), on_trunk)
    cloth = clear_in_poses(cloth, trunk, skin_bones[~arms], normals[~arms], worlds)
    before = len(cloth.points)
    cloth = _hem(cloth)
    nearest = cKDTree(cloth.points[:before]).query(cloth.points[before:])[1]
    sleeve = np.concatenate([sleeve, sleeve[nearest]])
    uv, ids, triangles = _texture_space(cloth.points, cloth.triangles, sleeve, (shoulder, axis))
    smooth = vertex_normals(cloth.points, cloth.triangles)
    joints, weights = strongest(cloth.weights)
    fabric = Material("gown", roughness=0.92, texture=paint_gown(), double_sided=True)
    return Mesh(
        "gown", cloth.points[ids], triangles, fabric, normals=smooth[ids], uv=uv, joints=joints[ids],
        weights=weights[ids], morphs={n: m[ids] for n, m in cloth.morphs.items()},
    )  # fmt: skip
