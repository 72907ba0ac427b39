"""Claims as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.schemes.insurance.models import Claim
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def claim_table(claims: Iterable[Claim]) -> Table:
    """Of `ClaimQuerySet.for_list`."""
    headers = [
        *household_headers(), _("Person"), pgettext("claim", "Kind"), _("Cause"), _("Year"),
        pgettext("claim", "What happened"), pgettext("claim", "State"),
        _("Own burden after all reimbursements"), _("Pay-out (yuan)"), pgettext("claim", "Reason"),
    ]  # fmt: skip
    return Table(_("Poverty insurance and assistance fund"), headers, map(_claim, claims))


def _claim(row: Claim) -> Sequence[Any]:
    return (
        *household_cells(row.household, row.division), str(row.member or ""),
        row.get_kind_display(), row.get_cause_display(), row.year, row.trigger,
        row.get_state_display(), row.burden, row.amount, row.reason,
    )  # fmt: skip
