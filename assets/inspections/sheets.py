"""Inspections, done and due, as sheets of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assets.inspections.models import Inspection, InspectionDue
from assets.ledger.sheets import asset_cells, asset_headers
from monitoring.exchange.writing import Table


def inspection_table(inspections: Iterable[Inspection]) -> Table:
    """Of `InspectionQuerySet.for_list`."""
    headers = [
        *asset_headers(), _("Inspected on"), _("State"), _("What was seen"), _("Problem"),
        pgettext("inspection", "By"),
    ]  # fmt: skip
    rows = (
        (
            *asset_cells(each.asset), each.inspected_on, each.state, each.note,
            each.repair.problem if hasattr(each, "repair") else "", str(each.by),
        )
        for each in inspections
    )  # fmt: skip
    return Table(_("Inspections"), headers, rows)


def due_table(due: Iterable[InspectionDue]) -> Table:
    """Of `InspectionDueQuerySet.for_list`."""
    headers = [
        *asset_headers(),
        _("Sub-class"),
        _("State"),
        pgettext("inspection", "Due on"),
        _("Days overdue"),
    ]
    rows = (
        (
            *asset_cells(each.asset), each.asset.kind.name, each.asset.state,
            each.due_on, each.days_overdue,
        )
        for each in due
    )  # fmt: skip
    return Table(_("Inspections due"), headers, rows)
