"""The OpenAPI document: what every operation has in common is added here."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from monitoring.rest.errors import ErrorSerializer
from monitoring.rest.refusals import MESSAGES

EVERYWHERE = (400, 401, 403, 405, 406, 429, 500, 503)
WITH_BODY = (413, 415)


class ApiSchema(AutoSchema):
    """Every operation tells the errors it may answer, and the parameters that it checks."""

    def get_override_parameters(self) -> list[Any]:
        query = (self._guarded("queries") or {}).get(self.method, self._guarded("query"))
        declared = [query] if query and query().fields else []
        return [*super().get_override_parameters(), *declared]

    def get_summary(self) -> str | None:
        return super().get_summary() or self._guarded("summary")

    def _guarded(self, name: str) -> Any:
        """What monitoring/feeds/clients/granting.py says of the address it stands before."""
        guards = self.view.permission_classes
        return next((getattr(guard, name) for guard in guards if hasattr(guard, name)), None)

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> dict[str, Any]:
        """A body with a field that the document does not name is refused, and it says so."""
        mapped: dict[str, Any] = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        if direction == "request":
            mapped["additionalProperties"] = False
        return mapped

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
