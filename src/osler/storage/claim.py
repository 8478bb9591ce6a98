"""One serving process for one data folder: two would each keep sessions that the other does not know."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from osler.storage.database import StorageError

FILE_NAME = "serving.lock"


def claim(folder: Path) -> IO[str]:
    """Have ``folder`` to oneself while the returned file is open; it is let go of however the process ends.

    Raises StorageError when another process has it.
    """
    lock = (folder / FILE_NAME).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise StorageError(
            f"{folder} is being served by another Osler. "
            "Stop that one, or give this one a folder of its own with --data."
        ) from error
    return lock
