"""What the page would sound like: its own audio graph, rendered without a loudspeaker, and tones found in the samples."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, WebSocketRoute

RATE = 8000
LONGEST_S = 120
FRAME_S = 0.01
QUIET = 0.004  # of full scale; the faintest tone is 0.1
# The page asks for an AudioContext and is given one that renders into memory; its clock runs as a real one's does.
OFFLINE = f"""
globalThis.AudioContext = class extends OfflineAudioContext {{
    #began = performance.now();
    constructor() {{ super(1, {RATE * LONGEST_S}, {RATE}); globalThis.__audio = this; }}
    get currentTime() {{ return (performance.now() - this.#began) / 1000; }}
    resume() {{ return Promise.resolve(); }}
    close() {{ return Promise.resolve(); }}
    async rendered() {{
        const samples = (await this.startRendering()).getChannelData(0);
        const bytes = new Uint8Array(samples.buffer);
        let text = '';
        for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
        return btoa(text);
    }}
}};
"""


@dataclass
class Tone:
    """One tone in the rendered sound: seconds since the audio clock began, and its pitch."""

    at: float
    hz: float


class Bedside:
    """The server's topics on their way to the page, with the displayed saturation and the alarms a test wants."""

    def __init__(self, page: Page) -> None:
        self.saturation = 98.0
        self.alarms: list[dict[str, str]] = []
        self.beats = True
        page.route_web_socket("**/api/**", self._between)

    def _between(self, line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        server.on_message(lambda frame: line.send(self._changed(frame)))

    def _changed(self, frame: str | bytes) -> str | bytes:
        if isinstance(frame, str):
            return frame
        message = msgpack.unpackb(frame)
        if message.get("type") != "topic":
            return frame
        self._change(message["name"], message["data"])
        return bytes(msgpack.packb(message))

    def _change(self, name: str, data: Any) -> None:
        if name == "monitor" and data["present"]:
            data["oxygen_saturation"] = {"value": self.saturation, "note": None, "at_s": None}
            data["alarms"] = self.alarms
        elif name == "waves" and not self.beats:
            data["beats"] = []
        elif name == "patient":
            data["sound"] = "none"


def passed(page: Page, seconds: float) -> tuple[float, float]:
    """Let the page's audio clock run on; from when to when it ran."""
    begin = float(page.evaluate("() => __audio.currentTime"))
    page.wait_for_function("end => __audio.currentTime >= end", arg=begin + seconds)
    return begin, float(page.evaluate("() => __audio.currentTime"))


def rendered(page: Page) -> NDArray[np.float32]:
    """All that was to be heard since the sound was first switched on."""
    return np.frombuffer(base64.b64decode(page.evaluate("() => __audio.rendered()")), dtype=np.float32)


def loudness(sound: NDArray[np.float32], span: tuple[float, float]) -> float:
    """The loudest sample within the span, of full scale."""
    return float(np.abs(sound[int(span[0] * RATE) : int(span[1] * RATE)]).max())


def tones(sound: NDArray[np.float32], span: tuple[float, float]) -> list[Tone]:
    """The tones that begin and end within the span."""
    step = int(FRAME_S * RATE)
    part = sound[int(span[0] * RATE) : int(span[1] * RATE)]
    frames = part[: len(part) // step * step].reshape(-1, step)
    heard = np.concatenate([[False], np.abs(frames).max(axis=1) > QUIET, [False]])
    begins, ends = np.flatnonzero(~heard[:-1] & heard[1:]), np.flatnonzero(heard[:-1] & ~heard[1:])
    whole = [(a, b) for a, b in zip(begins, ends, strict=True) if a > 0 and b < len(frames)]
    return [Tone(span[0] + a * FRAME_S, _pitch(part[a * step : b * step])) for a, b in whole]


def _pitch(samples: NDArray[np.float32]) -> float:
    """The strongest frequency in Hz, to about 1 Hz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), RATE))
    return float(np.argmax(spectrum))
