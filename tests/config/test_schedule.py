"""What beat does by itself exists, and a worker listens where it is sent."""

import pytest

from config.celery import app
from config.management.commands.demo import PROCESSES
from config.schedule import SCHEDULE


@pytest.mark.parametrize("name", SCHEDULE)
def test_a_worker_knows_what_beat_sends(name):
    app.loader.import_default_modules()
    assert SCHEDULE[name]["task"] in app.tasks
    queue = SCHEDULE[name].get("options", {}).get("queue", app.conf.task_default_queue)
    assert f"worker-{queue}" in PROCESSES
