"""The clip that sits the patient up with the backrest: one second of the clip is one degree."""

from __future__ import annotations

import numpy as np
from scipy.optimize import least_squares
from scipy.spatial.transform import Rotation

from assets.glb import Clip
from assets.makehuman import Array
from assets.skeleton import Skeleton

DEGREES = np.r_[np.arange(0.0, 65.0, 5.0), 61.0]  # one past 60, so that a looping player never wraps there
TRUNK_SHARE = {"pelvis": 0.35, "spine_01": 0.7, "spine_02": 1.0}  # world rotation as a share of the backrest's
NECK_SHARE = 0.02  # the pillow pushes the head forward a little as the backrest rises
ARM = ("clavicle", "upperarm", "lowerarm", "hand")


def _tilt(angle: float) -> Rotation:
    """Raising the head end about the x axis: -z towards +y."""
    return Rotation.from_rotvec([angle, 0, 0])


def _chain(skeleton: Skeleton, angle: float) -> dict[str, tuple[Rotation, Array]]:
    """World rotation and joint position of the trunk bones when the backrest stands at `angle` rad."""
    placed: dict[str, tuple[Rotation, Array]] = {}
    pelvis = skeleton.heads[skeleton.index("pelvis")]
    for name, share in TRUNK_SHARE.items():
        head = skeleton.heads[skeleton.index(name)]
        turned = _tilt(angle * share).apply(head)
        placed[name] = (_tilt(angle * share), pelvis if name == "pelvis" else turned)
    hinge = _tilt(angle)
    upper = ("spine_03", "neck_01", "clavicle_l", "clavicle_r")
    for name in upper:
        placed[name] = (hinge, hinge.apply(skeleton.heads[skeleton.index(name)]))
    return placed


def _arm_positions(skeleton: Skeleton, side: str, root: tuple[Rotation, Array], turns: Array) -> dict[str, Array]:
    """Joint positions down one arm for four local rotation vectors [4,3]."""
    rotation, position = root
    at = {}
    for k, stem in enumerate(ARM):
        name = f"{stem}_{side}"
        at[stem] = position
        rotation = rotation * Rotation.from_rotvec(turns[k])
        follower = f"{ARM[k + 1]}_{side}" if k + 1 < len(ARM) else f"middle_01_{side}"
        step = skeleton.heads[skeleton.index(follower)] - skeleton.heads[skeleton.index(name)]
        position = position + rotation.apply(step)
    at["knuckle"] = position
    at["palm_up"] = rotation.apply([0.0, 1.0, 0.0])
    return at


def _solve_arm(skeleton: Skeleton, side: str, angle: float, root: tuple[Rotation, Array], start: Array) -> Array:
    """Keeps the left or right hand flat on the mattress beside the hip while the shoulder rises."""
    rest_wrist = skeleton.heads[skeleton.index(f"hand_{side}")]
    sign = 1.0 if side == "l" else -1.0
    lift = 1 - np.cos(angle)
    goal = rest_wrist + np.array([-0.02 * sign * lift, 0.0, 0.20 * np.sin(angle)])
    flat_along = skeleton.heads[skeleton.index(f"middle_01_{side}")] - rest_wrist

    def residuals(flat: Array) -> Array:
        turns = flat.reshape(4, 3)
        at = _arm_positions(skeleton, side, root, turns)
        elbow_in_back = _tilt(-angle).apply(at["lowerarm"])  # y above the backrest
        return np.concatenate([
            (at["hand"] - goal) * 45,
            (at["palm_up"] - np.array([0.0, 1.0, 0.0])) * 2.5,
            (at["knuckle"] - at["hand"] - flat_along) * 8,
            [min(elbow_in_back[1] - 0.045, 0.0) * 30, (at["lowerarm"][0] * sign - 0.30) * 3],
            turns[0] * 3, turns[1] * 0.35, turns[2] * 0.4, turns[3] * 0.9,
        ])  # fmt: skip

    return least_squares(residuals, start).x


def recline_clip(skeleton: Skeleton) -> Clip:
    """Builds the clip `recline`: time in s = backrest angle in degrees, 0 (flat) to 60."""
    rotations: dict[str, list[Array]] = {}
    translations: dict[str, list[Array]] = {}
    guesses = {side: np.zeros(12) for side in "lr"}
    for degrees in DEGREES:
        angle = np.radians(degrees)
        placed = _chain(skeleton, angle)
        local: dict[str, Rotation] = {"pelvis": placed["pelvis"][0]}
        local["neck_01"] = _tilt(angle * NECK_SHARE)
        for side in "lr":
            guesses[side] = _solve_arm(skeleton, side, angle, placed[f"clavicle_{side}"], guesses[side])
            turns = guesses[side].reshape(4, 3) if degrees else np.zeros((4, 3))
            local |= {f"{stem}_{side}": Rotation.from_rotvec(turns[k]) for k, stem in enumerate(ARM)}
        local |= {f"thigh_{side}": placed["pelvis"][0].inv() for side in "lr"}
        previous = "pelvis"
        for name in ("spine_01", "spine_02"):
            parent_rotation, parent_position = placed[previous]
            local[name] = parent_rotation.inv() * placed[name][0]
            translations.setdefault(name, []).append(parent_rotation.inv().apply(placed[name][1] - parent_position))
            previous = name
        for name, rotation in local.items():
            rotations.setdefault(name, []).append(rotation.as_quat())
    return Clip("recline", DEGREES, {n: np.array(q) for n, q in rotations.items()},
                {n: np.array(t) for n, t in translations.items()})  # fmt: skip


def clip_world(skeleton: Skeleton, clip: Clip, degrees: float) -> Array:
    """World matrices [b,4,4] that carry rest points to the clip's pose at a keyed angle."""
    key = int(np.argmin(np.abs(clip.times - degrees)))
    placed = np.zeros((len(skeleton.names), 4, 4))
    for i, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        offset = skeleton.heads[i] - (skeleton.heads[parent] if parent >= 0 else 0)
        local = np.eye(4)
        local[:3, 3] = clip.translations[name][key] if name in clip.translations else offset
        if name in clip.rotations:
            local[:3, :3] = Rotation.from_quat(clip.rotations[name][key]).as_matrix()
        placed[i] = local if parent < 0 else placed[parent] @ local
    rest = np.tile(np.eye(4), (len(placed), 1, 1))
    rest[:, :3, 3] = -skeleton.heads
    return placed @ rest
