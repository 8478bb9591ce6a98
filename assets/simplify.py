"""Reduces the triangles of a mesh while its vertices keep their weights, uv, masks and morphs."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from assets.glb import Mesh, vertex_normals
from assets.makehuman import Array
from assets.packing import HERE, ensure_packages, node_command
from assets.sources import SourceError

NORMAL_WEIGHT, MORPH_WEIGHT = 0.35, 12.0


def _bytes(mesh: Mesh, locked: Array, target: int, error: float) -> bytes:
    normals = mesh.normals if mesh.normals is not None else vertex_normals(mesh.positions, mesh.triangles)
    motion = np.zeros(len(mesh.positions))
    for offsets in mesh.morphs.values():
        motion += np.linalg.norm(offsets, axis=1)
    attributes = np.c_[normals, motion]
    weights = [NORMAL_WEIGHT] * 3 + [MORPH_WEIGHT]
    header = {"vertices": len(mesh.positions), "weights": weights, "indices": mesh.triangles.size,
              "target": target * 3, "error": error}  # fmt: skip
    lock_bytes = locked.astype(np.uint8).tobytes()
    return b"".join([
        json.dumps(header).encode() + b"\n", mesh.positions.astype("<f4").tobytes(), attributes.astype("<f4").tobytes(),
        lock_bytes + b"\0" * (-len(lock_bytes) % 4), mesh.triangles.astype("<u4").tobytes(),
    ])  # fmt: skip


def simplify(mesh: Mesh, target: int, locked: Array | None = None, error: float = 0.02) -> Mesh:
    """At most about `target` triangles; `locked` [n] vertices stay; `error` is relative to the mesh's size."""
    ensure_packages()
    keep = np.zeros(len(mesh.positions), dtype=bool) if locked is None else locked
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder) / "in.bin", Path(folder) / "out.bin"
        source.write_bytes(_bytes(mesh, keep, target, error))
        command = [*node_command(), str(HERE / "simplify.mjs"), str(source), str(result)]
        done = subprocess.run(command, cwd=HERE, check=False, capture_output=True, text=True)  # noqa: S603
        if done.returncode:
            raise SourceError(f"simplifying {mesh.name} failed: {done.stderr}")
        triangles = np.frombuffer(result.read_bytes(), dtype="<u4").reshape(-1, 3)
    return compact(replace(mesh, triangles=triangles.astype(int)))


def compact(mesh: Mesh) -> Mesh:
    """Drops vertices that no triangle uses."""
    used, flat = np.unique(mesh.triangles, return_inverse=True)

    def part(values: Array | None) -> Array | None:
        return None if values is None else values[used]

    return replace(
        mesh, positions=mesh.positions[used], triangles=flat.reshape(-1, 3), normals=part(mesh.normals),
        uv=part(mesh.uv), uv1=part(mesh.uv1), colours=part(mesh.colours), joints=part(mesh.joints),
        weights=part(mesh.weights), morphs={n: m[used] for n, m in mesh.morphs.items()},
    )  # fmt: skip
