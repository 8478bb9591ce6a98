"""The compiler behind every kernel: one set of flags, one cache folder per engine fingerprint.

Numba's on-disk cache does not notice edits in imported files, so the folder's name is a hash of everything that can
change a kernel's result. Two processes with the same fingerprint compute the same bytes.
"""

import hashlib
import math
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Body: TypeAlias = NDArray[np.void]
"""The whole patient: an array of shape (1,) with dtype `body.BODY`."""

Record: TypeAlias = Any
"""One element of a `Body` (or a sub-record of it) as compiled code sees it."""

STEP_S = 0.005
STEPS_PER_TICK = 10
TICK_S = STEP_S * STEPS_PER_TICK

Function = TypeVar("Function", bound=Callable[..., Any])

_SOURCES = Path(__file__).parent


@cache
def fingerprint() -> str:
    """Hash of all that decides a kernel's result: sources, compiler, numpy and the platform's elementary functions."""
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__}".encode())
    for path in sorted(_SOURCES.rglob("*.py")):
        digest.update(path.relative_to(_SOURCES).as_posix().encode())
        digest.update(path.read_bytes())
    for x in (0.1, 0.7, 1.3, 2.9, 7.7, 19.3):
        for y in (math.exp(x), math.log(x), math.pow(x, 0.37), math.sin(x)):
            digest.update(y.hex().encode())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Where compiled kernels are kept: `<OSLER_DATA or ./data>/cache/<fingerprint>`."""
    return Path(os.environ.get("OSLER_DATA", "data")) / "cache" / fingerprint()[:16]


def kernel(function: Function) -> Function:
    """Compile `function` on first use; division by zero gives inf or nan instead of a hidden branch."""
    return cast(Function, numba.njit(cache=True, error_model="numpy")(function))


vars(numba.config)["CACHE_DIR"] = str(cache_folder().absolute())
