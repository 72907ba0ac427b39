"""From flags to clues after a screening."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Division
from monitoring.cases.casework.following import follow
from monitoring.cases.clues.models import Clue, JudgementLimit, QuietFlag
from monitoring.cases.clues.quiet import silence
from monitoring.criteria import packs
from monitoring.registry.models import Household, Source, Statement
from monitoring.screening.models import Flag, Run
from tests import factories
from tests.monitoring.screening.test_screen import poor, screened

pytestmark = pytest.mark.usefixtures("divisions")

TODAY = timezone.localdate()


@pytest.fixture
def watched():
    """A county that was screened before, so that what comes now is news."""
    county = Division.objects.get(pk=factories.PINGSHAN)
    run = screened(division=county)
    Run.objects.filter(pk=run.pk).update(as_of=TODAY - timedelta(days=1))
    return county


def earn(household, amount):
    Statement.objects.filter(household=household).update(wage_income=Decimal(amount))
    screened(household_ids=[household.pk])


def test_a_new_flag_raises_a_clue_that_has_to_be_judged_within_the_limit(watched):
    household = poor()
    screened(division=watched)
    clue = Clue.objects.get()
    assert (clue.household, clue.state, clue.criteria) == (
        household, "waiting", ["income-below-line"],
    )  # fmt: skip
    assert (clue.reds, clue.gap, clue.raised_on) == (1, Decimal("1633.34"), TODAY)
    assert clue.due_on == TODAY + timedelta(days=JudgementLimit.objects.get().days)


def test_a_county_has_its_own_limit(watched):
    JudgementLimit.objects.create(
        county=watched, days=2, valid_from=date(2026, 1, 1), document="平防返贫办〔2026〕3号"
    )
    poor()
    screened(division=watched)
    assert Clue.objects.get().due_on == TODAY + timedelta(days=2)


def test_what_a_first_screening_finds_starts_no_clock():
    poor()
    screened()
    assert Clue.objects.get().due_on is None


def test_what_new_criteria_find_starts_no_clock(watched):
    poor()
    screened(division=watched, trigger=Run.Trigger.RELEASE)
    assert Clue.objects.get().due_on is None


def test_a_line_that_holds_since_the_last_run_starts_no_clock(watched):
    Run.objects.update(as_of=date(2022, 12, 31))  # the line of 8,300 began the day after
    poor()
    screened(division=watched)
    assert Clue.objects.get().due_on is None


def test_what_an_import_brings_starts_no_clock(watched):
    poor(source=factories.source(kind=Source.Kind.BATCH))
    screened(division=watched)
    assert Clue.objects.get().due_on is None


def test_a_later_flag_starts_the_clock_of_a_clue_without_one(watched):
    household = poor(source=factories.source(kind=Source.Kind.BATCH))
    screened(division=watched)
    screened(division=watched)
    factories.conditions(household, safe_water=False)
    screened(household_ids=[household.pk])
    clue = Clue.objects.get()
    assert clue.criteria == ["income-below-line", "unsafe-water"]
    assert clue.due_on is not None
    assert clue.reds == 2


def test_a_quiet_night_writes_no_clue(watched):
    poor()
    screened(division=watched)
    before = versions_of_rows()
    screened(division=watched)
    assert versions_of_rows() == before


def versions_of_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text, xmin::text, xmax::text FROM monitoring_clue")
        return sorted(cursor.fetchall())


def test_a_clue_whose_flags_have_cleared_closes_by_itself_while_it_waits(watched):
    household, put_off = poor(), poor()
    screened(division=watched)
    Clue.objects.filter(household=put_off).update(
        state="deferred", deferred_until=TODAY + timedelta(days=9)
    )
    for each in (household, put_off):
        earn(each, 90_000)
    assert set(Clue.objects.values_list("state", "closed_on")) == {("cleared", TODAY)}


def test_a_clue_that_is_checked_or_was_reported_stays_open_without_flags(watched):
    checked, reported = poor(), poor()
    screened(division=watched)
    Clue.objects.filter(household=checked).update(state="checking")
    Clue.objects.filter(household=reported).update(reported=True)
    earn(checked, 90_000)
    earn(reported, 90_000)
    assert set(Clue.objects.values_list("household_id", "state")) == {
        (checked.pk, "checking"),
        (reported.pk, "waiting"),
    }


def test_another_flag_wakes_a_clue_that_was_put_off(watched):
    household = poor()
    screened(division=watched)
    Clue.objects.update(state="deferred", deferred_until=TODAY + timedelta(days=30))
    screened(household_ids=[household.pk])
    assert Clue.objects.get().state == "deferred"
    factories.conditions(household, safe_water=False)
    screened(household_ids=[household.pk])
    assert Clue.objects.get().state == "waiting"


def test_flags_for_visits_and_lists_never_become_clues(watched):
    household = poor(income="30000.00")  # above the line, below half as much again
    household.members.update(
        birth_date=date(1940, 1, 1), resident_insurance=False, employee_insurance=False,
        low_income_allowance=False, extreme_poverty_support=False,
    )  # fmt: skip
    screened(division=watched)
    assert set(Flag.objects.values_list("effect", flat=True)) == {"visit", "list"}
    assert not Clue.objects.exists()


def test_a_judged_flag_is_quiet_until_its_values_change(watched):
    household = poor()
    screened(division=watched)
    silence([household.pk])
    Clue.objects.update(state="known", closed_on=TODAY)
    screened(division=watched)
    assert not Clue.objects.open().exists()
    earn(household, 19_000)
    assert Clue.objects.open().get().household == household
    assert QuietFlag.objects.get().values == {"net_income": "20000.00", "people": 3}


def test_the_standing_follows_the_registry(watched):
    poor(monitored_type="边缘易致贫户")
    poor(monitored_type="边缘易致贫户", risk_eliminated=True)
    poor(household_type="脱贫户")
    poor()
    screened(division=watched)
    assert list(Clue.objects.most_urgent_first().values_list("standing", flat=True)) == [0, 1, 2, 3]


def test_a_clue_follows_its_household_to_another_village(watched):
    household = poor()
    screened(division=watched)
    Household.objects.filter(pk=household.pk).update(division=factories.OTHER_VILLAGE)
    follow(factories.source(), [household.pk])
    assert Clue.objects.get().division_id == factories.OTHER_VILLAGE


def test_a_household_of_another_place_is_not_touched(watched):
    far = poor(factories.FAR_VILLAGE)
    screened(household_ids=[far.pk])
    Flag.objects.update(cleared_on=TODAY)
    screened(division=watched)
    assert Clue.objects.get().state == "waiting"


def test_a_household_that_has_ended_gets_no_clue(watched):
    household = poor(status="moved_away")
    factories.flag(household, version=packs.in_force(TODAY))
    screened(division=watched)
    assert not Clue.objects.exists()
