"""The vital signs of a recording as a table, one row a second, and the curves drawn from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from osler.assessment.report import Series
from osler.session.facts import NAMES

ROW = np.dtype("<f8")

# name in the table, label, unit, colour (the conventional ones of a monitor), digits kept
TRUTH: tuple[tuple[str, str, str, str, int], ...] = (
    ("heart_rate", "HR", "1/min", "green", 0),
    ("systolic_pressure", "SBP", "mmHg", "red", 0),
    ("mean_arterial_pressure", "MAP", "mmHg", "red", 0),
    ("oxygen_saturation", "SpO2", "%", "cyan", 1),
    ("respiratory_rate", "RR", "1/min", "white", 1),
    ("arterial_pco2", "PaCO2", "kPa", "yellow", 1),
    ("end_tidal_co2", "EtCO2", "kPa", "yellow", 1),
)
DISPLAYED: tuple[tuple[str, str, str, str, int], ...] = (
    ("displayed_heart_rate", "HR", "1/min", "green", 0),
    ("displayed_systolic_pressure", "SBP", "mmHg", "red", 0),
    ("displayed_mean_pressure", "MAP", "mmHg", "red", 0),
    ("displayed_oxygen_saturation", "SpO2", "%", "cyan", 0),
    ("displayed_respiratory_rate", "RR", "1/min", "white", 0),
    ("displayed_end_tidal_co2", "EtCO2", "kPa", "yellow", 1),
)


@dataclass(frozen=True)
class Vitals:
    """``table[second, column]``; a second that was not recorded is a row of NaN.

    ``readable`` is False when the rows were written with columns that nobody can name any more.
    """

    columns: dict[str, int]
    table: NDArray[np.float64]
    readable: bool = True

    @property
    def seconds(self) -> int:
        """How many seconds there are, counted from 0."""
        return len(self.table)

    def value(self, name: str, second: int) -> float:
        """One value; NaN for what was not recorded."""
        column = self.columns.get(name)
        if column is None or not 0 <= second < len(self.table):
            return math.nan
        return float(self.table[second, column])

    def series(self, wanted: Sequence[tuple[str, str, str, str, int]]) -> list[Series]:
        """The curves that have at least one value, one value a second, None where there was none."""
        curves = []
        for name, label, unit, colour, digits in wanted:
            if name not in self.columns:
                continue
            values = self.table[:, self.columns[name]]
            if np.isfinite(values).any():
                kept = [round(value, digits) if math.isfinite(value) else None for value in values.tolist()]
                curves.append(Series(name=name, label=label, unit=unit, colour=colour, values=kept))
        return curves


def read_vitals(rows: Sequence[tuple[int, bytes]], columns: Sequence[str] | None = None) -> Vitals:
    """Rows of (second, float64 little-endian bytes) as a table; ``columns`` as recorded, otherwise those of today."""
    names = list(columns) if columns else list(NAMES)
    index = {name: i for i, name in enumerate(names)}
    if any(len(row) != ROW.itemsize * len(names) for _, row in rows):
        return Vitals(index, np.empty((0, len(names))), readable=False)
    table = np.full((max((second for second, _ in rows), default=-1) + 1, len(names)), np.nan)
    for second, row in rows:
        table[second] = np.frombuffer(row, dtype=ROW)
    return Vitals(index, table)
