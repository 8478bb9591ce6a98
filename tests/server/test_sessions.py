"""Beginning and finding sessions over HTTP."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from wire_client import LOCAL, SCENARIO, Learner

from osler.server.app import create_app
from osler.server.settings import Settings

SECRET_WORDS = ("anaphyla", "opioid", "overdose", "toxicity")


def test_the_catalogue_never_names_what_it_is_outside_of_what_it_teaches(client: TestClient) -> None:
    cards = client.get("/api/catalogue").json()
    assert SCENARIO in [card["id"] for card in cards]
    for card in cards:
        shown = " ".join(str(value) for name, value in card.items() if name != "teaches").lower()
        assert not [word for word in SECRET_WORDS if word in shown]


def test_the_prebrief_is_new_once(client: TestClient, learner: Learner) -> None:
    assert client.get(f"/api/scenarios/{SCENARIO}").json()["skip_allowed"] is False
    learner.begin()
    assert client.get(f"/api/scenarios/{SCENARIO}").json()["skip_allowed"] is True


def test_a_session_begins_outside_the_curtain_and_can_be_found_again(client: TestClient, learner: Learner) -> None:
    session = learner.begin()
    view = client.get(f"/api/sessions/{session}").json()
    assert (view["phase"], view["mode"], view["scenario"]) == ("curtain", "practice", SCENARIO)
    assert view["body"].startswith("patient-")
    assert view["kit"]["drugs"]
    assert client.get(f"/api/sessions/{session}/chart").json()["observations"]


def test_a_session_is_offered_to_resume_once_its_curtain_was_opened(client: TestClient, learner: Learner) -> None:
    def offered() -> list[str]:
        return [id for card in client.get("/api/catalogue").json() for id in card["resume"]]

    session = learner.begin()
    assert offered() == []
    with learner.at_bedside(session) as bed:
        bed.do({"open": "curtain"})
        bed.topic("clock", lambda clock: clock["seconds"] > 0)
        while offered() != [session]:  # durable within a beat or two
            bed.read()


def test_nobody_sees_the_session_of_another(client: TestClient, learner: Learner) -> None:
    session = learner.begin()
    client.cookies.clear()
    for method, path in [
        ("GET", ""),
        ("GET", "/chart"),
        ("POST", "/ticket"),
        ("GET", "/debrief"),
        ("GET", "/export"),
    ]:
        answer = client.request(method, f"/api/sessions/{session}{path}")
        assert answer.status_code == 404
        assert answer.json()["error"] == "no-such-session"


def test_a_forged_cookie_is_a_stranger(client: TestClient, learner: Learner) -> None:
    session = learner.begin()
    cookie = client.cookies["osler"]
    client.cookies.clear()
    client.cookies.set("osler", cookie[:-1] + ("A" if cookie[-1] != "A" else "B"))
    assert client.get(f"/api/sessions/{session}").status_code == 404


def test_the_cookie_is_a_pseudonym_that_scripts_cannot_read(client: TestClient) -> None:
    header = client.get("/api/catalogue").headers["set-cookie"].lower()
    for attribute in ("httponly", "samesite=lax", "path=/", "max-age="):
        assert attribute in header
    assert "set-cookie" not in client.get("/api/catalogue").headers
    assert "set-cookie" not in TestClient(client.app, base_url=LOCAL).get("/api/health").headers


def test_the_cookie_key_is_readable_by_its_owner_alone(client: TestClient, settings: Settings) -> None:
    assert stat.S_IMODE((settings.data / "cookie.key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"scenario": "no-such-case"}, 404, "There is: "),
        ({"scenario": SCENARIO, "mode": "god"}, 422, "body.mode"),
        ({"scenario": SCENARIO, "seed": -1}, 422, "body.seed"),
        ({"scenario": SCENARIO, "seed": 1.5}, 422, "body.seed"),
        ({"scenario": SCENARIO, "cheat": True}, 422, "body.cheat"),
        ({}, 422, "body.scenario"),
    ],
)
def test_a_session_that_cannot_begin_says_why(
    client: TestClient, body: dict[str, object], status: int, told: str
) -> None:
    answer = client.post("/api/sessions", json=body)
    assert answer.status_code == status
    assert told in answer.json()["detail"]


def test_nan_in_json_is_refused(client: TestClient, learner: Learner) -> None:
    session = learner.begin()
    answer = client.post(
        f"/api/sessions/{session}/whatif",
        content='{"edits": [{"ordinal": 1, "at_s": NaN}]}',
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 422
    assert "at_s" in answer.json()["detail"]


def test_nothing_is_told_before_the_end(client: TestClient, learner: Learner) -> None:
    session = learner.begin()
    assert client.get(f"/api/sessions/{session}/debrief").json()["error"] == "not-ended"
    assert client.get(f"/api/sessions/{session}/export").status_code == 409


def test_sessions_cannot_be_begun_without_measure(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, static=tmp_path, new_sessions_burst=2, new_sessions_per_s=1e-6)
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        assert [client.post("/api/sessions", json={"scenario": SCENARIO}).status_code for _ in range(3)] == [
            201,
            201,
            429,
        ]
        refused = client.post("/api/sessions", json={"scenario": SCENARIO})
    assert int(refused.headers["retry-after"]) > 0
    assert refused.json()["error"] == "too-many-sessions"


def test_a_session_of_another_engine_is_readable_and_says_why_it_cannot_go_on(
    client: TestClient, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = learner.begin()
    monkeypatch.setattr("osler.server.sessions.fingerprint", lambda: "another")
    assert client.get(f"/api/sessions/{session}").status_code == 200
    answer = client.post(f"/api/sessions/{session}/ticket")
    assert answer.status_code == 409
    assert "its debrief can be read" in answer.json()["detail"]


def test_credits_name_their_licence(client: TestClient) -> None:
    for credit in client.get("/api/credits").json():
        assert credit["licence"]
