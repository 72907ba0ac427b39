import pytest

from tests import factories

STEPS = (
    (1, "accept", "township"),
    (2, "visit", "village"),
    (2, "compare", "county"),
    (3, "review", "township"),
    (4, "decide", "county"),
)


@pytest.fixture
def procedure(divisions: None):
    """Of identification, for everybody, without evidence."""
    return factories.procedure(*STEPS)


@pytest.fixture
def village(procedure):
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def township(procedure):
    return factories.user("township", factories.PINGSHAN_TOWN)


@pytest.fixture
def county(procedure):
    return factories.user("county", factories.PINGSHAN)
