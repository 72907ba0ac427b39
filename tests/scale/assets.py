"""The assets of a whole city with ten years of history: lists, the page at a glance, a workbook."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.cache import cache
from django.core.files import File
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Division, User
from assets.alarms import refresh as alarms
from assets.alarms.models import Alarm
from assets.income.receivables.bringing import bring
from assets.inspections import refresh as inspections
from assets.ledger.models import Asset
from assets.overview.whole import counted
from assets.workbooks.assets.shape import SHAPE
from monitoring.exchange.models import Batch
from monitoring.exchange.writing import Table, write_tables
from monitoring.feeds.workbooks import actions as workbooks
from tests.scale.imports import COUNTY, OFFICER
from tests.scale.pages import client, get, percentile, place
from tests.scale.report import Row, record

TIMES = 5
YEARS = 10
PER_PROJECT = 20  # assets
FOR_CERTIFICATE = 0.6  # of all that may have one
TABLES = (
    "assets_project", "assets_funding", "assets_asset", "assets_stateentry", "assets_right",
    "assets_contract",
)  # fmt: skip
FOUND = "assets_alarm, assets_inspectiondue, assets_receivable"

PROJECTS = """
    INSERT INTO assets_project (county_id, number, name, year, document, builder, by_id)
    SELECT c.code, 'P' || n, '项目' || n, 2013 + n %% 10, '冀财农', '', %(by)s
    FROM generate_series(1, %(count)s / %(per)s + 1) n
    JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS all
          FROM accounts_division WHERE level = 'county') c ON c.place = n %% c.all
"""
FUNDINGS = """
    INSERT INTO assets_funding (project_id, source, year, amount)
    SELECT p.id, s.source, p.year, 100000 + (p.id * s.n) %% 900000
    FROM assets_project p
    JOIN (VALUES (1, '中央'), (2, '省级'), (3, '县级')) s(n, source) ON p.id %% 3 <> s.n - 1
"""
ASSETS = """
    INSERT INTO assets_asset (number, name, kind_id, asset_class, project_id, division_id, place,
        latitude, longitude, state, original_value, written_off, residual_value, life_months,
        began_on, by_id, at)
    SELECT 'A' || n, k.name || n, k.code, k.asset_class, p.id, v.code, '村内',
        37.5 + random() * 1.2, 113.5 + random() * 2, (ARRAY['在用', '在用', '在用', '出租', '闲置',
        '低效', '损毁'])[1 + n %% 7], round((1000 + random() * 900000)::numeric, 2), 0, 0, 240,
        date '2015-01-01' + (n %% 3600), %(by)s, now()
    FROM generate_series(1, %(count)s) n
    JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS all
          FROM accounts_division WHERE level = 'village') v ON v.place = n %% v.all
    JOIN (SELECT *, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS all
          FROM assets_kind WHERE asset_class <> '到户类') k ON k.place = n %% k.all
    LEFT JOIN (SELECT id, county_id, row_number() OVER (PARTITION BY county_id ORDER BY id) - 1
        AS place, count(*) OVER (PARTITION BY county_id) AS all FROM assets_project) p
        ON n %% 10 > 0 AND p.county_id = left(v.code, 6) || '000000' AND p.place = n / 7 %% p.all
"""
STATES = """
    INSERT INTO assets_stateentry (asset_id, state, since, reason, by_id, at)
    SELECT a.id, CASE WHEN y.n = %(years)s THEN a.state ELSE '在用' END,
        a.began_on + y.n, '年度清查', %(by)s,
        now() - make_interval(years => %(years)s - y.n, days => (a.id %% 500)::int)
    FROM assets_asset a CROSS JOIN generate_series(1, %(years)s) y(n)
"""
RIGHTS = """
    INSERT INTO assets_right (asset_id, kind, holder_kind, holder, document, certificate, starts_on,
        ends_on, by_id, at)
    SELECT a.id, k.kind, '村集体', '股份经济合作社', '确权文件',
        CASE WHEN random() < %(titled)s THEN '证' || a.id ELSE '' END,
        date '2015-01-01' + 1000 * h.n, CASE WHEN h.n < 2 THEN date '2015-01-01' + 1000 * h.n + 999
        END, %(by)s, now()
    FROM assets_asset a CROSS JOIN (VALUES (1), (2), (3)) k(kind)
    CROSS JOIN generate_series(0, 2) h(n)
"""
CONTRACTS = """
    INSERT INTO assets_contract (asset_id, number, operator_kind, operator, starts_on, ends_on,
        months_per_period, rent, first_due_on, deposit, guarantee_kind, guarantee, end_reason,
        by_id, at)
    SELECT id, 'H' || id, '合作社', '某合作社', current_date - 700,
        current_date + (id %% 900)::int, 12, 5000, current_date - 600, 0, '无', '', '',
        %(by)s, now()
    FROM assets_asset WHERE state = '出租'
