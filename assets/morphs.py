"""Morph targets of a lying body: expressions, speech, breathing and swelling, as offsets in the bed frame."""

from __future__ import annotations

import numpy as np

from assets.makehuman import BODY_VERTICES, Array, base_mesh, face_unit, sample_mask, target, vertex_groups
from assets.supine import STANDING_TO_BED, PosedBody

SINGLE_UNITS = ("jawOpen", "mouthClose", "mouthFunnel", "mouthPucker", "cheekPuff", "browInnerUp", "tongueOut")
PAIRED_UNITS = {
    "eyesClosed": "eyeBlink", "eyesWide": "eyeWide", "eyesSquint": "eyeSquint", "lidsUp": "eyeLookUp",
    "lidsDown": "eyeLookDown", "mouthSmile": "mouthSmile", "mouthFrown": "mouthFrown",
    "mouthStretch": "mouthStretch", "mouthPress": "mouthPress", "mouthUpperUp": "mouthUpperUp",
    "mouthLowerDown": "mouthLowerDown", "browDown": "browDown", "noseSneer": "noseSneer",
}  # fmt: skip
LIP_SWELLING_M = 0.0055
LID_SWELLING_M = 0.0050
COMPRESSION_M = 0.055  # 5 to 6 cm in an adult (Resuscitation Council UK 2021)
STERNUM_REACH_M = (0.085, 0.115)  # across and along the body: how far around the hands the chest gives way


def _paired(name: str) -> Array:
    return face_unit(f"{name}Left") + face_unit(f"{name}Right")


def body_mask(name: str) -> Array:
    """A painted mask per base mesh vertex [n], the largest value over the uv corners of each body vertex."""
    mesh = base_mesh()
    values = np.zeros(len(mesh.vertices))
    corners = mesh.quads["body"].reshape(-1, 2)
    np.maximum.at(values, corners[:, 0], sample_mask(name, mesh.uv[corners[:, 1]]))
    return values


def smooth_over_mesh(values: Array, quads: Array, rounds: int) -> Array:
    """Averages a per-vertex value [n] or [n,k] over mesh edges, `rounds` times."""
    edges = np.concatenate([quads[:, [k, (k + 1) % 4]] for k in range(4)])
    result = values.astype(float).copy()
    degree = np.bincount(edges.ravel(), minlength=len(values)).astype(float)
    degree = np.maximum(degree, 1).reshape((-1,) + (1,) * (result.ndim - 1))
    for _ in range(rounds):
        total = np.zeros_like(result)
        np.add.at(total, edges[:, 0], result[edges[:, 1]])
        np.add.at(total, edges[:, 1], result[edges[:, 0]])
        result = 0.5 * result + 0.5 * total / degree
    return result


def quad_normals(vertices: Array, quads: Array) -> Array:
    """Unit vertex normals [n,3] of a quad mesh."""
    diagonal = np.cross(vertices[quads[:, 2]] - vertices[quads[:, 0]], vertices[quads[:, 3]] - vertices[quads[:, 1]])
    normals = np.zeros_like(vertices)
    for k in range(4):
        np.add.at(normals, quads[:, k], diagonal)
    return normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)


def _front(body: PosedBody) -> Array:
    """0 on the mattress to 1 from ten centimetres up: the side of the trunk that is free to move."""
    return np.clip((body.vertices[:, 1] - 0.03) / 0.07, 0, 1)[:, None]


def _breathing(body: PosedBody) -> dict[str, Array]:
    chest = 0.34 * target("torso/torso-scale-depth-incr") + 0.16 * target("torso/torso-scale-horiz-incr")
    belly = 0.11 * target("stomach/stomach-pregnant-incr")
    still = np.zeros(len(chest), dtype=bool)
    arms = [i for n, i in vertex_groups().items() if n.startswith(("joint-l-hand", "joint-r-hand"))]
    still[np.concatenate(arms)] = True
    reach = float(np.abs(body.vertices[vertex_groups()["joint-l-shoulder"], 0]).mean())
    trunk = np.clip((reach + 0.03 - np.abs(body.vertices[:, 0])) / 0.05, 0, 1)[:, None]
    return {
        name: np.einsum("ij,nj->ni", STANDING_TO_BED, offsets) * _front(body) * trunk
        for name, offsets in (("breatheChest", chest), ("breatheAbdomen", belly))
    }


def _compression(body: PosedBody) -> dict[str, Array]:
    """The lower half of the breastbone pressed down, the ribs around it following."""
    shoulder = body.vertices[vertex_groups()["joint-l-shoulder"]].mean(0)
    hip = body.vertices[vertex_groups()["joint-l-upper-leg"]].mean(0)
    middle = shoulder[2] + 0.27 * (hip[2] - shoulder[2])
    x, z = body.vertices[:, 0] / STERNUM_REACH_M[0], (body.vertices[:, 2] - middle) / STERNUM_REACH_M[1]
    give = np.exp(-((x**2 + z**2) ** 1.2)) * _front(body)[:, 0]
    down = np.zeros_like(body.vertices)
    down[:, 1] = -COMPRESSION_M * np.where(give > 0.01, give, 0)
    return {"compressChest": down}


def _swelling(body: PosedBody, morphs: dict[str, Array]) -> dict[str, Array]:
    quads = base_mesh().quads["body"][:, :, 0]
    normals = smooth_over_mesh(quad_normals(body.vertices, quads), quads, 2)
    lips = smooth_over_mesh(body_mask("lips"), quads, 2)[:, None]
    lids = smooth_over_mesh(body_mask("eyelids"), quads, 4)[:, None]
    face = np.arange(len(lips)) < BODY_VERTICES
    return {
        "swellLips": LIP_SWELLING_M * lips * normals * face[:, None] + 0.25 * morphs["mouthPucker"] * face[:, None],
        "swellEyes": LID_SWELLING_M * lids * normals * face[:, None] + 0.42 * morphs["eyesClosed"],
    }


def _swollen_tongue(body: PosedBody) -> Array:
    ids = vertex_groups()["helper-tongue"]
    offsets = np.zeros_like(body.vertices)
    centre = body.vertices[ids].mean(0)
    offsets[ids] = (body.vertices[ids] - centre) * np.array([0.22, 0.18, 0.3]) + np.array([0, 0.003, 0])
    return offsets


def expressions(body: PosedBody) -> dict[str, Array]:
    """Face morphs by their public name, [n,3] m over the whole base mesh."""
    standing = {name: face_unit(name) for name in SINGLE_UNITS}
    standing |= {name: _paired(unit) for name, unit in PAIRED_UNITS.items()}
    return {name: np.einsum("nij,nj->ni", body.carry, offsets) for name, offsets in standing.items()}


def patient_morphs(body: PosedBody) -> dict[str, Array]:
    """Expressions, breathing, compression and swelling of a body in the bed frame."""
    morphs = expressions(body) | _breathing(body) | _compression(body)
    morphs |= _swelling(body, morphs)
    morphs["swellTongue"] = _swollen_tongue(body)
    return morphs
