"""The socket against real sessions: joining, acting, and every way of doing it wrong."""

from __future__ import annotations

import math
from typing import Any

import msgpack
import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from wire_client import LOCAL, Bedside, Learner, connect

from osler.identity.tickets import TICKET_SECONDS, Admission, TicketOffice
from osler.realtime.frames import MAX_FRAME_BYTES, PROTOCOL

OPEN = {"open": "curtain"}
LISTEN = {"examine": "chest", "how": "listen"}


def test_the_clock_stands_until_the_curtain_opens(learner: Learner) -> None:
    with learner.at_bedside(learner.begin()) as bed:
        clock = bed.topic("clock")
        assert (clock["phase"], clock["running"], clock["seconds"]) == ("curtain", False, 0)
        assert bed.do(LISTEN)["done"] is False
        opened = bed.do(OPEN)
        assert opened["done"] is True
        assert bed.topic("clock", lambda c: c["running"])["phase"] == "running"
        assert bed.topic("clock", lambda c: c["seconds"] >= 1)["phase"] == "running"


def test_joining_shows_everything_at_once(learner: Learner) -> None:
    with learner.at_bedside(learner.begin()) as bed:
        names = [bed.read()["name"] for _ in range(8)]
    assert names == ["clock", "patient", "monitor", "equipment", "hands", "outline", "captions", "findings"]


def test_nothing_is_measured_until_a_sensor_is_on_and_then_the_waves_come(learner: Learner) -> None:
    with learner.at_bedside(learner.begin()) as bed:
        bed.do(OPEN)
        assert bed.topic("monitor")["heart_rate"]["value"] is None
        assert bed.do({"attach": "pulse-oximeter"})["done"] is True
        waves = bed.topic("waves", lambda w: w["pleth"])
        assert waves["ecg"] == b""
        assert bed.topic("monitor", lambda m: m["oxygen_saturation"]["value"] is not None)["attached"] == [
            "pulse-oximeter"
        ]


def test_a_refusal_says_who_refuses(learner: Learner) -> None:
    dose = {"give": "adrenaline", "presentation": "syringe-1-in-10", "volume_ml": 10, "route": "iv", "by": "nurse"}
    with learner.at_bedside(learner.begin()) as bed:
        assert bed.do(LISTEN)["speaker"] == "ward"
        assert (bed.do(OPEN)["done"], bed.do(dose)["speaker"]) == (True, "nurse")


def test_a_repeated_intent_is_answered_again_and_not_done_again(learner: Learner) -> None:
    session = learner.begin()
    with learner.at_bedside(session) as bed:
        first = bed.do(OPEN)
        bed.send({"type": "intent", "seq": 1, "do": OPEN})
        assert bed.answer() == first
    with learner.at_bedside(session) as bed:
        assert bed.seq == 1  # told in hello
        bed.send({"type": "intent", "seq": 1, "do": OPEN})
        assert bed.answer() == first


def test_leaving_pauses_practice_and_coming_back_finds_the_same_tick(learner: Learner) -> None:
    session = learner.begin()
    with learner.at_bedside(session) as bed:
        bed.do(OPEN)
        left_at = bed.topic("clock", lambda c: c["tick"] > 20)["tick"]
    with learner.at_bedside(session) as bed:
        clock = bed.topic("clock", lambda c: not c["running"])
        assert clock["paused_because"] == "disconnected"
        again = bed.control("resume")
        assert again["done"] is True
        assert again["tick"] == clock["tick"] >= left_at


def test_a_hidden_page_pauses_at_once_in_practice_and_is_only_logged_in_an_exam(learner: Learner) -> None:
    with learner.at_bedside(learner.begin("practice")) as bed:
        bed.do(OPEN)
        assert bed.control("pause", "hidden")["done"] is True
        assert bed.topic("clock", lambda c: not c["running"])["paused_because"] == "hidden"
    with learner.at_bedside(learner.begin("exam")) as bed:
        bed.do(OPEN)
        assert bed.control("pause", "hidden")["done"] is True
        assert bed.control("pause", "button")["done"] is False
        assert bed.topic("clock", lambda c: c["tick"] > 25)["running"] is True


