"""Settings that hold for every test: tests assert behaviour, never how fast this machine was today."""

import pytest
from hypothesis import HealthCheck, settings

from osler.physiology.body import create_body
from osler.physiology.parameters import PatientParameters

settings.register_profile("osler", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("osler")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the body before several workers need it at once: Numba's index of a function keeps one writer's entries."""
    starts_workers = bool(config.getoption("numprocesses", None)) and not hasattr(config, "workerinput")
    if starts_workers:
        create_body(PatientParameters(), seed=1)
