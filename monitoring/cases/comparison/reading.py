"""Who may read a comparison: those who may decide the case, and every reading is recorded."""

from typing import Any

from django.db.models import Count
from django.http import Http404

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.scope import get_visible_or_404
from monitoring.cases.casework.models import Case
from monitoring.cases.casework.workflow import levels_of
from monitoring.cases.comparison.evidence import comparison_missing, unlisted
from monitoring.cases.comparison.models import Exemption, Hit, Person, RelativesAsked, Request
from monitoring.cases.comparison.querysets import PersonQuerySet
from monitoring.cases.procedures.models import Process


def may_read(user: User, case: Case) -> bool:
    return bool(levels_of(user, case.division_id))


def readable_case(user: User, pk: int) -> Case:
    """The case, for who may decide it; to everybody else it does not exist."""
    case = get_visible_or_404(Case, user, pk=pk)
    if not may_read(user, case):
        raise Http404
    return case


def record_view(case: Case, *, by: User) -> None:
    audit.record(Event.COMPARISON_VIEWED, by=by, division_code=case.division_id, subject=case)


def of_case(case: Case) -> dict[str, Any]:
    """What the page of a comparison shows; few persons, so their findings come in one query."""
    persons = list(
        Person.objects.filter(case=case)
        .select_related("authorisation")
        .prefetch_related("hits__item", "hits__explained_by", "hits__accepted_by")
    )
    return {
        "persons": persons,
        "hits": [hit for person in persons for hit in person.hits.all()],
        "unlisted": unlisted([case])[case.pk],
        "unsigned": any(person.authorisation_id is None for person in persons),
        "elsewhere": sum(person.kind != Person.Kind.MEMBER for person in persons),
        "relatives_asked": RelativesAsked.objects.filter(case=case).select_related("by").first(),
        "exemption": Exemption.objects.filter(case=case).select_related("by").first(),
        "missing": comparison_missing([case]).get(case.pk),
        "may_exempt": case.household.members.active().filter(low_income_allowance=True).exists(),
    }


def persons_of(request: Request, *, by: User) -> PersonQuerySet:
    """The persons of a request, for a page whose opening is recorded."""
    audit.record(Event.COMPARISON_VIEWED, by=by, division_code=request.county_id, subject=request)
    found = Person.objects.filter(requests=request).select_related("case__household__division")
    return found.annotate(found=Count("hits")).order_by("pk")


def case_panel(case: Case, user: User) -> tuple[str, dict[str, Any]] | None:
    """For `casework.panels`: how far the comparison is, to who may decide the case."""
    if case.process != Process.IDENTIFICATION or not may_read(user, case):
        return None
    persons = Person.objects.filter(case=case)
    context = {
        "case": case,
        "missing": comparison_missing([case]).get(case.pk),
        "people": persons.count(),
        "signed": persons.authorised().count(),
        "answered": persons.filter(answered_on__isnull=False).count(),
        "hits": Hit.objects.filter(person__case=case).count(),
        "exemption": Exemption.objects.filter(case=case).first(),
    }
    return "monitoring/comparison/panel.html", context
