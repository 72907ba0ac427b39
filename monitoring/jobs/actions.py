"""Ask for background work, do it, and pick up what a killed worker left."""

import logging
import traceback
from datetime import timedelta
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from accounts.models import User
from monitoring.jobs import kinds, progress
from monitoring.jobs.models import Job

logger = logging.getLogger(__name__)

ATTEMPTS = 3
RECENT = timedelta(seconds=20)  # just sent: the queue is still young


class Refusal(Exception):  # noqa: N818  # said to a person, not a programming error
    """Work that cannot be done; its text is what the person reads."""


@transaction.atomic
def enqueue(kind: str, *, by: User | None, division_code: str = "", **params: Any) -> Job:
    """Ask for a job of `kind`; it is sent to its queue when the transaction commits."""
    job = Job.objects.create(kind=kind, by=by, division_code=division_code, params=params)
    transaction.on_commit(lambda: _send(job))
    return job


def run(job_id: str) -> None:
    """Do the job, unless it is finished or another worker is doing it.

    A session-level advisory lock says who is doing it: it ends with the worker's connection,
    however the worker ends. The row says what became of it.
    """
    if not _lock(job_id):
        return
    try:
        job = Job.objects.filter(pk=job_id, state__in=(Job.State.QUEUED, Job.State.RUNNING)).first()
        if job:
            _do(job)
    finally:
        _unlock(job_id)


def recover() -> int:
    """Send again what nobody is doing: a killed worker's jobs, and those Redis forgot; how many."""
    unfinished = Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING))
    sent = 0
    for job in unfinished.exclude(created_at__gte=timezone.now() - RECENT):
        if not _lock(str(job.pk)):
            continue
        _unlock(str(job.pk))
        _send(job)
        sent += 1
    return sent


def _do(job: Job) -> None:
    if job.attempts >= ATTEMPTS:
        _finish(
            job, Job.State.FAILED, error=_("The worker was stopped several times during this work.")
        )
        return
    job.state, job.started_at = Job.State.RUNNING, timezone.now()
    job.attempts += 1
    job.save(update_fields=["state", "started_at", "attempts"])
    try:
        result = kinds.find(job.kind).work(job, progress.Reporter(job))
    except Refusal as refusal:
        _finish(job, Job.State.FAILED, error=str(refusal))
    except Exception as error:
        # Values stay out of the log: a database error quotes the row it met.
        logger.error("job %s (%s) failed: %s", job.pk, job.kind, _where(error))
        _finish(job, Job.State.FAILED, error="")
    else:
        _finish(job, Job.State.DONE, result=result)


def _finish(job: Job, state: Job.State, *, error: str = "", result: Any = None) -> None:
    job.state, job.error, job.result = state, error, result or {}
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "error", "result", "finished_at"])


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join([type(error).__name__, *(f"{f.name}:{f.lineno}" for f in reversed(frames))])


def _send(job: Job) -> None:
    try:
        current_app.send_task(
            "monitoring.jobs.tasks.run_job", [str(job.pk)], queue=kinds.find(job.kind).queue
        )
    except (OSError, OperationalError):
        # Redis is away: `recover` sends it as soon as Redis is back.
        logger.warning("job %s waits for the broker", job.pk)


def _lock(job_id: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [job_id])
        return bool(cursor.fetchone()[0])


def _unlock(job_id: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [job_id])
