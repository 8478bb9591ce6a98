"""What every person shares: meshes cut from the base mesh, eyes, lashes, hair on the head, bones."""

from __future__ import annotations

from functools import cache

import numpy as np

from assets.canvas import Canvas
from assets.eyes import build_eyes, eye_geometry, paint_eye
from assets.glb import Material, Mesh, Node
from assets.hair import Haircut, build_hair, lash_uv, linear, shorten_lashes, strand_material
from assets.makehuman import BODY_VERTICES, Array, Ints, base_mesh
from assets.morphs import quad_normals
from assets.occlusion import ambient_occlusion
from assets.skeleton import Skeleton, build_skeleton, skin_weights
from assets.skin import Colour, Complexion, find_face, paint_skin
from assets.supine import PosedBody, skin_quads

TEXTURE_SIZE = 1024
EYE_BONES = ("eye_l", "eye_r")


def corners_to_mesh(quads: Ints, uv: Array) -> tuple[Ints, Array, Ints]:
    """Splits quads [q,4,2] along uv seams: base vertex per new vertex, its uv, triangles."""
    pairs, flat = np.unique(quads.reshape(-1, 2), axis=0, return_inverse=True)
    corners = flat.reshape(-1, 4)
    triangles = np.concatenate([corners[:, [0, 1, 2]], corners[:, [0, 2, 3]]])
    return pairs[:, 0], uv[pairs[:, 1]], triangles


def runtime_skeleton(body: PosedBody) -> Skeleton:
    """The 53 bones of the game rig in the lying body, and one bone per eye under the head."""
    rig = build_skeleton("game_engine", body.vertices)
    centres = np.array([eye_geometry(body.vertices, side)[0] for side in "lr"])
    head = rig.index("head")
    return Skeleton([*rig.names, *EYE_BONES], [*rig.parents, head, head], np.vstack([rig.heads, centres]))


def gaze_forward(body: PosedBody) -> Array:
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

    def __init__(self, body: PosedBody, skeleton: Skeleton, morphs: dict[str, Array]) -> None:
        self.body = body
        self.morphs = morphs
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


def skeleton_nodes(skeleton: Skeleton, root: str) -> list[Node]:
    """Bone nodes without rotation under the node `root`: at rest their axes are the model's axes."""
    nodes = []
    for i, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        offset = skeleton.heads[i] - (skeleton.heads[parent] if parent >= 0 else 0)
        above = skeleton.names[parent] if parent >= 0 else root
        nodes.append(Node(name, above, (float(offset[0]), float(offset[1]), float(offset[2]))))
    return nodes


@cache
def skin_canvas() -> Canvas:
    """The shared texel map: the same for every person."""
    return Canvas(TEXTURE_SIZE)


def skin_texture(standing: Array, look: Complexion) -> bytes:
    """WebP albedo of a standing figure."""
    quads = skin_quads()
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    openness = np.ones(len(standing))
    normals = quad_normals(standing, quads)
    near, wide = (
        ambient_occlusion(standing[:BODY_VERTICES], normals[:BODY_VERTICES], (standing, triangles), reach, 0.0008)
        for reach in (0.05, 0.16)
    )
    openness[:BODY_VERTICES] = near * (0.55 + 0.45 * wide)
    return skin_canvas().webp(paint_skin(skin_canvas(), standing, openness, look), quality=88)


def face_lock(standing: Array, ids: Ints) -> Array:
    """Vertices that keep their full density: eyelids and mouth, where expressions need every edge loop."""
    face = find_face(standing)
    folded = np.abs(standing[ids] * [1, 0, 0]) + standing[ids] * [0, 1, 1]
    eyes = np.linalg.norm((folded - face.eye) / [1.0, 0.8, 1.0], axis=1) < 0.024
    mouth = np.linalg.norm((folded - face.mouth) / [1.5, 1.0, 1.6], axis=1) < 0.020
    return eyes | mouth


def build_lashes(parts: Parts, standing: Array, groups: list[str], material: Material, tint: Colour) -> Mesh:
    """Lash cards with the strand texture, tinted darker than the brows."""
    mesh = base_mesh()
    lash = parts.cut("lashes", groups, mesh.uv, material)
    ids = corners_to_mesh(np.concatenate([mesh.quads[g] for g in groups]), mesh.uv)[0]
    face = find_face(standing)
    lash.uv = lash_uv(standing, ids, face)
    lash.positions = shorten_lashes(lash.positions, standing[ids], lash.uv, face.eye[1])
    lash.colours = np.tile([*(linear(tint) * 1.2 + 0.02), 1.0], (len(ids), 1))
    return lash


def carried_with_head(mesh: Mesh, standing: Array, body: PosedBody, bone: int) -> Mesh:
    """Moves a mesh from the standing head to the lying head, rigidly, and binds it to the head bone."""
    face = find_face(standing)
    skull = np.flatnonzero(standing[:BODY_VERTICES, 1] > face.eye[1])
    source, goal = standing[skull], body.vertices[skull]
    u, _, vt = np.linalg.svd((source - source.mean(0)).T @ (goal - goal.mean(0)))
    rotation = (u @ np.diag([1, 1, np.sign(np.linalg.det(u @ vt))]) @ vt).T
    mesh.positions = (mesh.positions - source.mean(0)) @ rotation.T + goal.mean(0)
    mesh.normals = None if mesh.normals is None else mesh.normals @ rotation.T
    mesh.joints = np.tile([bone, 0, 0, 0], (len(mesh.positions), 1))
    mesh.weights = np.tile([1.0, 0, 0, 0], (len(mesh.positions), 1))
    return mesh


def head_parts(
    parts: Parts, standing: Array, skeleton: Skeleton, look: Complexion, cut: Haircut
) -> tuple[list[Mesh], Mesh]:
    """Mouth, lashes, eyes and cornea, and the hair."""
    mesh = base_mesh()
    lashes = [g for g in mesh.quads if "eyelashes" in g]
    mouth = parts.cut(
        "mouth", ["helper-upper-teeth", "helper-lower-teeth", "helper-tongue"], mesh.uv,
        Material("mouth", (1, 1, 1, 1), 0.35),
    )  # fmt: skip
    mouth.colours = mouth_colours()
    strands = strand_material(look.seed)
    bones = (skeleton.index("eye_l"), skeleton.index("eye_r"))
    painted = paint_eye(look.iris, look.iris_inner, look.seed)
    eyes = build_eyes(parts.body.vertices, gaze_forward(parts.body), bones, painted)
    hair = build_hair(standing, look, cut, strands)
    carried_with_head(hair, standing, parts.body, skeleton.index("head"))
    return [mouth, build_lashes(parts, standing, lashes, strands, look.brow), *eyes], hair


def mouth_colours() -> Array:
    """Vertex colours of teeth, gums and tongue [k,4] in the order of the `mouth` mesh."""
    mesh = base_mesh()
    groups = ["helper-upper-teeth", "helper-lower-teeth", "helper-tongue"]
    ids = corners_to_mesh(np.concatenate([mesh.quads[g] for g in groups]), mesh.uv)[0]
    tongue = np.isin(ids, mesh.group_vertices("helper-tongue"))
    colours = np.where(tongue[:, None], [0.50, 0.16, 0.15], [0.60, 0.54, 0.43])
    return np.c_[colours, np.ones(len(ids))]
