"""Rights in an asset: entered and ended; they are shown on its page (panels.py)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import accepted
from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.ledger.models import Asset
from assets.rights import actions
from assets.rights.forms import EndForm, RightForm
from assets.rights.models import Right


@require_http_methods(["GET", "POST"])
def enter(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    form = RightForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.enter(asset, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(asset)
    context = {"asset": asset, "title": _("Enter a right"), "form": form}
    return render(request, "assets/form.html", context)


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    right = get_visible_or_404(Right, request.user, pk=pk)
    require(request.user, actions.KEEP, right.asset.division_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.end(right, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(right.asset)
    title = _("%(right)s has ended") % {"right": right}
    context = {"asset": right.asset, "title": title, "form": form}
    return render(request, "assets/form.html", context)
