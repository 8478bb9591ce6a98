"""Furniture of the ward taken from sweethome3d-furniture: one vertex-coloured mesh per object."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assets.furniture import Surface, crease_surface, merge, read_materials, read_model
from assets.glb import Material, Mesh, Node, write_glb
from assets.makehuman import Array
from assets.occlusion import ambient_occlusion
from assets.simplify import simplify

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Prop:
    """One object: where it is, its size in m (x, y, z), a triangle limit and colours by material name (linear)."""

    library: str
    model: str
    size_m: tuple[float, float, float]
    author: str
    licence: str
    triangles: int = 5000
    recolour: dict[str, Colour] = field(default_factory=dict)
    roughness: float = 0.7
    turn_degrees: float = 0.0  # about y, so that the front looks to +z
    dropped: tuple[str, ...] = ()  # materials left out, such as glass


CC0, CC_BY = "CC0-1.0", "CC-BY-3.0"
SCOPIA = "Scopia Visual Interfaces Systems, s.l."

VINYL = (0.055, 0.17, 0.21)  # wipe-clean teal
WOOD = (0.50, 0.33, 0.20)
GLASS = (0.62, 0.74, 0.82)  # opaque: daylight seen through it

PROPS: dict[str, Prop] = {
    "bedside-cabinet": Prop("BlendSwap-CC-0", "drawersCabinet", (0.46, 0.84, 0.46), "Vladoffsky", CC0),
    "armchair": Prop("BlendSwap-CC-0", "armchair", (0.62, 1.08, 0.66), "Absfrm", CC0, 5200,
        {"seat": VINYL, "armrest": (0.16, 0.17, 0.18)}),
    "visitor-chair": Prop("Scopia", "tubular_chair", (0.53, 0.81, 0.50), SCOPIA, CC_BY, 4000,
        {"black_cuir_cuir.jpg": (0.10, 0.17, 0.22)}),
    "stool": Prop("BlendSwap-CC-0", "stool2", (0.36, 0.62, 0.36), "Vladoffsky", CC0, 2912,
        {"stool": (0.30, 0.31, 0.32)}),
    "door": Prop("Scopia", "double_door_with_little_part", (1.33, 2.1, 0.175), SCOPIA, CC_BY, 4000,
        {"white-door": WOOD, "glass": GLASS}),
    "window": Prop("Scopia", "window_2x1_medium_with_large_pane", (1.5, 1.3, 0.2), SCOPIA, CC_BY, 3000,
        {"Glass": GLASS}),
    "phone": Prop("Scopia", "phone", (0.197, 0.073, 0.219), SCOPIA, CC_BY, 2000),
    "washbasin": Prop("BlendSwap-CC-BY", "washbasin_jay_hardy", (0.597, 0.867, 0.431), "Jay-Artist", CC_BY, 4500),
    "radiator": Prop("BlendSwap-CC-0", "radiator1", (1.4, 0.6, 0.11), "Knyghtfall13x", CC0, 5200),
    "dustbin": Prop("BlendSwap-CC-0", "dustbin", (0.30, 0.55, 0.30), "Ndakasha", CC0, 3700,
        {"CHROME": (0.40, 0.41, 0.42)}),
    "wheelchair": Prop("BlendSwap-CC-BY", "wheelchair", (0.644, 0.91, 0.769), "Bgamage", CC_BY, 5000),
    "laptop": Prop("BlendSwap-CC-BY", "laptop", (0.339, 0.266, 0.253), "Mayollo", CC_BY, 2500),
    "cup": Prop("BlendSwap-CC-0", "plasticCup", (0.075, 0.095, 0.075), "Chemsciguy", CC0, 3600,
        {"Exterior": (0.72, 0.80, 0.86)}),
    "wall-socket": Prop("BlendSwap-CC-BY", "wallDoubleSocket", (0.155, 0.079, 0.01), "Jay-Artist", CC_BY, 600),
    "emergency-sign": Prop("BlendSwap-CC-0", "emergencySign", (0.30, 0.09, 0.035), "Marcinc53", CC0, 700),
    "paper-towels": Prop("Scopia", "paperTowelHolder", (0.16, 0.292, 0.16), SCOPIA, CC_BY, 900),
    "medicine-bottle": Prop("Scopia", "medicoscopia_bottle", (0.043, 0.087, 0.043), SCOPIA, CC_BY, 800),
}  # fmt: skip


def _reduced(vertices: Array, triangles: Array, target: int) -> tuple[Array, Array]:
    """Welds one part and reduces it to about `target` triangles."""
    unique, index = np.unique(np.round(vertices, 6), axis=0, return_inverse=True)
    welded = index.ravel()[triangles]
    welded = welded[(welded[:, 0] != welded[:, 1]) & (welded[:, 1] != welded[:, 2]) & (welded[:, 0] != welded[:, 2])]
    used, flat = np.unique(welded, return_inverse=True)
    points, faces = unique[used], flat.reshape(-1, 3)
    if len(faces) <= target:
        return points, faces
    reduced = simplify(Mesh("part", points, faces, Material("part")), min(max(target, 8), len(faces)), error=0.05)
    return reduced.positions, reduced.triangles


def _sized(vertices: Array, prop: Prop) -> Array:
    """Turned, scaled to its size, standing on y = 0 around the origin."""
    angle = np.radians(prop.turn_degrees)
    turn = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    points = vertices @ turn.T
    low, high = points.min(0), points.max(0)
    points = (points - (low + high) / 2) * (np.array(prop.size_m) / np.maximum(high - low, 1e-9))
    return points + np.array([0, prop.size_m[1] / 2, 0])


def _surface(prop: Prop) -> Surface:
    folder = f"{prop.library.lower()}/{prop.model}"
    vertices, parts = read_model(prop.library, f"{folder}/{prop.model}.obj")
    colours = read_materials(prop.library, folder, prop.model)
    parts = [p for p in parts if p.material not in prop.dropped]
    used = np.unique(np.concatenate([p.triangles.ravel() for p in parts]))
    sized = np.zeros_like(vertices)
    sized[used] = _sized(vertices[used], prop)
    total = sum(len(p.triangles) for p in parts)
    share = min(1.0, prop.triangles / total)
    surfaces = []
    for part in parts:
        points, faces = _reduced(sized, part.triangles, int(len(part.triangles) * share))
        colour = prop.recolour.get(part.material, colours.get(part.material, (0.6, 0.6, 0.6)))
        if len(faces):
            surfaces.append(crease_surface(points, faces, np.array(colour)))
    return merge(surfaces)


def build_prop(name: str, path: Path) -> None:
    """Writes one uncompressed object with baked ambient occlusion in its vertex colours."""
    prop = PROPS[name]
    surface = _surface(prop)
    light = ambient_occlusion(surface.positions, surface.normals, (surface.positions, surface.triangles), 0.25)
    colours = np.c_[surface.colours * (0.35 + 0.65 * light[:, None]), np.ones(len(light))]
    matte = Material(name, roughness=prop.roughness, double_sided=True)
    mesh = Mesh(name, surface.positions, surface.triangles, matte, normals=surface.normals, colours=colours)
    write_glb(path, [mesh], [Node(name, mesh=name)])
