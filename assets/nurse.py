"""Assembles the nurse: standing at ease, uniform, tied hair, clips `idle`, `walk` and `work`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from assets.atlas import skin_uv
from assets.figure import Figure, shape_figure
from assets.glb import Material, Mesh, Node, write_glb
from assets.hair import Haircut
from assets.makehuman import Array, Ints, base_mesh
from assets.morphs import expressions
from assets.motions import idle, walk, work
from assets.person import Parts, corners_to_mesh, face_lock, head_parts, runtime_skeleton, skeleton_nodes, skin_texture
from assets.simplify import compact, simplify
from assets.skeleton import dense_weights
from assets.skin import Complexion
from assets.stance import stand_at_ease
from assets.tailor import joint
from assets.uniform import TUNIC_SLEEVE_END, build_uniform

SKIN_TRIANGLES = 5400
NURSE_MORPHS = ("eyesClosed", "jawOpen", "mouthFunnel", "mouthPucker", "mouthSmile", "mouthFrown", "browInnerUp",
                "browDown", "lidsDown")  # fmt: skip


def _uncovered(standing: Array, ids: Ints) -> Array:
    """True for skin that the uniform leaves bare: head and neck, and the arms from inside the sleeve on."""
    shoulder, elbow = joint(standing, "l-shoulder"), joint(standing, "l-elbow")
    points = standing[ids] * np.where(standing[ids][:, [0]] < 0, [[-1, 1, 1]], [[1, 1, 1]])
    along = (points - shoulder) @ (elbow - shoulder) / ((elbow - shoulder) @ (elbow - shoulder))
    neck = joint(standing, "neck")
    head = np.linalg.norm((points - (neck + np.array([0, 0.015, 0.01]))) / [0.11, 0.12, 0.13], axis=1) < 1
    head |= points[:, 1] > neck[1] + 0.01
    arm = (points[:, 0] > shoulder[0] + 0.03) & (points[:, 1] > elbow[1] - 0.35)
    return head | (arm & (along > TUNIC_SLEEVE_END - 0.25))


def _bare_skin(skin: Mesh, bare: Array) -> Mesh:
    return compact(replace(skin, triangles=skin.triangles[bare[skin.triangles].any(1)]))


def build_nurse(figure: Figure, look: Complexion, cut: Haircut, path: Path) -> None:
    """Writes the uncompressed nurse to `path`."""
    standing = shape_figure(figure)
    body = stand_at_ease(standing)
    skeleton = runtime_skeleton(body)
    parts = Parts(body, skeleton, {n: m for n, m in expressions(body).items() if n in NURSE_MORPHS})
    material = Material("skin", roughness=0.62, texture=skin_texture(standing, look))
    ids = corners_to_mesh(base_mesh().quads["body"], skin_uv())[0]
    skin = parts.cut("skin", ["body"], skin_uv(), material)
    locked, bare = face_lock(standing, ids), _uncovered(standing, ids)
    used = np.unique(skin.triangles[bare[skin.triangles].any(1)])
    skin = simplify(_bare_skin(skin, bare), SKIN_TRIANGLES, locked[used])
    dense = dense_weights("game_engine", skeleton.names, len(standing))
    uniform = build_uniform(standing, body.vertices, dense)
    details, hair = head_parts(parts, standing, skeleton, look, cut)
    meshes = [skin, *details, hair, uniform]
    nodes = [Node(figure.name)] + [Node(m.name, figure.name, mesh=m.name) for m in meshes]
    nodes += skeleton_nodes(skeleton, figure.name)
    clips = [idle(skeleton), walk(skeleton), work(skeleton)]
    write_glb(path, meshes, nodes, skeleton.names, skeleton.heads, clips)
