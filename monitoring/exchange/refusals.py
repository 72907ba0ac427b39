"""Why a file as a whole is turned away, each reason with a sentence that says what to do."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MAX_ROWS = 1_000_000
HEADER_ROWS = 10  # that a sheet may have above its data
MAX_MEGABYTES = 500


class Refusal(TextChoices):
    EMPTY = (
        "empty",
        _("The file is empty. Choose the file that holds the census and upload it again."),
    )
    TOO_LARGE = (
        "too-large",
        _("The file is larger than 500 MB. Split it by township and upload the parts."),
    )
    TOO_MANY_ROWS = (
        "too-many-rows",
        _(
            "The file has more than 1,000,000 rows (blank rows that carry a format count too). "
            "Delete blank rows at the end, or split it by township and upload the parts."
        ),
    )
    ENCRYPTED = (
        "encrypted",
        _(
            "The file is protected by a password. Open it, remove the password (File, Info, "
            "Protect), save it and upload it again."
        ),
    )
    OLD_FORMAT = (
        "old-format",
        _("This is an old .xls file. Open it, save it as .xlsx and upload that file."),
    )
    BINARY_FORMAT = (
        "binary-format",
        _("This is an .xlsb file. Open it, save it as .xlsx and upload that file."),
    )
    MACROS = (
        "macros",
        _(
            "The file contains macros. Open it, save it as .xlsx (a workbook without macros) and "
            "upload that file."
        ),
    )
    ZIP_BOMB = (
        "zip-bomb",
        _(
            "The file unpacks to far more than a workbook holds, so it was not opened. Copy the "
            "cells to a new workbook, save it as .xlsx and upload that file."
        ),
    )
    TOO_WIDE = (
        "too-wide",
        _(
            "A sheet reaches too far to the right and down. Delete the blank columns and rows "
            "outside the table, save the file and upload it again."
        ),
    )
    NOT_A_WORKBOOK = "not-a-workbook", _("This is not a workbook. Upload an .xlsx or a .csv file.")
    DAMAGED = (
        "damaged",
        _(
            "The file is damaged and cannot be read. Open it, save it as .xlsx under another name "
            "and upload that file."
        ),
    )
    NO_SHEET = (
        "no-sheet",
        _("The workbook has no sheet with cells. Check the file and upload it again."),
    )
    UNKNOWN_ENCODING = (
        "unknown-encoding",
        _(
            "The characters of this .csv file cannot be read. Open it, save it as .xlsx or as "
            "“CSV UTF-8” and upload that file."
        ),
    )


class Refused(Exception):  # noqa: N818  # a decision about a file, not a fault
    """The whole file is refused; nothing of it was used. `code` is stable, `message` is shown.

    A `Refusal` brings its own message.
    """

    def __init__(self, code: str, message: "StrOrPromise" = "", *, file: str = "") -> None:
        self.code = str(code)
        self.message = str(message or Refusal(code).label)
        self.file = file  # its name, where several are read
        super().__init__(self.code)
