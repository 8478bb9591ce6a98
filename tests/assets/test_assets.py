"""The committed GLBs keep their promises: names the client relies on, budgets, licences."""

import gzip
import hashlib
import json
import struct
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "web" / "public" / "assets"
MANIFEST: dict[str, Any] = json.loads((ROOT / "assets" / "manifest.json").read_text())
PATIENTS = ("patient-female-54", "patient-male-25", "patient-male-71")
FREE_LICENCES = {"CC0-1.0", "CC-BY-3.0", "Apache-2.0"}

FACE_MORPHS = {
    "eyesClosed", "jawOpen", "mouthFunnel", "mouthPucker", "mouthSmile", "mouthFrown", "browInnerUp",
}  # fmt: skip
SIGN_MORPHS = {"breatheChest", "breatheAbdomen", "compressChest", "swellLips", "swellEyes"}
POSED_BONES = {
    "pelvis", "spine_01", "spine_02", "spine_03", "neck_01", "head", "eye_l", "eye_r",
    *(f"{bone}_{side}" for bone in ("clavicle", "upperarm", "lowerarm", "hand", "thigh", "calf", "foot")
      for side in "lr"),
}  # fmt: skip


def document(name: str) -> dict[str, Any]:
    """JSON chunk of a GLB."""
    data = (FOLDER / f"{name}.glb").read_bytes()
    magic, version, length = struct.unpack("<4sII", data[:12])
    assert (magic, version, length) == (b"glTF", 2, len(data))
    (size,) = struct.unpack("<I", data[12:16])
    parsed: dict[str, Any] = json.loads(data[20 : 20 + size])
    return parsed


def served_bytes(name: str) -> int:
    """Size over the wire: the client's build stores a compressed twin beside every model."""
    return len(gzip.compress((FOLDER / f"{name}.glb").read_bytes()))


def meshes(glb: dict[str, Any]) -> dict[str, Any]:
    return {mesh["name"]: mesh for mesh in glb["meshes"]}


def morphs(glb: dict[str, Any], mesh: str) -> set[str]:
    return set(meshes(glb)[mesh]["extras"]["targetNames"])


def rest_position(glb: dict[str, Any], name: str) -> list[float]:
    """World position of a node, whose ancestors carry no rotation."""
    parents = {child: i for i, node in enumerate(glb["nodes"]) for child in node.get("children", [])}
    index: int | None = next(i for i, node in enumerate(glb["nodes"]) if node.get("name") == name)
    total = [0.0, 0.0, 0.0]
    while index is not None:
        assert "rotation" not in glb["nodes"][index]
        total = [a + b for a, b in zip(total, glb["nodes"][index].get("translation", [0, 0, 0]), strict=True)]
        index = parents.get(index)
    return total


def test_every_shipped_model_has_a_manifest_row_that_matches_its_bytes() -> None:
    assert {path.stem for path in FOLDER.glob("*.glb")} == set(MANIFEST)
    for name, row in MANIFEST.items():
        data = (FOLDER / f"{name}.glb").read_bytes()
        assert row["bytes"] == len(data), name
        assert row["sha256"] == hashlib.sha256(data).hexdigest(), name


def test_every_model_is_free_to_ship_and_its_author_is_named_in_notice() -> None:
    notice = (ROOT / "NOTICE").read_text()
    for name, row in MANIFEST.items():
        source = row["source"]
        assert source["licence"] in FREE_LICENCES, name
        entry = notice.split(row["file"], 1)[1].split("\n\n", 1)[0]
        assert source["author"] in entry
        assert source["licence"] in entry
        assert row["changes"] in entry


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_models_stay_within_their_byte_budget(name: str) -> None:
    is_person = name.startswith("patient") or name == "nurse"
    assert served_bytes(name) <= (700_000 if is_person else 300_000)


def test_the_first_view_leaves_room_for_the_program() -> None:
    first = ("patient-female-54", "bed", "bedside-cabinet", "overbed-table", "nurse")
    assert sum(served_bytes(name) for name in first) <= 1_200_000
    assert sum(row["bytes"] for row in MANIFEST.values()) <= 15_000_000


