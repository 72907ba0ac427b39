"""The parameters in an address: one serializer declares them, reads them and documents them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.serializers import Serializer


class NoParameters(Serializer[Any]):
    """An address that takes none."""


def asked(request: Request, declared: type[Serializer[Any]] = NoParameters) -> dict[str, Any]:
    """The parameters as `declared` reads them; what it does not know is refused, not ignored."""
    # As a plain object: of a form, an empty text would count as left out.
    read = declared(data=request.query_params.dict())
    unknown = set(request.query_params) - set(read.fields)
    if unknown:
        message = ErrorDetail(str(_("There is no such parameter.")), "unknown_parameter")
        raise ValidationError({name: [message] for name in sorted(unknown)})
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)
