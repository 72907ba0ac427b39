"""What is shown where no view answers: pages for people, one shape of JSON for programs."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views import defaults

from monitoring.rest.errors import is_for_programs, problem


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_for_programs(request):
        return problem(400, "parse_error")
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_for_programs(request):
        return problem(404, "not_found")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database cannot be reached, 500 for a fault of ours."""
    unreachable = isinstance(sys.exc_info()[1], InterfaceError | OperationalError)
    status = 503 if unreachable else 500
    if is_for_programs(request):
        return problem(status, "unreachable" if unreachable else "error")
    return HttpResponse(loader.get_template(f"{status}.html").render(), status=status)
