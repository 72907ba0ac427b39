"""Reports as a sheet of a workbook; ID number and phone masked."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.personal import mask
from monitoring.cases.clues.reports import reading
from monitoring.cases.clues.reports.models import Report
from monitoring.exchange.writing import Table


def report_table(reports: Iterable[Report]) -> Table:
    """Of `ReportQuerySet.for_list`."""
    headers = [
        _("Who is in difficulty"), _("ID number"), _("Phone"), _("Who reports"), _("Channel"),
        _("Number of the sender"), _("Minors' line"), _("What is hard"), _("In words"),
        _("Lies with"), _("Lies there since"), _("Received on"), _("Days"), _("State"),
        _("Household code"), _("Answered on"), _("Answer"),
    ]  # fmt: skip
    return Table(_("Reports"), headers, map(_row, reading.rows(reports)))


def _row(row: reading.Row) -> Sequence[Any]:
    report = row.report
    return (
        report.name, report.id_number_masked, mask(report.phone), report.get_relation_display(),
        report.get_channel_display(), report.number, _("Yes") if report.minor else "",
        "；".join(report.difficulties_said), report.words, report.division.path,
        timezone.localdate(report.lies_there_since), report.received_on, row.days,  # type: ignore[attr-defined]
        report.get_state_display(), report.household and report.household.code,
        report.answered_on, report.answer,
    )  # fmt: skip
