"""What must hold between processes: the same log to the byte, and never a stale compiled body."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
CASE = "bay-4-feels-strange"
SCRIPT = """
- {at: 9 s, do: {stop: co-amoxiclav}}
- {at: 14 s, do: {position: flat, legs_raised: true, by: nurse}}
- {at: 30 s, do: {attach: pulse-oximeter}}
- {at: 60 s, do: {give: adrenaline, presentation: ampoule-1-in-1, volume_ml: 0.5, route: im, site: thigh, by: nurse}}
- {at: 200 s, do: {handover: registrar}}
"""

pytestmark = pytest.mark.slow


def osler(source: Path, data: Path, *arguments: str, hash_seed: str = "0") -> str:
    environment = {**os.environ, "PYTHONPATH": str(source), "OSLER_DATA": str(data), "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-m", "osler.cli", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_two_processes_write_the_same_log_to_the_byte(tmp_path):
    script = tmp_path / "script.yaml"
    script.write_text(SCRIPT)
    logs = []
    for hash_seed in ("1", "2"):
        log = tmp_path / f"log-{hash_seed}"
        osler(SOURCE, tmp_path / "data", "play", CASE, "--script", str(script), "--log", str(log), hash_seed=hash_seed)
        logs.append(log.read_bytes())
    assert len(logs[0]) > 2000
    assert logs[0] == logs[1]


def test_an_edited_equation_changes_the_result_of_the_very_next_run(tmp_path):
    """Numba's own cache does not notice edits in imported files; ours is named by a hash of all of them."""
    copy, data = tmp_path / "src", tmp_path / "data"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("static", "__pycache__"))
    before = json.loads(osler(copy, data, "play", CASE, "--json"))["state_hash"]
    edited = copy / "osler" / "physiology" / "systems" / "vessels.py"
    text, count = re.subn(r"(?m)^MERCURY_PER_CM_BLOOD = [0-9.]+", "MERCURY_PER_CM_BLOOD = 0.75", edited.read_text())
    assert count == 1, "the edited constant is gone: choose another one"
    edited.write_text(text)
    after = json.loads(osler(copy, data, "play", CASE, "--json"))["state_hash"]
    assert before != after
    assert len(list((data / "cache").iterdir())) == 2
