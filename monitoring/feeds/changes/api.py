"""Four lists to keep a copy of. Without a cursor one begins; with `next` it goes on, for ever.

Rows come in the order of their changes; a row may come again whenever it changes.
"""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response

from monitoring.feeds.changes import resources, rows
from monitoring.feeds.changes.pages import Reader
from monitoring.feeds.changes.resources import Resource
from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.granting import granted
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.clients.offers import readable
from monitoring.rest.errors import ErrorSerializer

HOW = _(
    "Begin without a cursor and read on with `next` while `more` is true; later go on with the last"
    " `next`. Put the rows into your copy by their id, take out the ids that are gone. Status 410: "
    "begin anew and replace the copy."
)


@extend_schema(
    operation_id="households",
    description=HOW,
    responses={200: rows.HouseholdPage, 410: ErrorSerializer},
)
@api_view(["GET"])
@granted(Scope.HOUSEHOLDS_READ, resources.HOUSEHOLDS.parameters)
def households(request: ClientRequest) -> Response:
    """The households of your area."""
    return answer(request, resources.HOUSEHOLDS)


@extend_schema(
    operation_id="members", description=HOW, responses={200: rows.MemberPage, 410: ErrorSerializer}
)
@api_view(["GET"])
@granted(Scope.MEMBERS_READ, resources.MEMBERS.parameters)
def members(request: ClientRequest) -> Response:
    """The people of the households of your area."""
    return answer(request, resources.MEMBERS)


@extend_schema(
    operation_id="flags", description=HOW, responses={200: rows.FlagPage, 410: ErrorSerializer}
)
@api_view(["GET"])
@granted(Scope.FLAGS_READ, resources.FLAGS.parameters)
def flags(request: ClientRequest) -> Response:
    """The flags of the households of your area, cleared ones too."""
    return answer(request, resources.FLAGS)


@extend_schema(
    operation_id="cases", description=HOW, responses={200: rows.CasePage, 410: ErrorSerializer}
)
@api_view(["GET"])
@granted(Scope.CASES_READ, resources.CASES.parameters)
def cases(request: ClientRequest) -> Response:
    """The cases of the households of your area, ended ones too."""
    return answer(request, resources.CASES)


def answer(request: ClientRequest, resource: Resource) -> Response:
    client = request.auth.client
    fields = readable(client, resource.name, resource.labels)
    page = Reader(
        resource, user=request.user, area=client.division, fields=fields, asked=request.asked
    ).page()
    request.auth.touched(len(page.rows) + len(page.gone), page.households)
    return Response({"rows": page.rows, "gone": page.gone, "next": page.next, "more": page.more})
