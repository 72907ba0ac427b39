"""A workbook of deliveries of a whole county: judged, kept, told again and undone."""

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files import File
from django.db import connection
from django.db.models import Sum

from accounts.models import Division
from accounts.personal import keyed_hashes
from assistance.catalogue.models import Measure
from assistance.deliveries.models import Delivery
from assistance.deliveries.reports.shape import CODE, SHAPE
from assistance.funds import actions as funds
from assistance.funds.models import Fund
from monitoring.exchange.models import Batch
from monitoring.exchange.writing import Table, write_tables
from monitoring.feeds.workbooks import actions as workbooks
from monitoring.registry.models import Member
from tests import factories
from tests.scale.departments import PLANT, number
from tests.scale.imports import COUNTY
from tests.scale.report import Row, record

AWARDS = """
    INSERT INTO assistance_award (measure_id, household_id, member_id, division_id, starts_on,
        origin, note, made_at, end_reason)
    SELECT %s, household_id, id, division_id, '2026-01-01', 'roll', '', now(), ''
    FROM monitoring_member WHERE id = ANY (%s)
"""
TARGET = "rows_per_s >= 500"


def workbook(count: int) -> None:
    """So many rows, each of another person, all out of one fund."""
    by, county = factories.user("county", COUNTY), Division.objects.get(code=COUNTY)
    measure = Measure.objects.get(code="public-post")
    numbers = _people(measure, count)
    fund = funds.open_fund(
        county, by=by, name="衔接资金", source="中央", year=2026, document="冀财农〔2026〕1号",
        budget=Decimal(count * 500),
    )  # fmt: skip
    said = [measure.name, "资金", "2026-05-01", "2026-05-31", "2026-06-03", "500.00"]
    rows = ([number, "", *said, "", "", str(fund), ""] for number in numbers)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "发放.xlsx"
        write_tables(path, Table("发放", [field.name for field in SHAPE.fields], rows))
        first, again = (_uploaded(path, by, county) for _ in range(2))
    name = f"deliveries by workbook, {count:,} rows"
    _measured(f"{name}, checked", lambda: workbooks.check(first), count)
    _measured(f"{name}, kept", lambda: workbooks.apply(first, by=by), count)
    _agree(fund, count)
    workbooks.check(again)
    _measured(f"{name}, the same again", lambda: workbooks.apply(again, by=by), count)
    _agree(fund, count)
    _measured(f"{name}, undone", lambda: workbooks.undo(first, by=by, why="重来"), count)
    _agree(fund, 0)


def _people(measure: Measure, count: int) -> list[str]:
    """The ID numbers given to so many people, who are now given the measure too."""
    people = Member.objects.filter(county=COUNTY[:6], status="active", household__status="active")
    ids = people.exclude(awards__measure=measure).order_by("pk").values_list("pk", flat=True)
    chosen = list(ids[:count])
    numbers = [number(place) for place in range(len(chosen))]
    with connection.cursor() as cursor:
        cursor.execute(PLANT, [chosen, keyed_hashes(numbers)])
        cursor.execute(AWARDS, [measure.pk, chosen])
    return numbers


def _uploaded(path: Path, by: Any, county: Division) -> Batch:
    with path.open("rb") as content:
        return workbooks.upload(CODE, File(content, path.name), by=by, area=county)


def _measured(name: str, act: Callable[[], Any], rows: int) -> None:
    started = time.perf_counter()
    act()
    record(Row(name, time.perf_counter() - started, TARGET, rows=rows))


def _agree(fund: Fund, count: int) -> None:
    fund.refresh_from_db()
    paid = Delivery.objects.paid().aggregate(sum=Sum("amount"))["sum"] or 0
    if not fund.paid == fund.committed == paid == count * 500:
        raise AssertionError(f"{fund.paid} paid by the fund, {paid} by rows")
