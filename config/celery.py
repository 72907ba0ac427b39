"""The Celery application: `celery -A config.celery worker|beat`."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init

from config import services
from config.schedule import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("aprm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = SCHEDULE
app.autodiscover_tasks(
    [
        "accounts",
        "assets.alarms",
        "assistance.duties",
        "assistance.effect",
        "assistance.eligibility",
        "assistance.schemes.rolls",
        "monitoring.cases.casework",
        "monitoring.cases.clues",
        "monitoring.cases.ending",
        "monitoring.cases.visits",
        "monitoring.criteria",
        "monitoring.exchange",
        "monitoring.feeds.changes",
        "monitoring.feeds.clients",
        "monitoring.feeds.tasks",
        "monitoring.feeds.webhooks",
        "monitoring.indicators",
        "monitoring.jobs",
        "monitoring.registry",
        "monitoring.screening",
    ]
)


@celeryd_init.connect
@beat_init.connect
def start_services(**_: object) -> None:
    services.start()
