"""A nurse's tunic, trousers and shoes: one mesh with vertex colours."""

from __future__ import annotations

import numpy as np

from assets.cloth import Pattern, boundary_loops, cut, hull_radius, keep_off, neighbours, relax, whole
from assets.furniture import Surface, crease_surface, merge
from assets.glb import Material, Mesh, vertex_normals
from assets.makehuman import BODY_VERTICES, Array, base_mesh
from assets.morphs import quad_normals
from assets.simplify import simplify
from assets.skeleton import strongest
from assets.supine import STANDING_TO_BED
from assets.tailor import CLEARANCE_M, Cloth, borrowed_weights, cut_pattern, fit, hem, joint, loosen, skirt

TUNIC = (0.045, 0.145, 0.34)  # linear; the mid blue of a UK staff nurse
TROUSERS = (0.020, 0.032, 0.075)
SHOES = (0.012, 0.012, 0.014)
SHOE_SEGMENTS = 18
FOB = (0.75, 0.76, 0.78)
UNIFORM_TRIANGLES = 5600
TUNIC_SLEEVE_END = 0.60
TUNIC_BELOW_HIP_M = 0.17


class Wearer:
    """The posed body in the tailoring frame (y out of the chest, z down), with weights of the shipped bones."""

    def __init__(self, standing: Array, posed: Array, dense: Array) -> None:
        self.standing = standing
        self.back_z = float(posed[:BODY_VERTICES, 2].min())
        self.hip_y = float(joint(posed, "l-upper-leg")[1])
        self.vertices = (posed - [0, self.hip_y, self.back_z]) @ STANDING_TO_BED.T
        self.body = self.vertices[:BODY_VERTICES]
        self.normals = quad_normals(self.vertices, base_mesh().quads["body"][:, :, 0])[:BODY_VERTICES]
        self.bones = dense[:BODY_VERTICES]
        shoulder = joint(standing, "l-shoulder")
        wide = np.abs(standing[:BODY_VERTICES, 0]) > shoulder[0] + 0.01
        low = standing[:BODY_VERTICES, 1] < 0.9
        self.arms = wide & ~(low & (np.abs(standing[:BODY_VERTICES, 0]) < 0.3))

    def back_to_room(self, points: Array) -> Array:
        """From the tailoring frame to the standing one."""
        return points @ STANDING_TO_BED + [0, self.hip_y, self.back_z]


def _tunic(wearer: Wearer) -> Cloth:
    pattern = cut_pattern(wearer.standing, TUNIC_SLEEVE_END)
    stood = pattern.of(wearer.standing)
    sleeve = np.abs(stood[:, 0]) > joint(wearer.standing, "l-shoulder")[0] + 0.012
    shoulder = joint(wearer.vertices, "l-shoulder")
    trunk, trunk_bones = wearer.body[~wearer.arms], wearer.bones[~wearer.arms]
    points = loosen(pattern.of(wearer.vertices), sleeve, trunk, shoulder[2] + 0.13)
    cloth = Cloth(points, pattern.triangles, np.zeros((len(points), wearer.bones.shape[1])), {})
    lowest = max(boundary_loops(cloth.triangles), key=lambda loop: cloth.points[loop, 2].mean())
    cloth = skirt(cloth, lowest, trunk, trunk_bones, TUNIC_BELOW_HIP_M, count_of_rings=4)
    sleeve = np.r_[sleeve, np.zeros(len(cloth.points) - len(sleeve), dtype=bool)]
    axis = joint(wearer.vertices, "l-elbow") - shoulder
    left = cloth.points * np.where(cloth.points[:, [0]] < 0, [[-1, 1, 1]], [[1, 1, 1]])
    over_trousers = 0.012 * np.clip((cloth.points[:, 2] + 0.06) / 0.06, 0, 1)
    in_sleeve = np.clip((left - shoulder) @ axis / (axis @ axis) / 0.5, 0, 1) * sleeve
    slack = CLEARANCE_M * 1.5 + over_trousers + 0.012 * in_sleeve
    cloth = fit(cloth, wearer.body, wearer.normals, slack, floor=-1.0)
    on_trunk = borrowed_weights(cloth.points, trunk, trunk_bones)
    cloth.weights = np.where(sleeve[:, None], borrowed_weights(cloth.points, wearer.body, wearer.bones), on_trunk)
    return hem(cloth)


