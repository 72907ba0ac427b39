"""Differences of rolls on the to-do page of the department that pays."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assistance.schemes.rolls.lists import differences_seen_by
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    if not may(user, "rolls.settle"):
        return []
    count = differences_seen_by(user).unsettled().count()
    return [Group(_("Differences of rolls to look at"), count, 0, reverse("rolls:differences"))]
