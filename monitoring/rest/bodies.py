"""The body of a call, as the serializer that documents it reads it."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.serializers import Serializer


def body(request: Request, declared: type[Serializer[Any]]) -> dict[str, Any]:
    """What the document does not name is refused, not ignored (rest/schema.py says so)."""
    read = declared(data=request.data)
    unknown = set(request.data) - set(read.fields) if isinstance(request.data, dict) else set()
    if unknown:
        said = ErrorDetail(_("There is no such field."), "unknown_field")
        raise ValidationError({str(name)[:40]: [said] for name in sorted(unknown)})
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)
