"""What tasks add to the pages of a household, a case and a visit: theirs, and a way to give one."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.permissions import may
from monitoring.cases.casework.models import Case
from monitoring.cases.visits.models import Visit
from monitoring.feeds.tasks.querysets import TaskQuerySet
from monitoring.feeds.tasks.reading import suggested
from monitoring.registry.models import Household

SHOWN = 5

Panel = tuple[str, dict[str, Any]]


def of_household(household: Household, user: User) -> Panel | None:
    door = reverse("tasks:give-household", args=[household.pk])
    return _panel(household, household.tasks.all(), door, user)


def of_case(case: Case, user: User) -> Panel | None:
    door = reverse("tasks:give-case", args=[case.pk])
    return _panel(case.household, case.tasks.all(), door, user)


def of_visit(visit: Visit, user: User) -> Panel | None:
    door = reverse("tasks:give-visit", args=[visit.pk])
    return _panel(visit.household, visit.tasks.all(), door, user)


def _panel(household: Household, tasks: TaskQuerySet, door: str, user: User) -> Panel | None:
    """None where there is no task and the user gives none."""
    active = household.status == Household.Status.ACTIVE
    gives = active and may(user, "tasks.give", household.division_id)
    listed = tasks.select_related("kind")[:SHOWN]
    if not (listed or gives):
        return None
    context = {
        "tasks": listed,
        "door": door if gives else "",
        "suggested": suggested(household) if gives else [],
    }
    return "monitoring/tasks/panel.html", context
