"""A server in this process, with the shipped cases and real sessions: one for all tests, a new person for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from wire_client import LOCAL, Learner

from osler.server.app import create_app
from osler.server.settings import Settings

SPEED = 20.0


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("server")
    return Settings(data=folder / "data", static=folder / "static", speed=SPEED, new_sessions_burst=100_000)


@pytest.fixture(scope="session")
def served(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        yield client


@pytest.fixture
def client(served: TestClient) -> TestClient:
    """The server, seen by somebody who has never been here."""
    served.cookies.clear()
    return served


@pytest.fixture
def learner(client: TestClient) -> Learner:
    return Learner(client)
