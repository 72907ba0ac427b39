"""The list of cases, and whom the village's steps are given to."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import visible
from monitoring.cases.casework import actions, reading
from monitoring.cases.casework.forms import AssignForm
from monitoring.cases.casework.lists import CASES
from monitoring.cases.casework.models import CaseStep
from monitoring.cases.casework.querysets import CaseQuerySet, CaseStepQuerySet
from monitoring.lists.page import filtered, opened


@require_safe
def case_list(request: Request) -> HttpResponse:
    page = opened(request, CASES)
    context = page.context | {
        "rows": list(reading.rows(page.rows)),
        "reviews": may(request.user, "cases.review"),
        "assigning": _assigning(request),
    }
    return render(request, "monitoring/casework/case_list.html", context)


@require_POST
def assign(request: Request) -> HttpResponse:
    """The village steps of the ticked cases, or of everything the filter gives."""
    require(request.user, "cases.assign")
    filters = filtered(request, CASES, request.POST)
    form = AssignForm(request.POST, user=request.user)
    accepted(form, lambda: _assign(request, CASES.rows(filters), form))
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return redirect(f"{reverse('cases:list')}?{filters.query}")


def _assigning(request: Request) -> AssignForm | None:
    if not may(request.user, "cases.assign"):
        return None
    return AssignForm(None, user=request.user)


def _assign(request: Request, cases: CaseQuerySet, form: AssignForm) -> None:
    ticked = cases if form.cleaned_data["everything"] else cases.filter(pk__in=form.ticked)
    seen = cast("CaseStepQuerySet", visible(CaseStep, request.user))
    steps = seen.filter(case__in=ticked.order_by().values("pk"))
    count = actions.assign(steps, to=form.cleaned_data["to"], by=request.user)
    said = ngettext("%(n)s step assigned.", "%(n)s steps assigned.", count)
    messages.success(request, said % {"n": count})
