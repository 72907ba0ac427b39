"""How far a client has read: opaque text, valid for the question it was begun with."""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from monitoring.rest.refusals import Refused

SHAPE = re.compile(r"([0-9a-f]{16})\.(\d{1,18})\.(\d{1,18})")

# Another cluster or timeline: a backup was restored, and what it lacks was told already.
EPOCH = """
SELECT system_identifier || '.' || timeline_id FROM pg_control_system(), pg_control_checkpoint()
"""


START_ANEW = _(
    "This cursor no longer holds: the parameters, your area or your fields changed, or the service "
    "was restored from a backup. Begin without a cursor and replace your copy."
)


@dataclass(frozen=True)
class Cursor:
    asked: str  # digest of the question and of the database that answered it
    first_until: int  # up to here it is the first reading: nothing to take back yet
    position: int

    def __str__(self) -> str:
        said = f"{self.asked}.{self.first_until}.{self.position}"
        return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read(text: str, asked: str) -> Cursor:
    """The cursor of an earlier page, refused for any other question than `asked`."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        found = SHAPE.fullmatch(base64.b64decode(padded, altchars=b"-_", validate=True).decode())
    except (binascii.Error, UnicodeError):
        found = None
    if not found:
        message = _("This is not a cursor. Give `next` of the page before, unchanged.")
        raise ValidationError({"cursor": message})
    if found[1] != asked:
        raise Refused(410, "start_anew", START_ANEW)
    return Cursor(asked, int(found[2]), int(found[3]))


def digest(*question: Any) -> str:
    """Of who asks for what, and of the database that is asked."""
    with connection.cursor() as cursor:
        cursor.execute(EPOCH)
        said = json.dumps([cursor.fetchone(), *question], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
