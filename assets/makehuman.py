"""Reads the MakeHuman base mesh `hm08`, its targets, rigs and masks (CC0, MakeHuman/MPFB2 contributors)."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from assets.sources import makehuman_data

Array = NDArray[Any]  # floats; shapes and units are in the docstrings
Ints = NDArray[Any]  # indices

METRES = 0.1  # MakeHuman works in decimetres
BODY_VERTICES = 13380


class BaseMesh:
    """Vertices [n,3] m (standing, y up, facing +z, A-pose), uv [m,2], quads per group as (vertex, uv) index arrays."""

    def __init__(self, path: Path) -> None:
        vertices: list[list[float]] = []
        uvs: list[list[float]] = []
        faces: dict[str, list[list[list[int]]]] = {}
        group = ""
        for line in path.read_text().splitlines():
            word, *rest = line.split() or [""]
            if word == "v":
                vertices.append([float(x) for x in rest[:3]])
            elif word == "vt":
                uvs.append([float(x) for x in rest[:2]])
            elif word == "g":
                group = rest[0]
            elif word == "f":
                corners = [[int(i) - 1 for i in corner.split("/")[:2]] for corner in rest]
                faces.setdefault(group, []).append(corners)
        self.vertices: Array = np.array(vertices) * METRES
        self.uv: Array = np.array(uvs)
        self.quads: dict[str, Ints] = {name: np.array(q) for name, q in faces.items()}  # [k,4,2]

    def group_vertices(self, *names: str) -> Ints:
        """Sorted vertex indices used by the named face groups."""
        return np.unique(np.concatenate([self.quads[n][:, :, 0].ravel() for n in names]))


def _mpfb() -> Path:
    return makehuman_data() / "mpfb2"


@cache
def base_mesh() -> BaseMesh:
    """The shared base mesh: treat as read-only."""
    return BaseMesh(_mpfb() / "3dobjs" / "base.obj")


def _read_target(path: Path) -> Array:
    offsets = np.zeros_like(base_mesh().vertices)
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text()
    for line in text.splitlines():
        if line and line[0] != "#":
            index, x, y, z = line.split()[:4]
            offsets[int(index)] = float(x), float(y), float(z)
    return offsets * METRES


@cache
def target(name: str) -> Array:
    """Vertex offsets [n,3] m of a shape target such as `torso/torso-scale-depth-incr`."""
    return _read_target(_mpfb() / "targets" / f"{name}.target.gz")


@cache
def face_unit(name: str) -> Array:
    """Vertex offsets [n,3] m of one ARKit-style face unit (CC0, Mika Suominen)."""
    return _read_target(makehuman_data() / "faceunits01" / "targets" / "faceunits" / f"{name}.target")


@cache
def vertex_groups() -> dict[str, Ints]:
    """Named vertex index sets (joint cubes and helpers)."""
    raw = json.loads((_mpfb() / "mesh_metadata" / "basemesh_vertex_groups.json").read_text())
    return {name: np.concatenate([np.arange(a, b + 1) for a, b in spans]) for name, spans in raw.items()}


@cache
def rig(name: str) -> tuple[dict[str, dict[str, object]], dict[str, list[tuple[int, float]]]]:
    """Bones and vertex weights of a MakeHuman rig: `game_engine` (53 bones) or `default` (163, with twist bones)."""
    folder = _mpfb() / "rigs" / "standard"
    bones = json.loads((folder / f"rig.{name}.json").read_text())
    weights = json.loads((folder / f"weights.{name}.json").read_text())["weights"]
    return bones.get("bones", bones), weights


@cache
def mask(name: str) -> Array:
    """A painted mask in MakeHuman uv space, [h,w] 0..1: lips, fingernails, face, ears, eyelids, inside-mouth ..."""
    image = Image.open(_mpfb() / "textures" / f"mpfb_{name}.jpg").convert("L")
    return np.asarray(image, dtype=np.float64) / 255.0


def sample_mask(name: str, uv: Array) -> Array:
    """Nearest mask value at MakeHuman uv coordinates [k,2]."""
    image = mask(name)
    height, width = image.shape
    rows = np.clip(((1 - uv[:, 1]) * (height - 1)).round().astype(int), 0, height - 1)
    columns = np.clip((uv[:, 0] * (width - 1)).round().astype(int), 0, width - 1)
    return image[rows, columns]
