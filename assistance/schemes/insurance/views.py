"""Claims: the list, one with the step that comes next, and opening one for a household."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assistance.schemes.insurance import actions
from assistance.schemes.insurance.forms import OpenForm, PayForm, RefuseForm, SurveyForm
from assistance.schemes.insurance.lists import CLAIMS, claims_seen_by
from assistance.schemes.insurance.models import Claim
from monitoring.lists.page import opened
from monitoring.registry.models import Household

State = Claim.State
# By act: what it needs, from which states, and what does it.
ACTS: dict[str, tuple[str, tuple[State, ...], Callable[..., None]]] = {
    "survey": ("insurance.survey", (State.OPENED, State.SURVEYED), actions.survey),
    "approve": ("insurance.decide", (State.SURVEYED,), actions.approve),
    "pay": ("insurance.decide", (State.APPROVED,), actions.pay),
    "refuse": (
        "insurance.decide", (State.OPENED, State.SURVEYED, State.APPROVED), actions.refuse,
    ),
}  # fmt: skip


@require_safe
def claim_list(request: Request) -> HttpResponse:
    return render(request, "assistance/insurance/list.html", opened(request, CLAIMS).context)


@require_http_methods(["GET", "POST"])
def open_claim(request: Request, pk: int) -> HttpResponse:
    household = get_visible_or_404(Household, request.user, pk=pk)
    require(request.user, "insurance.open", household.division_id)
    form = OpenForm(request.POST or None, household=household)
    if form.is_bound and accepted(
        form, lambda: actions.open_claim(household, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Opened. The township surveys it."))
        return redirect("insurance:list")
    context = {"form": form, "household": household}
    return render(request, "assistance/insurance/open.html", context)


@require_safe
def claim(request: Request, pk: int) -> HttpResponse:
    return _page(request, _claim(request, pk))


@require_POST
def act(request: Request, pk: int, act: str) -> HttpResponse:
    found = _claim(request, pk)
    permission, _states, do = ACTS[act]
    require(request.user, permission, found.division_id)
    form = _form(act, found, request.POST)
    if accepted(form, lambda: do(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Done."))
        return redirect(found)
    return _page(request, _claim(request, pk), {act: form})


def _claim(request: Request, pk: int) -> Claim:
    require(request.user, "insurance.view")
    return get_object_or_404(claims_seen_by(request.user).for_list(), pk=pk)


def _form(act: str, found: Claim, data: Any = None) -> forms.Form:
    if act == "pay":
        return PayForm(data, claim=found)
    initial = {"burden": found.burden, "survey": found.survey}
    kinds = {"survey": SurveyForm, "approve": forms.Form, "refuse": RefuseForm}
    return kinds[act](data, initial=initial)


def _page(
    request: Request, found: Claim, sent: dict[str, forms.Form] | None = None
) -> HttpResponse:
    open_acts = {
        name: _form(name, found)
        for name, (permission, states, _do) in ACTS.items()
        if found.state in states and may(request.user, permission, found.division_id)
    }
    context = {"claim": found, "acts": open_acts | (sent or {})}
    return render(request, "assistance/insurance/claim.html", context)
