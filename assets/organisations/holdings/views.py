"""What villages hold, entering and ending it, and what it is held in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.organisations.forms import EndForm
from assets.organisations.holdings import actions
from assets.organisations.holdings.forms import HoldingForm, VentureForm
from assets.organisations.holdings.lists import (
    HOLDINGS,
    VENTURES,
    holdings_seen_by,
    ventures_seen_by,
)
from assets.organisations.holdings.models import Holding, Venture
from monitoring.lists.page import opened


@require_safe
def holding_list(request: Request) -> HttpResponse:
    context = opened(request, HOLDINGS).context | {
        "may_keep": may(request.user, actions.KEEP),
        "may_see_ventures": may(request.user, VENTURES.view),
    }
    return render(request, "assets/organisations/holdings/list.html", context)


@require_http_methods(["GET", "POST"])
def holding_new(request: Request) -> HttpResponse:
    require(request.user, actions.KEEP)
    form = HoldingForm(request.POST or None, user=request.user)
    if form.is_bound and accepted(form, lambda: actions.hold(by=request.user, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("holdings:list")
    context = {"form": form, "title": _("New shareholding")}
    return render(request, "assets/organisations/holdings/new.html", context)


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(Holding, request.user, pk=pk)
    require(request.user, actions.KEEP, found.division_id)
    form = EndForm(request.POST or None)
    if form.is_bound and accepted(
        form, lambda: actions.end(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("holdings:list")
    context = {"form": form, "title": _("%(holding)s is held no more") % {"holding": found}}
    return render(request, "assets/organisations/holdings/new.html", context)


@require_safe
def venture_list(request: Request) -> HttpResponse:
    context = {"may_keep": may(request.user, actions.KEEP_VENTURES)}
    page = opened(request, VENTURES).context | context
    return render(request, "assets/organisations/holdings/ventures.html", page)


@require_http_methods(["GET", "POST"])
def venture_new(request: Request) -> HttpResponse:
    require(request.user, actions.KEEP_VENTURES)
    form = VentureForm(request.POST or None, user=request.user)
    if form.is_bound and accepted(
        form, lambda: actions.enter_venture(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved. Now enter which villages hold shares of it."))
        return redirect("holdings:ventures")
    context = {"form": form, "title": _("New company, cooperative or asset with shares")}
    return render(request, "assets/organisations/holdings/new.html", context)


@require_safe
def venture(request: Request, pk: int) -> HttpResponse:
    """Who holds it, and who did."""
    require(request.user, VENTURES.view)
    get_visible_or_404(Venture, request.user, pk=pk)
    found = ventures_seen_by(request.user).for_list().get(pk=pk)
    context = {
        "venture": found,
        "left": actions.WHOLE - found.held,
        "holdings": holdings_seen_by(request.user).filter(venture=found).for_list(),
    }
    return render(request, "assets/organisations/holdings/venture.html", context)
