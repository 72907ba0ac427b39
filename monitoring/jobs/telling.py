from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from monitoring.jobs.actions import Refusal


@contextmanager
def refusal_told(request: HttpRequest) -> Iterator[None]:
    """An act that is refused, or comes too late, changes nothing; the person reads why."""
    try:
        yield
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
