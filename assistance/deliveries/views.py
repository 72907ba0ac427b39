"""Deliveries: the list, and one of them, which is reversed on its page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import visible
from assistance.awards.models import Award
from assistance.deliveries import actions
from assistance.deliveries.forms import GivenForm, ReversalForm
from assistance.deliveries.lists import DELIVERIES, deliveries_seen_by
from assistance.deliveries.models import Delivery, PaymentList
from monitoring.lists.page import opened


@require_safe
def delivery_list(request: Request) -> HttpResponse:
    """With the sums of all its rows, where they can be counted at once."""
    page = opened(request, DELIVERIES)
    rows = DELIVERIES.rows(page.form)
    sums = None if page.context["count"].or_more else rows.sums()
    reports = may(request.user, "deliveries.report")
    context = page.context | {"sums": sums, "reports": reports}
    return render(request, "assistance/deliveries/list.html", context)


@require_http_methods(["GET", "POST"])
def give(request: Request, pk: int) -> HttpResponse:
    """Record what was handed over. Sent a second time, the first one is shown."""
    require(request.user, "deliveries.give")
    seen = visible(Award, request.user).select_related("measure", "household", "member", "division")
    award = get_object_or_404(seen, pk=pk)
    form = GivenForm(request.POST or None, award=award, user=request.user)
    given: list[Delivery] = []
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        if accepted(form, lambda: given.append(actions.deliver(award, by=request.user, **said))):
            messages.success(request, _("Recorded."))
            return redirect(given[0])
        if known := deliveries_seen_by(request.user).told_before(award, said).first():
            messages.info(request, _("This was recorded already; nothing was added."))
            return redirect(known)
    return render(request, "assistance/deliveries/give.html", {"award": award, "form": form})


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
