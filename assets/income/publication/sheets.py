"""Which villages published the use of a year's income, as a sheet of a workbook."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from monitoring.exchange.writing import Table


def publication_table(villages: Iterable[Any]) -> Table:
    headers = [
        _("Township"), _("Village"), _("Year"), _("Income of the year (yuan)"),
        _("Published on"), _("To be published by"),
    ]  # fmt: skip
    rows = (
        (str(each.parent), each.name, each.year, each.income, each.published_on, each.until)
        for each in villages
    )
    return Table(_("Publication of income"), headers, rows)