def test_a_second_window_takes_the_seat(learner: Learner) -> None:
    session = learner.begin()
    with learner.at_bedside(session) as first, learner.at_bedside(session) as second:
        told = first.until(lambda f: f["type"] == "problem")
        assert told["code"] == "not-allowed"
        with pytest.raises(WebSocketDisconnect) as closed:
            first.read()
        assert closed.value.code == 4001
        assert second.do(OPEN)["done"] is True  # and the older one's going paused nothing


WRONG: list[tuple[str, Any, str, str]] = [
    ("unknown command", {"type": "intent", "seq": 2, "do": {"levitate": "patient"}}, "bad-frame", "no known verb"),
    (
        "two commands",
        {"type": "intent", "seq": 2, "do": {"open": "curtain", "fetch": "x"}},
        "bad-frame",
        "write them as two",
    ),
    (
        "a dose that is not a number",
        {"type": "intent", "seq": 2, "do": {"give": "a", "presentation": "b", "route": "im", "volume_ml": "lots"}},
        "bad-frame",
        "volume_ml",
    ),
    (
        "NaN",
        {"type": "intent", "seq": 2, "do": {"give": "a", "volume_ml": math.nan}},
        "bad-frame",
        "not a finite number",
    ),
    (
        "infinity",
        {"type": "intent", "seq": 2, "do": OPEN, "chosen_over_s": math.inf},
        "bad-frame",
        "not a finite number",
    ),
    (
        "a negative dose",
        {"type": "intent", "seq": 2, "do": {"oxygen": "simple-mask", "flow_l_min": -1}},
        "bad-frame",
        "flow_l_min",
    ),
    (
        "a huge dose",
        {
            "type": "intent",
            "seq": 2,
            "do": {"infuse": "adrenaline", "amount_mg": 1e308, "made_up_to_ml": 1, "rate_ml_per_h": 1},
        },
        "bad-frame",
        "amount_mg: input should be less than or equal to 100000",
    ),
    (
        "a huge bag",
        {"type": "intent", "seq": 2, "do": {"fluid": "balanced-crystalloid", "volume_ml": 1e308}},
        "bad-frame",
        "volume_ml",
    ),
    ("a huge number", {"type": "intent", "seq": 2**63, "do": OPEN}, "bad-frame", "seq"),
    ("oversized", {"type": "intent", "seq": 2, "do": {"say": "x" * MAX_FRAME_BYTES}}, "too-large", "8192 at most"),
    ("no seq", {"type": "intent", "do": OPEN}, "bad-frame", "seq: field required"),
    ("an old seq", {"type": "intent", "seq": 0, "do": OPEN}, "bad-frame", "seq"),
    ("unknown frame", {"type": "telepathy"}, "bad-frame", "expected join, intent or control"),
    ("unknown field", {"type": "control", "seq": 2, "control": "pause", "speed": 9}, "bad-frame", "speed"),
    ("speed as a control", {"type": "control", "seq": 2, "control": "speed"}, "bad-frame", "control"),
    ("a server's pause", {"type": "control", "seq": 2, "control": "pause", "why": "disconnected"}, "bad-frame", "why"),
    ("a control as an intent", {"type": "intent", "seq": 2, "do": {"control": "pause"}}, "bad-frame", "of its own"),
    ("no map", [1, 2, 3], "bad-frame", "expected a map"),
    ("no msgpack", b"\xc1\xc1", "bad-frame", "not msgpack"),
    ("a timestamp", {"type": "intent", "seq": 2, "do": {"open": msgpack.Timestamp(1)}}, "bad-frame", "not plain data"),
    ("numbered keys", msgpack.packb({"type": "intent", 5: 1}), "bad-frame", ""),
    ("deep nesting", {"type": "intent", "seq": 2, "do": {"a": [[[[[[[[[[1]]]]]]]]]]}}, "bad-frame", "nested deeper"),
    ("a second join", {"type": "join", "ticket": "x" * 40, "protocol": PROTOCOL}, "bad-frame", "join comes once"),
]


