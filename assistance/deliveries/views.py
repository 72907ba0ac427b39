"""Deliveries: the list, and one of them, which is reversed on its page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from assistance.deliveries import actions
from assistance.deliveries.forms import ReversalForm
from assistance.deliveries.lists import DELIVERIES, deliveries_seen_by
from assistance.deliveries.models import PaymentList
from monitoring.lists.page import opened


@require_safe
def delivery_list(request: Request) -> HttpResponse:
    """With the sum of all its rows, where they can be counted at once."""
    page = opened(request, DELIVERIES)
    rows = DELIVERIES.rows(page.form)
    total = None if page.context["count"].or_more else rows.total()
    context = page.context | {"total": total}
    return render(request, "assistance/deliveries/list.html", context)


@require_http_methods(["GET", "POST"])
def delivery(request: Request, pk: int) -> HttpResponse:
    require(request.user, "deliveries.view")
    found = get_object_or_404(deliveries_seen_by(request.user).for_list(), pk=pk)
    needed = actions.needed(found)
    if request.method == "POST":
        require(request.user, needed, found.division_id)
    form = ReversalForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.reverse(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Reversed."))
        return redirect(found)
    open_now = found.is_live and not found.is_with_bank
    context = {
        "delivery": found,
        "form": form if open_now and may(request.user, needed, found.division_id) else None,
        "in_list": _sees(request, found.payment_list),
    }
    return render(request, "assistance/deliveries/delivery.html", context)


def _sees(request: Request, listed: PaymentList | None) -> bool:
    return listed is not None and may(request.user, "payments.view", listed.division_id)
