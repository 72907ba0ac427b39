"""The OpenAPI document: what every operation has in common is added here."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework.serializers import Serializer

from monitoring.rest.errors import ErrorSerializer
from monitoring.rest.refusals import MESSAGES

EVERYWHERE = (400, 401, 403, 405, 406, 429, 500, 503)
WITH_BODY = (413, 415)


class ApiSchema(AutoSchema):
    """Every operation tells the errors it may answer, and the parameters that it checks."""

    def get_override_parameters(self) -> list[Any]:
        declared = self._declared_query()
        return [*super().get_override_parameters(), *([declared] if declared else [])]

    def _declared_query(self) -> type[Serializer[Any]] | None:
        """What monitoring/feeds/clients/granting.py checks before the view is reached."""
        guards = self.view.permission_classes
        found = (getattr(guard, "query", None) for guard in guards)
        return next((query for query in found if query and query().fields), None)

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status in self._errors():
            described = OpenApiResponse(ErrorSerializer, description=str(MESSAGES[status]))
            said = self._get_response_for_code(described, str(status), direction=direction)  # type: ignore[no-untyped-call]
            bodies.setdefault(str(status), said)
        return dict(sorted(bodies.items()))

    def _errors(self) -> tuple[int, ...]:
        has_body = self.method in ("POST", "PUT", "PATCH")
        return EVERYWHERE + ((404,) if "{" in self.path else ()) + (WITH_BODY if has_body else ())
