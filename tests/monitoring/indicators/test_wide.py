"""Sparse tables beside the wide table: never missing, on any day, and free where nobody asks."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from psycopg2.sql import SQL

from monitoring.indicators import wide
from tests import factories
from tests.monitoring.feeds.indicators.told import cost

pytestmark = pytest.mark.django_db


def refreshed() -> None:
    wide.refresh(as_of=timezone.localdate())


def plan(columns: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(SQL("EXPLAIN SELECT {} FROM {} i").format(SQL(columns), wide.source()))
        return "\n".join(line for (line,) in cursor.fetchall())


def test_what_is_not_told_is_no_and_0_and_never_missing():
    told, other = factories.household(), factories.household()
    cost(factories.member(told), "4000.50")
    refreshed()
    known = wide.known([told.pk, other.pk])
    assert known[told.pk]["medical_burden"] == Decimal("4000.50")
    assert known[other.pk]["medical_burden"] == Decimal(0)
    assert (known[told.pk]["accident"], known[other.pk]["accident"]) == (False, False)
    assert known[other.pk]["members"] == 0


def test_amounts_of_the_wide_table_are_in_yuan_and_blanks_stay_blank():
    home, other = factories.household(), factories.household()
    factories.statement(home, timezone.localdate().year, wage_income=Decimal("8300.01"))
    refreshed()
    known = wide.known([home.pk, other.pk])
    assert known[home.pk]["wage_income"] == Decimal("8300.01")
    assert known[other.pk]["wage_income"] is None


def test_a_household_nobody_refreshed_is_not_known():
    assert wide.known([factories.household().pk]) == {}


def test_a_table_that_nobody_asks_is_not_read():
    assert "feedindicators" not in plan("i.household_id, i.net_income")
    assert "feedindicators" in plan("i.household_id, i.accident")


def test_another_day_has_every_table():
    home = factories.household()
    today = timezone.localdate()
    cost(factories.member(home), "50.00", ends=today)
    refreshed()
    with connection.cursor() as cursor:
        tomorrow = wide.compute(cursor, as_of=today + timedelta(days=1))
        cursor.execute(SQL("SELECT household_id, medical_burden FROM {} i").format(tomorrow))
        assert cursor.fetchall() == [(home.pk, 0)]