@pytest.mark.parametrize("name", PATIENTS)
def test_a_patient_is_cheap_to_draw(name: str) -> None:
    assert MANIFEST[name]["triangles"] <= 32_000
    assert MANIFEST[name]["draw_calls"] <= 8


@pytest.mark.parametrize("name", PATIENTS)
def test_a_patient_has_the_bones_and_morphs_the_client_drives(name: str) -> None:
    glb = document(name)
    joints = {glb["nodes"][i]["name"] for i in glb["skins"][0]["joints"]}
    assert joints >= POSED_BONES
    assert len(joints) == 55
    assert morphs(glb, "skin") >= FACE_MORPHS | SIGN_MORPHS
    assert morphs(glb, "gown") == {"breatheChest", "breatheAbdomen", "compressChest"}
    assert morphs(glb, "eyes") == {"pupilSmall", "pupilLarge"}
    assert "eyesClosed" in morphs(glb, "lashes")
    assert {"jawOpen", "swellTongue"} <= morphs(glb, "mouth")


@pytest.mark.parametrize("name", PATIENTS)
def test_a_patient_carries_sign_masks_and_a_skin_texture(name: str) -> None:
    glb = document(name)
    skin = meshes(glb)["skin"]["primitives"][0]
    assert glb["accessors"][skin["attributes"]["COLOR_0"]]["type"] == "VEC4"
    assert "baseColorTexture" in glb["materials"][skin["material"]]["pbrMetallicRoughness"]


@pytest.mark.parametrize("name", PATIENTS)
def test_a_patient_lies_flat_with_hands_on_the_mattress_beside_the_hips(name: str) -> None:
    glb = document(name)
    head, hip, foot = (rest_position(glb, bone) for bone in ("head", "thigh_l", "foot_l"))
    assert head[2] < -0.55
    assert abs(hip[2]) < 0.02
    assert foot[2] > 0.6
    for side, sign in (("l", 1), ("r", -1)):
        x, y, z = rest_position(glb, f"hand_{side}")
        assert 0.02 < y < 0.06, "wrist just above the mattress"
        assert 0.2 < x * sign < 0.4
        assert abs(z) < 0.15


@pytest.mark.parametrize("name", PATIENTS)
def test_the_recline_clip_covers_flat_to_sixty_degrees(name: str) -> None:
    glb = document(name)
    (clip,) = glb["animations"]
    assert clip["name"] == "recline"
    times = glb["accessors"][clip["samplers"][0]["input"]]
    assert times["min"] == [0.0]
    assert times["max"][0] > 60.0
    moved = {glb["nodes"][channel["target"]["node"]]["name"] for channel in clip["channels"]}
    assert {"spine_01", "spine_02", "upperarm_l", "upperarm_r", "thigh_l", "thigh_r"} <= moved
    assert not {"head", "eye_l", "eye_r"} & moved, "the client turns head and eyes"


def test_the_nurse_walks_works_and_waits() -> None:
    glb = document("nurse")
    assert {clip["name"] for clip in glb["animations"]} == {"idle", "walk", "work"}
    assert {"eyesClosed", "jawOpen"} <= morphs(glb, "skin")
    assert 1.3 < rest_position(glb, "head")[1] < 1.6
    assert MANIFEST["nurse"]["triangles"] <= 20_000


def test_the_backrest_pivots_where_the_patient_is_anchored() -> None:
    glb = document("bed")
    assert rest_position(glb, "backrest") == pytest.approx(rest_position(glb, "patient_anchor"))
    names = {node["name"] for node in glb["nodes"]}
    assert {"bed_frame", "mattress_seat", "mattress_back"} <= names
    backrest = next(node for node in glb["nodes"] if node["name"] == "backrest")
    assert {glb["nodes"][i]["name"] for i in backrest["children"]} == {"mattress_back"}
