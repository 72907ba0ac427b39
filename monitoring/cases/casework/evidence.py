"""What must be there before a step passes: checks by code, declared by the slices that know."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from monitoring.cases.casework.models import Case, CaseFile, CaseStep

# A sentence that says what is missing and what to do, or None.
Check = Callable[[Case], str | None]
_checks: dict[str, Check] = {}

# Who took part in a case below the level that judges it: they may not review their own work.
Involved = Callable[[Case], set[int]]
involved: list[Involved] = []


def declare(code: str, check: Check) -> None:
    _checks[code] = check


def codes() -> list[str]:
    return sorted(_checks)


def missing(step: CaseStep) -> list[str]:
    """Every sentence about what the step still needs, in the order the procedure names it."""
    said = [_checks[code](step.case) for code in step.step.evidence]
    return [sentence for sentence in said if sentence] + _papers(step)


def _papers(step: CaseStep) -> list[str]:
    kept = set(CaseFile.objects.filter(case=step.case_id).values_list("name", flat=True))
    return [
        _("Attach the paper “%(paper)s”.") % {"paper": paper}
        for paper in step.step.papers
        if paper not in kept
    ]
