import pytest

from accounts.models import User
from tests import factories


@pytest.fixture
def officer(db: None) -> User:
    """A county officer of 平山县."""
    return factories.user("county", factories.PINGSHAN)
