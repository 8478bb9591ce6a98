"""A printed page as it lies on the table: its size, and what can be read on it.

Reads no more of PDF than Chromium writes: plain objects, deflated streams, fonts with a table to Unicode.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

A4_POINTS = (595, 842)
OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\b(ET)\b")
CHARACTER = re.compile(rb"^<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>(?: <([0-9A-Fa-f]+)>)?\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Sheet:
    """One page: width and height in points, and its text with the spaces between words only where they were printed."""

    size: tuple[int, int]
    text: str


def sheets(pdf: bytes) -> list[Sheet]:
    """The pages in their order."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    return [Sheet(_size(page), _text(page, objects)) for page in pages]


def _size(page: bytes) -> tuple[int, int]:
    box = re.search(rb"/MediaBox\s*\[([^\]]*)\]", page)
    assert box is not None
    left, top, right, bottom = (float(number) for number in box[1].split())
    return round(right - left), round(bottom - top)


def _text(page: bytes, objects: dict[int, bytes]) -> str:
    fonts = {name: _characters(objects[int(font)], objects) for name, font in re.findall(rb"/(F\d+) (\d+) 0 R", page)}
    known: dict[int, str] = {}
    written = ""
    for name, shown, end in SHOWN.findall(_stream(_referred(page, b"Contents", objects))):
        if name:
            known = fonts[name]
        elif end:
            written += "\n"
        else:
            glyphs = bytes.fromhex(shown.decode())
            written += "".join(known.get(256 * high + low, "") for high, low in zip(*[iter(glyphs)] * 2, strict=True))
    return written


def _characters(font: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    """Unicode by the number of a glyph."""
    found: dict[int, str] = {}
    table = _stream(_referred(font, b"ToUnicode", objects)).partition(b"endcodespacerange")[2]
    for first, last, start in CHARACTER.findall(table):
        if not start:
            found[int(first, 16)] = bytes.fromhex(last.decode()).decode("utf-16-be")
            continue
        for step in range(int(last, 16) - int(first, 16) + 1):
            found[int(first, 16) + step] = chr(int(start, 16) + step)
    return found


def _referred(body: bytes, key: bytes, objects: dict[int, bytes]) -> bytes:
    number = re.search(rb"/" + key + rb"\s+(\d+) 0 R", body)
    assert number is not None, f"no {key.decode()} in {body[:200]!r}"
    return objects[int(number[1])]


def _stream(body: bytes) -> bytes:
    packed = STREAM.search(body)
    assert packed is not None
    return zlib.decompressobj().decompress(packed[1])
