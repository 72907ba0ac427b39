"""The SQL agrees with the plain Python reference, whatever is blank and whatever the day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.indicators.catalogue import OF_REGISTRY, Kind
from monitoring.indicators.refresh import compute
from monitoring.registry import choices
from monitoring.registry.models import Household, LivingConditions, Member, Statement
from monitoring.registry.quantities import FEN
from tests import factories
from tests.monitoring.indicators import reference

pytestmark = pytest.mark.django_db

DAYS = st.one_of(
    st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    st.sampled_from(
        [
            date(2024, 2, 29),
            date(2026, 8, 31),
            date(2026, 9, 1),
            date(2026, 12, 31),
            date(2027, 1, 1),
        ]
    ),
)
YES_NO = st.sampled_from([None, True, False])


def any_of(values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *values])


def birth_dates(day: date) -> st.SearchStrategy[date | None]:
    """Around every edge, and anywhere."""
    year = reference.school_year(day)
    edges = [
        date(year - 6, 8, 31), date(year - 7, 8, 31), date(year - 15, 8, 31),
        day.replace(year=day.year - 16), day.replace(year=day.year - 60),
    ]  # fmt: skip
    near = st.builds(
        lambda edge, off: edge + timedelta(days=off), st.sampled_from(edges), st.integers(-1, 1)
    )
    return st.one_of(st.none(), near, near, st.dates(date(1930, 1, 1), date(2029, 1, 1)))


def members(day: date) -> st.SearchStrategy[dict[str, Any]]:
    health = st.lists(st.sampled_from(choices.Health.values), max_size=3, unique=True)
    return st.fixed_dictionaries(
        {
            "status": st.sampled_from(["active", "active", "active", "moved_out"]),
            "birth_date": birth_dates(day),
            "education": any_of(choices.Education.values),
            "school_stage": any_of(["小学", "九年级", "高职高专一年级", *choices.NOT_AT_SCHOOL]),
            "school_year": any_of([day.year - 1, day.year, day.year + 1]),
            "out_of_school_reason": any_of(choices.OutOfSchoolReason.values),
            "health": st.one_of(st.none(), health),
            "disability_grade": any_of(choices.DisabilityGrade.values),
            "labour": any_of(choices.Labour.values),
            "work_months": any_of([0, 1, 12]),
            "public_post_months": any_of([0, 6]),
            "resident_insurance": YES_NO,
            "employee_insurance": YES_NO,
            "low_income_allowance": YES_NO,
            "extreme_poverty_support": YES_NO,
        }
    )


def statements(day: date) -> st.SearchStrategy[dict[str, Any]]:
    amounts = ("wage_income", "business_income", "property_income", "transfer_income",
               "business_cost", "claims", "out_of_pocket")  # fmt: skip
    # Seldom blank: all five amounts are needed before there is a net income at all.
    amount = st.sampled_from([None, *map(Decimal, ("0.00", "0.01", "8300.00", "123.45"))] * 2)
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["yearly", "yearly", "yearly", "identification"]),
            "year": st.integers(day.year - 3, day.year + 1),
            "people": any_of([0, 1, 3]),
            **dict.fromkeys(amounts, amount),
        }
    )


@st.composite
def villages(draw: st.DrawFn) -> tuple[date, list[dict[str, Any]]]:
    day = draw(DAYS)
    home = st.fixed_dictionaries(
        {
            "household_type": any_of(choices.HouseholdType.values),
            "monitored_type": any_of(choices.MonitoredType.values),
            "risk_eliminated": YES_NO,
            "members": st.lists(members(day), max_size=3),
            "statements": st.lists(
                statements(day), max_size=3, unique_by=lambda each: (each["kind"], each["year"])
            ),
            "conditions": st.one_of(
                st.none(),
                st.fixed_dictionaries(
                    {
                        "dangerous_house": YES_NO,
                        "house_grade": any_of(choices.HouseGrade.values),
                        "safe_water": YES_NO,
                    }
                ),
            ),
        }
    )
    return day, draw(st.lists(home, min_size=1, max_size=8))


def insert(homes: list[dict[str, Any]]) -> list[tuple[Household, list[Any], list[Any], Any]]:
    source = factories.source()
    made = []
    for number, home in enumerate(homes):
        own = {key: home[key] for key in ("household_type", "monitored_type", "risk_eliminated")}
        household = Household(
            code=f"H{number}", division_id=factories.VILLAGE, source=source, **own
        )
        shared: dict[str, Any] = {"household": household, "source": source}
        made.append(
            (
                household,
                [Member(division_id=factories.VILLAGE, left_on=date(2020, 1, 1), **shared, **each)
                 for each in home["members"]],
                [Statement(starts=date(each["year"], 1, 1), ends=date(each["year"], 12, 31),
                           **shared, **each) for each in home["statements"]],
                LivingConditions(**shared, **home["conditions"]) if home["conditions"] else None,
            )
        )  # fmt: skip
    Household.objects.bulk_create([each[0] for each in made])
    Member.objects.bulk_create([member for each in made for member in each[1]])
    Statement.objects.bulk_create([statement for each in made for statement in each[2]])
    LivingConditions.objects.bulk_create([each[3] for each in made if each[3]])
    return made


def computed(day: date) -> dict[int, dict[str, Any]]:
    """What the SQL says of every household, amounts in yuan, ratios divided."""
    with connection.cursor() as cursor:
        compute(cursor, "computed", as_of=day)
        cursor.execute("SELECT * FROM computed")
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        for each in OF_REGISTRY:
            if each.kind == Kind.MONEY and row[each.code] is not None:
                row[each.code] *= FEN
        for each in OF_REGISTRY:
            if each.kind == Kind.RATIO:
                above, below = row[each.numerator], row[each.denominator]
                known = above is not None and below is not None
                row[each.code] = Fraction(above) / below if known else None
    return {row["household_id"]: row for row in rows}


@settings(max_examples=60, deadline=None)
@given(villages())
def test_sql_agrees_with_the_reference(village):
    day, homes = village
    with transaction.atomic():
        made = insert(homes)
        rows = computed(day)
        transaction.set_rollback(True)
    for household, people, papers, conditions in made:
        expected = reference.evaluate(household, people, papers, conditions, day)
        row = rows[household.pk]
        assert {code: row[code] for code in expected} == expected


def test_the_reference_covers_every_indicator():
    home, member = Household(), Member(status="active")
    codes = reference.evaluate(home, [member], [], None, date(2026, 11, 23)).keys()
    parts_of_ratios = {"net_income_before", "people_before", "reference_income", "people"}
    assert {each.code for each in OF_REGISTRY} - codes == parts_of_ratios | {"members"}
