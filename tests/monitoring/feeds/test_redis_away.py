"""Redis is gone for a minute: what departments tell is taken in, and its flags come once."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from monitoring.cases.clues.models import Clue
from monitoring.feeds.records.models import Record
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from monitoring.screening.actions import AT_ONCE
from monitoring.screening.models import Flag
from tests import factories
from tests.away import broker_away
from tests.monitoring.registry.census.files import id_number

pytestmark = pytest.mark.django_db(transaction=True)


def people(first: int, count: int) -> list[str]:
    """The numbers of people of as many households."""
    places = range(first, first + count)
    numbers = [id_number(f"1960010{1 + n % 9}", f"{n // 9:02d}") for n in places]
    for number in numbers:
        factories.member(factories.household(), id_number=number)
    return numbers


def push(client: Any, sender: Any, numbers: list[str]) -> Any:
    day = timezone.localdate().isoformat()
    told = [{"id_number": each, "happened_on": day, "accident": "火灾"} for each in numbers]
    answer = client.post(
        "/api/v1/feeds/accidents/records/", json.dumps({"records": told}),
        content_type="application/json", headers=factories.bearer(sender),
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    return answer.json()["counts"]


def standing() -> tuple[int, int, int]:
    return Record.objects.current().count(), Flag.objects.open().count(), Clue.objects.count()


@pytest.mark.usefixtures("no_cache")
def test_records_sent_meanwhile_are_kept_and_flagged_once_when_redis_is_back(client, divisions):
    many = AT_ONCE + 1
    few, more = people(0, 3), people(3, many)
    sender = factories.department_client(feeds=["accidents"])
    with broker_away():
        assert push(client, sender, few)["accepted"] == 3
        assert standing() == (3, 3, 3)  # a few are judged at once, without Redis
        assert push(client, sender, more)["accepted"] == many
        assert standing() == (3 + many, 3, 3)
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert jobs.recover() == 1
    waited = str(Job.objects.get().pk)
    for _message in range(2):  # that of the recovery, and one that Redis had kept
        jobs.run(waited)
    assert standing() == (3 + many,) * 3
    assert Flag.objects.count() == 3 + many
    assert push(client, sender, few + more)["duplicate"] == 3 + many
    assert standing() == (3 + many,) * 3
    assert not Job.objects.filter(state=Job.State.QUEUED).exists()
