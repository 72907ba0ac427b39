"""Who looks after assets: the list; a new body, and the end of one. Shown by panels.py."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.contracts.maintenance import actions
from assets.contracts.maintenance.forms import EndForm, MaintenanceForm
from assets.contracts.maintenance.lists import MAINTENANCE
from assets.contracts.maintenance.models import Maintenance
from assets.ledger.models import Asset
from monitoring.lists.page import opened


@require_safe
def duty_list(request: Request) -> HttpResponse:
    return render(request, "assets/maintenance/list.html", opened(request, MAINTENANCE).context)


@require_http_methods(["GET", "POST"])
def entrust(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    form = MaintenanceForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.entrust(asset, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(asset)
    context = {"asset": asset, "title": _("Say who looks after it"), "form": form}
    return render(request, "assets/form.html", context)


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    duty = get_visible_or_404(Maintenance, request.user, pk=pk)
    require(request.user, actions.KEEP, duty.asset.division_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.end(duty, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(duty.asset)
    title = _("%(body)s looks after it no longer") % {"body": duty.body}
    context = {"asset": duty.asset, "title": title, "form": form}
    return render(request, "assets/form.html", context)
