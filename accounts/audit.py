"""The record of what was done by whom. `record` is called inside the action's transaction."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from accounts.events import Event
from accounts.middleware import current_request_id
from accounts.models import AuditEvent, Division, Post, User
from accounts.permissions import MAY, roles
from accounts.querysets import AuditQuerySet
from accounts.scope import areas, inside


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


def trail(user: User | AnonymousUser) -> AuditQuerySet:
    """What the user may read of the audit: their area's, an administrator all but households'."""
    seen = inside(areas(user, MAY["audit.view"]), "division_code")
    if Post.Role.ADMIN in roles(user):
        seen |= ~Q(event__startswith="households.")
    place = Division.objects.filter(pk=OuterRef("division_code")).values("name")
    rows = AuditEvent.objects.filter(seen).select_related("by")
    return rows.annotate(division_name=Subquery(place))


def with_accounts(rows: Iterable[Any]) -> list[Any]:
    """The rows, each with `account`: whose account the act was about, if it was about one."""
    listed = list(rows)
    about = {int(row.subject_id) for row in listed if row.subject == User._meta.label_lower}
    accounts = {str(pk): user for pk, user in User.objects.in_bulk(about).items()}
    for row in listed:
        about_account = row.subject == User._meta.label_lower
        row.account = accounts.get(row.subject_id) if about_account else None
    return listed


def digest(row: AuditEvent) -> bytes:
    """Keyed hash of what a row says; a changed row no longer matches its own."""
    return keyed(
        row.at.isoformat(), row.event, row.by_id, row.division_code, row.subject, row.subject_id,
        row.count, row.detail, row.request_id,
    )  # fmt: skip


def keyed(*said: Any) -> bytes:
    """Keyed hash of values in their order: whoever lacks the key neither makes nor guesses it."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.digest(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256)
