"""Meetings, notices and announcements as sheets of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from monitoring.cases.meetings.models import Announcement, Meeting, Notice
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import place_cells, place_headers

# Each row has the number of its households as `n` (meetings/lists.py).


def meeting_table(meetings: Iterable[Meeting]) -> Table:
    headers = [
        *place_headers(), _("Held on"), _("Kind of meeting"), _("Where"), _("Chaired by"),
        _("Minutes by"), _("Attended"), _("Households"),
    ]  # fmt: skip
    return Table(_("Meetings"), headers, map(_meeting, meetings))


def notice_table(notices: Iterable[Notice]) -> Table:
    headers = [
        *place_headers(), _("Posted on"), _("Until"), _("Where"), _("Households"), _("Objections"),
    ]  # fmt: skip
    return Table(_("Public notices"), headers, map(_notice, notices))


def announcement_table(announcements: Iterable[Announcement]) -> Table:
    headers = [_("Township"), _("Announced on"), _("Document number"), _("Households")]
    return Table(_("Announcements"), headers, map(_announcement, announcements))


def _meeting(row: Any) -> Sequence[Any]:
    return (
        *place_cells(row.division), row.held_on, row.get_kind_display(), row.place, row.chair,
        row.recorder, len(row.attendance), row.n,
    )  # fmt: skip


def _notice(row: Any) -> Sequence[Any]:
    return (*place_cells(row.division), row.posted_on, row.until, row.place, row.n, row.objected)


def _announcement(row: Any) -> Sequence[Any]:
    return (str(row.division), row.announced_on, row.number, row.n)
