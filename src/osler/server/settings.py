"""What the person who runs Osler can set."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Settings:
    """``data`` holds database, cookie key and cache; ``content`` overlays the shipped text.

    ``speed`` multiplies simulated time in every room (for tests; 1 is real time). ``allow_hosts`` are the names by
    which this server may be called besides its own. ``rooms`` is how many sessions may be live at once.
    """

    data: Path = Path("data")
    content: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    cert: Path | None = None
    key: Path | None = None
    speed: float = 1.0
    allow_hosts: tuple[str, ...] = field(default=())
    rooms: int = 60
    static: Path = STATIC
    new_sessions_burst: int = 60  # per client address: a class behind one address starts together
    new_sessions_per_s: float = 1.0

    def __post_init__(self) -> None:
        """Raises ValueError naming the setting."""
        if not 0 < self.speed <= 1000:
            raise ValueError(f"speed: {self.speed} is not between 0 and 1000")
        if self.rooms < 1:
            raise ValueError(f"rooms: {self.rooms} is less than one")
        if (self.cert is None) != (self.key is None):
            raise ValueError("cert and key belong together: give both for HTTPS, or neither")
        for name, path in (("cert", self.cert), ("key", self.key)):
            if path is not None and not path.is_file():
                raise ValueError(f"{name}: {path} is not a file")

    @property
    def secure(self) -> bool:
        return self.cert is not None


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """OSLER_DATA, OSLER_CONTENT, OSLER_SPEED and OSLER_ALLOW_HOSTS (comma-separated); the rest at its default.

    Raises ValueError naming the variable.
    """
    speed = environment.get("OSLER_SPEED", "1")
    try:
        factor = float(speed)
    except ValueError:
        raise ValueError(f"OSLER_SPEED: {speed!r} is not a number") from None
    content = environment.get("OSLER_CONTENT")
    return Settings(
        data=Path(environment.get("OSLER_DATA", "data")),
        content=Path(content) if content else None,
        speed=factor,
        allow_hosts=hosts_from_environment(environment),
    )


def hosts_from_environment(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The names in OSLER_ALLOW_HOSTS, separated by commas."""
    return tuple(name.strip() for name in environment.get("OSLER_ALLOW_HOSTS", "").split(",") if name.strip())
