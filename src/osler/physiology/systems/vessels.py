"""The vascular network as data, and the fixed-sparsity solver of its pressures.

Compartments, compliances, unstressed volumes and resistances: Heldt 2004 (PhD thesis, MIT, 70.3 kg, 169 cm) with the
CVSim-21 topology. "Calibrated" marks what differs from the source, the source value stands beside it.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from osler.physiology.engine import Record, kernel

MERCURY_PER_CM_BLOOD = 0.738  # mmHg/cm, CVSim
REFERENCE_BLOOD_VOLUME_ML = 5150.0
"""Heldt's subject; bodies are scaled by their own blood volume over this."""


class Node(NamedTuple):
    """One compartment; `saturation_ml` > 0 marks an arctangent vein, `axis_cm` is its place along the trunk.

    The heart is at 0 cm. Below the diaphragm the belly supports its vessels, so the axis holds effective columns
    (Heldt: a half or a third).
    """

    name: str
    compliance: float
    unstressed_ml: float
    initial_mmhg: float
    thoracic: bool
    axis_cm: float
    leg_share: float = 0.0
    saturation_ml: float = 0.0


class Edge(NamedTuple):
    """One flow path; `kind` is pipe, bed (arterioles, controlled) or valve (opens forward only)."""

    upstream: str
    downstream: str
    resistance: float
    kind: str


NODES: tuple[Node, ...] = (
    Node("ascending_aorta", 0.28, 21.0, 93.0, True, 0.0),
    Node("brachiocephalic_arteries", 0.13, 5.0, 93.0, True, 4.0),
    Node("upper_arteries", 0.42, 200.0, 92.0, False, 15.0),
    Node("upper_veins", 7.0, 645.0, 6.0, False, 15.0),
    Node("superior_vena_cava", 1.3, 16.0, 3.0, True, 5.0),
    Node("thoracic_aorta", 0.21, 16.0, 93.0, True, -10.0),
    Node("abdominal_aorta", 0.10, 10.0, 92.0, False, -10.0),
    Node("renal_arteries", 0.21, 20.0, 92.0, False, -6.0),
    Node("renal_veins", 5.0, 30.0, 6.0, False, -6.0),
    Node("splanchnic_arteries", 0.42, 300.0, 92.0, False, -6.0),
    Node("splanchnic_veins", 50.0, 1146.0, 6.5, False, -2.5, 0.0, 1500.0),
    Node("leg_arteries", 0.42, 200.0, 92.0, False, -6.0, 1.0),
    Node("leg_veins", 27.0, 716.0, 6.5, False, -6.0, 1.0, 1000.0),
    Node("abdominal_veins", 1.3, 79.0, 4.5, False, -8.0, 0.0, 650.0),
    Node("inferior_vena_cava", 0.5, 33.0, 3.0, True, -5.0),
    Node("right_atrium", 0.0, 14.0, 2.0, True, 0.0),
    Node("right_ventricle", 0.0, 26.0, 2.0, True, 0.0),  # Heldt 46; -20 with blood volume -20: same pressures, true EF
    Node("pulmonary_arteries", 3.4, 160.0, 15.0, True, 0.0),
    Node("pulmonary_veins", 9.0, 430.0, 9.0, True, 0.0),
    Node("left_atrium", 0.0, 24.0, 7.0, True, 0.0),
    Node("left_ventricle", 0.0, 15.0, 7.0, True, 0.0),  # Heldt 55; -40 with blood volume -40, as above
)
_NAMES = [node.name for node in NODES]
NODE_COUNT = len(NODES)
AORTA = _NAMES.index("ascending_aorta")
BRACHIAL = _NAMES.index("brachiocephalic_arteries")
UPPER_VEINS = _NAMES.index("upper_veins")
ABDOMINAL_AORTA = _NAMES.index("abdominal_aorta")
RENAL_VEINS = _NAMES.index("renal_veins")
SPLANCHNIC_VEINS = _NAMES.index("splanchnic_veins")
LEG_VEINS = _NAMES.index("leg_veins")
ABDOMINAL_VEINS = _NAMES.index("abdominal_veins")
PULMONARY_ARTERIES = _NAMES.index("pulmonary_arteries")
PULMONARY_VEINS = _NAMES.index("pulmonary_veins")
RIGHT_ATRIUM = _NAMES.index("right_atrium")
RIGHT_VENTRICLE = _NAMES.index("right_ventricle")
LEFT_ATRIUM = _NAMES.index("left_atrium")
LEFT_VENTRICLE = _NAMES.index("left_ventricle")
SYSTEMIC_ARTERIES = tuple(i for i, node in enumerate(NODES) if "aort" in node.name or "arteries" in node.name)
SYSTEMIC_ARTERIES = tuple(i for i in SYSTEMIC_ARTERIES if i != PULMONARY_ARTERIES)

