"""The columns in which a workbook goes back with what became of its rows, by their name."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

# The names differ from those of every feed's fields.
RESULTS: dict[str, "Text"] = {
    "result.fate": _("What became of it"),
    "result.judged_on": _("Judged on"),
    "result.visited_on": _("Home visited on"),
    "result.decided_on": _("Concluded on"),
    "result.helped_on": _("First day of a measure"),
    "result.reason": _("Reason of the result"),
}
