"""Turns OBJ models of Debian's sweethome3d-furniture into one vertex-coloured mesh each, in metres."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from assets.makehuman import Array, Ints
from assets.sources import furniture_library

CENTIMETRE = 0.01


@dataclass
class Surface:
    """Triangles with their own corners: positions [n,3] m, normals [n,3], colours [n,3] linear, triangles [t,3]."""

    positions: Array
    normals: Array
    colours: Array
    triangles: Ints


@dataclass
class ObjPart:
    """Faces of one object and material of an OBJ file, triangulated: indices into the shared vertices."""

    name: str
    material: str
    triangles: Ints


def read_obj(text: str) -> tuple[Array, list[ObjPart]]:
    """Vertices [n,3] in file units and the parts by (object, material)."""
    vertices: list[list[float]] = []
    groups: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    name = material = ""
    for line in text.splitlines():
        word, *rest = line.split() or [""]
        if word == "v":
            vertices.append([float(x) for x in rest[:3]])
        elif word in ("o", "g"):
            name = rest[0] if rest else ""
        elif word == "usemtl":
            material = rest[0]
        elif word == "f":
            face = [int(c.split("/")[0]) for c in rest]
            face = [i - 1 if i > 0 else len(vertices) + i for i in face]
            fan = [(face[0], face[k], face[k + 1]) for k in range(1, len(face) - 1)]
            groups.setdefault((name, material), []).extend(fan)
    parts = [ObjPart(o, m, np.array(t)) for (o, m), t in groups.items()]
    return np.array(vertices), parts


def read_model(library: str, path: str) -> tuple[Array, list[ObjPart]]:
    """One OBJ model out of a library archive."""
    with furniture_library(library) as archive:
        return read_obj(archive.read(path).decode("latin-1"))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def read_materials(library: str, folder: str, model: str) -> dict[str, tuple[float, float, float]]:
    """Linear diffuse colour per material; a texture counts with its mean colour."""
    colours: dict[str, tuple[float, float, float]] = {}
    with furniture_library(library) as archive:
        known = set(archive.namelist())
        path = f"{folder}/{model}.mtl"
        text = archive.read(path).decode("latin-1") if path in known else ""
        name = ""
        for line in text.splitlines():
            word, *rest = line.split() or [""]
            if word == "newmtl":
                name = rest[0]
            elif word == "Kd":
                red, green, blue = (_linear(float(x)) for x in rest[:3])
                colours[name] = (red, green, blue)
            elif word == "map_Kd" and f"{folder}/{rest[-1]}" in known:
                image = Image.open(io.BytesIO(archive.read(f"{folder}/{rest[-1]}"))).convert("RGB").resize((16, 16))
                red, green, blue = (_linear(float(x)) for x in np.asarray(image).reshape(-1, 3).mean(0) / 255)
                colours[name] = (red, green, blue)
    return colours


def crease_surface(vertices: Array, triangles: Ints, colours: Array, crease_degrees: float = 38.0) -> Surface:
    """Splits vertices at creases: corners share a normal only where faces meet below the crease angle.

    `colours` is [3] or one colour per triangle [t,3].
    """
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    cross = np.cross(b - a, c - a)
    area = np.linalg.norm(cross, axis=1, keepdims=True)
    keep = area[:, 0] > 1e-12
    triangles, cross, area = triangles[keep], cross[keep], area[keep]
    unit = cross / area
    per_face = np.broadcast_to(colours, (len(keep), 3))[keep]
    key = np.unique(np.round(vertices, 5), axis=0, return_inverse=True)[1].ravel()
    corners = key[triangles].ravel()
    order = np.argsort(corners, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(corners[order]) > 0])
    limit = np.cos(np.radians(crease_degrees))
    normals = np.zeros((len(corners), 3))
    for group in np.split(order, starts[1:]):
        faces = group // 3
        near = unit[faces] @ unit[faces].T > limit
        normals[group] = near @ cross[faces]
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-20)
    rows = np.c_[vertices[triangles.ravel()], normals, np.repeat(per_face, 3, axis=0)]
    unique, index = np.unique(np.round(rows, 5), axis=0, return_inverse=True)
    return Surface(unique[:, :3], unique[:, 3:6], unique[:, 6:9], index.reshape(-1, 3))


def merge(surfaces: list[Surface]) -> Surface:
    """Concatenates surfaces into one."""
    offsets = np.cumsum([0] + [len(s.positions) for s in surfaces])
    return Surface(
        np.concatenate([s.positions for s in surfaces]), np.concatenate([s.normals for s in surfaces]),
        np.concatenate([s.colours for s in surfaces]),
        np.concatenate([s.triangles + o for s, o in zip(surfaces, offsets, strict=False)]),
    )  # fmt: skip
