"""On the page of a case: the papers made for it, and those that can be made."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from monitoring.cases.casework.models import Case
from monitoring.cases.papers import kinds
from monitoring.cases.papers.models import Kind, Paper


def panel(case: Case, user: User) -> tuple[str, dict[str, Any]] | None:
    buttons = [(kind, case.pk) for kind in kinds.of_case(case)]
    buttons += [(Kind.HOUSEHOLD_FILE, case.household_id), (Kind.HELP_CARD, case.household_id)]
    context = {
        "papers": Paper.objects.filter(household=case.household_id)[:10],
        "buttons": buttons,
        "may_make": may(user, "papers.make", case.division_id),
    }
    return "monitoring/papers/panel.html", context
