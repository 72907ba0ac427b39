"""Plans as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.plans.models import Plan
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def plan_table(plans: Iterable[Plan]) -> Table:
    """Of `PlanQuerySet.for_list`."""
    headers = [
        *household_headers(), _("Version"), _("State"), _("Measures"), _("Expected yuan"),
        _("Contact person"), _("Telephone of the contact person"), _("Submitted on"),
        _("Decided on"),
    ]  # fmt: skip
    return Table(_("Plans of assistance"), headers, map(_row, plans))


def _row(plan: Plan) -> Sequence[Any]:
    return (
        *household_cells(plan.household, plan.division), plan.version,
        plan.get_state_display(), plan.measures, plan.expected,
        plan.contact, plan.contact_phone,
        *(at and timezone.localdate(at) for at in (plan.submitted_at, plan.decided_at)),
    )  # fmt: skip
