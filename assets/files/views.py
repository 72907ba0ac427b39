"""Photos and papers of an asset: one added, one read, one withdrawn; panels.py shows them."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.files import actions
from assets.files.forms import FileForm, WithdrawForm
from assets.files.models import AssetFile
from assets.ledger.models import Asset
from monitoring.cases.casework.attachments import shown


@require_http_methods(["GET", "POST"])
def add(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.attach(asset, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Attached."))
        return redirect(asset)
    context = {"asset": asset, "title": _("Add a photo or paper"), "form": form}
    return render(request, "assets/form.html", context)


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
    if request.method == "POST" and accepted(
        form, lambda: actions.withdraw(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(found.asset)
    title = _("Withdraw: %(file)s") % {"file": found}
    context = {"asset": found.asset, "title": title, "form": form}
    return render(request, "assets/form.html", context)
