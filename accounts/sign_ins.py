"""Who signed in and out, and who tried: from Django's own signals, its only notice of them."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from accounts import audit
from accounts.events import Event
from accounts.middleware import mark_active
from accounts.models import User
from accounts.personal import keyed_hash
from accounts.reach import seat


def listen() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="audit")
    user_logged_out.connect(_signed_out, dispatch_uid="audit")
    user_login_failed.connect(_failed, dispatch_uid="audit")


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    mark_active(request)
    audit.record(Event.SIGNED_IN, by=user, division_code=seat(user))


def _signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        audit.record(Event.SIGNED_OUT, by=user, division_code=seat(user))


def _failed(credentials: dict[str, str], **_: Any) -> None:
    # A hash, because people type their password into the wrong box.
    tried = keyed_hash(credentials.get("username") or "").hex()
    audit.record(Event.SIGN_IN_FAILED, by=None, username_hash=tried)
