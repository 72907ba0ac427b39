"""Rolls on the page of a household: what was paid each month, and what the statement took over."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from assistance.schemes.rolls.models import Entry
from monitoring.registry.models import Household

SHOWN = 24


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]] | None:
    if not may(user, "rolls.view", household.division_id):
        return None
    rows = Entry.objects.of_rolls().filter(household=household).select_related("member")
    entries = list(rows.order_by("-starts", "topic", "pk")[:SHOWN])
    incomes = list(household.paid_income.all())
    if not (entries or incomes):
        return None
    context = {"household": household, "entries": entries, "incomes": incomes}
    return "assistance/rolls/panel.html", context
