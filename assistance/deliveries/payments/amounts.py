"""Amounts of the rows of a list, from its page or from a workbook."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from monitoring.registry.cleaning import digits, text
from monitoring.registry.findings import Problem
from monitoring.registry.quantities import amount
from monitoring.registry.readback import Headers, records

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

HEADERS: Headers = {
    "row": ("序号", "行号", "编号"),
    "amount": ("金额（元）", "金额(元)", "金额", "发放金额", "应发金额"),
}
PREFIX = "amount-"
_clean = amount(12)


def of_page(data: Mapping[str, Any]) -> dict[int, Decimal]:
    """Of the fields that are filled."""
    told = {
        name.removeprefix(PREFIX): value
        for name, value in data.items()
        if name.startswith(PREFIX) and text(value)
    }
    return dict(_read(row, value) for row, value in told.items())


def of_workbook(file: "UploadedFile[bytes]") -> dict[int, Decimal]:
    rows = records(file, HEADERS, needed=("row", "amount"))
    return dict(_read(digits(row.cells.get("row")), row.cells.get("amount")) for row in rows)


def _read(row: str, said: Any) -> tuple[int, Decimal]:
    try:
        return int(row), _clean(said) or Decimal(0)
    except (Problem, InvalidOperation, ValueError):
        raise ValidationError(
            _("Row %(row)s: write the amount as a number, for example 500.00.")
            % {"row": row or "?"}
        ) from None
