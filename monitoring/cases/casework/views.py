"""The list of cases, the page of one, and the decision on a step of it."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import refuse
from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from monitoring.cases.casework import panels, reading, verdicts
from monitoring.cases.casework.forms import CaseFilter, VerdictForm
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.casework.querysets import URGENT_FIRST, CaseQuerySet
from monitoring.registry import listing
from monitoring.registry.forms import SearchForm
from monitoring.registry.models import Household
from monitoring.registry.paging import counted, page
from monitoring.screening.explain import explain
from monitoring.screening.seen import effects_seen_by

SEARCH = "case-search"


@require_safe
def case_list(request: Request) -> HttpResponse:
    form, cases = _filtered(request, request.GET)
    running = form.state == Case.Status.RUNNING
    after, before = form.position
    found = page(
        cases.for_list(),
        URGENT_FIRST if running else ("id",),
        after=after,
        before=before,
        descending=not running,
    )
    form.offer_near_places()
    context = {
        "form": form,
        "search_form": SearchForm(),
        "search": _search(request),
        "rows": reading.rows(found.rows),
        "count": counted(cases),
        "previous": _query(request, before=found.previous),
        "next": _query(request, after=found.next),
        "query": _query(request),
    }
    return render(request, "monitoring/casework/case_list.html", context)


@require_POST
def case_search(request: Request) -> HttpResponse:
    """By POST, and a number is forgotten at once: personal data stands in no address."""
    require(request.user, "cases.view")
    form = SearchForm(request.POST)
    if not form.is_valid():
        return redirect("cases:list")
    request.session[SEARCH] = listing.search(request.user, form.cleaned_data["text"])
    return redirect(f"{reverse('cases:list')}?status=all&search=1")


@require_safe
def case(request: Request, pk: int) -> HttpResponse:
    require(request.user, "cases.view")
    return _case_page(request, get_visible_or_404(Case, request.user, pk=pk))


@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    step = get_visible_or_404(CaseStep, request.user, pk=pk)
    require(request.user, f"cases.{step.level}", step.division_id)
    form = VerdictForm(request.POST, step=step, steps=list(step.case.procedure.steps.all()))
    if form.is_valid():
        try:
            verdicts.decide(step, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("%(step)s: decided.") % {"step": step})
            return redirect("cases:case", step.case_id)
    return _case_page(request, step.case, said=form)


def _case_page(request: Request, case: Case, said: VerdictForm | None = None) -> HttpResponse:
    """`said` is a decision that was refused; it stands again at its step, if that still waits."""
    context = {
        "case": case,
        "said": said,
        "clock": reading.clock(case),
        "steps": reading.open_steps(case, request.user, said),
        "timeline": reading.timeline(case),
        "explanation": explain(case.household, effects_seen_by(request.user)),
        "episodes": case.household.episodes.all(),
        "panels": panels.rendered(case, request),
    }
    return render(request, "monitoring/casework/case.html", context)


def _filtered(request: Request, data: QueryDict) -> tuple[CaseFilter, CaseQuerySet]:
    """A place outside the user's area is the same 404 as one that does not exist."""
    require(request.user, "cases.view")
    form = CaseFilter(data, user=request.user)
    if not form.is_valid():
        raise Http404
    cases = form.narrow(cast("CaseQuerySet", visible(Case, request.user)))
    sought = _search(request)
    if sought:
        households = cast("Any", visible(Household, request.user))
        cases = cases.filter(household__in=listing.found(households, sought, request.user))
    return form, cases


def _search(request: Request) -> dict[str, Any] | None:
    """What was searched for last, where the address says that the list is about it."""
    return request.session.get(SEARCH) if "search" in request.GET else None


def _query(request: Request, **changes: Any) -> str:
    """The query string of the same rows with `changes`; empty where a change is None."""
    if None in changes.values():
        return ""
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    query.update({name: str(value) for name, value in changes.items()})
    return query.urlencode()