def _trousers(wearer: Wearer) -> Cloth:
    quads = base_mesh().quads["helper-tights"][:, :, 0]
    standing = wearer.standing
    pattern: Pattern = whole(np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]), len(standing))
    waist = joint(standing, "l-upper-leg")[1] + 0.05
    ankle = joint(standing, "l-ankle")[1] + 0.015
    for field in (waist - standing[:, 1], standing[:, 1] - ankle, 0.35 - np.abs(standing[:, 0])):
        pattern = cut(pattern, pattern.of(field[:, None])[:, 0])
    points = pattern.of(wearer.vertices)
    knee, foot = joint(wearer.vertices, "l-knee"), joint(wearer.vertices, "l-ankle")
    cloth = Cloth(points, pattern.triangles, np.zeros((len(points), wearer.bones.shape[1])), {})
    legs = wearer.body[~wearer.arms]
    cloth = fit(cloth, legs, wearer.normals[~wearer.arms], 0.006, rounds=3, floor=-1.0)
    points = cloth.points
    below = np.clip((points[:, 2] - knee[2] + 0.12) / 0.2, 0, 1)
    share = np.clip((points[:, 2] - knee[2]) / (foot[2] - knee[2]), -0.5, 1.2)[:, None]
    centre = (knee + (foot - knee) * share) * np.where(points[:, [0]] < 0, [[-1, 1, 1]], [[1, 1, 1]])
    radial = (points - centre) * [1, 1, 0]
    radius = np.maximum(np.linalg.norm(radial, axis=1), 1e-6)
    fold = 0.003 * np.sin(points[:, 2] * 42 + 2 * np.arctan2(radial[:, 1], radial[:, 0]))
    wanted = np.maximum(radius, 0.078 + fold) * below + radius * (1 - below)
    points = points + radial / radius[:, None] * (wanted - radius)[:, None]
    points = relax(points, neighbours(cloth.triangles, len(points)), 0.4, 2)
    cloth.points = keep_off(points, legs, wearer.normals[~wearer.arms], 0.005)
    cloth.weights = borrowed_weights(cloth.points, legs, wearer.bones[~wearer.arms])
    return hem(cloth)


def _shoes(wearer: Wearer) -> Cloth:
    """Plain closed shoes: a loft of convex sections along each foot, flat underneath."""
    knee = joint(wearer.vertices, "l-knee")[2]
    ankle, floor = joint(wearer.vertices, "l-ankle"), wearer.hip_y
    foot = wearer.body[(wearer.body[:, 2] > ankle[2] - 0.012) & (wearer.body[:, 0] > 0) & (wearer.body[:, 2] > knee)]
    heel, toe = foot[:, 1].min() - 0.006, foot[:, 1].max() + 0.010
    angles = np.linspace(0, 2 * np.pi, SHOE_SEGMENTS, endpoint=False)
    rings = []
    for t in np.array([0.0, 0.03, 0.1, 0.25, 0.4, 0.55, 0.7, 0.82, 0.91, 0.97, 1.0]):
        y = heel + (toe - heel) * t
        inner = np.clip(y, heel + 0.012, toe - 0.026)
        section = foot[np.abs(foot[:, 1] - inner) < 0.014][:, [0, 2]]
        centre = (section.min(0) + section.max(0)) / 2
        shrink = np.sqrt(np.clip(1 - (max(0.10 - t, 0) / 0.115) ** 2, 0, 1))
        shrink *= np.sqrt(np.clip(1 - (max(t - 0.86, 0) / 0.145) ** 2, 0, 1))
        radius = (hull_radius(section, centre, angles) + 0.006) * shrink
        x, z = centre[0] + radius * np.cos(angles), centre[1] + radius * np.sin(angles)
        z = np.minimum(floor - 0.001 - (floor - z) * np.where(z < centre[1], 0.6 + 0.4 * shrink, 1.0), floor - 0.001)
        rings.append(np.c_[x, np.full(len(x), y), z])
    points = np.concatenate(rings)
    cell = np.array([(r * SHOE_SEGMENTS + s, r * SHOE_SEGMENTS + (s + 1) % SHOE_SEGMENTS)
                     for r in range(len(rings) - 1) for s in range(SHOE_SEGMENTS)])  # fmt: skip
    up = cell + SHOE_SEGMENTS
    left = np.concatenate([np.c_[cell[:, 0], up[:, 0], cell[:, 1]], np.c_[cell[:, 1], up[:, 0], up[:, 1]]])
    both = np.vstack([points, points * [-1, 1, 1]])
    triangles = np.vstack([left, left[:, ::-1] + len(points)])
    return Cloth(both, triangles, borrowed_weights(both, wearer.body, wearer.bones), {})


