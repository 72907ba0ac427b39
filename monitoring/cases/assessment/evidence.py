"""What the steps ask of this slice: `statement`, `risks`, `national_entry`."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from monitoring.cases.assessment import income
from monitoring.cases.assessment.derivation import Derived, derive
from monitoring.cases.assessment.income import Income
from monitoring.cases.assessment.models import Assessment, NationalEntry
from monitoring.cases.casework import evidence
from monitoring.cases.casework.models import Case
from monitoring.cases.procedures.models import Process


def declare() -> None:
    evidence.declare("statement", statement_missing, page="assessment:statement")
    evidence.declare("risks", risks_missing, page="assessment:risks")
    evidence.declare("national_entry", entry_missing, page="assessment:entry")


def assessed(cases: Sequence[Case]) -> dict[int, Income]:
    """Of the cases with an itemised income: it, against the line of the day the case began."""
    kept = Assessment.objects.filter(case__in=cases).select_related("statement")
    statements = {each.case_id: each.statement for each in kept}
    lines = income.lines([case for case in cases if case.pk in statements])
    known = {
        pk: income.of(statements[pk], line.value if line else None) for pk, line in lines.items()
    }
    return {pk: each for pk, each in known.items() if each}


def derived(cases: Sequence[Case]) -> dict[int, Derived]:
    """Of the cases whose income is known."""
    known = assessed(cases)
    return {
        case.pk: derive(
            case.household.household_type,
            known[case.pk],
            [given["risk"] for given in case.episode.risks],
        )
        for case in cases
        if case.pk in known
    }


def statement_missing(cases: Sequence[Case]) -> dict[int, str]:
    known = assessed(cases)
    said = {case.pk: _of_income(case, known.get(case.pk)) for case in cases}
    return {pk: sentence for pk, sentence in said.items() if sentence}


def risks_missing(cases: Sequence[Case]) -> dict[int, str]:
    types = derived([case for case in cases if case.process == Process.IDENTIFICATION])
    said = {case.pk: _of_risks(case, types.get(case.pk)) for case in cases}
    return {pk: sentence for pk, sentence in said.items() if sentence}


def entry_missing(cases: Sequence[Case]) -> dict[int, str]:
    entries = {each.case_id: each for each in NationalEntry.objects.filter(case__in=cases)}
    said = {case.pk: _of_entry(entries.get(case.pk)) for case in cases}
    return {pk: sentence for pk, sentence in said.items() if sentence}


def _of_income(case: Case, known: Income | None) -> str | None:
    if known is None:
        return _("Itemise the income of the twelve months.")
    if case.process == Process.ELIMINATION and known.is_below:
        return _("The income at elimination is below the monitoring line.")
    return None


def _of_risks(case: Case, found: Derived | None) -> str | None:
    if not case.episode.risks:
        return _("Name the risks of the household.")
    if case.process != Process.IDENTIFICATION:
        return None
    if found is None:
        return _("The type follows from the income. Itemise the income first.")
    if found.type is None:
        return found.ground
    if found.type != case.episode.type:
        return _("The facts have changed since the risks were named. Save the risks again.")
    return None


def _of_entry(entry: NationalEntry | None) -> str | None:
    if entry is None:
        return _("Enter the household in the national system and read its answer back.")
    if entry.errors:
        return _("The national system refused the household: %(errors)s") % {
            "errors": "；".join(entry.errors)
        }
    return None
