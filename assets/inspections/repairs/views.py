"""Repairs: the list, one of each with the photo of what was repaired, the township's word."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.inspections.repairs import actions
from assets.inspections.repairs.forms import FixForm, SendBackForm
from assets.inspections.repairs.lists import REPAIRS
from assets.inspections.repairs.models import Repair
from monitoring.jobs.telling import refusal_told
from monitoring.lists.page import opened


@require_safe
def repair_list(request: Request) -> HttpResponse:
    return render(request, "assets/repairs/list.html", opened(request, REPAIRS).context)


@require_http_methods(["GET", "POST"])
def repair(request: Request, pk: int) -> HttpResponse:
    """What is wrong; who keeps the asset says here that it is repaired."""
    found = _found(request, pk, actions.KEEP if request.method == "POST" else "assets.view")
    form = FixForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.fix(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved. The township confirms it."))
        return redirect(found)
    return _page(request, found, form, SendBackForm())


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk, actions.CONFIRM)
    with refusal_told(request):
        actions.confirm(found, by=request.user)
        messages.success(request, _("Confirmed."))
    return redirect(found)


@require_POST
def send_back(request: Request, pk: int) -> HttpResponse:
    found, form = _found(request, pk, actions.CONFIRM), SendBackForm(request.POST)
    if accepted(form, lambda: actions.send_back(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Sent back."))
        return redirect(found)
    return _page(request, found, FixForm(), form)


def _found(request: Request, pk: int, permission: str) -> Repair:
    found = get_visible_or_404(Repair, request.user, pk=pk)
    require(request.user, permission, found.division_id)
    return found


def _page(request: Request, found: Repair, fix: forms.Form, send_back: forms.Form) -> HttpResponse:
    keeps = may(request.user, actions.KEEP, found.division_id)
    confirms = may(request.user, actions.CONFIRM, found.division_id)
    context: dict[str, Any] = {
        "repair": found,
        "photos": found.inspection.photos.all(),
        "form": fix if keeps and found.state == Repair.State.OPEN else None,
        "send_back": send_back if confirms and found.state == Repair.State.FIXED else None,
    }
    return render(request, "assets/repairs/repair.html", context)