"""


def prepare(count: int) -> None:
    """So many assets over the villages of the city, with what happened to each in ten years."""
    if Asset.objects.exists():
        return
    said = {
        "count": count, "per": PER_PROJECT, "years": YEARS, "titled": FOR_CERTIFICATE,
        "by": User.objects.get(username=OFFICER).pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in (PROJECTS, FUNDINGS, ASSETS, STATES, RIGHTS, CONTRACTS):
            cursor.execute(statement, said)
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")


def p95() -> dict[str, float]:
    """By page: the 95th percentile, in seconds, of requests by a county and a city officer."""
    county, city = client("county", COUNTY), client("city", "130100000000")
    some = list(Asset.objects.values_list("pk", flat=True)[:40])
    narrowed = (
        {"asset_class": "公益性"}, {"state": "闲置", "sort": "value"}, {"use": "unknown"},
        {"lacks": "title"}, {"source": "中央"}, {"year": "2019", "sort": "age"},
    )  # fmt: skip
    pages: dict[str, Callable[[int], object]] = {
        "asset list": lambda n: get(city, "assets:list", division=place(n)),
        "asset list, narrowed, of a county": lambda n: get(
            county, "assets:list", **narrowed[n % len(narrowed)]
        ),
        "projects": lambda n: get(county, "assets:projects"),
        "one asset": lambda n: city.get(reverse("assets:asset", args=[some[n % len(some)]])),
        "contracts": lambda n: get(county, "contracts:list"),
        "inspections due": lambda n: get(county, "inspections:due"),
        "alarms": lambda n: get(county, "alarms:list"),
        "alarms of one kind, of the city": lambda n: get(city, "alarms:list", kind="no-title"),
    }
    return {name: percentile(page) for name, page in pages.items()}


def overview() -> None:
    """The page at a glance as it is counted anew, against a scan of what it counts."""
    count = Asset.objects.count()
    county, city = client("county", COUNTY), client("city", "130100000000")
    scan = _median(_scan)
    for name, by, limit in (("a county", county, 0.3), ("the city", city, 3)):
        seconds = _median(partial(_anew, by))
        row = f"assets of {name} at a glance, {count:,} assets"
        record(Row(f"{row}, counted anew", seconds, f"seconds <= {limit}", scan, rows=count))
        again = percentile(partial(_again, by))
        record(Row(f"{row}, p95", again, "seconds <= 0.3", scan))
    _agree()


def night() -> None:
    """What a night looks for, the first time and when nothing changed, against a bare read."""
    count, day = Asset.objects.count(), timezone.localdate()
    floor = _median(_read_all)
    first = _seconds(lambda: _look(day))
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {FOUND}")
    again = _median(lambda: _look(day))
    if alarms.refresh(day) != alarms.Night(0, 0, 0) or not Alarm.objects.exists():
        raise AssertionError("the night finds something else the second time, or nothing")
    for name, seconds in (("the first time", first), ("nothing changed", again)):
        row = f"all that is wrong with {count:,} assets, {name}"
        record(Row(row, seconds, "seconds <= 60", floor, rows=count))


def _look(day: date) -> None:
    inspections.refresh(day)
    bring()
    alarms.refresh(day)


def workbook(rows: int) -> None:
    """New assets of one county by one workbook."""
    by, area = User.objects.get(username=OFFICER), Division.objects.get(code=COUNTY)
    villages = list(
        Division.objects.filter(code__startswith=COUNTY[:6], level="village").values_list(
            "code", flat=True
        )
    )
    said = [
        [f"B{n}", f"新资产{n}", "", "道路", "", "", villages[n % len(villages)], "", "", "", "村内",
         "", "", "在用", date(2020, 1, 1), 1000 + n, ""]
        for n in range(rows)
    ]  # fmt: skip
    with TemporaryDirectory() as folder:
        path = Path(folder) / "资产.xlsx"
        write_tables(path, Table("资产", [str(field.label) for field in SHAPE.fields], said))
        with path.open("rb") as content:
            batch = workbooks.upload(SHAPE.code, File(content, path.name), by=by, area=area)
    _measured(f"assets by workbook, {rows:,} rows, checked", workbooks.check, batch, rows)
    _measured(f"assets by workbook, {rows:,} rows, kept", workbooks.apply, batch, rows, by=by)
    if batch.counts["new"] != rows:
        raise AssertionError(batch.counts)
    _measured(
        f"assets by workbook, {rows:,} rows, undone", workbooks.undo, batch, rows, by=by, why="重来"
    )


def _again(by: Any, _number: int) -> None:
    get(by, "asset-overview:overview")


def _anew(by: Any) -> None:
    cache.clear()
    get(by, "asset-overview:overview")


def _scan() -> None:
    """Every asset once, with the columns that the page adds up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, count(*), sum(original_value), max(began_on) "
            "FROM assets_asset GROUP BY 1"
        )


def _read_all() -> None:
    """Every row that the night reads, once."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(t) FROM {table} t")


def _agree() -> None:
    """The whole city is the sum of its counties."""
    by = User.objects.get(username="bench-city-130100000000")  # of tests.scale.pages.client
    whole = counted(by, Division.objects.get(code="130100000000"))
    if whole.total.sums.count != Asset.objects.current().count():
        raise AssertionError(whole.total.sums)


def _measured(name: str, act: Callable[..., Any], batch: Batch, rows: int, **said: Any) -> None:
    started = time.perf_counter()
    act(batch, **said)
    batch.refresh_from_db()
    record(Row(name, time.perf_counter() - started, "rows_per_s >= 500", rows=rows))


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_seconds(work) for _ in range(TIMES))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
