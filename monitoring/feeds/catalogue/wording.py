"""How a field is explained to who fills it in: on the help page, in the workbook, in the API."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monitoring.feeds.catalogue.schema import Field, Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

_TAKES: dict[Kind, "Text"] = {
    Kind.ID_NUMBER: _("ID number of 18 characters, or of a disability certificate"),
    Kind.VILLAGE: _("Division code of a village, 12 digits"),
    Kind.TEXT: _("Text of at most %(most)s characters"),
    Kind.MONEY: _("Yuan with at most two decimals, not negative"),
    Kind.COUNT: _("A whole number from 0 to %(most)s"),
    Kind.QUANTITY: _("A number above zero with at most two decimals"),
    Kind.DATE: _("A day, like 2026-10-18"),
    Kind.MONTH: _("A month, like 2026-10"),
    Kind.YEAR: _("A year, like 2026"),
    Kind.YES_NO: _("Yes or no (是, 否; in the API true, false)"),
}


def takes(field: Field) -> str:
    """What may be written there, in one phrase."""
    if field.takes:
        return str(field.takes)
    if field.kind == Kind.CHOICE:
        return "、".join(field.choices)
    if field.choices:
        return str(_("One of the list in the empty workbook"))
    return str(_TAKES[field.kind]) % {"most": field.most}
