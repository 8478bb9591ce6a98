"""Chance as a pure hash of (seed, stream, nth use in that stream), so that a what-if keeps its luck.

Streams are small integers, one for each thing that needs luck; each has its own counter in the body.
"""

import math

import numpy as np

from osler.physiology.engine import Body, Record, kernel

VARIATION = 0
RHYTHM = 1
BREATHING = 2
CUFF = 3
SIGNAL = 4
DRUG = 5
BRAIN = 6
ARREST = 7
STREAMS = 16

DTYPE = np.dtype([("seed", "u8"), ("used", "u8", (STREAMS,))])

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_S27, _S30, _S31, _S11 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(11)
_UNIT = 1.0 / 9007199254740992.0


@kernel
def _mix(z: np.uint64) -> np.uint64:
    """SplitMix64 finaliser (Steele, Lea, Flood 2014)."""
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return z ^ (z >> _S31)


@kernel
def uniform(seed: int, stream: int, n: int) -> float:
    """The `n`th number of `stream` under `seed`, in [0, 1)."""
    z = _mix(np.uint64(seed) + _GOLDEN)
    z = _mix(z ^ (np.uint64(stream) * _MIX_1 + _GOLDEN))
    z = _mix(z ^ (np.uint64(n) * _MIX_2 + _GOLDEN))
    return float(z >> _S11) * _UNIT


@kernel
def draw(body: Record, stream: int) -> float:
    """The next number of `stream` for this body, in [0, 1)."""
    n = body.chance.used[stream]
    body.chance.used[stream] = n + np.uint64(1)
    return uniform(body.chance.seed, stream, n)


@kernel
def draw_normal(body: Record, stream: int) -> float:
    """The next standard normal number of `stream` (Box-Muller, two uses)."""
    u = draw(body, stream)
    v = draw(body, stream)
    return math.sqrt(-2.0 * math.log(1.0 - u)) * math.cos(2.0 * math.pi * v)


def initialise(body: Body, seed: int) -> None:
    """Give the body its seed and forget all luck used so far."""
    body["chance"]["seed"] = np.uint64(seed & 0xFFFFFFFFFFFFFFFF)
    body["chance"]["used"] = 0
