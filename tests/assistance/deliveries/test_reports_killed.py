"""A worker killed in the middle of a workbook of deliveries, and the job done again."""

import pytest
from django.db import models, transaction

from assistance.deliveries.models import Delivery
from assistance.deliveries.reports.shape import CODE
from assistance.funds.models import Fund, FundEntry
from monitoring.feeds.workbooks import actions as workbooks
from monitoring.jobs import actions as jobs
from tests import factories
from tests.assistance.deliveries.conftest import Money
from tests.assistance.deliveries.telling import number, person, row
from tests.assistance.deliveries.test_reports import filled
from tests.monitoring.cases.test_killed_at_night import killed_in_the_middle

PEOPLE = 40


def standing() -> list[list[str]]:
    return [
        rows(Delivery, "household__code", "row", "amount", "state", "why"),
        rows(Fund, "name", "committed", "paid"),
        rows(FundEntry, "kind", "amount"),
    ]


def rows(model: type[models.Model], *fields: str) -> list[str]:
    return sorted(map(str, model._default_manager.values_list(*fields)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["apply", "undo"])
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(act, start_worker):
    money = Money(budget="50000.00")
    office = factories.office(money.department)
    for n in range(PEOPLE):
        person(money, number(n))
    told = [row(number(n), fund="衔接资金") for n in range(PEOPLE)]
    batch = workbooks.upload(CODE, filled(office, money, *told), by=office, area=money.county)
    jobs.run(str(batch.job_id))
    batch.refresh_from_db()
    workbooks.start_applying(batch, by=office)
    if act == "undo":
        jobs.run(str(batch.job_id))
        batch.refresh_from_db()
        workbooks.start_undoing(batch, by=office, why="整批报错")
    batch.refresh_from_db()
    before = standing()
    with transaction.atomic():
        jobs.run(str(batch.job_id))
        undisturbed = standing()
        transaction.set_rollback(True)
    assert undisturbed != before
    killed_in_the_middle(batch.job, money.fund, start_worker)  # all rows written, none committed
    assert standing() == before
    jobs.run(str(batch.job_id))
    assert standing() == undisturbed
    assert Delivery.objects.filter(state="paid" if act == "apply" else "reversed").count() == PEOPLE