def _fob_watch(wearer: Wearer) -> Surface:
    """A fob watch pinned on the left breast."""
    x, z = 0.075, joint(wearer.vertices, "l-shoulder")[2] + 0.075
    chest = wearer.body[(np.abs(wearer.body[:, 0] - x) < 0.012) & (np.abs(wearer.body[:, 2] - z) < 0.012)]
    at = np.array([x, chest[:, 1].max() + 0.021, z])
    phi = np.linspace(0, 2 * np.pi, 15)[:-1]
    ring = np.c_[0.014 * np.cos(phi), np.zeros(14), 0.014 * np.sin(phi) + 0.035]
    face = np.vstack([ring, ring - [0, 0.006, 0], [[0, 0.001, 0.035]]])
    strap = np.array([(x, y, z) for x in (-0.006, 0.006) for y in (-0.003, 0.0) for z in (0.0, 0.026)])
    triangles = [(k, (k + 1) % 14, 28) for k in range(14)]
    for k in range(14):
        after = (k + 1) % 14
        triangles += [(k, 14 + k, after), (after, 14 + k, 14 + after)]
    quads = [
        (2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4), (1, 7, 3), (1, 5, 7), (0, 1, 3), (0, 3, 2), (4, 6, 7), (4, 7, 5),
    ]  # fmt: skip
    return merge([crease_surface(face + at, np.array(triangles)[:, ::-1], np.array(FOB)),
                  crease_surface(strap + at, np.array(quads), np.array(FOB))])  # fmt: skip


def _coloured(cloth: Cloth, colour: tuple[float, float, float]) -> Array:
    return np.tile(np.array(colour), (len(cloth.points), 1))


def build_uniform(standing: Array, posed: Array, dense: Array) -> Mesh:
    """Tunic, trousers, shoes and fob watch in the standing frame, skinned."""
    wearer = Wearer(standing, posed, dense)
    pieces = [(_tunic(wearer), TUNIC), (_trousers(wearer), TROUSERS), (_shoes(wearer), SHOES)]
    watch = _fob_watch(wearer)
    points = [wearer.back_to_room(c.points) for c, _ in pieces]
    normals = [vertex_normals(p, c.triangles) for p, (c, _) in zip(points, pieces, strict=True)]
    colours = [_coloured(c, colour) for c, colour in pieces]
    weights = [c.weights for c, _ in pieces]
    triangles = [c.triangles for c, _ in pieces]
    points.append(wearer.back_to_room(watch.positions))
    normals.append(watch.normals @ STANDING_TO_BED)
    colours.append(watch.colours)
    weights.append(borrowed_weights(watch.positions, wearer.body[~wearer.arms], wearer.bones[~wearer.arms]))
    triangles.append(watch.triangles)
    starts = np.cumsum([0] + [len(p) for p in points])
    joined = np.concatenate([t + s for t, s in zip(triangles, starts, strict=False)])
    joints, values = strongest(np.concatenate(weights))
    everything = np.concatenate(points)
    return simplify(Mesh(
        "uniform", everything, joined, Material("uniform", roughness=0.9, double_sided=True),
        normals=np.concatenate(normals),
        colours=np.c_[np.concatenate(colours), np.ones(len(everything))],
        joints=joints, weights=values,
    ), UNIFORM_TRIANGLES)  # fmt: skip
