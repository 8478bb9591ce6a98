"""How the world says no."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is an outcome of the world, not an error of the program
    """The world does not let it happen. ``key`` names the sentence in the place's text, ``words`` fill it."""

    def __init__(self, key: str, **words: str) -> None:
        super().__init__(key)
        self.key = key
        self.words = words
