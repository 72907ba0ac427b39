"""Income of assets: the lists, one more of an asset, and one of them, reversed on its page."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from assets.income.receipts import actions
from assets.income.receipts.forms import ReceiptForm, ReversalForm, SettlementForm
from assets.income.receipts.lists import RECEIPTS, STATIONS, receipts_seen_by
from assets.ledger.answering import answered
from assets.ledger.models import Asset
from monitoring.lists.declared import Listing
from monitoring.lists.page import opened

FORM = "assets/income/receive.html"


@require_safe
def receipt_list(request: Request) -> HttpResponse:
    return _list(request, RECEIPTS, "assets/income/receipts.html")


@require_safe
def stations(request: Request) -> HttpResponse:
    return _list(request, STATIONS, "assets/income/stations.html")


@require_http_methods(["GET", "POST"])
def receive(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    form = ReceiptForm(request.POST or None, request.FILES or None, asset=asset)
    act = partial(actions.receive, asset)
    return answered(request, asset, form, act, _("Enter income"), template=FORM)


@require_http_methods(["GET", "POST"])
def settle(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    form = SettlementForm(request.POST or None, request.FILES or None, asset=asset)
    act = partial(actions.settle, asset)
    return answered(request, asset, form, act, _("Enter the power of a month"), template=FORM)


@require_http_methods(["GET", "POST"])
def receipt(request: Request, pk: int) -> HttpResponse:
    require(request.user, "assets.view")
    found = get_object_or_404(receipts_seen_by(request.user).for_list(), pk=pk)
    may_reverse = may(request.user, actions.KEEP, found.asset.division_id)
    if request.method == "POST":
        require(request.user, actions.KEEP, found.asset.division_id)
    form = ReversalForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.reverse(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Reversed."))
        return redirect(found)
    context = {
        "receipt": found,
        "sees_asset": visible(Asset, request.user).filter(pk=found.asset_id).exists(),
        "form": form if may_reverse and not found.reversed_at else None,
    }
    return render(request, "assets/income/receipt.html", context)


def _list(request: Request, listing: Listing[Any], template: str) -> HttpResponse:
    """With the sums of all its rows, where they can be counted at once."""
    page = opened(request, listing)
    rows = listing.rows(page.form)
    sums = None if page.context["count"].or_more else rows.sums()
    return render(request, template, page.context | {"sums": sums})
