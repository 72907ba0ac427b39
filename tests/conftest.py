"""Real PostgreSQL and Redis, in a folder of the tests' own."""

import pytest
from django.core.cache import cache
from django.db import connection

from accounts.divisions import load_divisions
from accounts.models import Division
from config import messages, services
from tests.away import no_broker, no_cache
from tests.queries import recorded_queries
from tests.workers import start_worker, worker

__all__ = ["no_broker", "no_cache", "recorded_queries", "start_worker", "worker"]


def pytest_configure() -> None:
    services.start()
    messages.compile_catalogue()


@pytest.fixture
def divisions(db: None) -> None:
    """The 5,458 divisions that ship with the application."""
    if not Division.objects.exists():
        load_divisions()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        load_divisions()
        # Django empties the tables after a test with transactions of its own; the audit refuses.
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_auditevent DISABLE TRIGGER audit_truncate")
            cursor.execute("ALTER TABLE accounts_auditseal DISABLE TRIGGER seal_truncate")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()
