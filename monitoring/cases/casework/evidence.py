"""What must be there before a step passes: checks by code, declared by the slices that know."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.cases.casework.models import Case, CaseFile, CaseStep

# A sentence that says what is missing and what to do, or None.
Check = Callable[[Case], str | None]

# Who took part in a case below the level that judges it: they may not review their own work.
Involved = Callable[[Case], set[int]]
involved: list[Involved] = []


@dataclass(frozen=True)
class Requirement:
    check: Check
    page: str  # name of the page, given the case's `pk`, where it is supplied


@dataclass(frozen=True)
class Missing:
    sentence: str
    url: str


_requirements: dict[str, Requirement] = {}


def declare(code: str, check: Check, *, page: str) -> None:
    _requirements[code] = Requirement(check, page)


def codes() -> list[str]:
    return sorted(_requirements)


def missing(step: CaseStep) -> list[Missing]:
    """What the step still needs, in the order the procedure names it, papers last."""
    return _evidence(step) + _papers(step)


def _evidence(step: CaseStep) -> list[Missing]:
    needed = [_requirements[code] for code in step.step.evidence]
    return [
        Missing(sentence, reverse(each.page, args=[step.case_id]))
        for each in needed
        if (sentence := each.check(step.case))
    ]


def _papers(step: CaseStep) -> list[Missing]:
    if not step.step.papers:
        return []
    kept = set(CaseFile.objects.filter(case=step.case_id).values_list("name", flat=True))
    return [
        Missing(
            _("Attach the paper “%(paper)s”.") % {"paper": paper},
            f"{step.case.get_absolute_url()}#files",
        )
        for paper in step.step.papers
        if paper not in kept
    ]
