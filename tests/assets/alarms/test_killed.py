"""A worker killed in the middle of the night's look at assets, and the job done again."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.divisions import load_divisions
from assets.alarms.models import Alarm
from assets.alarms.refresh import refresh
from assets.ledger import shipped
from assets.ledger.models import Asset
from monitoring.jobs import actions as jobs
from tests.assets import making
from tests.monitoring.cases.test_killed_at_night import killed_in_the_middle

TODAY = timezone.localdate()


def standing() -> list[tuple[object, ...]]:
    rows = Alarm.objects.values_list("asset_id", "kind", "first_seen", "cleared_on", "level")
    return sorted(rows, key=str)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(start_worker):
    load_divisions()
    shipped.install()
    mended = making.asset(state="闲置")
    refresh(TODAY - timedelta(days=31))
    Asset.objects.filter(pk=mended.pk).update(state="在用")
    for _ in range(3):
        making.asset(state="闲置")
    job = jobs.enqueue("assets.alarms", by=None)
    before = standing()
    with transaction.atomic():
        jobs.run(str(job.pk))
        undisturbed = standing()
        transaction.set_rollback(True)
    killed_in_the_middle(job, Alarm.objects.get(kind="idle"), start_worker)
    assert standing() == before
    jobs.run(str(job.pk))
    assert standing() == undisturbed != before
