"""The compiler behind every kernel: one set of flags, one cache folder per engine fingerprint.

Numba's on-disk cache does not notice edits in imported files, so the folder's name is a hash of everything that can
change a kernel's result. Two processes with the same fingerprint compute the same bytes.

Nor does it expect two processes that compile at once: each function has an index of its machine code, read, changed and
written back without a lock, so that one process can leave the other's entry pointing at its own code. Here every piece
of machine code has a file of its own, named by what it was compiled for.
"""

import hashlib
import math
import os
import pickle
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import numba
import numpy as np
from numba.core import serialize
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
_dumps: Callable[[object], bytes] = serialize.dumps


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


class _Shelf:
    """The machine code of one kernel on disk, in the place of `numba.core.caching.IndexDataCacheFile`.

    A file appears whole or not at all. What cannot be read back (cut short by a power failure, say) is compiled again;
    what cannot be kept (a full disk) is compiled again next time.
    """

    def __init__(self, folder: Path, name: str, source: bytes) -> None:
        self._folder, self._name, self._source = folder, name, source

    def load(self, key: object) -> Any:
        """What was kept under `key` (signature, processor, bytecode) from the same source, or None."""
        try:
            source, kept, data = pickle.loads(self._path(key).read_bytes())  # noqa: S301 - trusted like the code itself
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            return None
        return data if (source, kept) == (self._source, key) else None

    def save(self, key: object, data: object) -> None:
        """Keep `data` under `key`."""
        half = self._folder / f"{self._name}.{uuid.uuid4().hex}.half"
        try:
            half.write_bytes(_dumps((self._source, key, data)))
            half.replace(self._path(key))
        except OSError:
            with suppress(OSError):
                half.unlink()

    def _path(self, key: object) -> Path:
        return self._folder / f"{self._name}.{hashlib.sha256(str(key).encode()).hexdigest()[:16]}.nbc"


def kernel(function: Function) -> Function:
    """Compile `function` on first use; division by zero gives inf or nan instead of a hidden branch."""
    compiled: Any = numba.njit(cache=True, error_model="numpy")(function)
    kept = compiled._cache
    kept._cache_file = _Shelf(Path(kept.cache_path), kept._impl.filename_base, kept._impl.locator.get_source_stamp())
    return cast(Function, compiled)


vars(numba.config)["CACHE_DIR"] = str(cache_folder().absolute())
