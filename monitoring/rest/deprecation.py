"""How an operation is taken out of service: said in the document and in every answer beforehand."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from drf_spectacular.utils import extend_schema

View = Callable[..., HttpResponse]


def deprecated(*, since: date, until: date, instead: str) -> Callable[[Any], Any]:
    """Stands above @api_view: since when nobody should begin to use it, until when it answers, and
    the address to use instead (RFC 9745, RFC 8594).
    """
    headers = {
        "Deprecation": f"@{_seconds(since)}",
        "Sunset": http_date(_seconds(until)),
        "Link": f'<{instead}>; rel="successor-version"',
    }

    def decorate(view: View) -> Any:
        @wraps(view)
        def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            for name, value in headers.items():
                response[name] = value
            return response

        return extend_schema(deprecated=True)(answering)

    return decorate


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
