"""The record of what was done by whom. `record` is called inside the action's transaction."""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.middleware import current_request_id
from accounts.models import AuditEvent, User


class Event(models.TextChoices):
    """Every event name, declared once, grouped by noun."""

    SIGNED_IN = "accounts.signed_in"
    SIGN_IN_FAILED = "accounts.sign_in_failed"
    ACCOUNT_CREATED = "accounts.created"
    ACCOUNT_CHANGED = "accounts.changed"
    POST_OPENED = "accounts.post_opened"
    POST_CLOSED = "accounts.post_closed"
    PASSWORD_RESET = "accounts.password_reset"  # noqa: S105  # an event name

    HOUSEHOLD_CHANGED = "households.changed"
    HOUSEHOLD_SPLIT = "households.split"
    HOUSEHOLD_MERGED = "households.merged"
    HOUSEHOLD_MOVED = "households.moved"
    MEMBER_LEFT = "households.member_left"
    MEMBER_RETURNED = "households.member_returned"
    HOUSEHOLD_ENDED = "households.ended"
    HOUSEHOLD_PAIRED = "households.paired"
    PAIRING_ENDED = "households.pairing_ended"
    UNMASKED = "households.unmasked"
    EXPORTED = "households.exported"

    IMPORT_UPLOADED = "imports.uploaded"
    IMPORT_APPLIED = "imports.applied"
    IMPORT_UNDONE = "imports.undone"
    IMPORT_DISCARDED = "imports.discarded"

    VERSION_DRAFTED = "criteria.drafted"
    VERSION_CHANGED = "criteria.changed"
    VERSION_SUBMITTED = "criteria.submitted"
    VERSION_RELEASED = "criteria.released"
    VERSION_RETURNED = "criteria.returned"
    PARAMETER_SET = "criteria.parameter_set"
    PARAMETER_CONFIRMED = "criteria.parameter_confirmed"

    SCREENED = "screening.screened"


def record(
    event: Event,
    *,
    by: User | None,
    division_code: str = "",
    subject: models.Model | None = None,
    count: int | None = None,
    **detail: Any,
) -> AuditEvent:
    """One row for one act; bulk work is one row with its count. No personal data in `detail`."""
    row = AuditEvent(
        at=timezone.now(),
        event=event,
        by=by,
        division_code=division_code,
        subject=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        count=count,
        detail=detail,
        request_id=current_request_id(),
    )
    row.digest = digest(row)
    row.save(force_insert=True)
    return row


def digest(row: AuditEvent) -> bytes:
    """Keyed hash of what a row says; a changed row no longer matches its own."""
    said = [
        row.at.isoformat(), row.event, row.by_id, row.division_code, row.subject, row.subject_id,
        row.count, row.detail, row.request_id,
    ]  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.digest(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256)
