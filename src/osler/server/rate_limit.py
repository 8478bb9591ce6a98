"""A token bucket: so many at once, so many a second, then no."""

from __future__ import annotations

import time
from collections.abc import Callable

MAX_CLIENTS = 10_000  # remembered before the idle ones are forgotten


class TokenBucket:
    """``burst`` tokens at once, ``rate`` more a second."""

    __slots__ = ("_at", "_now", "_tokens", "burst", "rate")

    def __init__(self, rate: float, burst: float, now: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.burst = rate, burst
        self._now, self._tokens, self._at = now, burst, now()

    def take(self) -> bool:
        """True when there was a token."""
        now = self._now()
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self.rate)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def wait_s(self) -> float:
        """Seconds until the next token."""
        return max(0.0, (1 - self._tokens) / self.rate)

    @property
    def full(self) -> bool:
        return self._tokens + (self._now() - self._at) * self.rate >= self.burst


class BucketPerClient:
    """One bucket a client; those that are full again are forgotten."""

    def __init__(self, rate: float, burst: float, now: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._now = rate, burst, now
        self._buckets: dict[str, TokenBucket] = {}

    def of(self, client: str) -> TokenBucket:
        bucket = self._buckets.get(client)
        if bucket is None:
            if len(self._buckets) >= MAX_CLIENTS:
                self._buckets = {name: kept for name, kept in self._buckets.items() if not kept.full}
            bucket = self._buckets[client] = TokenBucket(self._rate, self._burst, self._now)
        return bucket
