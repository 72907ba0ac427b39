"""The recorded number of queries of each list page: a change shows in the diff.

`UPDATE_QUERY_COUNTS=1 pytest …` writes what it sees into query_counts.json.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

FILE = Path(__file__).parent / "query_counts.json"

Recorder = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def recorded_queries(db: None) -> Recorder:
    """`with recorded_queries("registry:list"): client.get(…)` fails on another number."""

    @contextmanager
    def recorder(name: str) -> Iterator[None]:
        with CaptureQueriesContext(connection) as seen:
            yield
        if os.environ.get("UPDATE_QUERY_COUNTS"):
            _write(name, len(seen))
        expected = json.loads(FILE.read_text()).get(name)
        queries = "\n".join(query["sql"] for query in seen.captured_queries)
        assert len(seen) == expected, f"{name}: {len(seen)} queries, recorded {expected}\n{queries}"

    return recorder


def _write(name: str, count: int) -> None:
    with FILE.open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # several test processes write
        counts = json.load(file) | {name: count}
        file.seek(0)
        file.write(json.dumps(counts, indent=2, sort_keys=True) + "\n")
        file.truncate()


def another_connection() -> "psycopg2.extensions.connection":
    """To the test database, as another process has one."""
    own = connection.settings_dict
    return psycopg2.connect(
        dbname=own["NAME"], user=own["USER"], password=own["PASSWORD"], host=own["HOST"],
        port=own["PORT"] or None,
    )  # fmt: skip
