"""What a household got out of the income of assets, and of which assets, on its page."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from assets.income.distributions.origins import origins, parts_of
from monitoring.registry.models import Household


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]] | None:
    """None where nothing was ever paid."""
    if not may(user, "assistance.view", household.division_id):
        return None
    rows = household.payouts.exclude(delivery=None).select_related(
        "line__use", "line__distribution__division", "member", "delivery"
    )
    paid = list(rows.order_by("-line__distribution__starts_on", "pk"))
    if not paid:
        return None
    came_from = origins(row.line.distribution_id for row in paid)
    context = {
        "payouts": [
            (row, parts_of(row.amount, came_from.get(row.line.distribution_id, []))) for row in paid
        ],
    }
    return "assets/income/distributions/household.html", context