EDGES: tuple[Edge, ...] = (
    Edge("upper_arteries", "upper_veins", 4.9, "bed"),
    Edge("renal_arteries", "renal_veins", 5.2, "bed"),
    Edge("splanchnic_arteries", "splanchnic_veins", 3.3, "bed"),
    Edge("leg_arteries", "leg_veins", 4.5, "bed"),
    Edge("pulmonary_arteries", "pulmonary_veins", 0.07, "bed"),
    Edge("ascending_aorta", "brachiocephalic_arteries", 0.003, "pipe"),
    Edge("brachiocephalic_arteries", "upper_arteries", 0.014, "pipe"),
    Edge("superior_vena_cava", "right_atrium", 0.028, "pipe"),
    Edge("ascending_aorta", "thoracic_aorta", 0.011, "pipe"),
    Edge("thoracic_aorta", "abdominal_aorta", 0.010, "pipe"),
    Edge("abdominal_aorta", "renal_arteries", 0.10, "pipe"),
    Edge("renal_veins", "abdominal_veins", 0.11, "pipe"),
    Edge("abdominal_aorta", "splanchnic_arteries", 0.07, "pipe"),
    Edge("splanchnic_veins", "abdominal_veins", 0.07, "pipe"),
    Edge("abdominal_aorta", "leg_arteries", 0.09, "pipe"),
    Edge("abdominal_veins", "inferior_vena_cava", 0.019, "pipe"),
    Edge("inferior_vena_cava", "right_atrium", 0.008, "pipe"),
    Edge("pulmonary_veins", "left_atrium", 0.006, "pipe"),
    Edge("upper_veins", "superior_vena_cava", 0.11, "valve"),
    Edge("leg_veins", "abdominal_veins", 0.10, "valve"),
    Edge("right_atrium", "right_ventricle", 0.005, "valve"),
    Edge("right_ventricle", "pulmonary_arteries", 0.006, "valve"),
    Edge("left_atrium", "left_ventricle", 0.010, "valve"),
    Edge("left_ventricle", "ascending_aorta", 0.007, "valve"),
)
EDGE_COUNT = len(EDGES)
BED_COUNT = sum(edge.kind == "bed" for edge in EDGES)
UPPER_BED, RENAL_BED, SPLANCHNIC_BED, LEG_BED, PULMONARY_BED = range(BED_COUNT)
FIRST_VALVE = EDGE_COUNT - sum(edge.kind == "valve" for edge in EDGES)
AORTIC_VALVE = EDGE_COUNT - 1

EDGE_FROM = np.array([_NAMES.index(edge.upstream) for edge in EDGES])
EDGE_TO = np.array([_NAMES.index(edge.downstream) for edge in EDGES])
RESISTANCE = np.array([edge.resistance for edge in EDGES])
COMPLIANCE = np.array([node.compliance for node in NODES])
UNSTRESSED_ML = np.array([node.unstressed_ml for node in NODES])
SATURATION_ML = np.array([node.saturation_ml for node in NODES])
THORACIC = np.array([node.thoracic for node in NODES])
AXIS_CM = np.array([node.axis_cm for node in NODES])
LEG_SHARE = np.array([node.leg_share for node in NODES])
INITIAL_MMHG = np.array([node.initial_mmhg for node in NODES])


class _Elimination(NamedTuple):
    """Symbolic LDL' factorisation: which entries exist and which are updated, as flat integer arrays."""

    order: NDArray[np.int64]
    row_start: NDArray[np.int64]
    row_node: NDArray[np.int64]
    row_entry: NDArray[np.int64]
    update_start: NDArray[np.int64]
    update_target: NDArray[np.int64]
    update_other: NDArray[np.int64]
    edge_entry: NDArray[np.int64]


