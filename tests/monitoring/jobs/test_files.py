"""A file is there for a week, for the person who asked; afterwards the page says so."""

import os
import time

import pytest
from django.urls import reverse

from monitoring.jobs import files
from monitoring.jobs.models import Job
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(client, settings, tmp_path):
    """A finished job with its file, `client` being who asked for it."""
    settings.MEDIA_ROOT = tmp_path
    by = factories.user()
    client.force_login(by, "django.contrib.auth.backends.ModelBackend")
    job = Job.objects.create(kind="registry.export", by=by, state=Job.State.DONE)
    files.result_path(job).write_bytes(b"rows")
    job.result = {"file": f"{job.pk}.xlsx"}
    job.save()
    return job


def page(client, name, job):
    return client.get(reverse(f"jobs:{name}", args=[job.pk]))


def test_a_new_file_stays(client, made):
    assert files.forget_old() == 0
    assert b"".join(page(client, "file", made).streaming_content) == b"rows"
    assert reverse("jobs:file", args=[made.pk]) in page(client, "detail", made).content.decode()


def test_an_old_file_goes_and_the_page_says_so(client, made):
    eight_days_ago = time.time() - 8 * 24 * 3600
    os.utime(files.result_path(made), (eight_days_ago, eight_days_ago))
    assert files.forget_old() == 1
    assert page(client, "file", made).status_code == 404
    assert "文件已在一周后删除" in page(client, "detail", made).content.decode()


def test_nothing_to_delete_where_nothing_was_made(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert files.forget_old() == 0
