from celery import shared_task

from monitoring.feeds.changes.settling import settle_all


@shared_task
def settle_changes() -> None:
    settle_all()
