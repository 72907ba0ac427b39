from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from assistance.catalogue.models import Terms
from assistance.eligibility import actions
from assistance.eligibility.explain import explain
from assistance.eligibility.forms import STATES, SettleForm
from assistance.eligibility.lists import FINDINGS, seen_by
from assistance.eligibility.models import Finding
from assistance.eligibility.trial import MOST, Trial
from monitoring.lists.page import at_place, filtered, opened
from monitoring.registry.models import Household
from monitoring.registry.paging import query


@require_safe
def finding_list(request: Request) -> HttpResponse:
    page = opened(request, FINDINGS)
    state = page.form.cleaned_data["state"]
    tabs = [
        {"label": label, "query": query(request.GET, state=key), "on": key == state}
        for key, label in STATES.items()
    ]
    context = page.context | {
        "rows": explain(page.rows), "tabs": tabs, "query": query(request.GET),
    }  # fmt: skip
    return render(request, "assistance/eligibility/finding_list.html", context)


@require_safe
def townships(request: Request) -> HttpResponse:
    """How many there are in each township; loaded after the list itself."""
    rows = FINDINGS.rows(filtered(request, FINDINGS, request.GET)).by_township()
    context = {"rows": rows, "kinds": Finding.Kind.labels}
    return render(request, "assistance/eligibility/townships.html", context)


@require_safe
def finding(request: Request, pk: int) -> HttpResponse:
    found = _finding(request, pk)
    (explained,) = explain([found])
    waiting = found.cleared_on is None and found.settled_on is None
    settles = waiting and may(request.user, "findings.settle", found.division_id)
    context = {
        "finding": found,
        "explained": explained,
        "form": SettleForm() if settles else None,
        "opens_household": visible(Household, request.user).filter(pk=found.household_id).exists(),
    }
    return render(request, "assistance/eligibility/finding.html", context)


@require_POST
def settle(request: Request, pk: int) -> HttpResponse:
    found, form = _finding(request, pk), SettleForm(request.POST)
    require(request.user, "findings.settle", found.division_id)
    if not form.is_valid():
        messages.error(request, _("Say why this is settled."))
        return redirect("entitlement:finding", pk)
    try:
        actions.settle(found, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("entitlement:finding", pk)
    messages.success(request, _("Settled."))
    return redirect("entitlement:finding-list")


@require_safe
def trial(request: Request, pk: int) -> HttpResponse:
    """Terms tried on a whole county, or on a part of it that is one's own or asked for."""
    require(request.user, "criteria.simulate")
    terms = get_visible_or_404(Terms, request.user, pk=pk)
    area = _tried_on(request, terms)
    tried = Trial(terms, area, timezone.localdate())
    rows = tried.by_township()
    context = {
        "terms": terms,
        "place": area,
        "rows": rows,
        "joins": tried.moved(joins=True),
        "leaves": tried.moved(joins=False),
        "most": MOST,
    }
    return render(request, "assistance/eligibility/trial.html", context)


def _tried_on(request: Request, terms: Terms) -> Division:
    """What lies both in the user's area and where the terms are to hold."""
    _form, place = at_place(request, request.GET)
    if terms.county is None or terms.county.contains(place.code):
        return place
    if place.contains(terms.county.code):
        return terms.county
    raise Http404


def _finding(request: Request, pk: int) -> Finding:
    require(request.user, "findings.view")
    return get_object_or_404(seen_by(request.user).for_list(), pk=pk)
