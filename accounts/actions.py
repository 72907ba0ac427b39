"""Every change of an account. `by` is who does it; None is the person at the server's console."""

import secrets
import uuid
from datetime import date
from typing import IO, Any

from axes.utils import reset as forget_failures
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import audit, posts
from accounts.events import Event
from accounts.models import Division, Post, User
from accounts.querysets import AuditQuerySet
from accounts.races import save_or_say
from accounts.reach import managed, may_give, seat
from accounts.sheets import write_audit

LETTERS = "abcdefghjkmnpqrstuvwxyz"  # none that is read for another on paper
DIGITS = "23456789"


def temporary_password() -> str:
    """To be read aloud or copied by hand once: three groups of letters and one of digits."""
    groups = ["".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)]
    return "-".join([*groups, "".join(secrets.choice(DIGITS) for _ in range(4))])


@transaction.atomic
def create_account(
    username: str,
    *,
    by: User | None,
    password: str,
    role: str,
    division: Division | None = None,
    full_name: str = "",
    phone: str = "",
    must_change_password: bool = False,
    **post: Any,
) -> User:
    """An account with its first post; `post` may give department, starts and ends."""
    user = User(
        username=username,
        full_name=full_name,
        phone=phone,
        must_change_password=must_change_password,
    )
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    save_or_say(user, force_insert=True)
    audit.record(
        Event.ACCOUNT_CREATED, by=by, subject=user, division_code=division.code if division else ""
    )
    _open_post(user, by=by, role=role, division=division, **post)
    return user


@transaction.atomic
def create_machine(full_name: str, *, by: User, division: Division, department: str) -> User:
    """The account in whose name a program of a department acts; nobody can sign in with it."""
    user = User(username=f"machine-{uuid.uuid4()}", full_name=full_name, is_machine=True)
    user.set_unusable_password()
    user.full_clean()
    user.save(force_insert=True)
    audit.record(Event.ACCOUNT_CREATED, by=by, subject=user, division_code=division.code)
    _open_post(user, by=by, role=Post.Role.DEPARTMENT, division=division, department=department)
    return user


@transaction.atomic
def change_account(user: User, *, by: User | None, full_name: str, phone: str) -> None:
    _require_managed(by, user)
    user.full_name, user.phone = full_name, phone
    user.full_clean(exclude=["password"])
    user.save(update_fields=["full_name", "phone"])
    _record(Event.ACCOUNT_CHANGED, by, user)


@transaction.atomic
def open_post(
    user: User, *, by: User | None, role: str, division: Division | None = None, **fields: Any
) -> Post:
    """A role at a division from a day on; `fields` may give department, starts and ends."""
    _require_managed(by, user)
    return _open_post(user, by=by, role=role, division=division, **fields)


@transaction.atomic
def close_post(post: Post, *, by: User | None, ends: date) -> None:
    """`ends` is the last day of the post."""
    _require_managed(by, post.user)
    _require_giving(by, post)
    post.ends = ends
    post.full_clean(exclude=["department"])  # its text may be older than the list
    post.save(update_fields=["ends"])
    posts.forget()
    code = post.division_id or ""
    audit.record(
        Event.POST_CLOSED,
        by=by,
        subject=post.user,
        division_code=code,
        role=post.role,
        ends=str(ends),
    )


@transaction.atomic
def deactivate(user: User, *, by: User | None) -> None:
    """The person is signed out everywhere and cannot sign in; posts and past acts stay."""
    _set_active(user, by=by, active=False, event=Event.ACCOUNT_DEACTIVATED)


@transaction.atomic
def reactivate(user: User, *, by: User | None) -> None:
    _set_active(user, by=by, active=True, event=Event.ACCOUNT_REACTIVATED)


@transaction.atomic
def reset_password(user: User, *, by: User | None) -> str:
    """A temporary password, told once; it signs out every session and opens only its own change."""
    _require_managed(by, user)
    password = temporary_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    forget_failures(username=user.username)
    _record(Event.PASSWORD_RESET, by, user)
    return password


@transaction.atomic
def change_own_password(user: User, password: str) -> None:
    """`password` has passed the validators, and the old one was asked for."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    _record(Event.PASSWORD_CHANGED, user, user)


@transaction.atomic
def unlock(user: User, *, by: User | None) -> None:
    """Forget the wrong passwords that lock the account for a while."""
    _require_managed(by, user)
    forget_failures(username=user.username)
    _record(Event.ACCOUNT_UNLOCKED, by, user)


@transaction.atomic
def export_audit(rows: AuditQuerySet, *, by: User) -> IO[bytes]:
    """A workbook of all `rows`; who took it, and how many, is in the audit in turn."""
    file, count = write_audit(rows)
    audit.record(Event.AUDIT_EXPORTED, by=by, division_code=seat(by), count=count)
    return file


def _open_post(user: User, *, by: User | None, **fields: Any) -> Post:
    post = Post(user=user, **fields)
    _require_giving(by, post)
    _require_department(post)
    post.full_clean()
    save_or_say(post, force_insert=True)
    posts.forget()
    code = post.division_id or ""
    audit.record(Event.POST_OPENED, by=by, subject=user, division_code=code, role=post.role)
    return post


def _require_department(post: Post) -> None:
    """Feeds and tasks come to an office by its department."""
    if post.role == Post.Role.DEPARTMENT and not post.department:
        raise ValidationError({"department": _("Choose the department of this office.")})
    if post.role != Post.Role.DEPARTMENT and post.department:
        raise ValidationError({"department": _("Only a department office has a department.")})


def _set_active(user: User, *, by: User | None, active: bool, event: Event) -> None:
    _require_managed(by, user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    _record(event, by, user)


def _require_managed(by: User | None, user: User) -> None:
    if by and not managed(by).filter(pk=user.pk).exists():
        raise PermissionDenied


def _require_giving(by: User | None, post: Post) -> None:
    if by and not may_give(by, post.role, post.division):
        raise PermissionDenied


def _record(event: Event, by: User | None, user: User) -> None:
    audit.record(event, by=by, subject=user, division_code=seat(user))
