"""The application with three addresses more, as a slice above would write them."""

from datetime import date
from typing import Any

from django.db import connection
from django.urls import include, path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.response import Response

from accounts.scope import get_visible_or_404, visible
from config.urls import handler400, handler404, handler500
from config.urls import urlpatterns as everything
from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.granting import granted
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.clients.offers import readable
from monitoring.registry.models import Household
from monitoring.rest.deprecation import deprecated

__all__ = ["handler400", "handler404", "handler500"]

FIELDS = ("code", "head_name", "household_type")


class Query(serializers.Serializer[Any]):
    updated_since = serializers.DateField(required=False)


class Row(serializers.Serializer[Any]):
    code = serializers.CharField(required=False)


class Sent(serializers.Serializer[Any]):
    amount = serializers.DecimalField(max_digits=12, decimal_places=2)
    code = serializers.CharField()


@extend_schema(operation_id="try_rows", responses=Row(many=True))
@api_view(["GET"])
@granted(Scope.HOUSEHOLDS_READ, Query)
def rows(request: ClientRequest) -> Response:
    """Households of the area."""
    found = visible(Household, request.user).order_by("code")
    request.auth.touched(len(found), [each.pk for each in found])
    names = readable(request.auth.client, "households", FIELDS)
    return Response([{name: getattr(each, name) for name in names} for each in found])


@extend_schema(operation_id="try_write", request=Sent, responses=Sent)
@api_view(["POST"])
@granted(Scope.FEEDS_WRITE)
def write(request: ClientRequest) -> Response:
    """Renames the head of a household, whatever for."""
    sent = Sent(data=request.data)
    sent.is_valid(raise_exception=True)
    household = get_visible_or_404(Household, request.user, code=sent.data["code"])
    household.head_name = "改名"
    household.save(update_fields=["head_name"])
    request.auth.touched(1, [household.pk])
    if sent.data["amount"] == "5.00":
        raise ZeroDivisionError
    if sent.data["amount"] == "7.00":
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nothing_of_this_name")
    return Response(sent.data, status=201)


@deprecated(since=date(2026, 1, 1), until=date(2027, 1, 1), instead="/api/v1/try/")
@extend_schema(operation_id="try_old", responses=Row(many=True))
@api_view(["GET"])
@granted(Scope.HOUSEHOLDS_READ)
def old(_request: ClientRequest) -> Response:
    return Response([])


api = ([path("try/", rows, name="rows"), path("write/", write, name="write"),
        path("old/", old, name="old")], "trying")  # fmt: skip
urlpatterns = [path("api/v1/", include(api)), *everything]
