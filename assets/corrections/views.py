"""Correcting one asset; what was corrected is shown on its page (panels.py)."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.corrections import actions
from assets.corrections.forms import CorrectionForm
from assets.ledger.actions import REGISTER
from assets.ledger.answering import answered
from assets.ledger.models import Asset


@require_http_methods(["GET", "POST"])
def correct(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, REGISTER, asset.division_id)
    form = CorrectionForm(request.POST or None, instance=asset)
    act, title = partial(actions.correct, asset), _("Correct the asset")
    return answered(request, asset, form, act, title, template="assets/corrections/form.html")
