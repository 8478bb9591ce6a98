"""Every benchmark, one after the other: ``osler bench`` or ``make bench``."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PARTS = ("physiology", "session", "rooms", "client")


def main() -> int:
    met = [bool(importlib.import_module(f"benchmarks.{part}").main()) for part in PARTS]
    return 0 if all(met) else 1


if __name__ == "__main__":
    raise SystemExit(main())
