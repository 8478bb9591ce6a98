"""What can be set, and what a wrong setting says."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from osler.server.app import create_app
from osler.server.run import address
from osler.server.settings import Settings, from_environment


def test_the_environment_sets_data_content_speed_and_names() -> None:
    settings = from_environment(
        {"OSLER_DATA": "/d", "OSLER_CONTENT": "/c", "OSLER_SPEED": "10", "OSLER_ALLOW_HOSTS": "ward.local, b"}
    )
    assert (settings.data, settings.content) == (Path("/d"), Path("/c"))
    assert (settings.speed, settings.allow_hosts) == (10.0, ("ward.local", "b"))
    assert from_environment({}) == Settings()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"speed": 0.0}, "speed"),
        ({"speed": float("nan")}, "speed"),
        ({"cert": Path("/nowhere.pem")}, "cert and key belong together"),
        ({"cert": Path("/nowhere.pem"), "key": Path("/nowhere.key")}, "cert: /nowhere.pem is not a file"),
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Settings(**wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_a_speed_that_is_no_number_is_named() -> None:
    with pytest.raises(ValueError, match="OSLER_SPEED: 'fast' is not a number"):
        from_environment({"OSLER_SPEED": "fast"})


def test_behind_tls_the_cookie_is_secure_and_the_address_says_https(tmp_path: Path) -> None:
    pem = tmp_path / "some.pem"
    pem.write_text("pem")
    settings = Settings(data=tmp_path / "data", static=tmp_path, host="0.0.0.0", cert=pem, key=pem)
    assert address(settings, 8443) == "https://127.0.0.1:8443"
    with TestClient(create_app(settings), base_url="https://192.168.1.5:8443") as client:
        assert "; secure" in client.get("/api/catalogue").headers["set-cookie"].lower()


def test_a_damaged_cookie_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "cookie.key").write_bytes(b"short")
    with (
        pytest.raises(ValueError, match=r"cookie\.key should hold 32 bytes"),
        TestClient(create_app(Settings(data=tmp_path))),
    ):
        pass
