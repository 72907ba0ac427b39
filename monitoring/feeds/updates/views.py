from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.feeds.updates import actions, orders
from monitoring.feeds.updates.forms import OrderForm
from monitoring.feeds.updates.models import Precedence
from monitoring.registry.models import Household


@require_http_methods(["GET", "HEAD", "POST"])
def order_list(request: Request) -> HttpResponse:
    """Every order that held or will, and for an administrator the next one of a chosen field."""
    require(request.user, "procedures.change" if request.method == "POST" else "procedures.view")
    fields, field = orders.fields(), request.GET.get("field", "")
    may_change = may(request.user, "procedures.change")
    asked = field in fields and may_change
    form = OrderForm(request.POST or None, field=field) if asked else None
    if form and accepted(form, lambda: orders.set_order(by=request.user, **form.order)):
        messages.success(request, _("Saved."))
        return redirect("differences:orders")
    context = {
        "lines": [_line(order, fields) for order in orders.every()],
        "form": form,
        "label": fields.get(field),
        "may_change": may_change,
    }
    return render(request, "monitoring/feeds/orders.html", context)


@require_POST
def settle(request: Request, pk: int) -> HttpResponse:
    """The choice on the page of the household."""
    household = get_visible_or_404(Household, request.user, pk=pk)
    require(request.user, "households.change", household.division_id)
    question, choice = request.POST.get("question", ""), request.POST.get("choice", "")
    try:
        actions.settle(household, question, choice, by=request.user)
        messages.success(request, _("Decided. The history keeps both values."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("registry:household-detail", pk)


def _line(order: Precedence, fields: Mapping[str, str]) -> dict[str, Any]:
    return {
        "order": order,
        "label": fields.get(order.field, order.field),
        "sources": [orders.named(code) for code in order.sources],
    }
