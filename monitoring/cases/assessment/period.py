"""The twelve months that count, and until when what was written about them may be changed."""

from datetime import date, timedelta

from monitoring.cases.casework.models import Case
from monitoring.cases.procedures.models import Process
from monitoring.registry.models import Statement

KINDS = {
    Process.IDENTIFICATION.value: Statement.Kind.IDENTIFICATION,
    Process.ELIMINATION.value: Statement.Kind.ELIMINATION,
}


def twelve_months(day: date) -> tuple[date, date]:
    """From the first of the same month a year before to the last of the month before."""
    first = day.replace(day=1)
    return first.replace(year=first.year - 1), first - timedelta(days=1)


def is_open(case: Case) -> bool:
    """Until the appraisal has passed; sent back before it, the case may be changed again."""
    if case.status != Case.Status.RUNNING:
        return False
    appraisals = case.procedure.steps.filter(evidence__contains=["appraisal"])
    last = appraisals.order_by("-position").values_list("position", flat=True).first()
    return last is None or case.position <= last
