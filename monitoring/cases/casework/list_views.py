"""The list of cases, its search and its export."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import visible
from monitoring.cases.casework import actions, reading, reviewing
from monitoring.cases.casework.forms import AssignForm, CaseFilter
from monitoring.cases.casework.listing import cases_of, steps_of
from monitoring.cases.casework.models import Case
from monitoring.cases.casework.querysets import URGENT_FIRST
from monitoring.registry import listing
from monitoring.registry.forms import SearchForm
from monitoring.registry.paging import counted, page, query

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
        among=partial(visible, Case, request.user),
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
        "previous": query(request.GET, before=found.previous),
        "next": query(request.GET, after=found.next),
        "reviews": reviewing.reviews(request.user),
        "assigning": _assigning(request),
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
def assign(request: Request) -> HttpResponse:
    """The village steps of the ticked cases, or of everything the filter gives."""
    require(request.user, "cases.assign")
    filters, form = _filtered(request, request.POST), AssignForm(request.POST, user=request.user)
    accepted(form, lambda: _assign(request, filters, form))
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return redirect(f"{reverse('cases:list')}?{filters.query}")


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


def _assigning(request: Request) -> AssignForm | None:
    if not may(request.user, "cases.assign"):
        return None
    return AssignForm(None, user=request.user)


def _assign(request: Request, filters: CaseFilter, form: AssignForm) -> None:
    cases = cases_of(filters, _search(request))
    ticked = cases if form.cleaned_data["everything"] else cases.filter(pk__in=form.ticked)
    steps = steps_of(ticked, request.user)
    count = actions.assign(steps, to=form.cleaned_data["to"], by=request.user)
    said = ngettext("%(n)s step assigned.", "%(n)s steps assigned.", count)
    messages.success(request, said % {"n": count})


def _search(request: Request) -> dict[str, Any] | None:
    """What was searched for last, where the address says that the list is about it."""
    return request.session.get(SEARCH) if "search" in request.GET else None
