"""Two screenings at once: no flag twice, none lost."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from accounts.divisions import load_divisions
from monitoring.registry.models import Statement
from monitoring.screening.models import Flag
from tests.monitoring.screening.test_screen import poor, screened

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


@pytest.fixture(autouse=True)
def _divisions(transactional_db) -> None:
    load_divisions()


def together(*works):
    """Run all at the same moment, each on a connection of its own."""
    start = Barrier(len(works))

    def run(work):
        start.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(run, work) for work in works]]


def test_runs_over_everyone_at_once_open_each_flag_once():
    for _ in range(5):
        poor()
    runs = together(*[screened] * AT_ONCE)
    assert Flag.objects.count() == 5
    assert sum(run.new for run in runs) == 5


def test_a_household_and_everyone_at_once_open_its_flag_once():
    household = poor()
    together(*[screened] * 2, *[lambda: screened(household_ids=[household.pk])] * 2)
    assert Flag.objects.get().cleared_on is None


def test_the_last_of_several_changes_decides():
    household = poor()
    screened()

    def earn(amount):
        def change():
            Statement.objects.filter(household=household).update(wage_income=Decimal(amount))
            screened(household_ids=[household.pk])

        return change

    together(*[earn(100 + number) for number in range(AT_ONCE)])
    flag = Flag.objects.get()
    earned = Statement.objects.get().wage_income
    assert Decimal(flag.values["net_income"]) == earned
