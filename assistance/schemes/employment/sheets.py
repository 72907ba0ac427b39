"""The register of work as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.schemes.employment.models import Work
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def work_table(work: Iterable[Work]) -> Table:
    """Of `WorkQuerySet.for_list`."""
    headers = [
        *household_headers(), _("Name"), _("Month"), _("How far from home"),
        pgettext("employment", "Employer"), _("Workshop"), _("Wage of the month (yuan)"),
    ]  # fmt: skip
    return Table(_("Register of work"), headers, map(_work, work))


def _work(row: Work) -> Sequence[Any]:
    return (
        *household_cells(row.household, row.division), row.member.name, f"{row.month:%Y-%m}",
        row.get_area_display(), row.employer, str(row.workshop or ""), row.wage,
    )  # fmt: skip
