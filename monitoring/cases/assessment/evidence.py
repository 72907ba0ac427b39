"""What the steps ask of this slice: `statement`, `risks`, `national_entry`."""

from django.utils.translation import gettext as _

from monitoring.cases.assessment import income
from monitoring.cases.assessment.derivation import Derived, derive
from monitoring.cases.assessment.models import Assessment, NationalEntry
from monitoring.cases.casework import evidence
from monitoring.cases.casework.models import Case
from monitoring.cases.procedures.models import Process


def declare() -> None:
    evidence.declare("statement", statement_missing, page="assessment:statement")
    evidence.declare("risks", risks_missing, page="assessment:risks")
    evidence.declare("national_entry", entry_missing, page="assessment:entry")


def assessed(case: Case) -> income.Income | None:
    """The income of the case against the line of the day it began; None before it is itemised."""
    found = Assessment.objects.filter(case=case).select_related("statement").first()
    if found is None:
        return None
    line = income.line_on(case.opened_on, case.division_id)
    return income.of(found.statement, line.value if line else None)


def derived(case: Case) -> Derived | None:
    """None before the income is known."""
    known = assessed(case)
    if known is None:
        return None
    risks = [given["risk"] for given in case.episode.risks]
    return derive(case.household.household_type, known, risks)


def statement_missing(case: Case) -> str | None:
    known = assessed(case)
    if known is None:
        return _("Itemise the income of the twelve months.")
    if case.process == Process.ELIMINATION and known.is_below:
        return _("The income at elimination is below the monitoring line.")
    return None


def risks_missing(case: Case) -> str | None:
    if not case.episode.risks:
        return _("Name the risks of the household.")
    if case.process != Process.IDENTIFICATION:
        return None
    found = derived(case)
    if found is None:
        return _("The type follows from the income. Itemise the income first.")
    if found.type is None:
        return found.ground
    if found.type != case.episode.type:
        return _("The facts have changed since the risks were named. Save the risks again.")
    return None


def entry_missing(case: Case) -> str | None:
    entry = NationalEntry.objects.filter(case=case).first()
    if entry is None:
        return _("Enter the household in the national system and read its answer back.")
    if entry.errors:
        return _("The national system refused the household: %(errors)s") % {
            "errors": "；".join(entry.errors)
        }
    return None