def _symbolic() -> _Elimination:
    """Eliminate the node of fewest neighbours first and record every fill-in once."""
    neighbours: list[set[int]] = [set() for _ in NODES]
    entry: dict[tuple[int, int], int] = {}

    def entry_of(a: int, b: int) -> int:
        return entry.setdefault((min(a, b), max(a, b)), len(entry))

    edge_entry = [entry_of(int(a), int(b)) for a, b in zip(EDGE_FROM, EDGE_TO, strict=True)]
    for a, b in zip(EDGE_FROM, EDGE_TO, strict=True):
        neighbours[a].add(int(b))
        neighbours[b].add(int(a))
    left = set(range(NODE_COUNT))
    order: list[int] = []
    row_start, row_node, row_entry = [0], [], []
    update_start, update_target, update_other = [0], [], []
    while left:
        pivot = min(left, key=lambda node: (len(neighbours[node]), node))
        row = sorted(neighbours[pivot])
        for position, a in enumerate(row):
            row_node.append(a)
            row_entry.append(entry_of(pivot, a))
            for b in row[position + 1 :]:
                update_target.append(entry_of(a, b))
                update_other.append(entry_of(pivot, b))
            update_start.append(len(update_target))
        for a in row:
            neighbours[a] |= set(row) - {a}
            neighbours[a].discard(pivot)
        row_start.append(len(row_node))
        order.append(pivot)
        left.discard(pivot)
    arrays = (order, row_start, row_node, row_entry, update_start, update_target, update_other, edge_entry)
    return _Elimination(*[np.array(values, dtype=np.int64) for values in arrays])


_PLAN = _symbolic()
ENTRY_COUNT = int(max(_PLAN.row_entry)) + 1
_ORDER, _ROW_START, _ROW_NODE, _ROW_ENTRY = _PLAN.order, _PLAN.row_start, _PLAN.row_node, _PLAN.row_entry
_UPDATE_START, _UPDATE_TARGET, _UPDATE_OTHER = _PLAN.update_start, _PLAN.update_target, _PLAN.update_other
_EDGE_ENTRY = _PLAN.edge_entry


@kernel
def solve(flow: Record, dt: float) -> None:
    """Pressures at the end of the step, into `flow.pressure`.

    Each node: `(V - V0) linearised = storage * (P - rest_pressure) = dt * (net inflow)`; `flow` is the circulation's
    record with `storage` (ml/mmHg), `rest_pressure`, `conductance` (per edge), `head`, `valve_open`, `inflow` (ml/s).
    """
    diagonal, right, off = flow.diagonal, flow.pressure, flow.off_diagonal
    for i in range(NODE_COUNT):
        diagonal[i] = flow.storage[i]
        right[i] = flow.storage[i] * flow.rest_pressure[i] + dt * flow.inflow[i]
    for m in range(ENTRY_COUNT):
        off[m] = 0.0
    for e in range(EDGE_COUNT):
        g = dt * flow.conductance[e]
        if e >= FIRST_VALVE:
            g *= flow.valve_open[e - FIRST_VALVE]
        a, b = EDGE_FROM[e], EDGE_TO[e]
        diagonal[a] += g
        diagonal[b] += g
        off[_EDGE_ENTRY[e]] -= g
        right[a] -= g * flow.head[e]
        right[b] += g * flow.head[e]
    _eliminate(diagonal, right, off)


@kernel
def _eliminate(diagonal: NDArray[np.float64], right: NDArray[np.float64], off: NDArray[np.float64]) -> None:
    """Solve in place by LDL' along the fixed plan; the solution replaces `right`."""
    for k in range(NODE_COUNT):
        pivot = _ORDER[k]
        reciprocal = 1.0 / diagonal[pivot]
        diagonal[pivot] = reciprocal
        for r in range(_ROW_START[k], _ROW_START[k + 1]):
            node = _ROW_NODE[r]
            value = off[_ROW_ENTRY[r]]
            factor = value * reciprocal
            diagonal[node] -= factor * value
            right[node] -= factor * right[pivot]
            for u in range(_UPDATE_START[r], _UPDATE_START[r + 1]):
                off[_UPDATE_TARGET[u]] -= factor * off[_UPDATE_OTHER[u]]
    for k in range(NODE_COUNT - 1, -1, -1):
        pivot = _ORDER[k]
        value = right[pivot]
        for r in range(_ROW_START[k], _ROW_START[k + 1]):
            value -= off[_ROW_ENTRY[r]] * right[_ROW_NODE[r]]
        right[pivot] = value * diagonal[pivot]


@kernel
def wall_pressure(c: Record, i: int, stiffness: float, outside: float) -> None:
    """Pressure of compartment `i` at its present volume, given its stiffness above the unstressed volume."""
    v, v0 = c.volume[i], c.unstressed[i]
    if v >= v0:
        c.rest_pressure[i] = outside + stiffness * (v - v0)
    else:
        v = max(v, 1e-3)
        c.rest_pressure[i] = outside + stiffness * v0 * math.log(v / v0)
        c.storage[i] = v / (stiffness * v0)
