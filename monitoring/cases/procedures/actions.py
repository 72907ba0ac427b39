"""Put a new version of a procedure in force, and say which days are worked."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from monitoring.cases.procedures import rules
from monitoring.cases.procedures.calendar import is_known
from monitoring.cases.procedures.models import CalendarDay, Procedure, Step

SATURDAY = 5


@transaction.atomic
def publish(
    process: str, *, by: User, county: Division | None, steps: Sequence[Step], **limits: Any
) -> Procedure:
    """A new version of the process, for all or one county; running cases keep theirs."""
    require(by, "procedures.change")
    # Two at once get numbers that follow each other: the second counts after it has waited.
    versions = Procedure.objects.filter(process=process)
    list(versions.select_for_update().values_list("pk"))
    last = versions.filter(county=county).aggregate(last=Max("number"))["last"] or 0
    made = Procedure(process=process, county=county, number=last + 1, made_by=by, **limits)
    rules.check(made, steps)
    made.save(force_insert=True)
    for step in steps:
        step.procedure = made
    Step.objects.bulk_create(steps)
    audit.record(
        Event.PROCEDURE_CHANGED,
        by=by,
        division_code=county.code if county else "",
        subject=made,
        process=process,
        number=made.number,
    )
    return made


@transaction.atomic
def enter_days(
    days: Mapping[date, tuple[bool, str]], *, by: User, document: str, whole_years: bool
) -> int:
    """Days as (worked, name), above whatever was known of them; how many are written.

    With `whole_years` the other days of a year that nobody knows follow the week.
    """
    require(by, "procedures.change")
    rows = [
        CalendarDay(day=day, is_working=worked, name=name, document=document)
        for day, (worked, name) in (_ordinary(days) if whole_years else days).items()
    ]
    CalendarDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["is_working", "name", "document"],
    )
    audit.record(Event.CALENDAR_ENTERED, by=by, count=len(rows))
    return len(rows)


def _ordinary(days: Mapping[date, tuple[bool, str]]) -> dict[date, tuple[bool, str]]:
    """`days`, and all others of their years where those are unknown: Monday to Friday worked."""
    filled: dict[date, tuple[bool, str]] = {}
    for year in {day.year for day in days if not is_known(day.year)}:
        first = date(year, 1, 1)
        every = (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
        filled |= {day: (day.weekday() < SATURDAY, "") for day in every}
    return filled | dict(days)
