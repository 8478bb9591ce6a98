"""From the first intent to debrief, what-if and export of one real session."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from wire_client import SCENARIO, Learner


@pytest.fixture
def ended(learner: Learner) -> str:
    """A session in which somebody listened, asked for the legs to be raised, and handed over."""
    session = learner.begin()
    with learner.at_bedside(session) as bed:
        bed.do({"open": "curtain"})
        assert bed.do({"examine": "chest", "how": "listen"})["done"]
        assert bed.topic("findings", lambda found: len(found) > 0)
        assert bed.do({"position": "flat", "legs_raised": True, "by": "nurse"})["done"]
        bed.topic("equipment")
        assert bed.do({"handover": "registrar", "situation": "She is breathless."})["done"]
        assert bed.topic("ended")["outcome"]
    return session


def test_an_ended_session_is_told_replayed_and_exported(client: TestClient, ended: str) -> None:
    assert client.get(f"/api/sessions/{ended}").json()["phase"] == "ended"
    debrief: dict[str, Any] = client.get(f"/api/sessions/{ended}/debrief").json()
    assert debrief["revealed_title"]
    assert debrief["items"]
    listened = next(mark for mark in debrief["marks"] if mark["movable"])

    edits = {"edits": [{"ordinal": listened["id"], "at_s": None}]}
    what_if = client.post(f"/api/sessions/{ended}/whatif", json=edits)
    assert what_if.status_code == 200, what_if.text
    assert what_if.json()["same_engine"] is True
    assert what_if.json()["original"]

    none_such = client.post(f"/api/sessions/{ended}/whatif", json={"edits": [{"ordinal": 999, "at_s": 3}]})
    assert none_such.status_code == 422
    assert "no command number 999" in none_such.json()["detail"]

    export = client.get(f"/api/sessions/{ended}/export")
    assert "attachment" in export.headers["content-disposition"]
    assert json.loads(export.content)["header"]["scenario"] == SCENARIO


def test_an_ended_session_is_not_offered_to_resume(client: TestClient, ended: str) -> None:
    assert client.get(f"/api/sessions/{ended}/export").is_success  # its end is durable
    assert all(ended not in card["resume"] for card in client.get("/api/catalogue").json())
