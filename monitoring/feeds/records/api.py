"""Pushing records: one address per feed, all of them answered by the same few lines."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response

from monitoring.feeds.catalogue.schema import Feed
from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.granting import granted
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.records.actions import receive
from monitoring.feeds.records.bodies import KEY, SOME_INVALID, key_of, keyed, records_of
from monitoring.feeds.records.pushes import MOST, Received
from monitoring.feeds.records.serializers import PushedSerializer, PushQuery, push_serializer
from monitoring.rest.errors import ErrorSerializer
from monitoring.rest.refusals import Refused


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
        with keyed():
            received = _receive(feed, request, records_of(request))
        request.auth.touched(len(received.results), received.households)
        status = SOME_INVALID if received.counts["invalid"] else 200
        return Response({"counts": received.counts, "results": received.results}, status)

    return push


def _receive(feed: Feed, request: ClientRequest, records: list[object]) -> Received:
    return receive(
        feed,
        dict(enumerate(records, 1)),
        by=request.user,
        area=request.auth.client.division,
        key=key_of(request),
        dry_run=request.asked["dry_run"],
    )
