"""Assembles a patient: skin, eyes, mouth, lashes, bones, morphs and the recline clip, lying in the bed frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assets.atlas import skin_uv
from assets.eyes import build_eyes, eye_geometry, paint_eye
from assets.figure import Figure, shape_figure
from assets.glb import Material, Mesh, Node, write_glb
from assets.makehuman import Array, Ints, base_mesh
from assets.morphs import body_morphs, quad_normals
from assets.recline import recline_clip
from assets.skeleton import Skeleton, build_skeleton, skin_weights
from assets.supine import LyingBody, lie_down

EYE_BONES = ("eye_l", "eye_r")


def corners_to_mesh(quads: Ints, uv: Array) -> tuple[Ints, Array, Ints]:
    """Splits quads [q,4,2] along uv seams: base vertex per new vertex, its uv, triangles."""
    pairs, flat = np.unique(quads.reshape(-1, 2), axis=0, return_inverse=True)
    corners = flat.reshape(-1, 4)
    triangles = np.concatenate([corners[:, [0, 1, 2]], corners[:, [0, 2, 3]]])
    return pairs[:, 0], uv[pairs[:, 1]], triangles


def runtime_skeleton(body: LyingBody) -> Skeleton:
    """The 53 bones of the game rig in the lying body, and one bone per eye under the head."""
    rig = build_skeleton("game_engine", body.vertices)
    centres = np.array([eye_geometry(body.vertices, side)[0] for side in "lr"])
    head = rig.index("head")
    return Skeleton([*rig.names, *EYE_BONES], [*rig.parents, head, head], np.vstack([rig.heads, centres]))


def gaze_forward(body: LyingBody) -> Array:
    """Unit vector the eyes look along at rest."""
    carry = body.carry[base_mesh().group_vertices("helper-l-eye")].mean(0)
    forward = carry @ np.array([0.0, 0.0, 1.0])
    return forward / np.linalg.norm(forward)


def used_morphs(morphs: dict[str, Array], ids: Ints, smallest_m: float = 5e-5) -> dict[str, Array]:
    """Morphs that move these vertices at all."""
    cut = {name: offsets[ids] for name, offsets in morphs.items()}
    return {name: offsets for name, offsets in cut.items() if np.abs(offsets).max() > smallest_m}


class Parts:
    """Cuts meshes out of the lying base mesh with weights and morphs attached."""

    def __init__(self, body: LyingBody, skeleton: Skeleton) -> None:
        self.body = body
        self.morphs = body_morphs(body)
        self.joints, self.weights = skin_weights("game_engine", skeleton.names, len(body.vertices))

    def cut(self, name: str, groups: list[str], uv: Array, material: Material) -> Mesh:
        """One mesh from named face groups."""
        quads = np.concatenate([base_mesh().quads[g] for g in groups])
        ids, coordinates, triangles = corners_to_mesh(quads, uv)
        normals = quad_normals(self.body.vertices, quads[:, :, 0])
        return Mesh(
            name, self.body.vertices[ids], triangles, material, normals=normals[ids],
            uv=np.c_[coordinates[:, 0], 1 - coordinates[:, 1]], joints=self.joints[ids], weights=self.weights[ids],
            morphs=used_morphs(self.morphs, ids),
        )  # fmt: skip


def skeleton_nodes(skeleton: Skeleton) -> list[Node]:
    """Bone nodes without rotation: their axes are the bed's axes while the patient lies flat."""
    nodes = []
    for i, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        offset = skeleton.heads[i] - (skeleton.heads[parent] if parent >= 0 else 0)
        above = skeleton.names[parent] if parent >= 0 else None
        nodes.append(Node(name, above, (float(offset[0]), float(offset[1]), float(offset[2]))))
    return nodes


def build_patient(figure: Figure, path: Path) -> None:
    """Writes the uncompressed patient to `path`."""
    body = lie_down(shape_figure(figure))
    skeleton = runtime_skeleton(body)
    parts = Parts(body, skeleton)
    mesh = base_mesh()
    lashes = [g for g in mesh.quads if "eyelashes" in g]
    skin = parts.cut("skin", ["body"], skin_uv(), Material("skin", (0.80, 0.61, 0.52, 1), 0.6))
    mouth = parts.cut(
        "mouth", ["helper-upper-teeth", "helper-lower-teeth", "helper-tongue"], mesh.uv,
        Material("mouth", (0.85, 0.7, 0.65, 1), 0.35),
    )  # fmt: skip
    lash = parts.cut("lashes", lashes, mesh.uv, Material("lashes", (0.08, 0.06, 0.05, 1), 0.9, double_sided=True))
    bones = (skeleton.index("eye_l"), skeleton.index("eye_r"))
    eyes = build_eyes(body.vertices, gaze_forward(body), bones, paint_eye((110, 84, 60), (150, 110, 60), 3))
    meshes = [skin, mouth, lash, *eyes]
    nodes = [Node(figure.name)] + [Node(m.name, figure.name, mesh=m.name) for m in meshes]
    bone_nodes = skeleton_nodes(skeleton)
    for node in bone_nodes:
        node.parent = node.parent or figure.name
    write_glb(path, meshes, nodes + bone_nodes, skeleton.names, skeleton.heads, [recline_clip(skeleton)])
