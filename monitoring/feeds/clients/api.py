"""Where a client gets its token. Its errors are OAuth's own, which every library understands."""

import json

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from oauth2_provider.oauth2_backends import get_oauthlib_core
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    parser_classes,
    permission_classes,
)
from rest_framework.parsers import FormParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import limits
from monitoring.feeds.clients.oauth import ADDRESS
from monitoring.feeds.clients.serializers import (
    TokenErrorSerializer,
    TokenRequestSerializer,
    TokenSerializer,
)
from monitoring.rest.refusals import MESSAGES, Refused

# From one address, behind which a whole office may sit; a token lasts half an hour.
MOST_TRIES = 30
IN_SECONDS = 5 * limits.MINUTE

MESSAGES_OF_OAUTH = {
    "invalid_client": _("Client number or secret is wrong, or this access is not open."),
    "invalid_scope": _("This access was not given all of these scopes."),
    "unsupported_grant_type": _("Only grant_type=client_credentials is answered."),
}


@extend_schema(
    operation_id="token",
    summary=_("A token for half an hour, for the client number and its secret"),
    request={"application/x-www-form-urlencoded": TokenRequestSerializer},
    responses={200: TokenSerializer, 400: TokenErrorSerializer, 401: TokenErrorSerializer},
)
@api_view(["POST"])
@authentication_classes([])
@permission_classes([])
@parser_classes([FormParser])
def token(request: Request) -> Response:
    """A token for half an hour, for the credentials of a client: in the body or as HTTP Basic."""
    address = limits.address(request._request)
    if wait := limits.wait("token", address, most=MOST_TRIES, seconds=IN_SECONDS):
        raise Refused(429, "too_many_tries", MESSAGES[429], wait=wait)
    request._request.META[ADDRESS] = address
    _uri, headers, body, status = get_oauthlib_core().create_token_response(request._request)
    told = json.loads(body)
    if status != 200:
        told["message"] = str(MESSAGES_OF_OAUTH.get(told["error"], MESSAGES[400]))
    del headers["Content-Type"]  # the renderer says it
    return Response(told, status=status, headers=headers)
