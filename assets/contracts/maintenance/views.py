"""Who looks after assets: the list; a new body, and the end of one. Shown by panels.py."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.contracts.maintenance import actions
from assets.contracts.maintenance.forms import EndForm, MaintenanceForm
from assets.contracts.maintenance.lists import MAINTENANCE
from assets.contracts.maintenance.models import Maintenance
from assets.ledger.answering import answered
from assets.ledger.models import Asset
from monitoring.lists.page import opened


@require_safe
def duty_list(request: Request) -> HttpResponse:
    return render(request, "assets/maintenance/list.html", opened(request, MAINTENANCE).context)


@require_http_methods(["GET", "POST"])
def entrust(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    form, act = MaintenanceForm(request.POST or None), partial(actions.entrust, asset)
    return answered(request, asset, form, act, _("Say who looks after it"))


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    duty = get_visible_or_404(Maintenance, request.user, pk=pk)
    require(request.user, actions.KEEP, duty.asset.division_id)
    form = EndForm(request.POST or None)
    title = _("%(body)s looks after it no longer") % {"body": duty.body}
    return answered(request, duty.asset, form, partial(actions.end, duty), title)
