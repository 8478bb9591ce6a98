"""Rotations of the arms and fingers of MakeHuman's 163-bone rig, shared by the lying and the standing pose."""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation

from assets.makehuman import Array
from assets.skeleton import Skeleton


def mirror(rotations: dict[str, Rotation]) -> dict[str, Rotation]:
    """Adds the right side to rotations given for the left (mirror plane x = 0)."""
    both = dict(rotations)
    for name, rotation in rotations.items():
        if name.endswith(".L"):
            x, y, z = rotation.as_rotvec()
            both[name[:-2] + ".R"] = Rotation.from_rotvec([x, -y, -z])
    return both


def degrees(x: float = 0, y: float = 0, z: float = 0) -> Rotation:
    """A rotation vector given in degrees."""
    return Rotation.from_rotvec(np.radians([x, y, z]))


def arm_rotations(solution: Array, skeleton: Skeleton) -> dict[str, Rotation]:
    """Turns the solver's twelve numbers (rotation vectors and two twists, rad) into bone rotations of the left arm."""
    at = {n: skeleton.heads[skeleton.index(n)] for n in ("upperarm01.L", "lowerarm01.L", "wrist.L")}
    humerus = (at["lowerarm01.L"] - at["upperarm01.L"]) / np.linalg.norm(at["lowerarm01.L"] - at["upperarm01.L"])
    forearm = (at["wrist.L"] - at["lowerarm01.L"]) / np.linalg.norm(at["wrist.L"] - at["lowerarm01.L"])
    return {
        "clavicle.L": Rotation.from_rotvec(solution[11:14]),
        "upperarm01.L": Rotation.from_rotvec(solution[0:3]),
        "upperarm02.L": Rotation.from_rotvec(humerus * solution[3]),
        "lowerarm01.L": Rotation.from_rotvec(solution[4:7] + forearm * solution[7] / 3),
        "lowerarm02.L": Rotation.from_rotvec(forearm * solution[7] * 2 / 3),
        "wrist.L": Rotation.from_rotvec(solution[8:11]),
    }


def finger_curl(skeleton: Skeleton, amount: float = 1.0) -> dict[str, Rotation]:
    """A relaxed hand: each finger bends a little about the knuckle line, more towards the little finger."""
    line = skeleton.heads[skeleton.index("finger2-1.L")] - skeleton.heads[skeleton.index("finger5-1.L")]
    line /= np.linalg.norm(line)
    curl = {"finger2": (2, 8, 6), "finger3": (3, 10, 7), "finger4": (4, 12, 8), "finger5": (4, 13, 9)}
    return {
        f"{finger}-{k + 1}.L": Rotation.from_rotvec(line * np.radians(-angle * amount))
        for finger, angles in curl.items()
        for k, angle in enumerate(angles)
    }
