"""Bones, forward kinematics and linear blend skinning; every bone's axes are the model's axes at rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from assets.makehuman import Array, Ints, rig, vertex_groups


@dataclass(frozen=True)
class Skeleton:
    """Names in parent-before-child order, parent index (-1 for the root), joint positions [b,3] m."""

    names: list[str]
    parents: list[int]
    heads: Array

    def index(self, name: str) -> int:
        """Position of a bone; ValueError names the missing bone."""
        return self.names.index(name)


def _joint(spec: dict[str, object], vertices: Array) -> Array:
    strategy = spec.get("strategy")
    if strategy == "CUBE":
        return vertices[vertex_groups()[str(spec["cube_name"])]].mean(0)
    if strategy == "VERTEX":
        return vertices[int(str(spec["vertex_index"]))]
    if strategy == "MEAN":
        return vertices[np.array(spec["vertex_indices"], dtype=int)].mean(0)
    raise ValueError(f"unknown joint strategy {strategy!r}")


def build_skeleton(rig_name: str, vertices: Array) -> Skeleton:
    """Places a MakeHuman rig in a shaped body (vertices of the whole base mesh, helpers included)."""
    bones, _ = rig(rig_name)
    ordered: list[str] = []
    pending = list(bones)
    while pending:
        ready = [n for n in pending if not bones[n].get("parent") or bones[n]["parent"] in ordered]
        ordered += ready
        pending = [n for n in pending if n not in ready]
    heads = np.array([_joint(bones[n]["head"], vertices) for n in ordered])  # type: ignore[arg-type]  # parsed JSON
    parents = [ordered.index(str(bones[n]["parent"])) if bones[n].get("parent") else -1 for n in ordered]
    return Skeleton(ordered, parents, heads)


def dense_weights(rig_name: str, names: list[str], count: int) -> Array:
    """Weight of every bone on every vertex [count, bones]; unweighted vertices follow bone 0."""
    dense = np.zeros((count, len(names)))
    _, weights = rig(rig_name)
    for name, pairs in weights.items():
        if name in names:
            column = names.index(name)
            for vertex, weight in pairs:
                dense[int(vertex), column] += weight
    dense[dense.sum(1) == 0, 0] = 1.0
    return dense


def strongest(dense: Array, limit: int = 4) -> tuple[Ints, Array]:
    """Joint indices and normalised weights [count, limit], heaviest first."""
    joints = np.argsort(-dense, axis=1, kind="stable")[:, :limit]
    values = np.take_along_axis(dense, joints, axis=1)
    return joints, values / values.sum(1, keepdims=True)


def skin_weights(rig_name: str, names: list[str], count: int, limit: int = 4) -> tuple[Ints, Array]:
    """`strongest` of `dense_weights`."""
    return strongest(dense_weights(rig_name, names, count), limit)


def forward(skeleton: Skeleton, rotations: dict[str, Rotation], root_shift: Array | None = None) -> Array:
    """World matrices [b,4,4] taking rest-pose points to posed points.

    `rotations` act about the bone's own joint in axes parallel to the model at rest, relative to the parent.
    """
    world = np.zeros((len(skeleton.names), 4, 4))
    for i, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        local = np.eye(4)
        if name in rotations:
            local[:3, :3] = rotations[name].as_matrix()
            local[:3, 3] = skeleton.heads[i] - local[:3, :3] @ skeleton.heads[i]
        if parent < 0 and root_shift is not None:
            local[:3, 3] += root_shift
        world[i] = local if parent < 0 else world[parent] @ local
    return world


def transform_points(world: Array, joints: Ints, weights: Array, points: Array) -> tuple[Array, Array]:
    """Linear blend skinning: posed points [n,3] and the blended 3x3 of each vertex [n,3,3] for its offsets."""
    blended = np.einsum("nk,nkij->nij", weights, world[joints])
    posed = np.einsum("nij,nj->ni", blended[:, :3, :3], points) + blended[:, :3, 3]
    return posed, blended[:, :3, :3]


def joint_positions(skeleton: Skeleton, world: Array) -> Array:
    """Posed joint positions [b,3]."""
    return np.einsum("bij,bj->bi", world[:, :3, :3], skeleton.heads) + world[:, :3, 3]
