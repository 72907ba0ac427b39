"""What stands before every address for clients, and what is written down after it.

    @extend_schema(operation_id="matches_ask", request=…, responses=…)
    @api_view(["POST"])
    @granted(Scope.MATCHES_ASK)
    def ask(request: ClientRequest) -> Response:
        …
        request.auth.touched(len(rows), [row.household_id for row in rows])
        return Response(…)

Everything is asked anew in each call, so that a change of the client holds at once, whatever a
token was given for.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import authentication_classes, permission_classes
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts import limits
from monitoring.feeds.clients import calls
from monitoring.feeds.clients.authentication import ClientAuthentication
from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.models import Client, Scope
from monitoring.feeds.clients.standing import hindrance
from monitoring.rest.errors import code_of, understood
from monitoring.rest.queries import NoParameters, asked
from monitoring.rest.refusals import MESSAGES, Refused

View = Callable[..., Response]


def granted(
    scope: Scope,
    query: type[Serializer[Any]] = NoParameters,
    post: type[Serializer[Any]] | None = None,
) -> Callable[[View], Callable[..., Response]]:
    """Below @api_view: only clients with `scope`, one transaction, one row of the audit.

    `request.asked` holds the parameters of the address as `query` reads them, or `post` those of a
    POST where they differ.
    """
    queries = {"POST": post or query}

    def decorate(view: View) -> Callable[..., Response]:
        @wraps(view)
        def answering(request: ClientRequest, *args: Any, **kwargs: Any) -> Response:
            try:
                with transaction.atomic():
                    _admit(request, scope)
                    request.asked = asked(request, queries.get(str(request.method), query))
                    response = view(request, *args, **kwargs)
                    calls.record(request, scope, response.status_code)
            except Exception as error:
                _note(request, scope, error)
                raise
            return response

        said = {"scope": scope.value, "summary": scope.label, "query": query, "queries": queries}
        guard = type("Granted", (IsAuthenticated,), said)
        return authentication_classes([ClientAuthentication])(
            permission_classes([guard])(answering)
        )

    return decorate


def _admit(request: ClientRequest, scope: Scope) -> None:
    call = request.auth
    if hindered := hindrance(call.client, limits.address(request._request)):
        if hindered.status == 401:
            raise AuthenticationFailed(str(hindered.message), hindered.code)
        raise Refused(hindered.status, hindered.code, hindered.message)
    here = request.build_absolute_uri(request.path)
    if call.token.is_expired() or not call.token.allows_audience(here):
        raise AuthenticationFailed(_("This token has expired. Ask for a new one."), "token_expired")
    if not call.client.may(scope) or not call.token.allow_scopes([scope.value]):
        message = _("Neither this access nor its token is open for %(scope)s.")
        raise Refused(403, "scope_missing", message % {"scope": scope.value})
    _keep_to_the_limit(call.client)


def _keep_to_the_limit(client: Client) -> None:
    wait = limits.wait("client", str(client.pk), most=client.per_minute, seconds=limits.MINUTE)
    if wait:
        raise Refused(429, "too_many_calls", MESSAGES[429], wait=wait)


def _note(request: ClientRequest, scope: Scope, error: Exception) -> None:
    known = understood(error)
    status = getattr(known, "status_code", 500)
    calls.record_refusal(request, scope, status, code_of(known))
