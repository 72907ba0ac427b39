"""Redis stops: pages answer, what was asked for is kept, and done once Redis is back."""

import pytest
from django.core.cache import caches

from monitoring.jobs import actions, progress
from monitoring.jobs.models import Job
from tests import factories


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_broker")
def test_what_is_asked_for_waits(caplog):
    job = actions.enqueue("imports.check", by=None, batch=1)
    assert Job.objects.get().state == Job.State.QUEUED
    assert str(job.pk) in caplog.text


@pytest.mark.django_db
@pytest.mark.usefixtures("no_cache", "divisions")
def test_pages_and_jobs_go_on_without_a_cache(client):
    client.force_login(
        factories.user("county", factories.PINGSHAN), "django.contrib.auth.backends.ModelBackend"
    )
    job = Job.objects.create(kind="imports.check")
    progress.Reporter(job)(1, 2)
    assert progress.of(job) == progress.State()
    assert caches["default"].get("key", "default") == "default"
    assert client.get("/").status_code == 200
