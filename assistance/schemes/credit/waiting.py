"""What of small credit waits for a person, for the page of what is to do (cases/desk/todo.py)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assistance.schemes.credit.lists import loans_seen_by
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    if not may(user, "credit.remind"):
        return []
    today, seen, page = timezone.localdate(), loans_seen_by(user), reverse("credit:list")
    late = seen.overdue(today).count()
    return [
        Group(_("Small loans due within 90 days"), seen.due_soon(today).count(), 0,
              f"{page}?state=due"),
        Group(_("Small loans overdue"), late, late, f"{page}?state=overdue"),
    ]  # fmt: skip
