"""Many open steps at once: a verdict per row, one submit, each row its own result."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.requests import Request, ids
from accounts.scope import visible
from monitoring.cases.casework import reviewing
from monitoring.cases.casework.forms import RestForm, ReviewFilter
from monitoring.cases.casework.models import CaseStep
from monitoring.cases.casework.querysets import URGENT_FIRST, CaseStepQuerySet
from monitoring.registry.paging import counted, page, query

ROWS = 30


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request) -> HttpResponse:
    if not reviewing.reviews(request.user):
        raise PermissionDenied
    form, rest = ReviewFilter(request.GET, user=request.user), RestForm(request.POST)
    if not (form.is_valid() and rest.is_valid()):
        raise Http404
    waiting = form.narrow(reviewing.waiting(request.user))
    sent = request.method == "POST"
    shown = _decided(request, **rest.cleaned_data) if sent else _waiting(request, form, waiting)
    form.offer_near_places()
    context = shown | {
        "form": form,
        "rest": rest,
        "decided": sent,
        "undecided": any(row.form for row in shown["rows"]),
        "count": counted(waiting),
        "query": query(request.GET),
    }
    return render(request, "monitoring/casework/review.html", context)


def _waiting(request: Request, form: ReviewFilter, waiting: CaseStepQuerySet) -> dict[str, Any]:
    after, before = form.position
    found = page(
        waiting.for_review(),
        URGENT_FIRST,
        among=partial(visible, CaseStep, request.user),
        after=after,
        before=before,
        size=ROWS,
    )
    return {
        "rows": reviewing.rows(found.rows),
        "previous": query(request.GET, before=found.previous),
        "next": query(request.GET, after=found.next),
    }


def _decided(request: Request, rest: str) -> dict[str, Any]:
    """The same rows again, each with what became of it."""
    steps = reviewing.chosen(request.user, ids(request.POST.getlist("step")[:ROWS]))
    return {"rows": reviewing.decide(steps, request.POST, rest=rest, by=request.user)}
