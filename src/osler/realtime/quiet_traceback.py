"""Where an error happened, without its words: an error's message may repeat what somebody typed."""

from __future__ import annotations

import traceback


def quiet_traceback(error: BaseException) -> str:
    """The type and the frames of an error, for the log."""
    return type(error).__name__ + "\n" + "".join(traceback.format_tb(error.__traceback__))
