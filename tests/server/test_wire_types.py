"""The client's types are generated; a stale file must not pass."""

import pytest

from osler.server import wire_types


def test_wire_ts_is_current() -> None:
    assert wire_types.TARGET.read_text(encoding="utf-8") == wire_types.render(), f"run `{wire_types.REBUILD}`"


def test_bytes_arrive_as_typed_arrays_and_defaults_sent_by_the_client_are_optional() -> None:
    text = wire_types.render()
    assert "ecg: Uint8Array;" in text
    assert "chosen_over_s?: number;" in text
    assert "speed: number;" in text  # has a default, but the server always sends it


def test_a_schema_without_a_known_type_is_an_error_rather_than_any() -> None:
    with pytest.raises(ValueError, match="no TypeScript type"):
        wire_types._type({"type": "null-ish"})
