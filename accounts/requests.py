from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class Request(HttpRequest):
    """What a page gets that asks for signing in (LoginRequiredMiddleware)."""

    user: User
    htmx: HtmxDetails
