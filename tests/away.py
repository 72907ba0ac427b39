"""Redis that is gone: for Celery, and for the cache."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from celery import Celery
from pytest_django import Settings

from config.celery import app

NOWHERE = "/nowhere/redis.sock"


@contextmanager
def broker_away() -> Iterator[None]:
    with Celery("away", broker=f"redis+socket://{NOWHERE}"):  # current until it closes
        yield
    app.set_current()


@pytest.fixture
def no_broker() -> Iterator[None]:
    with broker_away():
        yield


@pytest.fixture
def no_cache(settings: Settings) -> None:
    away = settings.CACHES["default"] | {"LOCATION": f"unix://{NOWHERE}"}
    settings.CACHES = {"default": away}
