import pytest
from story import ADRENALINE, Story, case_of


@pytest.fixture(scope="session")
def small_case():
    """One critical item: adrenaline into the thigh within five minutes."""
    return case_of([ADRENALINE])


@pytest.fixture
def story(small_case):
    return Story(small_case)
