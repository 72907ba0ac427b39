"""The one shape of every error of the API: {"error": {"code", "message", "details"?}}."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import PermissionDenied as Forbidden
from django.core.exceptions import ValidationError as Unfit
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import (
    AuthenticationFailed,
    NotFound,
    ParseError,
    PermissionDenied,
    ValidationError,
)
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler

from monitoring.rest.refusals import MESSAGES, Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_DETAILS = 100

# Whose words are ours; those of the framework speak of its own parts.
OWN_WORDS = (Refused, ParseError, AuthenticationFailed, PermissionDenied)


class DetailSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(help_text=_("Where, as a path: records.3.amount"))
    code = serializers.CharField()
    message = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text=_("For programs; stays the same"))
    message = serializers.CharField(help_text=_("For people; says what to do"))
    details = DetailSerializer(many=True, required=False)


class ErrorSerializer(serializers.Serializer[Any]):
    error = ProblemSerializer()


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """Whatever went wrong in one shape; None for a fault of ours, which Django then reports."""
    known = understood(error)
    response = exception_handler(known, context)
    if response is not None:
        response.data = _told(known, response.status_code)
    return response


def understood(error: Exception) -> Exception:
    """The refusal that stands for an exception of Django's."""
    if isinstance(error, Unfit):
        return ValidationError(as_serializer_error(error))
    if isinstance(error, Http404):
        return NotFound()
    if isinstance(error, Forbidden):
        return PermissionDenied(*error.args)
    if isinstance(error, RequestDataTooBig):
        return Refused(413, "too_large", MESSAGES[413])
    if isinstance(error, SuspiciousOperation | BadRequest):
        return ParseError(MESSAGES[400])
    return error


def code_of(error: Exception) -> str:
    """The word for programs; "error" for a fault of ours."""
    if isinstance(error, ValidationError):
        return "invalid"
    return getattr(getattr(error, "detail", None), "code", "error")


def shape(code: str, message: "StrOrPromise", details: list[Any] | None = None) -> dict[str, Any]:
    problem = {"code": code, "message": str(message)}
    return {"error": problem | ({"details": details} if details else {})}


def problem(status: int, code: str) -> JsonResponse:
    """The same shape where no view of the API was reached."""
    return JsonResponse(shape(code, MESSAGES[status]), status=status)


def is_for_programs(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _told(error: Exception, status: int) -> dict[str, Any]:
    if isinstance(error, ValidationError):
        details = list(_flat(error.detail))
        message = _("The request does not fit: see details. Nothing was changed.")
        return shape(code_of(error), message, details[:MOST_DETAILS])
    code, said = code_of(error), str(getattr(error, "detail", ""))
    own = isinstance(error, OWN_WORDS) and said != str(error.default_detail)
    return shape(code, said if own else MESSAGES[status])


def _flat(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Each complaint with the path of the field it is about."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            here = path if name == "non_field_errors" else f"{path}.{name}".lstrip(".")
            yield from _flat(inner, here)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            deeper = isinstance(inner, dict | list)
            yield from _flat(inner, f"{path}.{number}".lstrip(".") if deeper else path)
    else:
        code = getattr(detail, "code", "invalid")
        yield {"field": path, "code": code, "message": str(detail)}
