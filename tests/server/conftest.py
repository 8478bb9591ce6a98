"""A server in this process, with the shipped cases and real sessions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from wire_client import LOCAL, Learner

from osler.server.app import create_app
from osler.server.settings import Settings

SPEED = 20.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", static=tmp_path / "static", speed=SPEED, new_sessions_burst=10_000)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        yield client


@pytest.fixture
def learner(client: TestClient) -> Learner:
    return Learner(client)
