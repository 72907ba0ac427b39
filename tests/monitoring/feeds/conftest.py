import pytest

from accounts.models import Division
from tests import factories


@pytest.fixture
def county(db: None) -> Division:
    """平山县, for which most records of these tests are sent."""
    return Division.objects.get(code=factories.PINGSHAN)
