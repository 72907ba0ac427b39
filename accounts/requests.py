from collections.abc import Iterable

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class Request(HttpRequest):
    """What a page gets that asks for signing in (LoginRequiredMiddleware)."""

    user: User
    htmx: HtmxDetails


MOST_DIGITS = 18  # of what fits the key of a row, and int() reads at once


def ids(given: Iterable[str]) -> list[int]:
    """The keys of rows among what was sent; anything else names no row."""
    return [int(each) for each in given if each.isdecimal() and len(each) <= MOST_DIGITS]
