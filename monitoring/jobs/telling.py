from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from monitoring.jobs.actions import Refusal


@contextmanager
def refusal_told(request: HttpRequest) -> Iterator[None]:
    """An act that comes too late changes nothing; the person reads why."""
    try:
        yield
    except Refusal as refusal:
        messages.error(request, str(refusal))
