"""Where a program says at which addresses it wants to be told of news."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response

from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.granting import granted
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.webhooks import actions
from monitoring.feeds.webhooks.serializers import (
    RegisteredSerializer,
    RegisterSerializer,
    WebhooksSerializer,
)
from monitoring.rest.bodies import body


@extend_schema(
    methods=["GET"],
    operation_id="webhooks",
    summary=_("The addresses of this access for news"),
    responses=WebhooksSerializer,
)
@extend_schema(
    methods=["POST"],
    operation_id="register_webhook",
    summary=_("Give one more address for news"),
    description=_(
        "Each delivery is a POST of `{id, events}`, signed as Standard Webhooks says: headers "
        "webhook-id, webhook-timestamp and webhook-signature, which is `v1,` and the Base64 of the "
        "HMAC-SHA256 over `id.timestamp.body`. Answer with 2xx within ten seconds. The same id may "
        "come twice. Events hold ids and codes only; read the rows by the lists."
    ),
    request=RegisterSerializer,
    responses={201: RegisteredSerializer},
)
@api_view(["GET", "POST"])
@granted(Scope.WEBHOOKS_MANAGE)
def webhooks(request: ClientRequest) -> Response:
    """The addresses of this access, and one more."""
    client = request.auth.client
    if request.method == "GET":
        told = client.webhooks.filter(ended_at=None).with_counts()
        return Response(WebhooksSerializer({"webhooks": told}).data)
    asked = body(request, RegisterSerializer)
    webhook, secret = actions.register(client, by=request.user, **asked)
    return Response({"id": webhook.pk, "secret": secret}, 201)


@extend_schema(
    operation_id="end_webhook",
    summary=_("Tell nothing at this address any more"),
    responses={204: None},
)
@api_view(["DELETE"])
@granted(Scope.WEBHOOKS_MANAGE)
def webhook(request: ClientRequest, pk: int) -> Response:
    """Tell nothing there any more."""
    found = get_object_or_404(request.auth.client.webhooks.filter(ended_at=None), pk=pk)
    actions.end(found, by=request.user)
    return Response(status=204)
