"""What the API says where it does not do what it is asked; without the framework's views."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

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
