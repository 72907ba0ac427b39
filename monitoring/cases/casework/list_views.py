"""The list of cases, its search and its export."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may, require
from accounts.requests import Request
from monitoring.cases.casework import actions, reading
from monitoring.cases.casework.forms import CaseFilter
from monitoring.cases.casework.listing import cases_of
from monitoring.cases.casework.models import Case
from monitoring.cases.casework.querysets import URGENT_FIRST
from monitoring.registry import listing
from monitoring.registry.forms import SearchForm
from monitoring.registry.paging import counted, page

SEARCH = "case-search"


@require_safe
def case_list(request: Request) -> HttpResponse:
    require(request.user, "cases.view")
    form, search = _filtered(request, request.GET), _search(request)
    cases = cases_of(form, search)
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
        "search": search,
        "rows": list(reading.rows(found.rows)),
        "count": counted(cases),
        "previous": _query(request, before=found.previous),
        "next": _query(request, after=found.next),
        "may_export": may(request.user, "cases.export"),
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


@require_POST
def case_export(request: Request) -> HttpResponse:
    require(request.user, "cases.export")
    form = _filtered(request, request.POST)
    job = actions.export(
        by=request.user, place=form.place, chosen=form.chosen, search=_search(request)
    )
    return redirect("jobs:detail", pk=job.pk)


def _filtered(request: Request, data: QueryDict) -> CaseFilter:
    """A place outside the user's area is the same 404 as one that does not exist."""
    form = CaseFilter(data, user=request.user)
    if not form.is_valid():
        raise Http404
    return form


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
