"""The wide table follows the registry, and is written only where it differs."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Division
from monitoring.indicators.models import HouseholdIndicators
from monitoring.indicators.refresh import compute, refresh
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_it_works():
    home = factories.household()
    factories.member(home)
    factories.statement(home)

    assert refresh(as_of=TODAY) == 1

    row = HouseholdIndicators.objects.values().get()
    assert (row["household_id"], row["division_id"]) == (home.pk, home.division_id)
    assert (row["members"], row["statement_year"], row["people"]) == (1, 2026, 3)
    assert row["net_income"] == Decimal("36000.00")
    assert row["reference_income"] == Decimal("35500.00")


def test_amounts_are_asked_for_in_yuan():
    home = factories.household()
    factories.statement(home, wage_income=Decimal("8300.01"))
    refresh(as_of=TODAY)
    found = HouseholdIndicators.objects.filter(wage_income=Decimal("8300.01"))
    assert str(found.values_list("wage_income", flat=True).get()) == "8300.01"
    assert not found.filter(wage_income__lt=Decimal("8300.01")).exists()


def test_it_writes_nothing_where_nothing_changed():
    factories.member(factories.household())
    refresh(as_of=TODAY)
    assert refresh(as_of=TODAY) == 0


def test_it_writes_only_the_household_that_changed():
    homes = [factories.household() for _ in range(3)]
    refresh(as_of=TODAY)
    factories.conditions(homes[1], safe_water=False)
    assert refresh(as_of=TODAY) == 1
    assert HouseholdIndicators.objects.filter(unsafe_water=True).get().pk == homes[1].pk


def test_households_asked_for_are_refreshed_and_no_others():
    one, _other = factories.household(), factories.household()
    assert refresh(as_of=TODAY, household_ids=[one.pk]) == 1
    assert list(HouseholdIndicators.objects.values_list("pk", flat=True)) == [one.pk]


def test_a_division_is_refreshed_and_no_other():
    near = factories.household(factories.VILLAGE)
    factories.household(factories.FAR_VILLAGE)
    county = Division.objects.get(code=factories.PINGSHAN)
    assert refresh(as_of=TODAY, division=county) == 1
    assert list(HouseholdIndicators.objects.values_list("pk", flat=True)) == [near.pk]


def test_a_household_that_moved_away_leaves_the_table():
    home = factories.household()
    refresh(as_of=TODAY)
    home.status = home.Status.MOVED_AWAY
    home.save()
    assert refresh(as_of=TODAY, household_ids=[home.pk]) == 1
    assert not HouseholdIndicators.objects.exists()


def test_a_household_without_counted_members_is_there_with_none():
    home = factories.household()
    factories.member(home, status="deceased", left_on=date(2026, 1, 1))
    factories.statement(home, people=None)
    refresh(as_of=TODAY)
    row = HouseholdIndicators.objects.values().get()
    assert (row["members"], row["people"], row["has_labour"]) == (0, None, None)


def test_time_alone_moves_a_row():
    home = factories.household()
    factories.member(home, birth_date=date(1966, 11, 24))
    refresh(as_of=TODAY)
    assert refresh(as_of=date(2026, 11, 24)) == 1
    assert HouseholdIndicators.objects.values_list("all_elderly", flat=True).get() is True


def test_another_day_is_computed_beside_the_table():
    home = factories.household()
    factories.member(home, birth_date=date(1966, 11, 24))
    refresh(as_of=TODAY)
    with transaction.atomic(), connection.cursor() as cursor:
        compute(cursor, "tomorrow", as_of=date(2026, 11, 24))
        cursor.execute("SELECT household_id, all_elderly FROM tomorrow")
        assert cursor.fetchall() == [(home.pk, True)]
    assert HouseholdIndicators.objects.values_list("all_elderly", flat=True).get() is False


def test_a_second_yearly_statement_of_a_year_is_refused():
    home = factories.household()
    factories.statement(home, 2026)
    with pytest.raises(IntegrityError, match="statement_of_a_year_starts_on_1_january"):
        factories.statement(home, 2026, starts=date(2026, 2, 1))
