"""Help that is due, for the page of what is to do: who plans it, and each level above the late."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import MAY, may
from accounts.scope import areas, inside
from assistance.duties.lists import open_seen_by
from assistance.duties.models import Duty
from monitoring.cases.desk.todo import Group, counts
from monitoring.cases.procedures.models import Level


def groups(user: User) -> list[Group]:
    found = [_missed_by(level, user) for level in Level.values]
    if may(user, "plans.draft"):
        url = reverse("duties:list")
        found.insert(0, Group(_("Help that is due"), *counts(open_seen_by(user)), url))
    return found


def _missed_by(level: str, user: User) -> Group:
    """What a level let pass is seen to one level up."""
    held = areas(user, MAY[f"cases.late_{level}"])
    late = Duty.objects.open().filter(inside(held), missed_by=level).count() if held else 0
    url = f"{reverse('duties:list')}?missed_by={level}"
    return Group(_("Late help escalated to you"), late, late, url)
