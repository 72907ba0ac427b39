"""Rights in an asset: entered and ended; they are shown on its page (panels.py)."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.ledger.answering import answered
from assets.ledger.models import Asset
from assets.rights import actions
from assets.rights.forms import EndForm, RightForm
from assets.rights.models import Right


@require_http_methods(["GET", "POST"])
def enter(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    form = RightForm(request.POST or None)
    return answered(request, asset, form, partial(actions.enter, asset), _("Enter a right"))


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    right = get_visible_or_404(Right, request.user, pk=pk)
    require(request.user, actions.KEEP, right.asset.division_id)
    form = EndForm(request.POST or None)
    title = _("%(right)s has ended") % {"right": right}
    return answered(request, right.asset, form, partial(actions.end, right), title)
