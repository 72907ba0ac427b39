"""The audit as a workbook."""

import json
from tempfile import NamedTemporaryFile
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.templatetags.audit import event_label

WIDTHS = (20, 18, 16, 24, 20, 12, 8, 40)


def write_audit(rows: QuerySet[Any]) -> tuple[IO[bytes], int]:
    """A temporary file holding all `rows` of audit.trail, gone when closed, and their number."""
    file = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  # the answer closes it
    # Text stays text: nothing that a person wrote becomes a formula.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file.name, options) as book:
        sheet = book.add_worksheet(_("Audit"))
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_row(0, 0, _headers(), book.add_format({"bold": True}))
        count = 0
        for count, row in enumerate(rows.iterator(2000), 1):
            at = timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M:%S")
            who = str(row.by) if row.by else ""
            what = event_label(row.event)
            place = row.division_name or row.division_code
            detail = json.dumps(row.detail, ensure_ascii=False) if row.detail else ""
            told = (at, who, what, place, row.subject, row.subject_id, row.count or "", detail)
            sheet.write_row(count, 0, told)
    return file, count


def _headers() -> list[str]:
    return [
        _("Time"), _("Who"), _("What"), _("Where"), _("Kind of record"), _("Number of the record"),
        _("Rows"), _("Details"),
    ]  # fmt: skip
