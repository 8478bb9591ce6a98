"""Writes binary glTF: meshes with morph targets, one shared skin, embedded textures, animation clips."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]

COMPONENT = {"f4": 5126, "u1": 5121, "u2": 5123, "u4": 5125}
ELEMENT = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}


@dataclass
class Material:
    """Metallic-roughness material; `texture` is an encoded WebP image, `normal_texture` likewise."""

    name: str
    colour: tuple[float, float, float, float] = (1, 1, 1, 1)
    roughness: float = 0.8
    metallic: float = 0.0
    texture: bytes | None = None
    normal_texture: bytes | None = None
    double_sided: bool = False
    alpha_cutoff: float | None = None
    blend: bool = False


@dataclass
class Mesh:
    """One draw call: positions [n,3] m, triangles [t,3]; morph offsets by name [n,3] m; colours 0..1 [n,4]."""

    name: str
    positions: Floats
    triangles: NDArray[Any]
    material: Material
    normals: Floats | None = None
    uv: Floats | None = None
    uv1: Floats | None = None
    colours: Floats | None = None
    joints: NDArray[Any] | None = None
    weights: Floats | None = None
    morphs: dict[str, Floats] = field(default_factory=dict)


@dataclass
class Node:
    """A scene node; `parent` names another node, `rotation` is a unit quaternion x, y, z, w."""

    name: str
    parent: str | None = None
    translation: tuple[float, float, float] = (0.0, 0.0, 0.0)
    rotation: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0)
    mesh: str | None = None
    extras: dict[str, Any] = field(default_factory=dict)


@dataclass
class Clip:
    """Animation: times [k] s, per node rotations [k,4] xyzw and translations [k,3] m, linear interpolation."""

    name: str
    times: Floats
    rotations: dict[str, Floats] = field(default_factory=dict)
    translations: dict[str, Floats] = field(default_factory=dict)


def vertex_normals(positions: Floats, triangles: NDArray[Any]) -> Floats:
    """Area-weighted unit normals [n,3]."""
    normals = np.zeros((len(positions), 3))
    a, b, c = (positions[triangles[:, k]] for k in range(3))
    face = np.cross(b - a, c - a)
    for k in range(3):
        np.add.at(normals, triangles[:, k], face)
    return normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-20)


class Writer:
    """Collects buffers and accessors of one document."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.json: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": "osler assets"},
            "scene": 0, "scenes": [{"nodes": []}], "nodes": [], "meshes": [], "materials": [],
            "accessors": [], "bufferViews": [], "buffers": [],
        }  # fmt: skip

    def _append(self, key: str, value: dict[str, Any]) -> int:
        self.json.setdefault(key, []).append(value)
        return len(self.json[key]) - 1

    def view(self, data: bytes) -> int:
        """Adds a four-byte aligned buffer view."""
        self.buffer.extend(b"\0" * (-len(self.buffer) % 4))
        view = {"buffer": 0, "byteOffset": len(self.buffer), "byteLength": len(data)}
        self.buffer.extend(data)
        return self._append("bufferViews", view)

    def accessor(self, array: NDArray[Any], kind: str, normalised: bool = False, bounds: bool = False) -> int:
        """Adds an accessor of component type `kind` (f4, u1, u2, u4); the width of the array gives the element."""
        data = np.ascontiguousarray(array, dtype="<" + kind if kind != "u1" else "u1")
        width = 1 if data.ndim == 1 else int(np.prod(data.shape[1:]))
        entry: dict[str, Any] = {
            "bufferView": self.view(data.tobytes()), "componentType": COMPONENT[kind],
            "count": len(data), "type": ELEMENT[width],
        }  # fmt: skip
        if normalised:
            entry["normalized"] = True
        if bounds:
            flat = data.reshape(len(data), width)
            entry |= {"min": flat.min(0).tolist(), "max": flat.max(0).tolist()}
        return self._append("accessors", entry)

    def texture(self, webp: bytes) -> dict[str, int]:
        """Embeds a WebP image and returns the texture reference."""
        image = self._append("images", {"bufferView": self.view(webp), "mimeType": "image/webp"})
        sampler = self._append("samplers", {"magFilter": 9729, "minFilter": 9987})
        for key in ("extensionsUsed", "extensionsRequired"):
            self.json[key] = ["EXT_texture_webp"]
        texture = self._append("textures", {"sampler": sampler, "extensions": {"EXT_texture_webp": {"source": image}}})
        return {"index": texture}

    def material(self, material: Material) -> int:
        """Adds a material once; the same name is reused."""
        for i, known in enumerate(self.json["materials"]):
            if known["name"] == material.name:
                return i
        pbr: dict[str, Any] = {
            "baseColorFactor": list(material.colour),
            "roughnessFactor": material.roughness, "metallicFactor": material.metallic,
        }  # fmt: skip
        entry: dict[str, Any] = {"name": material.name, "pbrMetallicRoughness": pbr}
        if material.texture:
            pbr["baseColorTexture"] = self.texture(material.texture)
        if material.normal_texture:
            entry["normalTexture"] = self.texture(material.normal_texture)
        if material.double_sided:
            entry["doubleSided"] = True
        if material.alpha_cutoff is not None:
            entry |= {"alphaMode": "MASK", "alphaCutoff": material.alpha_cutoff}
        if material.blend:
            entry["alphaMode"] = "BLEND"
        return self._append("materials", entry)

    def mesh(self, mesh: Mesh) -> int:
        """Adds a mesh with all its attributes and morph targets."""
        normals = mesh.normals if mesh.normals is not None else vertex_normals(mesh.positions, mesh.triangles)
        attributes = {
            "POSITION": self.accessor(mesh.positions, "f4", bounds=True),
            "NORMAL": self.accessor(normals, "f4"),
        }
        for key, uv in (("TEXCOORD_0", mesh.uv), ("TEXCOORD_1", mesh.uv1)):
            if uv is not None:
                attributes[key] = self.accessor(uv, "f4")
        if mesh.colours is not None:
            colours = (np.clip(mesh.colours, 0, 1) * 255).round()
            attributes["COLOR_0"] = self.accessor(colours, "u1", normalised=True)
        if mesh.joints is not None and mesh.weights is not None:
            attributes["JOINTS_0"] = self.accessor(mesh.joints, "u1")
            attributes["WEIGHTS_0"] = self.accessor(mesh.weights, "f4")
        kind = "u2" if len(mesh.positions) < 65536 else "u4"
        primitive: dict[str, Any] = {
            "attributes": attributes, "indices": self.accessor(mesh.triangles.ravel(), kind),
            "material": self.material(mesh.material),
        }  # fmt: skip
        entry: dict[str, Any] = {"name": mesh.name, "primitives": [primitive]}
        if mesh.morphs:
            primitive["targets"] = [
                {"POSITION": self.accessor(offsets, "f4", bounds=True)} for offsets in mesh.morphs.values()
            ]
            entry |= {"extras": {"targetNames": list(mesh.morphs)}, "weights": [0.0] * len(mesh.morphs)}
        return self._append("meshes", entry)

    def clip(self, clip: Clip, nodes: dict[str, int]) -> None:
        """Adds an animation."""
        times = self.accessor(clip.times, "f4", bounds=True)
        animation: dict[str, Any] = {"name": clip.name, "samplers": [], "channels": []}
        for path, tracks in (("rotation", clip.rotations), ("translation", clip.translations)):
            for name, values in tracks.items():
                sampler = {"input": times, "output": self.accessor(values, "f4"), "interpolation": "LINEAR"}
                animation["samplers"].append(sampler)
                channel = {"sampler": len(animation["samplers"]) - 1, "target": {"node": nodes[name], "path": path}}
                animation["channels"].append(channel)
        self._append("animations", animation)

    def save(self, path: Path) -> None:
        """Writes the .glb file."""
        self.buffer.extend(b"\0" * (-len(self.buffer) % 4))
        self.json["buffers"] = [{"byteLength": len(self.buffer)}]
        text = json.dumps(self.json, separators=(",", ":"), sort_keys=True).encode()
        text += b" " * (-len(text) % 4)
        head = struct.pack("<III", 0x46546C67, 2, 12 + 8 + len(text) + 8 + len(self.buffer))
        chunks = struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(self.buffer), 0x004E4942)
        path.write_bytes(head + chunks + bytes(self.buffer))


