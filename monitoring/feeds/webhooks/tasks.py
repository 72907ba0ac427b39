from typing import Any

from celery import shared_task

from monitoring.feeds.webhooks import actions
from monitoring.feeds.webhooks.models import Webhook
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@shared_task
def tell_news() -> None:
    actions.tell()


@shared_task
def forget_old_deliveries() -> None:
    actions.forget_old()


@handler(actions.KIND, queue="web")
def deliver(job: Job, _progress: Progress) -> dict[str, Any]:
    webhook = Webhook.objects.running().filter(pk=job.params["webhook"]).first()
    return {"arrived": actions.deliver(webhook) if webhook else 0}
