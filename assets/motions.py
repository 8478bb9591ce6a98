"""Animation clips of a standing person whose arms hang at rest: idle, walk in place, hands at work."""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation

from assets.glb import Clip
from assets.makehuman import Array
from assets.skeleton import Skeleton

KEYS = 17


def _turns(x: Array | float = 0.0, y: Array | float = 0.0, z: Array | float = 0.0) -> Array:
    """Quaternions [KEYS,4] xyzw of rotation vectors in degrees; scalars hold still."""
    vector = np.stack([np.broadcast_to(np.asarray(a, dtype=float), KEYS) for a in (x, y, z)], axis=1)
    return Rotation.from_rotvec(np.radians(vector)).as_quat()


def _bob(skeleton: Skeleton, sideways: Array | float, up: Array | float) -> Array:
    """Pelvis translations [KEYS,3] around its rest offset."""
    i = skeleton.index("pelvis")
    rest = skeleton.heads[i] - skeleton.heads[skeleton.parents[i]]
    shift = np.stack([np.broadcast_to(np.asarray(a, dtype=float), KEYS) for a in (sideways, up, 0.0)], axis=1)
    return rest + shift


def idle(skeleton: Skeleton) -> Clip:
    """Six quiet seconds: breathing, the weight moving from one foot to the other, a small look around."""
    phase = np.linspace(0, 2 * np.pi, KEYS)
    sway, breath = np.sin(phase), np.sin(3 * phase)
    rotations = {
        "pelvis": _turns(z=1.0 * sway, y=1.2 * sway),
        "thigh_l": _turns(z=-1.9 * sway), "thigh_r": _turns(z=-1.9 * sway),
        "spine_01": _turns(z=-1.2 * sway), "spine_03": _turns(x=-0.7 * breath),
        "neck_01": _turns(y=3 * np.sin(phase + 0.6)), "head": _turns(x=3 + 1.2 * np.sin(2 * phase), y=2.5 * sway),
        "clavicle_l": _turns(z=0.8 * breath), "clavicle_r": _turns(z=-0.8 * breath),
        "upperarm_l": _turns(x=1.2 * sway), "upperarm_r": _turns(x=-1.0 * sway),
        "lowerarm_l": _turns(x=-5 + 1.5 * sway), "lowerarm_r": _turns(x=-5 - 1.5 * sway),
    }  # fmt: skip
    return Clip("idle", phase / (2 * np.pi) * 6.0, rotations, {"pelvis": _bob(skeleton, 0.012 * sway, 0.0)})


def _leg(phase: Array) -> tuple[Array, Array, Array]:
    """Hip, knee and ankle angles in degrees through one stride; phase 0 is heel strike."""
    hip = -22 * np.cos(phase) - 4
    knee = 6 + 10 * np.exp(-(((phase - 0.9) / 0.6) ** 2)) + 52 * np.exp(-(((phase - 4.55) / 0.75) ** 2))
    ankle = -6 * np.cos(phase) + 16 * np.exp(-(((phase - 3.5) / 0.5) ** 2))
    return hip, knee, ankle


def walk(skeleton: Skeleton) -> Clip:
    """One stride in place, 1.12 s: move the figure 1.25 m per loop."""
    phase = np.linspace(0, 2 * np.pi, KEYS)
    rotations: dict[str, Array] = {}
    for side, own in (("l", phase % (2 * np.pi)), ("r", (phase + np.pi) % (2 * np.pi))):
        hip, knee, ankle = _leg(own)
        hip[-1], knee[-1], ankle[-1] = hip[0], knee[0], ankle[0]
        swing = np.cos(own)
        rotations[f"thigh_{side}"] = _turns(x=hip)
        rotations[f"calf_{side}"] = _turns(x=knee)
        rotations[f"foot_{side}"] = _turns(x=ankle)
        rotations[f"upperarm_{side}"] = _turns(x=16 * swing - 2)
        rotations[f"lowerarm_{side}"] = _turns(x=-14 + 7 * swing)
    turn = np.cos(phase)
    rotations |= {
        "pelvis": _turns(y=4 * turn, z=1.5 * np.sin(phase)), "spine_02": _turns(y=-7 * turn, x=2.0),
        "neck_01": _turns(y=3 * turn), "head": _turns(x=1.0),
    }  # fmt: skip
    lift = 0.016 * np.cos(2 * phase + np.pi) - 0.010
    return Clip("walk", phase / (2 * np.pi) * 1.12, rotations, {"pelvis": _bob(skeleton, 0.014 * np.sin(phase), lift)})


def work(skeleton: Skeleton) -> Clip:
    """Four seconds of both hands busy at bed height in front, eyes on them."""
    phase = np.linspace(0, 2 * np.pi, KEYS)
    left, right = np.sin(2 * phase), np.sin(3 * phase + 0.8)
    rotations = {
        "spine_01": _turns(x=7), "spine_02": _turns(x=8 + np.sin(phase)), "spine_03": _turns(x=4),
        "neck_01": _turns(x=9), "head": _turns(x=12 + 1.5 * np.sin(phase), y=3 * np.sin(phase)),
        "upperarm_l": _turns(x=-26 + 4 * left, z=-3), "upperarm_r": _turns(x=-26 + 5 * right, z=3),
        "lowerarm_l": _turns(x=-60 + 6 * left, y=-34 + 5 * right),
        "lowerarm_r": _turns(x=-60 + 8 * right, y=34 - 4 * left),
        "hand_l": _turns(x=6 * right, z=8 * left), "hand_r": _turns(x=6 * left, z=-9 * right),
        **{f"{f}_0{k}_{s}": _turns(z=(22 + 7 * (left if s == "l" else right)) * (-1 if s == "l" else 1))
           for f in ("index", "middle", "ring", "pinky") for k in (1, 2) for s in "lr"},
    }  # fmt: skip
    return Clip("work", phase / (2 * np.pi) * 4.0, rotations, {"pelvis": _bob(skeleton, 0.004 * np.sin(phase), 0.0)})
