"""Photos and papers of an asset: one added, one read, one withdrawn; panels.py shows them."""

from functools import partial

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.files import actions
from assets.files.forms import FileForm, WithdrawForm
from assets.files.models import AssetFile
from assets.ledger.answering import answered
from assets.ledger.models import Asset
from monitoring.cases.casework.attachments import shown


@require_http_methods(["GET", "POST"])
def add(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    form = FileForm(request.POST or None, request.FILES or None)
    act, title = partial(actions.attach, asset), _("Add a photo or paper")
    return answered(request, asset, form, act, title, said=_("Attached."))


@require_safe
def file(request: Request, pk: int) -> FileResponse:
    """For whoever sees the asset; what was withdrawn as well."""
    require(request.user, "assets.view")
    found = get_visible_or_404(AssetFile, request.user, pk=pk)
    return shown(found.file, str(found))


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(AssetFile, request.user, pk=pk)
    require(request.user, actions.KEEP, found.asset.division_id)
    form = WithdrawForm(request.POST or None)
    title = _("Withdraw: %(file)s") % {"file": found}
    return answered(request, found.asset, form, partial(actions.withdraw, found), title)
