"""What static/js/phone-form.js needs of every form that is filled on a phone."""

import uuid
from typing import Any

from django.utils.translation import gettext as _


def phone_data(key: str, draft_url: str, draft: dict[str, Any] | None) -> dict[str, Any]:
    """`key` is under which the phone keeps the draft: one per person and subject."""
    return {
        "id": str(uuid.uuid4()),
        "key": key,
        "draftUrl": draft_url,
        "draft": draft,
        "texts": _texts(),
    }


def _texts() -> dict[str, str]:
    return {
        "offline": _("No connection. Everything is kept on this phone until you can hand it in."),
        "kept": _("Kept on this phone and on the server, {time}."),
        "keptHere": _("Kept on this phone, {time}."),
        "sending": _("Handing in …"),
        "waiting": _("Waiting for a connection to hand this in. Leave the page open."),
        "signedOut": _(
            "You were signed out. Everything is kept. Sign in again, then come back here."
        ),
        "failed": _("The server could not take this. Everything is kept; try again."),
        "remove": _("Remove"),
    }
