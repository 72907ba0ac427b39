"""Two screenings at once: no flag twice, none lost."""

from decimal import Decimal

import pytest

from accounts.divisions import load_divisions
from monitoring.registry.models import Statement
from monitoring.screening.models import Flag
from tests.monitoring.screening.test_screen import poor, screened
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


@pytest.fixture(autouse=True)
def _divisions(transactional_db) -> None:
    load_divisions()


def test_runs_over_everyone_at_once_open_each_flag_once():
    for _ in range(5):
        poor()
    runs = at_once(*[screened] * AT_ONCE)
    assert Flag.objects.count() == 5
    assert sum(run.new for run in runs) == 5


def test_a_household_and_everyone_at_once_open_its_flag_once():
    household = poor()
    at_once(*[screened] * 2, *[lambda: screened(household_ids=[household.pk])] * 2)
    assert Flag.objects.get().cleared_on is None


def test_the_last_of_several_changes_decides():
    household = poor()
    screened()

    def earn(amount):
        def change():
            Statement.objects.filter(household=household).update(wage_income=Decimal(amount))
            screened(household_ids=[household.pk])

        return change

    at_once(*[earn(100 + number) for number in range(AT_ONCE)])
    flag = Flag.objects.get()
    earned = Statement.objects.get().wage_income
    assert Decimal(flag.values["net_income"]) == earned
