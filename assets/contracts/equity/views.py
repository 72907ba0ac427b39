"""Investments of equity assets: the list, a new one, one of each with what came back."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.contracts.dues import of_investment
from assets.contracts.equity import actions
from assets.contracts.equity.forms import InvestmentForm, ReturnForm
from assets.contracts.equity.lists import INVESTMENTS
from assets.contracts.equity.models import Investment
from assets.ledger.answering import answered
from assets.ledger.models import Asset
from monitoring.lists.page import opened


@require_safe
def investment_list(request: Request) -> HttpResponse:
    return render(request, "assets/equity/list.html", opened(request, INVESTMENTS).context)


@require_http_methods(["GET", "POST"])
def invest(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    initial = {"principal": asset.original_value}
    form = InvestmentForm(request.POST or None, request.FILES or None, initial=initial)
    return answered(request, asset, form, partial(actions.invest, asset), _("Enter an investment"))


@require_http_methods(["GET", "POST"])
def investment(request: Request, pk: int) -> HttpResponse:
    """What was agreed and what came back; who keeps the asset adds what came back here."""
    require(request.user, "assets.view")
    found = get_visible_or_404(Investment, request.user, pk=pk)
    code = found.asset.division_id
    if request.method == "POST":
        require(request.user, actions.KEEP, code)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.take_back(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(found)
    returns = list(found.returns.select_related("by"))
    context = {
        "investment": found,
        "returns": returns,
        "dividends": of_investment(found, returns),
        "form": form if found.outside and may(request.user, actions.KEEP, code) else None,
    }
    return render(request, "assets/equity/investment.html", context)
