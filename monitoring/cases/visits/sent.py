"""What the scripts of the visit page send as JSON: only what a text column can keep is read."""

import json
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_CHARACTERS = 400_000  # of a draft: two drawn signatures and every value of a large household


def read(sent: str | bytes) -> dict[str, Any]:
    """ValueError where it is no object, or holds what the database knows no text for."""
    try:
        found = json.loads(sent)
        written = json.dumps(found, allow_nan=False, ensure_ascii=False)
    except RecursionError as error:
        raise ValueError from error
    written.encode()  # half a character has no bytes
    if not isinstance(found, dict) or "\\u0000" in written:
        raise ValueError
    return found


def read_draft(body: bytes) -> dict[str, Any] | None:
    """What is typed and not handed in, with the id that the page made; None where it is not so."""
    try:
        data = read(body[:MOST_CHARACTERS])
        return data | {"id": str(uuid.UUID(data["id"]))}
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


class SentField(forms.CharField):
    """An object; where nothing was sent, an empty one."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read(text) if text else {}
        except ValueError as error:
            said = _("This is not what the visit page sends. Load it again.")
            raise ValidationError(said) from error
