"""Relocated households without a job, for the page of what is to do (cases/desk/todo.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assistance.schemes.employment.lists import jobless_seen_by
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    if not may(user, "employment.register"):
        return []
    count = jobless_seen_by(user).count()
    return [
        Group(_("Relocated households without a job"), count, 0, reverse("employment:jobless"))
    ]  # fmt: skip
