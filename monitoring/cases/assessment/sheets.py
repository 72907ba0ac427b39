"""Who waits for the entry in the national system, as a sheet of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from monitoring.cases.assessment.models import NationalEntry
from monitoring.cases.casework.models import CaseStep
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def entry_table(steps: Iterable[CaseStep]) -> Table:
    headers = [*household_headers(), _("Monitored type"), _("Answer")]
    rows = (
        (
            *household_cells(step.household, step.division),
            str(step.case.episode.get_type_display()),
            answer(getattr(step.case, "national_entry", None)),
        )
        for step in steps
    )
    return Table(_("Entry in the national system"), headers, rows)


def answer(entry: NationalEntry | None) -> str:
    """What the national system said, in words."""
    if entry is None:
        return _("Not entered yet")
    return "；".join(entry.errors) or _("Entered")