def write_glb(
    path: Path,
    meshes: list[Mesh],
    nodes: list[Node],
    bones: list[str] | None = None,
    bind: Floats | None = None,
    clips: list[Clip] | None = None,
    extras: dict[str, Any] | None = None,
) -> None:
    """Writes one document. `bones` are node names; `bind` [b,3] are their world positions at rest (no rotation)."""
    writer = Writer()
    mesh_index = {mesh.name: writer.mesh(mesh) for mesh in meshes}
    index = {node.name: i for i, node in enumerate(nodes)}
    skinned = {mesh.name for mesh in meshes if mesh.joints is not None}
    for node in nodes:
        entry: dict[str, Any] = {"name": node.name}
        if any(node.translation):
            entry["translation"] = [float(x) for x in node.translation]
        if node.rotation != (0.0, 0.0, 0.0, 1.0):
            entry["rotation"] = [float(x) for x in node.rotation]
        if node.mesh is not None:
            entry["mesh"] = mesh_index[node.mesh]
            if node.mesh in skinned:
                entry["skin"] = 0
        if node.extras:
            entry["extras"] = node.extras
        children = [index[n.name] for n in nodes if n.parent == node.name]
        if children:
            entry["children"] = children
        writer.json["nodes"].append(entry)
    writer.json["scenes"][0]["nodes"] = [index[n.name] for n in nodes if n.parent is None]
    if bones is not None and bind is not None:
        inverse = np.tile(np.eye(4), (len(bones), 1, 1))
        inverse[:, 3, :3] = -bind
        matrices = writer.accessor(inverse.reshape(-1, 16), "f4")
        writer.json["skins"] = [{"joints": [index[b] for b in bones], "inverseBindMatrices": matrices}]
    for clip in clips or []:
        writer.clip(clip, index)
    if extras:
        writer.json["scenes"][0]["extras"] = extras
    writer.save(path)
