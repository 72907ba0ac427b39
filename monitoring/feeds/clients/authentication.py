"""Whose token a request brings. What the client may with it: granting.py."""

import hashlib
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from oauth2_provider.models import AccessToken
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import User
from monitoring.feeds.clients.calls import Call
from monitoring.feeds.clients.models import Scope

TOKEN_URL = "/api/v1/token/"  # noqa: S105  # where one is asked for


class ClientAuthentication(BaseAuthentication):
    """`request.user` is the client's account, `request.auth` its Call."""

    def authenticate(self, request: Request) -> tuple[User, Call] | None:
        kind, _space, brought = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        # Only its checksum is kept (COMPLIANT_BCP_RFC9700_TOKEN_STORAGE).
        checksum = hashlib.sha256(brought.strip().encode(errors="replace")).hexdigest()
        tokens = AccessToken.objects.select_related(
            "application__client__user", "application__client__division"
        )
        token = tokens.filter(token_checksum=checksum, application__client__isnull=False).first()
        if token is None:
            raise AuthenticationFailed(_("This token is not known. Ask for a new one."))
        client = token.application.client
        return client.user, Call(client, token)

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class ClientScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = ClientAuthentication
    name = "oauth2"

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        guards = auto_schema.view.permission_classes
        return {self.name: [guard.scope for guard in guards if hasattr(guard, "scope")]}

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        scopes = {value: str(label) for value, label in Scope.choices}
        return {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": TOKEN_URL, "scopes": scopes}},
        }
