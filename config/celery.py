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
        "monitoring.jobs",
        "monitoring.exchange",
        "monitoring.registry",
        "monitoring.indicators",
        "monitoring.criteria",
        "monitoring.screening",
        "monitoring.cases.clues",
        "monitoring.cases.ending",
    ]
)


@celeryd_init.connect
@beat_init.connect
def start_services(**_: object) -> None:
    services.start()
