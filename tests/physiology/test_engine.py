"""Compiled kernels on disk: several processes may compile at once, and a damaged file costs a compilation, no more."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from osler.physiology import engine

OUTLET = """
import json, sys
from osler.physiology.engine import kernel

@kernel
def outlet(x, number):
    return 10.0 * x + number

print("ready", flush=True)
order = json.loads(sys.stdin.readline())
for kind in order:
    assert outlet(*kind) == 10 * kind[0] + kind[1], kind
print(json.dumps(sum(outlet.stats.cache_misses.values())))
"""
KINDS = [[1, 2], [1.5, 2], [1, 2.5], [1.5, 2.5], [True, 2], [True, 2.5], [1, True], [1.5, True]]


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setitem(vars(engine.numba.config), "CACHE_DIR", str(tmp_path))
    return tmp_path


def shifted() -> Any:
    """A kernel as a process of its own has it: compiled for nothing yet."""

    def shift(x: float) -> float:
        return x + 1

    return engine.kernel(shift)


def compiled(kernel: Any) -> int:
    """For how many kinds of arguments it was compiled here rather than found on disk."""
    return sum(kernel.stats.cache_misses.values())


def test_what_one_process_compiled_the_next_one_finds(fresh: Path) -> None:
    first, second = shifted(), shifted()
    assert (first(1), second(1)) == (2, 2)
    assert (compiled(first), compiled(second)) == (1, 0)


def test_nothing_is_lost_when_another_process_keeps_code_at_the_same_moment(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = shifted(), shifted(), shifted()
    replace = Path.replace

    def meanwhile(self: Path, target: Path) -> Path:
        monkeypatch.undo()
        monkeypatch.setitem(vars(engine.numba.config), "CACHE_DIR", str(fresh))
        assert second(1.5) == 2.5
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", meanwhile)
    assert first(1) == 2
    assert (compiled(first), compiled(second)) == (1, 1)
    assert (third(1), third(1.5)) == (2, 2.5)
    assert compiled(third) == 0


@pytest.mark.parametrize(
    "damage",
    [lambda whole: b"", lambda whole: whole[: len(whole) // 2], lambda whole: bytes(len(whole))],
    ids=["empty", "cut short", "zeros"],
)
def test_a_damaged_file_is_compiled_and_kept_again(fresh: Path, damage: Callable[[bytes], bytes]) -> None:
    shifted()(1)
    (kept,) = fresh.rglob("*.nbc")
    kept.write_bytes(damage(kept.read_bytes()))
    second, third = shifted(), shifted()
    assert (second(1), third(1)) == (2, 2)
    assert (compiled(second), compiled(third)) == (1, 0)


def test_a_disk_that_takes_nothing_costs_a_compilation_and_leaves_no_half_file(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert shifted()(1) == 2
    assert [path for path in fresh.rglob("*") if path.is_file()] == []


@pytest.mark.slow
@pytest.mark.parametrize("attempt", range(3))
def test_two_first_starts_at_once_leave_everything_for_the_third(tmp_path: Path, attempt: int) -> None:
    program = tmp_path / "outlet.py"
    program.write_text(OUTLET, encoding="utf-8")
    both = [begin(program, tmp_path), begin(program, tmp_path)]
    for process, order in zip(both, (KINDS, KINDS[::-1]), strict=True):
        tell(process, order)
    assert [finish(process) for process in both] != [0, 0]
    third = begin(program, tmp_path)
    tell(third, KINDS)
    assert finish(third) == 0


def begin(program: Path, data: Path) -> subprocess.Popen[str]:
    """A process that has imported everything and waits to be told for what to compile."""
    process = subprocess.Popen(
        [sys.executable, str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"OSLER_DATA": str(data), "PYTHONPATH": str(Path(engine.__file__).parents[2])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def tell(process: subprocess.Popen[str], order: list[list[float]]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()


def finish(process: subprocess.Popen[str]) -> int:
    """For how many kinds of arguments it compiled by itself."""
    output, _ = process.communicate()
    assert process.returncode == 0
    return int(output)
