from celery import shared_task

from accounts import chain


@shared_task
def seal_audit() -> None:
    chain.seal()
