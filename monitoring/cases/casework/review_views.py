"""Township and county: what waits for a decision, with a verdict per row."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import Request, ids
from monitoring.cases.casework import reviewing
from monitoring.cases.casework.forms import RestForm
from monitoring.cases.casework.lists import REVIEW
from monitoring.lists.page import opened


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request) -> HttpResponse:
    decided = _decided(request) if request.method == "POST" else {}
    page = opened(request, REVIEW)
    waiting = {"rows": reviewing.rows(page.rows, request.user)} if not decided else {}
    context = page.context | waiting | decided | {"rest": RestForm(request.POST)}
    context["undecided"] = any(row.form for row in context["rows"])
    return render(request, "monitoring/casework/review.html", context)


def _decided(request: Request) -> dict[str, Any]:
    """The same rows again, each with what became of it."""
    require(request.user, REVIEW.view)
    rest = RestForm(request.POST)
    if not rest.is_valid():
        raise Http404
    steps = reviewing.chosen(request.user, ids(request.POST.getlist("step")[: REVIEW.size]))
    rows = reviewing.decide(steps, request.POST, by=request.user, **rest.cleaned_data)
    return {"rows": rows, "decided": True, "previous": "", "next": ""}
