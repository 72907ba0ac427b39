"""What is shown when the application itself fails: a page that needs nothing of it."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database cannot be reached, 500 for a fault of ours."""
    unreachable = isinstance(sys.exc_info()[1], InterfaceError | OperationalError)
    status = 503 if unreachable else 500
    return HttpResponse(loader.get_template(f"{status}.html").render(), status=status)
