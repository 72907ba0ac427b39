from datetime import date, timedelta

import pytest
from django.utils import timezone

from monitoring.exchange.models import Batch, Finding
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch():
    by = factories.user("county", factories.PINGSHAN)
    return Batch.objects.create(by=by, division_code=factories.PINGSHAN)


def find(batch, code, severity, count):
    Finding.objects.bulk_create(
        Finding(batch=batch, code=code, severity=severity, row=row, message=f"{code} {row}")
        for row in range(count)
    )


def test_errors_come_before_warnings_and_the_most_frequent_first(batch):
    find(batch, "phone", "warning", 9)
    find(batch, "rare", "error", 1)
    find(batch, "often", "error", 3)
    codes = [(row["code"], row["count"]) for row in batch.findings.codes()]
    assert codes == [("often", 3), ("rare", 1), ("phone", 9)]


def test_the_first_of_each_code(batch):
    find(batch, "a", "error", 5)
    find(batch, "b", "warning", 1)
    shown = [(found.code, found.row) for found in batch.findings.first_of_each_code(2)]
    assert shown == [("a", 0), ("a", 1), ("b", 0)]


def test_batches_by_state_and_day(batch):
    today = timezone.localdate()
    assert list(Batch.objects.matching(state="uploaded", since=today, until=today)) == [batch]
    assert not Batch.objects.matching(state="applied")
    assert not Batch.objects.matching(until=today - timedelta(days=1))
    assert list(Batch.objects.matching(since=date(2020, 1, 1))) == [batch]
