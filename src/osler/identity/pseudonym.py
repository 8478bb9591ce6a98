"""A participant is a pseudonym: a random id in a signed cookie. No name is asked for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

COOKIE = "osler"
COOKIE_DAYS = 365
KEY_BYTES = 32
_SIGNED = re.compile(r"([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})")


def read_or_make_key(path: Path) -> bytes:
    """The key that signs cookies, made on first use and readable by its owner alone.

    Raises ValueError when the file holds no key.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise ValueError(
                f"{path} should hold {KEY_BYTES} bytes and holds {len(key)}: delete it to make a new key"
            ) from None
        return key
    with os.fdopen(descriptor, "wb") as file:
        key = secrets.token_bytes(KEY_BYTES)
        file.write(key)
    return key


class Pseudonyms:
    """Makes and checks the cookie's value ``id.signature``."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def new(self) -> str:
        """A fresh participant id of 128 random bits."""
        return secrets.token_urlsafe(16)

    def sign(self, participant: str) -> str:
        return f"{participant}.{self._signature(participant)}"

    def read(self, cookie: str | None) -> str | None:
        """The participant, or None when the cookie is absent, malformed or not signed by this server."""
        match = _SIGNED.fullmatch(cookie or "")
        if match is None or not hmac.compare_digest(match[2], self._signature(match[1])):
            return None
        return match[1]

    def _signature(self, participant: str) -> str:
        digest = hmac.digest(self._key, b"participant:" + participant.encode(), hashlib.sha256)
        return _urlsafe(digest)


def _urlsafe(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
