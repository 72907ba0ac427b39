"""A paying department's program reports deliveries, reads its own, and reverses what it told."""

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response

from assistance.deliveries import actions
from assistance.deliveries.lists import deliveries_seen_by
from assistance.deliveries.models import Delivery
from assistance.deliveries.reports import actions as reports
from assistance.deliveries.reports.serializers import (
    DeliveryListSerializer,
    DeliveryQuery,
    DeliveryRowSerializer,
    DeliveryStateSerializer,
    ReportedSerializer,
    ReversalSerializer,
)
from assistance.deliveries.reports.shape import SHAPE
from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.granting import granted
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.records.bodies import KEY, SOME_INVALID, key_of, keyed, records_of
from monitoring.feeds.records.pushes import MOST, Received
from monitoring.feeds.records.serializers import PushQuery, push_serializer
from monitoring.jobs.actions import Refusal
from monitoring.rest.bodies import body
from monitoring.rest.errors import ErrorSerializer
from monitoring.rest.refusals import Refused

PER_PAGE = 500
TAGS = ["deliveries"]


@extend_schema(
    methods=["GET"],
    operation_id="deliveries",
    tags=TAGS,
    summary=_("Read deliveries"),
    description=_(
        "Up to 500 deliveries of the measures that your department pays in your area, by id; go on "
        "with `after`. By `state` those that the bank returned or that were reversed."
    ),
    responses=DeliveryListSerializer,
)
@extend_schema(
    methods=["POST"],
    operation_id="report_deliveries",
    tags=TAGS,
    summary=_("Report deliveries"),
    description=_(
        "What was given under measures that your department pays. Each record is answered by itself"
        "; the valid ones are kept even where others are not. Told again, a delivery is known."
    ),
    parameters=[KEY],
    request=push_serializer(SHAPE, MOST),
    responses={200: ReportedSerializer, SOME_INVALID: ReportedSerializer, 409: ErrorSerializer},
)
@api_view(["GET", "POST"])
@granted(Scope.DELIVERIES_REPORT, DeliveryQuery, post=PushQuery)
def deliveries(request: ClientRequest) -> Response:
    """Read one's own, or report more; 207 where some are invalid."""
    if request.method == "GET":
        return _own(request)
    with keyed():
        received = _receive(request)
    request.auth.touched(len(received.results), received.households)
    status = SOME_INVALID if received.counts["invalid"] else 200
    return Response({"counts": received.counts, "results": received.results}, status)


@extend_schema(
    operation_id="reverse_delivery",
    tags=TAGS,
    summary=_("Reverse a delivery"),
    request=ReversalSerializer,
    responses={200: DeliveryStateSerializer, 409: ErrorSerializer},
)
@api_view(["POST"])
@granted(Scope.DELIVERIES_REPORT)
def reverse(request: ClientRequest, pk: int) -> Response:
    """Of those that departments reported; those of payment lists come back from the bank."""
    reported = deliveries_seen_by(request.user).filter(push__isnull=False)
    found = get_object_or_404(reported, pk=pk)
    said = body(request, ReversalSerializer)
    try:
        actions.reverse(found, by=request.user, reason=said["reason"])
    except ValidationError as refused:
        raise Refused(409, "not_reversed", " ".join(refused.messages)) from None
    request.auth.touched(1, [found.household_id])
    return Response({"id": found.pk, "state": Delivery.State.REVERSED})


def _receive(request: ClientRequest) -> Received:
    asked: dict[str, Any] = {"key": key_of(request), "dry_run": request.asked["dry_run"]}
    raw = dict(enumerate(records_of(request), 1))
    area = request.auth.client.division
    try:
        return reports.receive(raw, by=request.user, area=area, **asked)
    except Refusal as refused:
        raise Refused(409, "fund_short", str(refused)) from None


def _own(request: ClientRequest) -> Response:
    seen = deliveries_seen_by(request.user).for_list()
    chosen = seen.filter(state=request.asked["state"]) if request.asked["state"] else seen
    found = list(chosen.filter(pk__gt=request.asked["after"]).order_by("pk")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    request.auth.touched(len(shown), sorted({each.household_id for each in shown}))
    last = shown[-1].pk if len(found) > PER_PAGE else None
    return Response({"results": DeliveryRowSerializer(shown, many=True).data, "next": last})
