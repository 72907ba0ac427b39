"""Pushing records: one address per feed, all of them answered by the same few lines."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import api_view
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from monitoring.feeds.catalogue.schema import Feed
from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.granting import granted
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.records.actions import MOST, KeyUsedError, Received, receive
from monitoring.feeds.records.serializers import (
    PushedSerializer,
    PushHeaders,
    PushQuery,
    push_serializer,
)
from monitoring.rest.errors import ErrorSerializer
from monitoring.rest.refusals import Refused

KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, pattern=r"^[\x21-\x7e]{1,100}$",
    description=str(_("The same key again is answered as the first time and does nothing.")),
)  # fmt: skip
SOME_INVALID = 207


def push_view(feed: Feed) -> Callable[..., Response]:
    """The view that takes the records of one feed."""

    @extend_schema(
        operation_id=f"push_{feed.code.replace('-', '_')}",
        summary=str(feed.label),
        tags=["feeds"],
        parameters=[KEY],
        request=push_serializer(feed, MOST),
        responses={
            200: PushedSerializer,
            SOME_INVALID: PushedSerializer,
            409: ErrorSerializer,
        },
    )
    @api_view(["POST"])
    @granted(Scope.FEEDS_WRITE, PushQuery)
    def push(request: ClientRequest) -> Response:
        """What became of each record; 207 where some are invalid, the valid ones are kept."""
        if not request.auth.client.may_send(feed.code):
            raise Refused(403, "feed_missing", _("This access does not send this feed."))
        received = _receive(feed, request, _records(request.data))
        request.auth.touched(len(received.results), received.households)
        status = SOME_INVALID if received.counts["invalid"] else 200
        return Response({"counts": received.counts, "results": received.results}, status)

    return push


def _records(body: Any) -> list[object]:
    """The list of records; one that is none or too long is refused as a whole."""
    records = body.get("records") if isinstance(body, dict) else None
    if not isinstance(records, list) or set(body) != {"records"}:
        raise ValidationError({"records": [_('Send an object with a list: {"records": [ … ]}.')]})
    if not 1 <= len(records) <= MOST:
        raise ValidationError({"records": [_("Send 1 to %(most)s records.") % {"most": MOST}]})
    return records


def _receive(feed: Feed, request: ClientRequest, records: list[object]) -> Received:
    sent = request.headers.get("Idempotency-Key")
    key = PushHeaders(data={} if sent is None else {"key": sent})
    key.is_valid(raise_exception=True)
    body = hashlib.sha256(repr(request.data).encode()).digest()
    try:
        return receive(
            feed,
            dict(enumerate(records, 1)),
            by=request.user,
            area=request.auth.client.division,
            key=key.validated_data.get("key", ""),
            body=body,
            dry_run=request.asked["dry_run"],
        )
    except KeyUsedError:
        message = _("This key came before with other records. Send these under a new key.")
        raise Refused(409, "key_used", message) from None
