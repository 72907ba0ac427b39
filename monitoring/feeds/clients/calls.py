"""One call of a client: who, for what, and what it touched; one row of the audit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from oauth2_provider.models import AccessToken
from rest_framework.request import Request

from accounts import audit, limits
from accounts.events import Event
from accounts.models import User
from monitoring.feeds.clients.models import Client


@dataclass
class Call:
    """`request.auth` of every address that is `granted`. The view says what it touched."""

    client: Client
    token: AccessToken
    count: int | None = None  # of records sent or rows told
    households: set[int] = field(default_factory=set)  # their keys

    def touched(self, count: int, households: Iterable[int | None] = ()) -> None:
        self.count = (self.count or 0) + count
        self.households.update(pk for pk in households if pk is not None)


class ClientRequest(Request):
    """What a view gets below @granted."""

    user: User
    auth: Call
    asked: dict[str, Any]  # the parameters of the address


def record(request: ClientRequest, scope: str, status: int) -> None:
    """Within the transaction of what the call did."""
    call = request.auth
    _record(
        Event.CLIENT_CALLED,
        call.client,
        count=call.count,
        address=_address(request),
        scope=scope,
        status=status,
        households=sorted(call.households),
    )


def record_refusal(request: ClientRequest, scope: str, status: int, code: str) -> None:
    """Why, and nothing of what was sent."""
    client = request.auth.client
    if _is_worth_a_row(client, code):
        address = _address(request)
        _record(
            Event.CLIENT_REFUSED, client, address=address, scope=scope, status=status, code=code
        )


def record_token(client: Client, *, scope: str) -> None:
    _record(Event.CLIENT_TOKEN_GIVEN, client, scope=scope)


def record_token_refusal(client: Client, *, code: str) -> None:
    if _is_worth_a_row(client, code):
        _record(Event.CLIENT_REFUSED, client, code=code)


def _is_worth_a_row(client: Client, code: str) -> bool:
    """Ten refusals a minute for the same reason tell it all: a program that runs wild, or somebody
    who guesses, must not fill a table from which nothing is ever deleted.
    """
    who = f"{client.pk} {code}"
    return not limits.wait("client-refused", who, most=10, seconds=limits.MINUTE)


def _record(event: Event, client: Client, count: int | None = None, **detail: object) -> None:
    audit.record(
        event,
        by=client.user,
        division_code=client.division_id,
        subject=client,
        count=count,
        purpose=client.purpose,
        **detail,
    )


def _address(request: Request) -> str:
    match = request.resolver_match
    return f"{request.method} {match.view_name if match else ''}"
