"""What runs at night on casework, over a whole city: the first time, and when nothing changed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from monitoring.cases.casework import clocks
from monitoring.cases.clues import actions as clues
from monitoring.cases.clues import filling
from monitoring.cases.ending import candidates
from monitoring.cases.visits.effect import line_at
from monitoring.cases.visits.planning import plan_county
from monitoring.criteria.rules import rules_in_force
from monitoring.registry.models import Household
from monitoring.screening.actions import areas_to_screen
from monitoring.screening.evaluation import Scope
from monitoring.screening.models import Run
from tests.scale.report import Row, record


@dataclass(frozen=True)
class Nightly:
    """`forget` makes it new; `reads` are the tables it must read, each with what it asks of it."""

    name: str
    work: Callable[[], object]
    forget: str
    reads: Mapping[str, str]


def _fill() -> None:
    last = Run.objects.latest("pk")
    run = Run(pk=last.pk + 1, trigger=Run.Trigger.NIGHTLY, as_of=timezone.localdate())
    filling.fill(run, Scope(None), rules_in_force(run.as_of, None))


def _plan() -> None:
    for county in areas_to_screen(None):
        plan_county(county.prefix, timezone.localdate(), line_at(county.code))


def _clocks() -> None:
    clocks.learn_limits()
    clocks.escalate(timezone.localdate())
    clues.bring_back(timezone.localdate())


JOBS = (
    Nightly(
        "clues filled after a run",
        _fill,
        "DELETE FROM monitoring_clue WHERE state = 'waiting'",
        {
            "flag": "cleared_on IS NULL AND effect = 'clue'",
            "clue": "state IN ('waiting', 'deferred', 'checking')",
            "household": "status = 'active'",
        },
    ),
    Nightly(
        "plan of visits",
        _plan,
        "TRUNCATE monitoring_visitdue",
        {
            "household": "status = 'active'",
            "householdindicators": "monitored OR ex_poor",
            "member": "work_months BETWEEN 1 AND 5 AND status = 'active'",
            "flag": "cleared_on IS NULL",
            "visitdue": "visit_id IS NULL",
        },
    ),
    Nightly(
        "clocks of cases, clues put off",
        _clocks,
        "UPDATE monitoring_case SET escalated_on = NULL WHERE escalated_on IS NOT NULL",
        {"case": "status = 'running' AND due_on < current_date"},
    ),
    Nightly(
        "candidates for elimination",
        lambda: candidates.refresh(timezone.localdate()),
        "TRUNCATE monitoring_candidate",
        {
            "episode": "state = 'monitored'",
            "householdindicators": "net_income > 0",
            "flag": "cleared_on IS NULL",
        },
    ),
)


def run(size: str) -> None:
    for job in JOBS:
        _measure(job, size)


def once() -> None:
    """Only so that the pages have what a night leaves."""
    for job in JOBS:
        job.work()


def _measure(job: Nightly, size: str) -> None:
    """Once over everybody, then again, when it must write nothing."""
    households = Household.objects.count()
    _forget(job)
    first, wrote = _timed(job.work)
    if not wrote:
        raise AssertionError(f"{job.name}: nothing to do")
    _settle()
    floor = sum(_scan(table, asked) for table, asked in job.reads.items())
    again, written = _timed(job.work)
    if written:
        raise AssertionError(f"{job.name}: {written} rows written though nothing changed")
    name = f"{job.name}, {size}"
    record(Row(f"{name}, first time", first, "rows_per_s >= 15000", floor, rows=households))
    record(Row(f"{name}, nothing changed", again, "ratio <= 3", floor, rows=households))


def _timed(work: Callable[[], object]) -> tuple[float, int]:
    """Seconds, and how many rows it wrote; the audit row that says so counts."""
    with transaction.atomic():
        before = _written()
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
        return seconds, _written() - before


def _written() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables"
        )
        return int(cursor.fetchone()[0])


def _scan(table: str, asked: str) -> float:
    """Every row of the table read once, the better of two."""
    statement = f"SELECT count(*) FILTER (WHERE {asked}) FROM monitoring_{table}"
    with connection.cursor() as cursor:
        cursor.execute("SET enable_indexonlyscan = off")
        return min(_timed(lambda: cursor.execute(statement))[0] for _ in range(2))


def _forget(job: Nightly) -> None:
    with connection.cursor() as cursor:
        cursor.execute(job.forget)
    _settle()


def _settle() -> None:
    """What autovacuum does in the meantime."""
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE monitoring_clue, monitoring_case, monitoring_visitdue,"
            " monitoring_candidate"
        )
