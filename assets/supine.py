"""Lays a standing body flat on a mattress: arms at the sides, palms down, heels and back taking the weight.

The pose is solved on MakeHuman's 163-bone rig, whose twist bones keep forearms round when the palms turn down;
the shipped skeleton is placed into the posed body afterwards.

Bed frame: x to the patient's left, y up, z towards the feet; y = 0 is the mattress, z = 0 the hip joints.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares
from scipy.spatial.transform import Rotation

from assets.arms import arm_rotations, degrees, finger_curl, mirror
from assets.makehuman import BODY_VERTICES, Array, base_mesh, vertex_groups
from assets.skeleton import Skeleton, build_skeleton, forward, joint_positions, skin_weights, transform_points

SINK_M = 0.016  # how far the heaviest parts press into the mattress before they flatten
FLATTEN_M = 0.012  # softness of that flattening
PALM_SIGN = 1.0  # (index knuckle) x (little knuckle) points out of the back of the left hand: up
STANDING_TO_BED = np.array([[1.0, 0, 0], [0, 0, 1.0], [0, -1.0, 0]])


@dataclass(frozen=True)
class PosedBody:
    """Posed vertices [n,3] in the bed frame and, per vertex, the 3x3 that carries standing offsets into it."""

    vertices: Array
    carry: Array


def _solve_arm(skeleton: Skeleton, back_z: float, hip_half_width: float) -> dict[str, Rotation]:
    """Left arm beside the trunk: elbow and wrist just above the mattress, palm down, fingers towards the feet."""
    ids = {n: skeleton.index(n) for n in (
        "upperarm01.L", "lowerarm01.L", "wrist.L", "finger2-1.L", "finger5-1.L", "finger3-1.L")}  # fmt: skip
    heads = skeleton.heads
    reach = np.linalg.norm(heads[ids["lowerarm01.L"]] - heads[ids["upperarm01.L"]]) + np.linalg.norm(
        heads[ids["wrist.L"]] - heads[ids["lowerarm01.L"]])  # fmt: skip

    def residuals(solution: Array) -> Array:
        at = joint_positions(skeleton, forward(skeleton, arm_rotations(solution, skeleton)))
        wrist, elbow, shoulder = at[ids["wrist.L"]], at[ids["lowerarm01.L"]], at[ids["upperarm01.L"]]
        palm = np.cross(at[ids["finger2-1.L"]] - wrist, at[ids["finger5-1.L"]] - wrist)
        palm /= np.linalg.norm(palm)
        along = at[ids["finger3-1.L"]] - wrist
        along /= np.linalg.norm(along)
        goals = [
            (wrist[2] - (back_z + 0.036)) * 40,
            (elbow[2] - (back_z + 0.052)) * 30,
            (wrist[0] - (hip_half_width + 0.085)) * 20,
            (wrist[1] - (shoulder[1] - 0.95 * reach)) * 20,
            (elbow[0] - (hip_half_width + 0.095)) * 8,
            *((palm - np.array([0, 0, PALM_SIGN])) * 3),
            *((along - np.array([-0.05, -1.0, -0.06])) * 3),
        ]
        stiffness = np.array([0.25] * 3 + [0.5] + [0.3] * 3 + [0.45] + [1.2] * 3 + [2.5] * 3)
        return np.concatenate([goals, solution * stiffness])

    found = least_squares(residuals, np.zeros(14))
    return arm_rotations(found.x, skeleton)


def _leg_rotations(skeleton: Skeleton, vertices: Array, back_z: float) -> dict[str, Rotation]:
    """Thighs drop until the heels touch, knees stay slightly bent, feet fall outwards and point away."""
    knee = skeleton.heads[skeleton.index("lowerleg01.L")]
    hip = skeleton.heads[skeleton.index("upperleg01.L")]
    ankle = skeleton.heads[skeleton.index("foot.L")]
    ids = vertex_groups()["joint-l-ankle"]
    heel = vertices[:BODY_VERTICES][vertices[:BODY_VERTICES, 1] < vertices[ids, 1].min()]
    heel_depth = ankle[2] - heel[:, 2].min()
    bend = np.radians(7.0)
    drop = np.arcsin(np.clip((ankle[2] - heel_depth * 0.9 - back_z) / np.linalg.norm(ankle - hip), -0.3, 0.3))
    together = np.arctan2(knee[0] - hip[0], hip[1] - knee[1]) * 0.7
    return {
        "upperleg01.L": Rotation.from_rotvec([drop - bend * 0.45, 0, -together]) * degrees(y=7),
        "lowerleg01.L": Rotation.from_rotvec([bend, 0, 0]),
        "foot.L": degrees(x=24, y=3),
    }


def lie_down(standing: Array) -> PosedBody:
    """Poses a standing body (whole base mesh) supine, into the bed frame."""
    skeleton = build_skeleton("default", standing)
    joints, weights = skin_weights("default", skeleton.names, len(standing), limit=6)
    body = standing[:BODY_VERTICES]
    hip = skeleton.heads[skeleton.index("upperleg01.L")]
    trunk = (np.abs(body[:, 0]) < 0.2) & (body[:, 1] > hip[1] - 0.1)
    trunk &= body[:, 1] < skeleton.heads[skeleton.index("neck01"), 1]
    back_z = float(body[trunk, 2].min()) + SINK_M
    hips = body[(np.abs(body[:, 1] - hip[1]) < 0.05) & (np.abs(body[:, 0]) < 0.35)]
    rotations = mirror(
        _solve_arm(skeleton, back_z, float(hips[:, 0].max())) | finger_curl(skeleton)
        | _leg_rotations(skeleton, standing, back_z)
    )  # fmt: skip
    rotations |= {"neck01": degrees(x=7), "neck02": degrees(x=5), "head": degrees(x=-2)}
    posed, blend = transform_points(forward(skeleton, rotations), joints, weights, standing)
    posed[:, 2] -= back_z
    posed[:, 1] -= hip[1]
    bed = posed @ STANDING_TO_BED.T
    carry = STANDING_TO_BED @ blend
    return PosedBody(_rest_on_mattress(bed), carry)


def _rest_on_mattress(vertices: Array) -> Array:
    """Flattens what would sink below the mattress; the whole mesh moves, so garments and joints stay with the skin."""
    flat = vertices.copy()
    y = flat[:, 1]
    flat[:, 1] = 0.5 * (y + np.sqrt(y * y + 4 * FLATTEN_M**2)) - FLATTEN_M * np.exp(-np.maximum(y, 0) / 0.05)
    return flat


def skin_quads() -> Array:
    """Body quads as vertex indices [q,4]."""
    return base_mesh().quads["body"][:, :, 0]
