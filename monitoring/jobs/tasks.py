from celery import shared_task
from celery.signals import worker_ready

from monitoring.jobs import actions, files


@shared_task
def run_job(job_id: str) -> None:
    actions.run(job_id)


@shared_task
def recover_jobs() -> None:
    actions.recover()


@shared_task
def forget_old_files() -> None:
    files.forget_old()


@worker_ready.connect
def recover_at_start(**_: object) -> None:
    actions.recover()
