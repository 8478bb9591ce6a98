"""Topics to everybody in a room: looked at in their own rhythm, sent when they changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from osler.realtime.encoding import encode
from osler.realtime.frames import Topic
from osler.realtime.outbox import Outbox
from osler.session.commands import Event
from osler.session.topics import Caption, Finding
from osler.session.views import Views, captions, findings


@dataclass(frozen=True)
class Lane:
    """One topic. ``look`` and ``refresh`` are beats of 50 ms.

    Every ``look`` beats the topic is made; it is sent when its ``essence`` changed, and when anything of it changed at
    most every ``refresh`` beats.
    """

    name: Any  # a topic's name
    make: Callable[[Views], Any]
    look: int
    refresh: int
    essence: Callable[[Any], Any]


def _whole(value: Any) -> Any:
    return value


LANES = (
    Lane("clock", Views.clock, look=2, refresh=20, essence=lambda c: (c.phase, c.running, c.paused_because)),
    Lane("patient", Views.patient, look=2, refresh=2, essence=lambda p: p.model_copy(update={"tick": 0})),
    Lane("monitor", Views.monitor, look=4, refresh=4, essence=_whole),
    Lane("equipment", Views.equipment, look=10, refresh=10, essence=_whole),
    Lane(
        "hands",
        Views.hands,
        look=4,
        refresh=10,
        essence=lambda hands: [(h.doing, h.fetching, h.ends_s, h.next) for h in hands],
    ),
    Lane("outline", Views.outline, look=20, refresh=20, essence=_whole),
    Lane("ended", Views.ended, look=2, refresh=20, essence=_whole),
)
WAVE_BEATS = 2


class Publisher:
    """Sends a room's topics to its seats, and all of them to whoever joins."""

    def __init__(self, views: Views, events: Iterable[Event], speed: float, offset: int = 0) -> None:
        self._views, self._speed, self._offset = views, speed, offset
        self._sent: dict[str, tuple[int, Any, Any]] = {}  # name -> (beat, value, essence)
        self._captions: list[Caption] = []
        self._findings: list[Finding] = []
        self._wave_tick = views.session.tick
        self.append(list(events))

    def append(self, events: list[Event]) -> tuple[list[Caption], list[Finding]]:
        """Keep what these events say and show; returns the new ones."""
        opened = self._views.session.state.opened
        said, found = captions(events, opened), findings(events, opened)
        self._captions += said
        self._findings += found
        return said, found

    def send_all(self, outbox: Outbox) -> None:
        """Everything there is to know, to one who joins."""
        for lane in LANES:
            value = self._make(lane)
            if value is not None:
                _send([outbox], lane.name, value)
        _send([outbox], "captions", self._captions)
        _send([outbox], "findings", self._findings)

    def send_new(self, outboxes: list[Outbox], beat: int, events: list[Event], now: bool) -> None:
        """What changed in this beat; ``now`` looks at every topic, because something happened."""
        said, found = self.append(events)
        if not outboxes:
            return
        if said:
            _send(outboxes, "captions", said)
        if found:
            _send(outboxes, "findings", found)
        for lane in LANES:
            if now or (beat + self._offset) % lane.look == 0:
                self._look(lane, outboxes, beat)
        if beat % WAVE_BEATS == 0:
            self._send_waves(outboxes)

    def _look(self, lane: Lane, outboxes: list[Outbox], beat: int) -> None:
        value = self._make(lane)
        if value is None:
            return
        essence = lane.essence(value)
        at, last, last_essence = self._sent.get(lane.name, (-lane.refresh, None, None))
        if essence == last_essence and (beat - at < lane.refresh or value == last):
            return
        self._sent[lane.name] = (beat, value, essence)
        _send(outboxes, lane.name, value)

    def _make(self, lane: Lane) -> Any:
        value = lane.make(self._views)
        return value.model_copy(update={"speed": self._speed}) if lane.name == "clock" else value

    def _send_waves(self, outboxes: list[Outbox]) -> None:
        tick = self._views.session.tick
        passed, self._wave_tick = tick - self._wave_tick, tick
        if passed > 0 and self._views.session.phase == "running":
            waves = self._views.waves(passed)
            if waves.ecg or waves.pleth or waves.respiration or waves.co2:
                _send(outboxes, "waves", waves)


APPENDING = frozenset({"captions", "findings", "waves"})


def _send(outboxes: Iterable[Outbox], name: Any, value: Any) -> None:
    frame = encode(Topic(name=name, data=value))
    for outbox in outboxes:
        outbox.put(frame, None if name in APPENDING else name)
