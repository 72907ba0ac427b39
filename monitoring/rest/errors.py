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
    APIException,
    AuthenticationFailed,
    NotFound,
    ParseError,
    PermissionDenied,
    ValidationError,
)
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_DETAILS = 100

# What is said where nothing more is known than the status.
MESSAGES: "dict[int, StrOrPromise]" = {
    400: _("The request cannot be read. Compare it with the description of the interface."),
    401: _("No valid token was sent. Ask for one at the token address and send it as Bearer."),
    403: _("This is not open to you."),
    404: _("There is nothing of this kind for you: it does not exist or lies outside your area."),
    405: _("This address does not take this method."),
    406: _("Answers are given as application/json only."),
    409: _("This contradicts what is there already. Read it again, then repeat."),
    413: _("The request is too large. Send it in several parts."),
    415: _("Send the body as application/json."),
    429: _("Too many requests. Wait as long as Retry-After says."),
    500: _("The system failed; the fault is noted. Repeat the request later."),
    503: _("The system cannot be reached for the moment. Repeat the request later."),
}


class Refused(APIException):
    """What the API does not do: a code for programs, a sentence for people."""

    def __init__(
        self, status: int, code: str, message: "StrOrPromise", *, wait: int | None = None
    ) -> None:
        super().__init__(message, code)
        self.status_code = status
        self.wait = wait  # seconds, for Retry-After


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
