"""What every address that takes records reads of a call: the list, and the key it comes under."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.records.pushes import MOST, Key, KeyUsedError
from monitoring.feeds.records.serializers import PushHeaders
from monitoring.rest.refusals import Refused

KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, pattern=r"^[\x21-\x7e]{1,100}$",
    description=str(_("The same key again is answered as the first time and does nothing.")),
)  # fmt: skip
SOME_INVALID = 207


def records_of(request: ClientRequest) -> list[object]:
    """The list of records; one that is none or too long is refused as a whole."""
    body = request.data
    records = body.get("records") if isinstance(body, dict) else None
    if not isinstance(records, list) or set(body) != {"records"}:
        raise ValidationError({"records": [_('Send an object with a list: {"records": [ … ]}.')]})
    if not 1 <= len(records) <= MOST:
        raise ValidationError({"records": [_("Send 1 to %(most)s records.") % {"most": MOST}]})
    return records


def key_of(request: ClientRequest) -> Key:
    sent = request.headers.get("Idempotency-Key")
    key = PushHeaders(data={} if sent is None else {"key": sent})
    key.is_valid(raise_exception=True)
    digest = hashlib.sha256(repr(request.data).encode()).digest()
    return Key(key.validated_data.get("key", ""), digest)


@contextmanager
def keyed() -> Iterator[None]:
    """A key that came before with other records is refused."""
    try:
        yield
    except KeyUsedError:
        message = _("This key came before with other records. Send these under a new key.")
        raise Refused(409, "key_used", message) from None
