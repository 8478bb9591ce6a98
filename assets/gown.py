"""The hospital gown: cut from the tights helper, closed below the hips by a draped skirt, loose over the trunk."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from scipy.spatial import cKDTree

from assets.cloth import boundary_loops
from assets.glb import Material, Mesh, vertex_normals
from assets.makehuman import BODY_VERTICES, Array, base_mesh
from assets.morphs import quad_normals
from assets.skeleton import strongest
from assets.tailor import (
    CLEARANCE_M,
    Cloth,
    borrowed_weights,
    clear_in_poses,
    cut_pattern,
    fit,
    hem,
    joint,
    loosen,
    skirt,
    texture_space,
)

SLEEVE_END = 0.80  # share of the upper arm that the sleeve covers
SLEEVE_SLACK_M = 0.014
HEM_BELOW_KNEE_M = 0.05


def paint_gown(seed: int = 5, size: int = 256) -> bytes:
    """A tile of washed white cotton with small blue lozenges, WebP."""
    random = np.random.default_rng(seed)
    weave = 236 + random.normal(0, 3.0, (size, size)) + 2.0 * np.sin(np.arange(size) * np.pi)[None]
    image = np.repeat(weave[..., None], 3, axis=2) - np.array([14, 6, 0])
    y, x = np.mgrid[0:size, 0:size]
    cells = 8
    step = size / cells
    row = np.floor(y / step)
    u = ((x + (row % 2) * step / 2) % step) / step - 0.5
    v = (y % step) / step - 0.5
    lozenge = np.clip((0.17 - np.abs(u) * 1.15 - np.abs(v) * 0.75) * 18, 0, 1)[..., None]
    dot = np.clip((0.055 - np.hypot(u, v)) * 40, 0, 1)[..., None]
    image = image * (1 - 0.75 * lozenge) + np.array([92, 132, 178]) * 0.75 * lozenge
    image = image * (1 - dot) + np.array([238, 242, 244]) * dot
    out = io.BytesIO()
    Image.fromarray(np.clip(image, 0, 255).astype(np.uint8)).save(out, "WEBP", quality=78, method=6)
    return out.getvalue()


def build_gown(
    standing: Array, lying: Array, dense_weights: Array, morphs: dict[str, Array], worlds: list[Array]
) -> Mesh:
    """The fitted gown in the bed frame; `dense_weights` [n,b] and `morphs` are over the whole base mesh.

    `worlds` are bone matrices [b,4,4] of poses in which the skin must stay covered.
    """
    pattern = cut_pattern(standing, SLEEVE_END)
    quads = base_mesh().quads["body"][:, :, 0]
    normals = quad_normals(lying, quads)[:BODY_VERTICES]
    body = lying[:BODY_VERTICES]
    shoulder, elbow = joint(lying, "l-shoulder"), joint(lying, "l-elbow")
    axis = (elbow - shoulder) / np.linalg.norm(elbow - shoulder)
    stood = pattern.of(standing)
    outside = np.abs(stood[:, 0]) - joint(standing, "l-shoulder")[0]
    sleeve = outside > 0.012
    sleeve_share = np.clip((outside + 0.05) / 0.07, 0, 1)
    breathing = {n: pattern.of(morphs[n]) for n in ("breatheChest", "breatheAbdomen", "compressChest")}
    cloth = Cloth(pattern.of(lying), pattern.triangles, pattern.of(dense_weights), breathing)
    limb = np.abs(standing[:BODY_VERTICES, 0]) > np.abs(joint(standing, "l-shoulder")[0]) + 0.01
    low = standing[:BODY_VERTICES, 1] < joint(standing, "l-upper-leg")[1] + 0.25
    arms = limb & ~(low & (standing[:BODY_VERTICES, 0] ** 2 < 0.3**2) & (standing[:BODY_VERTICES, 1] < 0.9))
    trunk = body[~arms]
    cloth.points = loosen(cloth.points, sleeve, trunk, shoulder[2] + 0.13)
    lowest = max(boundary_loops(cloth.triangles), key=lambda loop: cloth.points[loop, 2].mean())
    hem_z = joint(lying, "l-knee")[2] + HEM_BELOW_KNEE_M
    cloth = skirt(cloth, lowest, trunk, dense_weights[:BODY_VERTICES][~arms], hem_z)
    below = len(cloth.points) - len(sleeve)
    sleeve, sleeve_share = np.pad(sleeve, (0, below)), np.pad(sleeve_share, (0, below))
    left = cloth.points * np.where(cloth.points[:, [0]] < 0, [[-1, 1, 1]], [[1, 1, 1]])
    slack = CLEARANCE_M + SLEEVE_SLACK_M * np.clip((left - shoulder) @ axis / 0.14, 0, 1) * sleeve
    cloth = fit(cloth, body, normals, slack)
    skin_bones = dense_weights[:BODY_VERTICES]
    on_trunk = borrowed_weights(cloth.points, trunk, skin_bones[~arms])
    on_arm = borrowed_weights(cloth.points, body, skin_bones)
    cloth.weights = on_trunk + (on_arm - on_trunk) * sleeve_share[:, None]
    cloth = clear_in_poses(cloth, trunk, skin_bones[~arms], normals[~arms], worlds)
    before = len(cloth.points)
    cloth = hem(cloth)
    nearest = cKDTree(cloth.points[:before]).query(cloth.points[before:])[1]
    sleeve = np.concatenate([sleeve, sleeve[nearest]])
    uv, ids, triangles = texture_space(cloth.points, cloth.triangles, sleeve, (shoulder, axis))
    smooth = vertex_normals(cloth.points, cloth.triangles)
    joints, weights = strongest(cloth.weights)
    fabric = Material("gown", roughness=0.92, texture=paint_gown(), double_sided=True)
    return Mesh(
        "gown", cloth.points[ids], triangles, fabric, normals=smooth[ids], uv=uv, joints=joints[ids],
        weights=weights[ids], morphs={n: m[ids] for n, m in cloth.morphs.items()},
    )  # fmt: skip
