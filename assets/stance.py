"""Stands a body at ease: arms hanging beside the thighs, palms turned in."""

from __future__ import annotations

import numpy as np
from scipy.optimize import least_squares
from scipy.spatial.transform import Rotation

from assets.arms import arm_rotations, degrees, finger_curl, mirror
from assets.makehuman import BODY_VERTICES, Array
from assets.skeleton import Skeleton, build_skeleton, forward, joint_positions, skin_weights, transform_points
from assets.supine import PosedBody


def _hanging_arm(skeleton: Skeleton, hip_half_width: float) -> dict[str, Rotation]:
    """Left arm down the side with a slight bend at the elbow."""
    ids = {n: skeleton.index(n) for n in (
        "upperarm01.L", "lowerarm01.L", "wrist.L", "finger2-1.L", "finger5-1.L", "finger3-1.L")}  # fmt: skip
    heads = skeleton.heads
    reach = np.linalg.norm(heads[ids["lowerarm01.L"]] - heads[ids["upperarm01.L"]]) + np.linalg.norm(
        heads[ids["wrist.L"]] - heads[ids["lowerarm01.L"]])  # fmt: skip

    def residuals(solution: Array) -> Array:
        at = joint_positions(skeleton, forward(skeleton, arm_rotations(solution, skeleton)))
        wrist, elbow, shoulder = at[ids["wrist.L"]], at[ids["lowerarm01.L"]], at[ids["upperarm01.L"]]
        back_of_hand = np.cross(at[ids["finger2-1.L"]] - wrist, at[ids["finger5-1.L"]] - wrist)
        back_of_hand /= np.linalg.norm(back_of_hand)
        along = at[ids["finger3-1.L"]] - wrist
        along /= np.linalg.norm(along)
        goals = [
            (wrist[0] - (hip_half_width + 0.095)) * 20, (wrist[1] - (shoulder[1] - 0.95 * reach)) * 20,
            (wrist[2] - (shoulder[2] + 0.055)) * 12, (elbow[2] - (shoulder[2] - 0.025)) * 12,
            (elbow[0] - (shoulder[0] + 0.085)) * 8,
            *((back_of_hand - np.array([0.92, 0.0, 0.38])) * 2), *((along - np.array([-0.04, -0.98, 0.18])) * 2),
        ]  # fmt: skip
        stiffness = np.array([0.25] * 3 + [0.5] + [0.3] * 3 + [0.45] + [1.2] * 3 + [2.5] * 3)
        return np.concatenate([goals, solution * stiffness])

    return arm_rotations(least_squares(residuals, np.zeros(14)).x, skeleton)


def stand_at_ease(standing: Array) -> PosedBody:
    """Poses the A-pose body (whole base mesh) with its arms down and its feet nearer together."""
    skeleton = build_skeleton("default", standing)
    joints, weights = skin_weights("default", skeleton.names, len(standing), limit=6)
    hip = skeleton.heads[skeleton.index("upperleg01.L")]
    knee = skeleton.heads[skeleton.index("lowerleg01.L")]
    body = standing[:BODY_VERTICES]
    hips = body[(np.abs(body[:, 1] - hip[1] + 0.04) < 0.05) & (np.abs(body[:, 0]) < 0.3)]
    together = np.degrees(np.arctan2(knee[0] - hip[0], hip[1] - knee[1])) * 0.55
    legs = {"upperleg01.L": degrees(z=-together), "foot.L": degrees(z=together)}
    rotations = mirror(_hanging_arm(skeleton, float(hips[:, 0].max())) | finger_curl(skeleton, 2.2) | legs)
    posed, blend = transform_points(forward(skeleton, rotations), joints, weights, standing)
    posed[:, 1] -= posed[:BODY_VERTICES, 1].min()
    return PosedBody(posed, blend)
