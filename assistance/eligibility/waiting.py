"""Findings for the office that pays, on the page of what is to do (cases/desk/todo.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assistance.eligibility.lists import seen_by
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    if not may(user, "findings.settle"):
        return []
    count = seen_by(user).open().unsettled().count()
    label = _("Findings about measures to look at")
    return [Group(label, count, 0, reverse("entitlement:finding-list"))]
