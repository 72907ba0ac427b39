"""A real worker killed while a receiver has a delivery and has not answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from monitoring.feeds.webhooks import actions
from monitoring.feeds.webhooks.models import Delivery, News
from monitoring.jobs.models import Job
from tests import factories

PATIENCE = 60


@pytest.mark.django_db(transaction=True)
def test_it_is_sent_again_under_the_same_id(receiver, divisions, monkeypatch, start_worker):
    monkeypatch.setenv("WEBHOOK_NETWORKS", "127.0.0.0/8")
    made = factories.department_client()
    actions.register(made, by=made.user, url=receiver.url, news=list(News))
    factories.flag(factories.household())
    receiver.silent = True
    first = start_worker()
    actions.tell()
    assert receiver.arrived.wait(PATIENCE)
    first.kill()
    first.wait(PATIENCE)
    receiver.silent = False
    receiver.arrived.clear()
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    start_worker()  # sends what nobody is doing
    assert receiver.arrived.wait(PATIENCE)
    ids = [headers["webhook-id"] for headers, _body in receiver.got]
    assert ids == [str(Delivery.objects.get().pk)] * 2
