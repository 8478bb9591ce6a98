"""Builds every derived asset: `python -m assets.build [name ...]`; without names, all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from assets.bed import build_bed
from assets.manifest import record
from assets.notice import write_notice
from assets.nurse import build_nurse
from assets.overbed_table import build_overbed_table
from assets.packing import pack
from assets.patient import build_patient
from assets.people import (
    FEMALE_HAIR,
    FEMALE_LOOK,
    MALE_HAIR,
    MALE_LOOK,
    NURSE,
    NURSE_HAIR,
    NURSE_LOOK,
    PATIENT_FEMALE,
    PATIENT_MALE,
    PATIENT_MALE_YOUNG,
    YOUNG_HAIR,
    YOUNG_LOOK,
)
from assets.props import PROPS, build_prop
from assets.sources import OUTPUT, SCRATCH

BUILDERS: dict[str, Callable[[Path], None]] = {
    "patient-female-54": lambda path: build_patient(PATIENT_FEMALE, FEMALE_LOOK, FEMALE_HAIR, path),
    "patient-male-71": lambda path: build_patient(PATIENT_MALE, MALE_LOOK, MALE_HAIR, path),
    "patient-male-25": lambda path: build_patient(PATIENT_MALE_YOUNG, YOUNG_LOOK, YOUNG_HAIR, path),
    "nurse": lambda path: build_nurse(NURSE, NURSE_LOOK, NURSE_HAIR, path),
    "bed": build_bed,
    "overbed-table": build_overbed_table,
    **{name: partial(build_prop, name) for name in PROPS},
}


def main(names: list[str]) -> int:
    """Builds, packs and records the named assets; an unknown name is an error."""
    unknown = [n for n in names if n not in BUILDERS]
    if unknown:
        print(f"unknown assets: {', '.join(unknown)}; known: {', '.join(BUILDERS)}", file=sys.stderr)
        return 2
    SCRATCH.mkdir(parents=True, exist_ok=True)
    for name in names or BUILDERS:
        raw = SCRATCH / f"{name}.raw.glb"
        BUILDERS[name](raw)
        size = pack(raw, OUTPUT / f"{name}.glb")
        row = record(name, OUTPUT / f"{name}.glb")
        print(f"{name}: {size / 1000:.0f} kB, {row['triangles']} triangles, {row['draw_calls']} draw calls")
    write_notice()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
