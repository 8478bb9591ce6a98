"""Osler: an open, self-hosted, immersive training ward with living patients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osler.patient import Patient

__all__ = ["Patient", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """``Patient`` is loaded when it is asked for: the terminal must not pay for the compiler."""
    if name == "Patient":
        from osler.patient import Patient

        return Patient
    raise AttributeError(f"module 'osler' has no attribute {name!r}")
