"""Osler: an open, self-hosted, immersive training ward with living patients."""

__version__ = "0.1.0"
