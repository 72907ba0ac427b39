"""The Celery application: `celery -A config.celery worker|beat`."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init

from config import services

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("aprm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    ["monitoring.jobs", "monitoring.exchange", "monitoring.registry", "monitoring.indicators",
     "monitoring.criteria", "monitoring.screening", "accounts"]
)  # fmt: skip


@celeryd_init.connect
@beat_init.connect
def start_services(**_: object) -> None:
    services.start()
