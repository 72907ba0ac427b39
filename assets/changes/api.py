"""Assets for the programs of finance and audit departments, in the order of their changes."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response

from assets.changes.resources import ASSETS, AssetPage
from monitoring.feeds.changes.api import HOW, answer
from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.granting import granted
from monitoring.feeds.clients.models import Scope
from monitoring.rest.errors import ErrorSerializer


@extend_schema(
    operation_id="assets", description=HOW, responses={200: AssetPage, 410: ErrorSerializer}
)
@api_view(["GET"])
@granted(Scope.ASSETS_READ, ASSETS.parameters)
def assets(request: ClientRequest) -> Response:
    """The project assets of your area, ended ones too."""
    return answer(request, ASSETS)
