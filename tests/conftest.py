"""Settings that hold for every test: tests assert behaviour, never how fast this machine was today."""

from hypothesis import HealthCheck, settings

settings.register_profile("osler", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("osler")
