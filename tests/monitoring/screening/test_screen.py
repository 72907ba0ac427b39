"""Flags as episodes: opened, kept, changed, cleared; and what a run reports."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Division
from monitoring.registry.models import Household, Member, Statement
from monitoring.screening.actions import screen
from monitoring.screening.models import Flag, GapCount, Run
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

TODAY = timezone.localdate()
YEAR = (TODAY - timedelta(days=3)).year  # of a statement that counts today and three days ago


def screened(**arguments):
    return screen(**{"as_of": TODAY, "by": None, "trigger": Run.Trigger.MANUAL} | arguments)


def poor(division=factories.VILLAGE, income="20000.00", **fields):
    """A household of three whose income per person lies below the line; nothing else is known."""
    household = factories.household(division, **fields)
    factories.member(household, health=["健康"], labour="普通劳动力", work_months=6)
    factories.statement(
        household, YEAR, wage_income=Decimal(income), business_income=Decimal(0),
        transfer_income=Decimal(0), business_cost=Decimal(0), people=3, out_of_pocket=None,
    )  # fmt: skip
    return household


def flags(household):
    return list(household.flags.order_by("id"))


def test_a_poor_household_is_flagged_with_its_values_and_its_distance_to_the_line():
    household = poor()
    run = screened()
    (flag,) = flags(household)
    assert (flag.criterion, flag.severity, flag.effect) == ("income-below-line", "red", "clue")
    assert flag.values == {"net_income": "20000.00", "people": 3}
    assert flag.gap == Decimal("1633.34")  # 8,300 − 6,666.66…, rounded up to the cent
    assert (flag.first_seen, flag.cleared_on) == (TODAY, None)
    assert (run.households, run.flagged, run.new, run.cleared) == (1, 1, 1, 0)


def test_exactly_at_the_line_is_not_below_it():
    household = poor(income="24900.00")
    screened()
    assert "income-below-line" not in [flag.criterion for flag in flags(household)]


def test_a_quiet_night_writes_no_flag_and_no_count():
    poor()
    screened()
    before = versions_of_rows()
    run = screened()
    assert versions_of_rows() == before
    assert (run.flagged, run.new, run.cleared) == (1, 0, 0)


def versions_of_rows():
    """Row versions: any write, even of the same values, gives a row another xmin or place."""
    found = []
    for table in ("flag", "gapcount", "householdindicators"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT ctid::text, xmin::text, xmax::text FROM monitoring_{table}")
            found.append(sorted(cursor.fetchall()))
    return found


def test_a_flag_ends_when_the_income_rises_and_a_new_episode_starts_when_it_falls():
    household = poor()
    screened()
    Flag.objects.update(first_seen=TODAY - timedelta(days=30), last_seen=TODAY - timedelta(days=30))
    Statement.objects.update(wage_income=Decimal(90000))
    assert screened().cleared == 1
    (ended,) = flags(household)
    assert (ended.cleared_on, ended.last_seen) == (TODAY, TODAY)
    Statement.objects.update(wage_income=Decimal(100))
    assert screened().new == 1
    assert [flag.cleared_on for flag in flags(household)] == [TODAY, None]


def test_another_amount_keeps_the_episode_and_says_the_new_distance():
    household = poor()
    screened()
    Flag.objects.update(first_seen=TODAY - timedelta(days=30))
    Statement.objects.update(wage_income=Decimal(21000))
    run = screened()
    (flag,) = flags(household)
    assert (run.new, run.cleared) == (0, 0)
    assert flag.first_seen == TODAY - timedelta(days=30)
    assert flag.gap == Decimal("1300.00")


def test_a_household_that_moved_away_keeps_no_open_flag():
    household = poor()
    screened()
    Household.objects.update(status=Household.Status.MOVED_AWAY)
    screened()
    assert [flag.cleared_on for flag in flags(household)] == [TODAY]


def test_a_moved_household_takes_its_episode_along():
    household = poor()
    screened()
    Household.objects.update(division=factories.OTHER_VILLAGE)
    screened(household_ids=[household.pk])
    (flag,) = flags(household)
    assert (flag.division_id, flag.cleared_on) == (factories.OTHER_VILLAGE, None)


def test_a_run_over_a_division_leaves_other_flags_alone():
    inside, outside = poor(), poor(factories.FAR_VILLAGE)
    screened()
    Statement.objects.update(wage_income=Decimal(90000))
    run = screened(division=Division.objects.get(code=factories.PINGSHAN))
    assert (run.households, run.cleared) == (1, 1)
    assert flags(inside)[0].cleared_on == TODAY
    assert flags(outside)[0].cleared_on is None


def test_single_households_are_judged_alone():
    first, second = poor(), poor()
    run = screened(household_ids=[first.pk], trigger=Run.Trigger.CHANGE)
    assert (run.households, run.new) == (1, 1)
    assert not flags(second)


def test_a_household_without_members_is_a_data_gap_and_no_flag():
    household = poor()
    Member.objects.update(status="deceased", left_on=TODAY)
    run = screened()
    assert not flags(household)
    assert (run.households, run.without_members) == (0, 1)
    assert run.data_gaps == 1
    assert GapCount.objects.get(criterion="without-members").missing == 1


def test_gaps_are_counted_per_village_and_criterion_and_follow_the_facts():
    household = poor()
    screened()
    gap = GapCount.objects.get(division=factories.VILLAGE, criterion="unsafe-water")
    assert (gap.households, gap.missing) == (1, 1)
    factories.conditions(household, safe_water=True)
    screened()
    gap.refresh_from_db()
    assert (gap.households, gap.missing) == (1, 0)


def test_gap_counts_of_a_village_without_households_disappear():
    poor()
    screened()
    Household.objects.update(division=factories.OTHER_VILLAGE)
    screened()
    assert {gap.division_id for gap in GapCount.objects.all()} == {factories.OTHER_VILLAGE}


def test_another_day_reports_and_writes_nothing():
    poor()
    run = screened(as_of=TODAY - timedelta(days=1))
    assert (run.households, run.flagged) == (1, 1)
    assert run.pk is None
    assert not Flag.objects.exists()
    assert not Run.objects.exists()


def test_verdicts_are_yes_and_missing_and_never_no():
    household = poor()
    factories.conditions(household, safe_water=True)
    file = io.StringIO()
    screened(verdicts=file)
    header, *rows = [line.split(",") for line in file.getvalue().splitlines()]
    assert header == ["household_code", "criterion", "verdict"]
    said = {criterion: verdict for code, criterion, verdict in rows if code == household.code}
    assert said["income-below-line"] == "yes"
    assert said["unsafe-housing"] == "missing"
    assert "unsafe-water" not in said


def test_a_run_keeps_the_counts_and_the_parameters_it_used():
    poor()
    run = Run.objects.get(pk=screened().pk)
    assert run.criteria["income-below-line"] == {"yes": 1, "missing": 0}
    assert run.criteria["elderly-alone"] == {"yes": 0, "missing": 0}
    assert len(run.criteria) == 27
    line = next(row for row in run.parameters if row["parameter"] == "monitoring_line")
    assert (Decimal(line["value"]), line["stale"]) == (Decimal(8300), True)


def test_data_gaps_are_the_missing_verdicts():
    poor()
    file = io.StringIO()
    run = screened(verdicts=file)
    assert run.data_gaps == file.getvalue().count(",missing")
