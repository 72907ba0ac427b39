"""What django-oauth-toolkit asks of us: which scopes there are, and who may have a token.

Only the grant of client credentials exists (OAUTH2_SERVER_CLASS), and none of the library's pages.
"""

from typing import Any, NoReturn

from oauth2_provider.models import Application
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes
from oauthlib.common import Request
from oauthlib.oauth2.rfc6749.errors import InvalidClientError

from monitoring.feeds.clients import calls
from monitoring.feeds.clients.models import Client, Scope
from monitoring.feeds.clients.standing import hindrance

ADDRESS = "CALLER_ADDRESS"  # in META: where the view of the API says the request comes from


class ClientScopes(BaseScopes):  # type: ignore[misc]  # without types
    """Those of the client itself: a token is given for some of them, by default for all."""

    def get_all_scopes(self) -> dict[str, str]:
        return {value: str(label) for value, label in Scope.choices}

    def get_available_scopes(self, application: Application, *_: Any, **__: Any) -> list[str]:
        return _client(application).scopes if application else []

    def get_default_scopes(self, application: Application, *_: Any, **__: Any) -> list[str]:
        return self.get_available_scopes(application)


class ClientValidator(OAuth2Validator):  # type: ignore[misc]  # likewise
    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        known = super().authenticate_client(request, *args, **kwargs)
        if request.client is None:
            return False
        client = _client(request.client)
        if not known:
            _refuse(client, request, "wrong_secret")
        if hindered := hindrance(client, request.headers[ADDRESS]):
            _refuse(client, request, hindered.code)
        return True

    def _save_bearer_token(self, token: dict[str, Any], request: Request, *args: Any) -> None:
        super()._save_bearer_token(token, request, *args)
        calls.record_token(_client(request.client), scope=token["scope"])


def _client(application: Application) -> Client:
    return Client.objects.select_related("user").get(application=application)


def _refuse(client: Client, request: Request, code: str) -> NoReturn:
    calls.record_token_refusal(client, code=code)
    raise InvalidClientError(description=f"client refused: {code}", request=request)
