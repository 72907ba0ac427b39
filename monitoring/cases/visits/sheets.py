"""Visits as sheets of a workbook: the plan, the visits made, and the national app's round."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from monitoring.cases.visits.completion import Row
from monitoring.cases.visits.groups import LABELS
from monitoring.cases.visits.models import Visit, VisitDue
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers

# Headers of the national app's export, and what else they are called.
ROUND = {
    "household": ("户编号", "家庭编号"),
    "visited_on": ("排查日期", "走访日期", "排查时间"),
    "checker": ("排查人", "走访人"),
    "difficulties": ("困难诉求", "存在问题", "备注"),
}
REQUIRED = ("household", "visited_on")


def plan_table(dues: Iterable[VisitDue]) -> Table:
    headers = [
        *household_headers(), _("Group"),
        _("Why so often"), _("Due"), _("Days overdue"), _("Assigned to"), _("Visited on"),
    ]  # fmt: skip
    return Table(_("Visit plan"), headers, map(_due, dues))


def visit_table(visits: Iterable[Visit]) -> Table:
    headers = [
        *household_headers(), _("Visited on"),
        _("Purpose of the visit"), _("Way"), _("By"), _("Second checker"), _("Finding"),
        _("Difficulties"),
    ]  # fmt: skip
    return Table(_("Visits"), headers, map(_visit, visits))


def groups_said(due: VisitDue) -> str:
    return "、".join(str(LABELS[code]) for code in due.groups if code in LABELS)


def recognised(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    """The first row that names a household, from 1, and the column of each header it has."""
    for number, row in enumerate(rows, 1):
        texts = [str(cell).strip() for cell in row]
        found = {
            name: texts.index(header)
            for name, headers in ROUND.items()
            for header in headers
            if header in texts
        }
        if "household" in found:
            return number, found
    return 0, {}


def _due(due: VisitDue) -> Sequence[Any]:
    late = (timezone.localdate() - due.due_on).days if due.visit is None else 0
    return (
        *household_cells(due.household, due.division), due.get_kind_display(), groups_said(due),
        due.due_on, max(late, 0) or None, str(due.assigned_to or ""),
        due.visit.visited_on if due.visit else None,
    )  # fmt: skip


def _visit(visit: Visit) -> Sequence[Any]:
    return (
        *household_cells(visit.household, visit.division), visit.visited_on,
        visit.get_purpose_display(), visit.get_way_display(), str(visit.by), visit.second_name,
        visit.get_finding_display(), visit.difficulties,
    )  # fmt: skip


def completion_table(rows: Sequence[Row]) -> Table:
    headers = [
        pgettext("division", "Place"), _("Planned"), _("Visited"), _("Completion"), _("Overdue"),
    ]  # fmt: skip
    told = (
        (str(row.division), row.due, row.done, f"{row.percent:.0f}%", row.overdue) for row in rows
    )
    return Table(_("Completion of visits"), headers, told)
