"""The counts of the home page: each is what the rows behind it are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Division
from monitoring import dashboard
from monitoring.dashboard import seen_by
from monitoring.screening.models import GapCount
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def county():
    return factories.user("county", factories.PINGSHAN)


def figures(user) -> dashboard.Figures:
    seen = seen_by(user)
    return dashboard.figures(seen, dashboard.by_place(seen, Division.Level.VILLAGE))


def places(user) -> list[dashboard.Place]:
    seen, level = seen_by(user), Division.Level.TOWNSHIP
    return dashboard.places(seen, level, dashboard.by_place(seen, level))


def ago(days: int):
    return timezone.localdate() - timedelta(days=days)


def test_figures_count_the_area_alone(village, county):
    monitored = factories.household(monitored_type="边缘易致贫户")
    factories.household(monitored_type="边缘易致贫户", risk_eliminated=True)
    factories.household(factories.OTHER_VILLAGE)
    factories.flag(monitored)
    seen = figures(village)
    assert (seen.households, seen.monitored, seen.flags) == (2, 1, 1)
    assert figures(county).households == 3


def test_figures_compare_with_the_end_of_last_month(village):
    home = factories.household()
    factories.flag(home, "unsafe-housing", first_seen=ago(70))
    factories.flag(home, "unsafe-water", first_seen=ago(70), cleared_on=timezone.localdate())
    factories.flag(home, "serious-illness")
    seen = figures(village)
    assert (seen.flags, seen.flags_before, seen.change, seen.new) == (2, 2, 0, 1)


def test_households_that_left_are_not_counted(village):
    factories.household(status="moved_away")
    assert figures(village).households == 0


def test_due_work_names_each_household_once_the_gravest_first(village):
    mild, grave = factories.household(), factories.household()
    factories.flag(mild, "elderly-alone", severity="blue", effect="visit")
    factories.flag(grave, "school-dropout", severity="yellow")
    factories.flag(grave, "income-below-line", severity="red")
    first, second = dashboard.due(seen_by(village))
    assert (first.household, second.household) == (grave, mild)
    assert [reason.severity for reason in first.reasons] == ["red", "yellow"]


def test_lists_for_departments_and_cleared_flags_are_no_work(village):
    home = factories.household()
    factories.flag(home, "uninsured-others", effect="list")
    factories.flag(home, "unsafe-water", cleared_on=timezone.localdate())
    assert dashboard.due(seen_by(village)) == []


def test_a_helper_sees_the_paired_households_alone():
    helper, paired = factories.user("helper", factories.VILLAGE), factories.household()
    factories.flag(factories.household())
    factories.flag(paired)
    paired.pairings.create(user=helper, starts=ago(1))
    assert [entry.household for entry in dashboard.due(seen_by(helper))] == [paired]


def test_places_are_ordered_by_waiting_work(county):
    factories.flag(factories.household(factories.OTHER_VILLAGE))
    factories.household()
    first, *others = places(county)
    assert (first.division.code, first.clues, first.per_thousand) == ("130131101000", 1, 1000)
    assert {place.division.code[:6] for place in others} == {"130131"}
    assert sum(place.households for place in (first, *others)) == 2


def test_gaps_are_a_percentage_of_what_was_asked(county):
    for code, missing in (("a", 1), ("b", 2)):
        GapCount.objects.create(
            division_id=factories.VILLAGE, criterion=code, households=10, missing=missing
        )
    (place,) = (p for p in places(county) if p.asked)
    assert place.gaps == 15


def test_causes_are_the_criteria_most_households_meet(county):
    for criterion in ("school-dropout", "income-below-line"):
        factories.flag(factories.household(), criterion)
    factories.flag(factories.household(), "school-dropout")
    first, second = dashboard.causes(seen_by(county))
    assert (first.code, first.flags, first.percent) == ("school-dropout", 2, 100)
    assert (second.flags, second.percent) == (1, 50)


def test_the_week_says_what_changed_and_where(county):
    weekday = timezone.localdate().weekday()
    factories.flag(factories.household(), first_seen=ago(weekday))
    factories.flag(factories.household(), first_seen=ago(weekday + 1))
    factories.flag(factories.household(), first_seen=ago(90), cleared_on=timezone.localdate())
    seen = dashboard.week(seen_by(county), Division.Level.TOWNSHIP)
    assert (seen.new, seen.new_before, seen.cleared) == (1, 1, 1)
    assert (seen.division, seen.division_new) == ("平山镇", 1)


def test_new_flags_are_counted_by_week_up_to_this_one(county):
    for days in (0, 0, 7, 700):
        factories.flag(factories.household(), first_seen=ago(days))
    assert dashboard.new_by_week(seen_by(county), weeks=3) == [0, 1, 2]


def test_an_auditor_of_another_county_sees_nothing():
    factories.flag(factories.household())
    auditor = factories.user("auditor", factories.ZANHUANG)
    assert figures(auditor).flags == 0
    assert dashboard.due(seen_by(auditor)) == []
