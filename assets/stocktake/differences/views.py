"""Differences: their list, explaining one, and one with what the township and county decide."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.stocktake.actions import COUNT
from assets.stocktake.differences import actions, deciding
from assets.stocktake.differences.forms import ExplainForm, MissingForm, ReturnForm, SurplusForm
from assets.stocktake.differences.lists import STOCK_DIFFERENCES
from assets.stocktake.differences.models import StockDifference
from assets.stocktake.models import StockLine, StockTake
from monitoring.lists.page import opened


@require_safe
def difference_list(request: Request) -> HttpResponse:
    page, user = opened(request, STOCK_DIFFERENCES), request.user
    shown = [each.pk for each in page.rows]
    alike = deciding.to_decide(user).needing_no_paper()
    context = page.context | {
        "to_check": set(deciding.to_check(user).filter(pk__in=shown).values_list("pk", flat=True)),
        "to_approve": set(alike.filter(pk__in=shown).values_list("pk", flat=True)),
    }
    return render(request, "assets/stocktake/differences/list.html", context)


@require_http_methods(["GET", "POST"])
def explain(request: Request, pk: int) -> HttpResponse:
    line = get_visible_or_404(StockLine, request.user, pk=pk)
    require(request.user, COUNT, line.division_id)
    form = ExplainForm(request.POST or None, request.FILES or None)
    if form.is_bound and accepted(
        form, lambda: actions.explain(line, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Explained. The township checks it."))
        return redirect("stocktake:place", line.take_id, line.division_id)
    context = {"subject": line.asset, "title": _("Explain a difference"), "form": form}
    return render(request, "assets/form.html", context)


@require_http_methods(["GET", "POST"])
def surplus(request: Request, pk: int, code: str) -> HttpResponse:
    take = get_visible_or_404(StockTake, request.user, pk=pk)
    place = get_visible_or_404(Division, request.user, code=code)
    require(request.user, COUNT, code)
    form = SurplusForm(request.POST or None)
    if form.is_bound and accepted(
        form, lambda: actions.report_surplus(take, place, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Explained. The township checks it."))
        return redirect("stocktake:place", pk, code)
    context = {"take": take, "place": place, "form": form}
    return render(request, "assets/stocktake/differences/surplus.html", context)


@require_safe
def difference(request: Request, pk: int) -> HttpResponse:
    require(request.user, "assets.view")
    return _page(request, get_visible_or_404(StockDifference, request.user, pk=pk))


@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(StockDifference, request.user, pk=pk)
    require(request.user, actions.CHECK, found.division_id)
    return _decided(request, found, forms.Form(request.POST), actions.check)


@require_POST
def approve(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(StockDifference, request.user, pk=pk)
    require(request.user, actions.DECIDE, found.division_id)
    asked = MissingForm if found.what == StockDifference.What.MISSING else forms.Form
    return _decided(request, found, asked(request.POST, request.FILES), actions.approve)


@require_POST
def send_back(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(StockDifference, request.user, pk=pk)
    level = actions.CHECK if found.waits_for_township else actions.DECIDE
    require(request.user, level, found.division_id)
    return _decided(request, found, ReturnForm(request.POST), actions.send_back)


def _decided(
    request: Request, found: StockDifference, form: forms.Form, act: Callable[..., None]
) -> HttpResponse:
    if accepted(form, lambda: act(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect(found)
    return _page(request, found, refused=form)


def _page(
    request: Request, found: StockDifference, refused: forms.Form | None = None
) -> HttpResponse:
    own = found.explained_by_id == request.user.pk or not found.take.is_open
    code = found.division_id
    checks = found.waits_for_township and may(request.user, actions.CHECK, code)
    decides = found.waits_for_county and may(request.user, actions.DECIDE, code)
    missing = found.what == StockDifference.What.MISSING
    context: dict[str, Any] = {
        "difference": found,
        "may_check": checks and not own,
        "may_approve": decides and not own,
        "own": own and (checks or decides) and found.take.is_open,
        "missing_form": _or_new(refused, MissingForm) if missing else None,
        "return_form": _or_new(refused, ReturnForm) if checks or decides else None,
        "refused": refused,
    }
    return render(request, "assets/stocktake/differences/difference.html", context)


def _or_new(refused: forms.Form | None, kind: type[forms.Form]) -> forms.Form:
    return refused if isinstance(refused, kind) else kind()
