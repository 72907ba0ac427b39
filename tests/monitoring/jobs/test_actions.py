"""A job is done once, whoever is told to do it, and a killed worker's job is picked up."""

from contextlib import closing
from datetime import timedelta

import pytest
from django.utils import timezone

from monitoring.jobs import actions, kinds, progress
from monitoring.jobs.models import Job
from tests.queries import another_connection


@kinds.handler("tests.add", queue="web")
def add(job, report):
    report(1, 2, "adding")
    return {"sum": job.params["a"] + job.params["b"]}


@kinds.handler("tests.refuse", queue="web")
def refuse(job, report):
    raise actions.Refusal("没有可处理的数据。")


@kinds.handler("tests.crash", queue="web")
def crash(job, report):
    raise ValueError("张三 130131195603121234")


def queued(kind: str, **params) -> Job:
    return Job.objects.create(kind=kind, params=params)


@pytest.mark.django_db
def test_a_job_runs_and_keeps_its_result():
    job = queued("tests.add", a=1, b=2)
    actions.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.DONE, {"sum": 3})
    assert progress.of(job).percent == 50


@pytest.mark.django_db
def test_a_finished_job_is_not_done_again():
    job = queued("tests.add", a=1, b=2)
    actions.run(str(job.pk))
    Job.objects.filter(pk=job.pk).update(result={"sum": 0})
    actions.run(str(job.pk))
    job.refresh_from_db()
    assert (job.attempts, job.result) == (1, {"sum": 0})


@pytest.mark.django_db
def test_a_refusal_is_said_in_its_own_words():
    job = queued("tests.refuse")
    actions.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "没有可处理的数据。")


@pytest.mark.django_db
def test_a_crash_leaves_no_personal_data_in_row_or_log(caplog):
    job = queued("tests.crash")
    actions.run(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "张三" not in job.error + caplog.text
    assert "ValueError" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_job_another_worker_is_doing_is_left_alone():
    job = queued("tests.add", a=1, b=2)
    with another_connection() as worker:
        worker.cursor().execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [str(job.pk)])
        actions.run(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.QUEUED


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_job_is_sent_again_and_done():
    job = queued("tests.add", a=1, b=2)
    old = timezone.now() - timedelta(minutes=5)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, created_at=old, attempts=1)
    worker = another_connection()
    worker.cursor().execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [str(job.pk)])
    assert actions.recover() == 0
    worker.close()  # what the server sees of a killed worker
    with closing(another_connection()) as watching, watching.cursor() as cursor:
        # Returns once the database has noticed.
        for call in ("pg_advisory_lock", "pg_advisory_unlock"):
            cursor.execute(f"SELECT {call}(hashtextextended(%s, 0))", [str(job.pk)])
    assert actions.recover() == 1
    actions.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 2)


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_fails_loudly():
    job = queued("tests.add", a=1, b=2)
    Job.objects.filter(pk=job.pk).update(attempts=actions.ATTEMPTS)
    actions.run(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.error