@pytest.mark.parametrize(("frame", "code", "told"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_wrong_frame_is_answered_clearly_and_harms_nothing(
    learner: Learner, frame: Any, code: str, told: str
) -> None:
    with learner.at_bedside(learner.begin()) as bed:
        bed.do(OPEN)
        bed.send(frame)
        problem = bed.until(lambda f: f["type"] == "problem")
        assert problem["code"] == code
        assert told in problem["detail"]
        bed.seq = 2  # a number that was refused is not used up
        assert bed.do({"examine": "skin", "how": "look"})["done"] is True


def test_a_text_frame_is_answered_clearly(learner: Learner) -> None:
    with learner.at_bedside(learner.begin()) as bed:
        bed.socket.send_text('{"type": "intent"}')
        assert "binary frame" in bed.until(lambda f: f["type"] == "problem")["detail"]


def test_frames_faster_than_the_rate_are_dropped_with_a_word(learner: Learner) -> None:
    with learner.at_bedside(learner.begin()) as bed:
        for _ in range(150):
            bed.send({"type": "telepathy"})
        assert bed.until(lambda f: f["type"] == "problem" and f["code"] == "too-fast")


def refusal(client: TestClient, first: Any) -> tuple[dict[str, Any], int]:
    """The problem a first frame meets, and the close code."""
    with connect(client) as socket:
        bed = Bedside(socket)
        bed.send(first)
        problem = bed.read()
        with pytest.raises(WebSocketDisconnect) as closed:
            bed.read()
        return problem, closed.value.code


def test_a_ticket_admits_once(client: TestClient, learner: Learner) -> None:
    ticket = learner.ticket(learner.begin())
    join = {"type": "join", "ticket": ticket, "protocol": PROTOCOL}
    with connect(client) as socket:
        bed = Bedside(socket)
        bed.send(join)
        assert bed.read()["type"] == "hello"
    problem, code = refusal(client, join)
    assert (problem["code"], code) == ("bad-ticket", 4401)
    assert "ask for a new one" in problem["detail"]


def test_a_ticket_expires(client: TestClient) -> None:
    clock = [0.0]
    office = TicketOffice(lambda: clock[0])
    kept = office.issue(Admission("s", "p"))
    stale = office.issue(Admission("s", "p"))
    clock[0] = TICKET_SECONDS - 1
    assert office.redeem(kept) == Admission("s", "p")
    clock[0] = TICKET_SECONDS
    assert office.redeem(stale) is None


@pytest.mark.parametrize(
    ("first", "code", "close"),
    [
        ({"type": "join", "ticket": "x" * 40, "protocol": PROTOCOL}, "bad-ticket", 4401),
        ({"type": "join", "ticket": "x" * 40, "protocol": PROTOCOL + 1}, "protocol", 4426),
        ({"type": "intent", "seq": 1, "do": OPEN}, "bad-ticket", 4401),
        ({"type": "join"}, "bad-frame", 4401),
    ],
)
def test_nobody_joins_without_a_ticket(client: TestClient, first: Any, code: str, close: int) -> None:
    problem, closed = refusal(client, first)
    assert (problem["code"], closed) == (code, close)


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"host": "evil.example"}],
    ids=["foreign origin", "null origin", "foreign host"],
)
def test_a_socket_from_elsewhere_is_not_accepted(client: TestClient, headers: dict[str, str]) -> None:
    with pytest.raises(WebSocketDisconnect), connect(client, **headers):
        pass


def test_the_own_page_is_accepted(client: TestClient, learner: Learner) -> None:
    session = learner.begin()
    with connect(client, origin=LOCAL) as socket:
        bed = Bedside(socket)
        bed.send({"type": "join", "ticket": learner.ticket(session), "protocol": PROTOCOL})
        assert bed.read()["type"] == "hello"
