"""What must be there before a step passes: checks by code, declared by the slices that know."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from monitoring.cases.casework.models import Case, CaseFile, CaseStep

# Of these cases, by id, those that lack it: a sentence that says what is missing and what to do.
# However many cases, it asks the database as often as for one.
Check = Callable[[Sequence[Case]], Mapping[int, str]]

# Who took part in a case below the level that judges it: they may not review their own work.
Involved = Callable[[Case], set[int]]
involved: list[Involved] = []


@dataclass(frozen=True)
class Requirement:
    check: Check
    page: str  # name of the page, given the case's `pk`, where it is supplied
    opened_by: str = "cases.view"


@dataclass(frozen=True)
class Missing:
    sentence: str
    url: str  # empty where the reader may not open the page


_requirements: dict[str, Requirement] = {}


def declare(code: str, check: Check, *, page: str, opened_by: str = "cases.view") -> None:
    _requirements[code] = Requirement(check, page, opened_by)


def codes() -> list[str]:
    return sorted(_requirements)


def missing(steps: Sequence[CaseStep], reader: User | None = None) -> dict[int, list[Missing]]:
    """What each step still needs, in the order the procedure names it, papers last.

    With links to the pages that `reader` may open.
    """
    lacking = {code: _requirements[code].check(cases) for code, cases in _asked(steps).items()}
    kept = _kept(steps)
    return {step.pk: [*_evidence(step, lacking, reader), *_papers(step, kept)] for step in steps}


def _asked(steps: Sequence[CaseStep]) -> dict[str, list[Case]]:
    """By code, the cases whose steps ask for it."""
    asked = defaultdict(list)
    for step in steps:
        for code in step.step.evidence:
            asked[code].append(step.case)
    return asked


def _evidence(
    step: CaseStep, lacking: Mapping[str, Mapping[int, str]], reader: User | None
) -> Iterator[Missing]:
    for code in step.step.evidence:
        if sentence := lacking[code].get(step.case_id):
            asked = _requirements[code]
            opens = reader and may(reader, asked.opened_by, step.division_id)
            yield Missing(sentence, reverse(asked.page, args=[step.case_id]) if opens else "")


def _kept(steps: Sequence[CaseStep]) -> set[tuple[int, str]]:
    """The papers that are with the cases: case and name of each."""
    asking = [step.case_id for step in steps if step.step.papers]
    if not asking:
        return set()
    return set(CaseFile.objects.filter(case__in=asking).values_list("case_id", "name"))


def _papers(step: CaseStep, kept: set[tuple[int, str]]) -> Iterator[Missing]:
    for paper in step.step.papers:
        if (step.case_id, paper) not in kept:
            sentence = _("Attach the paper “%(paper)s”.") % {"paper": paper}
            yield Missing(sentence, f"{step.case.get_absolute_url()}#files")
