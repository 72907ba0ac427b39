"""What assistance knows of a household: the SQL against the definitions in plain Python."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2.sql import SQL

from assistance.awards import actions as awards
from assistance.catalogue.models import Measure
from assistance.deliveries import actions as deliveries
from assistance.indicators.catalogue import OF_ASSISTANCE
from assistance.indicators.models import AssistanceIndicators
from assistance.indicators.refresh import ROWS
from monitoring.criteria.compiler import compile_condition
from monitoring.indicators import wide
from monitoring.indicators.catalogue import Kind
from monitoring.registry.quantities import FEN
from tests import factories
from tests.assistance.plans import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAY = timezone.localdate()
DEVELOPMENT = {"industry-support": True, "small-credit": True, "temporary-aid": False}
Given = tuple[str, date, int | None, list[tuple[date, str, str]]]


def a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def evaluate(monitored: date | None, given_: list[Given], day: date = DAY) -> dict[str, Any]:
    """The definitions once more, without the database."""
    begun = [each for each in given_ if each[1] <= day]
    running = [each for each in begun if _end(each) is None or _end(each) >= day]
    came = [one for each in given_ for one in each[3]]
    waits = 0
    if monitored and monitored <= day and not running:
        waits = (day - max([monitored, *(_end(each) for each in begun)])).days
    return {
        "measures_given": len(running),
        "development_given": sum(DEVELOPMENT[each[0]] for each in running),
        "received_12_months": sum(
            (
                Decimal(amount)
                for paid_on, amount, state in came
                if state == "paid" and a_year_before(day) < paid_on <= day
            ),
            Decimal(0),
        ),
        "days_without_measure": waits,
    }


def _end(each: Given) -> Any:
    return None if each[2] is None else each[1] + timedelta(days=each[2])


days = st.integers(-800, 30).map(lambda n: DAY + timedelta(days=n)) | st.sampled_from(
    [DAY, a_year_before(DAY), a_year_before(DAY) + timedelta(days=1)]
)
came = st.tuples(
    days, st.sampled_from(["0.01", "500.00", "99999.99"]), st.sampled_from(["paid", "reversed"])
)
measures = st.tuples(
    st.sampled_from(sorted(DEVELOPMENT)), days, st.none() | st.integers(0, 400),
    st.lists(came, max_size=2),
)  # fmt: skip
homes = st.tuples(st.none() | days, st.lists(measures, max_size=3, unique_by=lambda each: each[0]))


def insert(monitored: date | None, given_: list[Given]) -> int:
    home = factories.household()
    if monitored:
        making.episode(home, monitored_on=monitored)
    for each in given_:
        code, starts, _length, reached = each
        award = factories.award(home, code, starts_on=starts, ends_on=_end(each))
        for number, (paid_on, amount, state) in enumerate(reached):
            on = date(2020, 1, 1) + timedelta(days=number)  # two of one day would be one
            factories.delivery(
                award, amount, paid_on=paid_on, state=state, why="误", starts_on=on, ends_on=on
            )
    return home.pk


def computed(cursor: Any) -> dict[int, dict[str, Any]]:
    ROWS.compute(cursor, "computed", as_of=DAY)
    cursor.execute("SELECT * FROM computed")
    names = [column.name for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        for each in OF_ASSISTANCE:
            if each.kind == Kind.MONEY:
                row[each.code] *= FEN
    return {row["household_id"]: row for row in rows}


@settings(max_examples=30, deadline=None)
@given(st.lists(homes, min_size=1, max_size=4))
def test_sql_agrees_with_the_reference_today_and_on_another_day(drawn):
    with transaction.atomic():
        made = [insert(*each) for each in drawn]
        ROWS.refresh(as_of=DAY)
        stored = {row["household_id"]: row for row in AssistanceIndicators.objects.values()}
        assert ROWS.refresh(as_of=DAY) == 0
        with connection.cursor() as cursor:
            other = computed(cursor)
        transaction.set_rollback(True)
    for pk, facts in zip(made, drawn, strict=True):
        expected = evaluate(*facts)
        for rows in (stored, other):
            assert (pk in rows) == any(expected.values())
            if pk in rows:
                assert {code: rows[pk][code] for code in expected} == expected


def test_the_reference_covers_every_indicator():
    assert evaluate(None, []).keys() == {each.code for each in OF_ASSISTANCE}


def test_what_is_given_and_what_comes_is_known_at_once():
    home = factories.household()
    county = factories.user("county", factories.PINGSHAN)
    award = awards.award(
        Measure.objects.get(code="temporary-aid"), home, by=county, starts_on=DAY, origin="plan"
    )
    came = deliveries.deliver(
        award, by=county, starts_on=DAY, ends_on=DAY, paid_on=DAY, amount=Decimal("800.50")
    )
    row = AssistanceIndicators.objects.get(household=home)
    assert (row.measures_given, row.received_12_months) == (1, Decimal("800.50"))
    deliveries.reverse(came, by=county, reason="误发")
    awards.end(award, by=county, on=DAY, reason="一次性")
    row.refresh_from_db()
    assert row.received_12_months == 0


def test_criteria_can_ask_for_them():
    poor, helped = making.episode(), making.episode()
    factories.award(helped.household, "industry-support", starts_on=DAY)
    tree = {
        "and": [
            {"=": [{"indicator": "measures_given"}, {"number": "0"}]},
            {">": [{"indicator": "days_without_measure"}, {"number": "30"}]},
        ]
    }
    ROWS.refresh(as_of=DAY)
    with connection.cursor() as cursor:
        asked = SQL("SELECT i.household_id FROM {} i WHERE {}")
        cursor.execute(asked.format(wide.source(), compile_condition(tree, {})))
        assert [pk for (pk,) in cursor.fetchall()] == [poor.household_id]
