"""The county looks at which addresses are told of news, and what did not arrive."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from monitoring.feeds.webhooks import actions
from monitoring.feeds.webhooks.models import Delivery, Webhook

if TYPE_CHECKING:
    from monitoring.feeds.webhooks.querysets import WebhookDeliveryQuerySet, WebhookQuerySet

SHOWN = 100


@require_safe
def webhook_list(request: Request) -> HttpResponse:
    require(request.user, "clients.view")
    deliveries = cast("WebhookDeliveryQuerySet", visible(Delivery, request.user))
    webhooks = cast("WebhookQuerySet", visible(Webhook, request.user))
    dead = deliveries.dead()[: SHOWN + 1]
    context = {
        "webhooks": webhooks.filter(ended_at=None).with_counts(),
        "dead": dead[:SHOWN],
        "has_more": len(dead) > SHOWN,
        "may_resend": may(request.user, "clients.manage"),
    }
    return render(request, "monitoring/feeds/webhook_list.html", context)


@require_POST
def delivery_resend(request: Request, pk: str) -> HttpResponse:
    require(request.user, "clients.manage")
    delivery = get_visible_or_404(Delivery, request.user, pk=pk)
    try:
        actions.resend(delivery, by=request.user)
        messages.success(request, _("It is sent again within a few seconds."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("webhooks:list")
