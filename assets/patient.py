"""Assembles a patient: person, gown, blanket, sign masks and the recline clip, lying in the bed frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assets.atlas import skin_uv
from assets.blanket import build_blanket
from assets.figure import Figure, shape_figure
from assets.glb import Material, Mesh, Node, vertex_normals, write_glb
from assets.gown import build_gown
from assets.hair import Haircut
from assets.makehuman import BODY_VERTICES, Array, Ints, base_mesh
from assets.morphs import patient_morphs
from assets.occlusion import ambient_occlusion
from assets.person import Parts, corners_to_mesh, face_lock, head_parts, runtime_skeleton, skeleton_nodes, skin_texture
from assets.recline import clip_world, recline_clip
from assets.simplify import simplify
from assets.skeleton import dense_weights
from assets.skin import Complexion, sign_masks
from assets.supine import lie_down

SKIN_TRIANGLES = 14600
NAIL_OR_LIP = 0.25
COVERED_AT_DEGREES = (20, 45, 60)


def base_triangles() -> Ints:
    """Triangles of the whole skin over the base mesh."""
    quads = base_mesh().quads["body"][:, :, 0]
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def shade_cloth(cloths: list[Mesh], skin: tuple[Array, Ints]) -> None:
    """Bakes ambient occlusion among cloth, skin and mattress into the cloths' vertex colours."""
    plane = np.array([[-0.6, 0, -1.2], [0.6, 0, -1.2], [0.6, 0, 1.2], [-0.6, 0, 1.2]])
    pieces = [skin, (plane, np.array([[0, 2, 1], [0, 3, 2]])), *((c.positions, c.triangles) for c in cloths)]
    starts = np.cumsum([0] + [len(points) for points, _ in pieces])
    faces = np.concatenate([t + s for (_, t), s in zip(pieces, starts, strict=False)])
    scene = (np.concatenate([points for points, _ in pieces]), faces)
    for cloth in cloths:
        normals = cloth.normals if cloth.normals is not None else vertex_normals(cloth.positions, cloth.triangles)
        sides = [ambient_occlusion(cloth.positions, n, scene, reach_m=0.30, lift_m=0.004) for n in (normals, -normals)]
        light = np.maximum(*sides)  # cloth is seen from its open side, whichever way its faces are wound
        shade = np.clip(0.30 + 0.78 * light, 0, 1)
        cloth.colours = np.c_[np.repeat(shade[:, None], 3, axis=1), np.ones(len(shade))]


def build_patient(figure: Figure, look: Complexion, cut: Haircut, path: Path) -> None:
    """Writes the uncompressed patient to `path`."""
    standing = shape_figure(figure)
    body = lie_down(standing)
    skeleton = runtime_skeleton(body)
    parts = Parts(body, skeleton, patient_morphs(body))
    material = Material("skin", roughness=0.62, texture=skin_texture(standing, look))
    skin = parts.cut("skin", ["body"], skin_uv(), material)
    ids = corners_to_mesh(base_mesh().quads["body"], skin_uv())[0]
    skin.colours = sign_masks(standing)[ids]
    marked = skin.colours[:, 0] > NAIL_OR_LIP  # or the signs on them would be simplified away
    skin = simplify(skin, SKIN_TRIANGLES, face_lock(standing, ids) | marked)
    clip = recline_clip(skeleton)
    worlds = [clip_world(skeleton, clip, degrees) for degrees in COVERED_AT_DEGREES]
    dense = dense_weights("game_engine", skeleton.names, len(standing))
    gown = build_gown(standing, body.vertices, dense, parts.morphs, worlds)
    surface = body.vertices[:BODY_VERTICES]
    blanket = build_blanket(np.vstack([surface, gown.positions]), 0)
    shade_cloth([gown, blanket], (surface, base_triangles()))
    details, hair = head_parts(parts, standing, skeleton, look, cut)
    meshes = [skin, *details, hair, gown, blanket]
    nodes = [Node(figure.name)] + [Node(m.name, figure.name, mesh=m.name) for m in meshes]
    nodes += skeleton_nodes(skeleton, figure.name)
    write_glb(path, meshes, nodes, skeleton.names, skeleton.heads, [clip])
