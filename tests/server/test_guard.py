"""The gate: foreign names and origins, too much at once, and the headers every answer carries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from osler.server.guard import MAX_BODY_BYTES, AllowedHosts


@pytest.mark.parametrize(
    ("bound", "host", "allowed"),
    [
        ("127.0.0.1", "localhost:8000", True),
        ("127.0.0.1", "[::1]:8000", True),
        ("127.0.0.1", "192.168.1.5:8000", False),
        ("0.0.0.0", "192.168.1.5:8000", True),
        ("0.0.0.0", "[fe80::1]:8000", True),
        ("0.0.0.0", "evil.example", False),
        ("0.0.0.0", "ward.hospital.example", True),
        ("0.0.0.0", "WARD.hospital.example:443", True),
        ("ward.local", "ward.local", True),
        ("0.0.0.0", "127.0.0.1@evil.example", False),
        ("0.0.0.0", "127.0.0.1/evil", False),
        ("0.0.0.0", "localhost:http", False),
        ("0.0.0.0", "", False),
        ("0.0.0.0", None, False),
    ],
)
def test_hosts(bound: str, host: str | None, allowed: bool) -> None:
    assert AllowedHosts(bound, ["ward.hospital.example"]).allows(host) is allowed


def test_a_foreign_host_is_told_how_to_be_allowed(client: TestClient) -> None:
    answer = client.get("/api/health", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer.json() == {
        "error": "foreign-host",
        "detail": "This server does not answer to 'evil.example'. Start it with --allow-host NAME if it should.",
        "where": "Host",
    }


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "file://", "http://["])
def test_a_foreign_origin_cannot_write(client: TestClient, origin: str) -> None:
    answer = client.post("/api/sessions", json={"scenario": "x"}, headers={"origin": origin})
    assert answer.status_code == 403
    assert answer.json()["error"] == "foreign-origin"


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "chunked"])
def test_a_body_too_large_is_refused_before_it_is_read(client: TestClient, declared: bool) -> None:
    body = b"x" * (MAX_BODY_BYTES + 1)
    sent: bytes | Iterator[bytes] = body if declared else iter([body[:1000], body[1000:]])
    answer = client.post("/api/sessions", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert "65536 bytes at most" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/api/health", "/api/nothing-here", "/"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    for directive in (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "img-src 'self' blob: data:",
        "connect-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
    ):
        assert directive in policy.split("; ")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "xr-spatial-tracking=(self)" in headers["permissions-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_errors_say_what_and_where(client: TestClient) -> None:
    missing = client.get("/api/nothing-here")
    assert missing.status_code == 404
    assert set(missing.json()) == {"error", "detail", "where"}
    wrong = client.post("/api/health")
    assert wrong.status_code == 405
    assert wrong.headers["allow"]
    assert wrong.json()["error"] == "method-not-allowed"
