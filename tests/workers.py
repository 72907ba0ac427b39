"""Celery workers for tests, each a process of its own on the test database."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from monitoring.jobs import actions

Worker = subprocess.Popen[bytes]


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Callable[[], Worker]]:
    """Starts one more."""
    started: list[Worker] = []

    def start() -> Worker:
        started.append(_worker())
        return started[-1]

    yield start
    for process in started:
        process.terminate()
        process.wait(20)
    actions.recover()


@pytest.fixture
def worker(start_worker: Callable[[], Worker]) -> Worker:
    return start_worker()


def _worker() -> Worker:
    own = connection.settings_dict
    url = f"postgresql://{own['USER']}@/{own['NAME']}?host={quote(str(own['HOST']))}"
    command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "-P", "solo"]
    return subprocess.Popen(
        [*command, "-Q", "web,imports,screening", "--loglevel", "WARNING", "--without-gossip"],
        cwd=Path(settings.BASE_DIR),
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
