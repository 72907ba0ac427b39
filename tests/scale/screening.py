"""Indicators, flags and simulation over a whole city, and one household that changes in it."""

import statistics
import time
from collections.abc import Callable
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from monitoring.criteria.packs import parameters_in_force
from monitoring.criteria.simulation import simulate
from monitoring.registry.models import Household, Statement
from monitoring.screening import actions
from monitoring.screening.models import Flag, Run
from tests.scale import handwritten
from tests.scale.report import Row, record

SINGLE_HOUSEHOLDS = 15


def everyone(size: str) -> None:
    """Refresh the wide table and screen everybody, against one statement from the raw facts."""
    today = timezone.localdate()
    known = parameters_in_force(today)
    line, rural = (int(known[code].value) for code in ("monitoring_line", "rural_income_last_year"))
    households = Household.objects.count()
    _forget()
    floor = _seconds(lambda: handwritten.flags(today, line, rural))
    seconds = _seconds(lambda: actions.screen(as_of=today, by=None, trigger=Run.Trigger.NIGHTLY))
    _same_flags(handwritten.flags(today, line, rural))
    record(
        Row(
            f"indicators and flags of everyone, first time, {size}",
            seconds=seconds,
            floor_seconds=floor,
            rows=households,
            target="ratio <= 1.5",
        )
    )
    again = _seconds(lambda: actions.screen(as_of=today, by=None, trigger=Run.Trigger.NIGHTLY))
    record(
        Row(
            f"indicators and flags of everyone, nightly, {size}",
            seconds=again,
            floor_seconds=floor,
            rows=households,
            target="ratio <= 1.5",
        )
    )


def _forget() -> None:
    """As if nobody had been screened yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE monitoring_flag, monitoring_householdindicators, monitoring_gapcount,"
            " monitoring_feedindicators"
        )


def _same_flags(by_hand: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT criterion, count(*) FROM monitoring_flag WHERE cleared_on IS NULL GROUP BY 1"
        )
        ours = dict(cursor.fetchall())
    if ours != by_hand:
        raise AssertionError(f"different flags: {ours} instead of {by_hand}")


def simulation(size: str) -> None:
    """A higher line tried on everybody, against one scan of the wide table."""
    scan = min(_seconds(_scan) for _ in range(3))
    tried = {"monitoring_line": Decimal(9000)}
    seconds = min(
        _seconds(lambda: simulate(parameters=tried, as_of=timezone.localdate())) for _ in range(3)
    )
    record(
        Row(
            f"simulation of another line, {size}",
            seconds=seconds,
            floor_seconds=scan,
            rows=Household.objects.count(),
            target="ratio <= 3",
        )
    )


def _scan() -> None:
    """Every row of the wide table read once, with the columns that the line is compared with."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE net_income < 8300 * people),"
            " count(*) FILTER (WHERE reference_income < 8300 * people)"
            " FROM monitoring_householdindicators"
        )


def one_household() -> float:
    """Median seconds from a changed statement of one household to its flags."""
    return statistics.median(_one_change(n) for n in range(SINGLE_HOUSEHOLDS))


def _one_change(number: int) -> float:
    year = timezone.localdate().year
    newest = Statement.objects.filter(kind="yearly", year=year, household__status="active")
    statement = newest.order_by("id")[1000 + number]
    Statement.objects.filter(pk=statement.pk).update(**NOTHING_EARNED | {"wage_income": number})
    seconds = _seconds(
        lambda: actions.screen(
            as_of=timezone.localdate(),
            household_ids=[statement.household_id],
            by=None,
            trigger=Run.Trigger.CHANGE,
        )
    )
    flags = Flag.objects.filter(household_id=statement.household_id, cleared_on=None)
    if not flags.filter(criterion="income-below-line").exists():
        raise AssertionError("the change was not seen")
    return seconds


NOTHING_EARNED = dict.fromkeys(
    ("business_income", "property_income", "transfer_income", "business_cost"), 0
)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
