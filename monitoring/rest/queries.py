"""The parameters in an address: one serializer declares them, reads them and documents them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.serializers import Serializer


class NoParameters(Serializer[Any]):
    """An address that takes none."""


def asked(request: Request, declared: type[Serializer[Any]] = NoParameters) -> dict[str, Any]:
    """The parameters as `declared` reads them; what it does not know is refused, not ignored."""
    # A plain dictionary: of a form an empty value would count as not given, and widen the answer.
    read = declared(data=request.query_params.dict())
    wrong = dict(_wrong(request, set(read.fields)))
    if wrong:
        raise ValidationError(wrong)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


def _wrong(request: Request, known: set[str]) -> Iterator[tuple[str, list[ErrorDetail]]]:
    for name, values in sorted(request.query_params.lists()):
        if name not in known:
            yield name, [ErrorDetail(_("There is no such parameter."), "unknown_parameter")]
        elif len(values) > 1:
            yield name, [ErrorDetail(_("Give this parameter once."), "repeated_parameter")]
