"""Screening: refresh the indicators, judge them by the criteria in force, keep the flags."""

import time
from collections.abc import Sequence
from datetime import date
from typing import Any, TextIO

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Max, Min, QuerySet
from django.utils import timezone
from psycopg2.sql import Composed

from accounts import audit
from accounts.events import Event
from accounts.models import CODE_LENGTH, Division, User
from accounts.permissions import require
from accounts.scope import inside
from monitoring.criteria.rules import Rules, rules_in_force
from monitoring.indicators import wide
from monitoring.jobs.actions import enqueue
from monitoring.jobs.models import Job
from monitoring.registry.models import Household, Source
from monitoring.screening import evaluation, gap_counts, screened
from monitoring.screening.evaluation import Outcome, Scope
from monitoring.screening.models import Run

# A run over an area holds this lock alone; screenings of single households share it.
LOCK = 7_406_001
AT_ONCE = 500
NAMED = 20_000  # households that a job is told one by one; more are screened with their area


@transaction.atomic
def screen(
    *,
    as_of: date,
    division: Division | None = None,
    household_ids: Sequence[int] | None = None,
    by: User | None,
    trigger: Run.Trigger,
    verdicts: TextIO | None = None,
) -> Run:
    """Judge the households of a division, or these households, or everyone.

    A day other than today only reports: no flag and no run is written, the Run returned is not
    saved. `verdicts` receives every verdict that is yes or missing, as CSV.
    """
    started = time.monotonic()
    scope = Scope(division, household_ids)
    groups = rules_in_force(as_of, division)
    outcome = Outcome()
    with connection.cursor() as cursor:
        another_day = _indicators(cursor, scope, as_of)
        for rules in groups:
            if another_day is None:
                _keep(cursor, rules, scope, outcome, as_of)
            else:
                _report(cursor, rules, scope, outcome, another_day)
        if verdicts:
            source = another_day or wide.source()
            evaluation.write_verdicts(cursor, groups, scope, verdicts, source=source)
    area = division or _smallest_division(_named(household_ids))
    run = Run(
        trigger=trigger,
        as_of=as_of,
        division_code=area.code if area else "",
        of_area=household_ids is None,
        by=by,
        seconds=round(time.monotonic() - started, 3),
        **_found(outcome, groups),
        **_used(groups[0]),
    )
    if another_day is None:
        _record(run)
        screened.announce(run, scope, groups)
    return run


@transaction.atomic
def start(*, division: Division, by: User) -> Job:
    """Ask for a screening of the division in the background."""
    require(by, "screening.run", division.code)
    return enqueue("screening.screen", by=by, division_code=division.code)


@transaction.atomic
def screen_changed(source: Source, household_ids: Sequence[int]) -> None:
    """Screen what an act of the registry touched: a few households at once, many by a job.

    A few also wait for a job while an area is being screened, so that nobody's page waits for it.
    """
    if len(household_ids) > NAMED:
        area = _smallest_division(_named(household_ids))
        code = area.code if area else ""
        enqueue("screening.screen", by=source.by, division_code=code, trigger=Run.Trigger.CHANGE)
    elif len(household_ids) > AT_ONCE or _area_run_under_way():
        enqueue("screening.households", by=source.by, household_ids=list(household_ids))
    else:
        screen(
            as_of=timezone.localdate(),
            household_ids=household_ids,
            by=source.by,
            trigger=Run.Trigger.CHANGE,
        )


def screen_released(county: str, by: User) -> None:
    """Screen by rules just released: a county, or everyone."""
    enqueue("screening.screen", by=by, division_code=county, trigger=Run.Trigger.RELEASE)


def areas_to_screen(division: Division | None) -> list[Division]:
    """The division itself, or where it is larger than a county, its counties with households."""
    if division and len(division.prefix) >= Division.PREFIX[Division.Level.COUNTY]:
        return [division]
    prefixes = Household.objects.order_by().values_list("county", flat=True).distinct()
    codes = [prefix.ljust(CODE_LENGTH, "0") for prefix in prefixes]
    counties = Division.objects.filter(code__in=codes)
    return list(counties.filter(inside([division], "code")) if division else counties)


def _named(household_ids: Sequence[int] | None) -> QuerySet[Household]:
    """These households, or all of them."""
    households = Household.objects.all()
    return households if household_ids is None else households.filter(pk__in=household_ids)


def _smallest_division(households: QuerySet[Household]) -> Division | None:
    """The smallest division that holds all these households."""
    places = households.aggregate(first=Min("division_id"), last=Max("division_id"))
    first, last = places["first"] or "", places["last"] or ""
    widths = (width for width in Division.PREFIX.values() if first[:width] == last[:width])
    codes = [first[:width].ljust(CODE_LENGTH, "0") for width in widths]
    return Division.objects.filter(code__in=codes).order_by("-code").first()


def _area_run_under_way() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT pg_try_advisory_xact_lock_shared(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _indicators(cursor: CursorWrapper, scope: Scope, as_of: date) -> Composed | None:
    """Bring the indicators to the day; of another day than today, what to select them from."""
    if as_of != timezone.localdate():
        return wide.compute(cursor, as_of=as_of, division=scope.division)
    _wait(cursor, scope)
    wide.refresh(as_of=as_of, division=scope.division, household_ids=scope.household_ids)
    return None


def _wait(cursor: CursorWrapper, scope: Scope) -> None:
    """Until nobody else judges the same households: the last one then sees every change before."""
    if scope.household_ids is None:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        return
    cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
    rows = _named(scope.household_ids).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _keep(cursor: CursorWrapper, rules: Rules, scope: Scope, outcome: Outcome, today: date) -> None:
    """Bring the flags of the scope up to date, and of an area what could not be judged."""
    last_day = Run.objects.last_day() or today
    evaluation.judge(cursor, rules, scope, outcome, day=today, last_day=last_day)
    whole = scope.household_ids is None
    gap_counts.count_gaps(cursor, rules, scope, outcome, source=wide.source(), store=whole)


def _report(
    cursor: CursorWrapper, rules: Rules, scope: Scope, outcome: Outcome, source: Composed
) -> None:
    """Only count what the indicators in `source` would give."""
    evaluation.count_hits(cursor, rules, scope, outcome, source=source)
    gap_counts.count_gaps(cursor, rules, scope, outcome, source=source, store=False)


def _record(run: Run) -> None:
    run.save()
    if run.of_area:
        code, count = run.division_code, run.flagged
        audit.record(Event.SCREENED, by=run.by, division_code=code, subject=run, count=count)


def _found(outcome: Outcome, groups: Sequence[Rules]) -> dict[str, Any]:
    counts = ("households", "without_members", "flagged", "new", "cleared", "data_gaps")
    codes = [criterion.code for rules in groups for criterion in rules.criteria]
    return {name: getattr(outcome, name) for name in counts} | {
        "criteria": {
            code: {"yes": outcome.yes[code], "missing": outcome.missing[code]} for code in codes
        }
    }


def _used(rules: Rules) -> dict[str, Any]:
    """The version and the parameter values; of several groups of counties, the common ones."""
    parameters = [
        {
            "parameter": code,
            "value": str(known.value),
            "valid_from": known.valid_from.isoformat(),
            "document": known.document,
            "stale": known.stale,
        }
        for code, known in rules.parameters.items()
    ]
    return {"version": rules.version, "parameters": parameters}
