"""Contracts of operating assets: the list, one of each with its end, a new one, a renewal."""

from datetime import timedelta
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
from assets.contracts import actions, dues
from assets.contracts.forms import ContractForm, EndForm, RenewForm
from assets.contracts.lists import CONTRACTS, contracts_seen_by
from assets.contracts.models import Contract
from assets.ledger.answering import answered
from assets.ledger.models import Asset
from monitoring.lists.page import opened


@require_safe
def contract_list(request: Request) -> HttpResponse:
    return render(request, "assets/contracts/list.html", opened(request, CONTRACTS).context)


@require_http_methods(["GET", "POST"])
def enter(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    form = ContractForm(request.POST or None, request.FILES or None)
    return answered(request, asset, form, partial(actions.enter, asset), _("Enter a contract"))


@require_http_methods(["GET", "POST"])
def contract(request: Request, pk: int) -> HttpResponse:
    """All that was agreed; who keeps the asset says here that it ended early."""
    require(request.user, "assets.view")
    found = get_visible_or_404(Contract, request.user, pk=pk)
    code = found.asset.division_id
    if request.method == "POST":
        require(request.user, actions.KEEP, code)
    form = EndForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.end(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(found)
    owed = dues.of_contract(found)
    keeps = may(request.user, actions.KEEP, code)
    context = {
        "contract": found,
        "rents": len(owed),
        "sum": sum(each.amount for each in owed),
        "is_too_long": contracts_seen_by(request.user).too_long().filter(pk=pk).exists(),
        "form": form if keeps and found.days_left >= 0 and not found.ended_early_on else None,
        "may_renew": keeps and not found.asset.ended_on and not hasattr(found, "renewed_by"),
    }
    return render(request, "assets/contracts/contract.html", context)


@require_http_methods(["GET", "POST"])
def renew(request: Request, pk: int) -> HttpResponse:
    old = get_visible_or_404(Contract, request.user, pk=pk)
    require(request.user, actions.KEEP, old.asset.division_id)
    first = old.last_day + timedelta(days=1)
    form = RenewForm(request.POST or None, request.FILES or None, instance=_next(old))
    title = _("%(operator)s goes on from %(day)s") % {"operator": old.operator, "day": first}
    return answered(request, old.asset, form, partial(actions.renew, old), title)


def _next(old: Contract) -> Contract:
    """What a renewal begins with: the terms that usually stay."""
    return Contract(
        months_per_period=old.months_per_period, rent=old.rent, deposit=old.deposit,
        guarantee_kind=old.guarantee_kind, guarantee=old.guarantee,
    )  # fmt: skip
