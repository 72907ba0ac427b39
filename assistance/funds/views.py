"""Funds: the list, one fund with its ledger, a new one, more or less budget."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assistance.funds import actions
from assistance.funds.forms import AdjustForm, FundForm
from assistance.funds.lists import FUNDS
from assistance.funds.models import Fund
from monitoring.lists.page import opened
from monitoring.registry.paging import turned


@require_safe
def fund_list(request: Request) -> HttpResponse:
    page = opened(request, FUNDS)
    sums = FUNDS.rows(page.form).sums()
    context = page.context | {"sums": sums, "may_keep": may(request.user, "funds.keep")}
    return render(request, "assistance/funds/list.html", context)


@require_http_methods(["GET", "POST"])
def fund_new(request: Request) -> HttpResponse:
    require(request.user, "funds.keep")
    form = FundForm(request.POST or None, user=request.user)
    if request.method == "POST" and accepted(
        form, lambda: actions.open_fund(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Fund opened."))
        return redirect("funds:list")
    return render(request, "assistance/funds/new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def fund(request: Request, pk: int) -> HttpResponse:
    """Its ledger, the newest first; who keeps it changes its budget here."""
    require(request.user, "funds.view")
    found = get_visible_or_404(Fund, request.user, pk=pk)
    may_keep = may(request.user, "funds.keep", found.county_id)
    if request.method == "POST":
        require(request.user, "funds.keep", found.county_id)
    form = AdjustForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.adjust(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {
        "fund": found,
        "form": form if may_keep else None,
        **turned(request.GET, found.entries.for_list(), ("id",), descending=True),
    }
    return render(request, "assistance/funds/fund.html", context)
