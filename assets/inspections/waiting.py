"""What of inspections waits for a person, for the page of what is to do (cases/desk/todo.py)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assets.inspections.lists import due_seen_by
from assets.inspections.repairs.lists import repairs_seen_by
from monitoring.cases.desk.todo import Group, counts


def groups(user: User) -> list[Group]:
    found, repairs = [], reverse("repairs:list")
    if may(user, "assets.register"):
        soon = counts(due_seen_by(user).soon(timezone.localdate()))
        broken = counts(repairs_seen_by(user).open())
        found = [
            Group(_("Assets to inspect"), *soon, f"{reverse('inspections:due')}?until=soon"),
            Group(_("Problems of assets to repair"), *broken, f"{repairs}?state=open"),
        ]
    if may(user, "assets.confirm"):
        fixed = repairs_seen_by(user).fixed().count()
        found.append(Group(_("Repairs to confirm"), fixed, 0, f"{repairs}?state=fixed"))
    return found
