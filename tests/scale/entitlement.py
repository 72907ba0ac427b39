"""Who is entitled against who receives: everybody in a county, over the whole catalogue."""

import statistics
import time
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from psycopg2.sql import SQL, Composed, Identifier

from accounts.models import Division
from assistance.awards.models import Award
from assistance.eligibility import actions
from assistance.eligibility.evaluation import Outcome, judge
from assistance.eligibility.models import Finding, MemberIndicators
from assistance.eligibility.refresh import refresh
from monitoring.indicators import wide
from monitoring.indicators.models import HouseholdIndicators
from monitoring.registry.models import Household
from tests.scale import city
from tests.scale.imports import COUNTY
from tests.scale.report import Row, record

TIMES = 5
EVERY = 1_009  # of so many persons and measures, one pair is an award
AWARDS = """
    INSERT INTO assistance_award (measure_id, household_id, member_id, division_id, starts_on,
        origin, note, made_at, end_reason)
    SELECT g.id, p.household_id, CASE WHEN g.per = 'member' THEN p.id END, p.division_id,
        current_date, 'roll', '', now(), ''
    FROM monitoring_member p JOIN assistance_measure g ON p.id %% %(every)s = g.id %% %(every)s
    ON CONFLICT DO NOTHING
"""


def county(wanted: int) -> None:
    """Invent so many households, all in one county."""
    villages = Division.objects.filter(level=Division.Level.VILLAGE)
    villages.exclude(code__startswith=COUNTY[:6]).delete()
    if missing := max(0, wanted - Household.objects.count()):
        city.generate(missing)
    if not Award.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute(AWARDS, {"every": EVERY})
    _vacuum("assistance_award")


def nightly(size: str) -> None:
    """The comparison of a night in which nothing changed, against a scan."""
    place, day = Division.objects.get(code=COUNTY), timezone.localdate()
    wide.refresh(as_of=day)
    refresh(as_of=day, division=place)
    known = _median(lambda: refresh(as_of=day, division=place))
    _vacuum("assistance_memberindicators, monitoring_householdindicators")
    _compare(place)
    _vacuum("assistance_finding")
    scan = _median(_scan)
    compared = _median(lambda: _compare(place))
    if not Finding.objects.exists():
        raise AssertionError("nothing was found")
    persons = MemberIndicators.objects.count()
    name = f"what is known of each person, brought to the day, {size}"
    record(Row(name, known, "rows_per_s >= 15000", scan, rows=persons))
    name = f"entitlement over the whole catalogue, nightly, {size}"
    rows = HouseholdIndicators.objects.count()
    record(Row(name, compared, "ratio <= 3", scan, rows=rows))


def _vacuum(tables: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {tables}")


def _compare(place: Division) -> None:
    day, outcome = timezone.localdate(), Outcome()
    with transaction.atomic(), connection.cursor() as cursor:
        judge(cursor, actions.catalogue_of(place, day), place, outcome, day=day)


def _scan() -> None:
    """Every row that the comparison reads, once, with every column: what is known of households
    and persons, what they are given, and what was found before.
    """
    with connection.cursor() as cursor:
        for model in (HouseholdIndicators, MemberIndicators, Award, Finding):
            cursor.execute(_counting(model))


def _counting(model: type[Model]) -> Composed:
    columns = (str(field.column) for field in model._meta.concrete_fields)
    counts = SQL(", ").join(SQL("count({})").format(Identifier(name)) for name in columns)
    return SQL("SELECT {} FROM {}").format(counts, Identifier(model._meta.db_table))


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_seconds(work) for _ in range(TIMES))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
