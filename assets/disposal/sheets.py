"""Disposals and changes of operator as a sheet of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assets.disposal.models import Disposal
from monitoring.exchange.writing import Table


def disposal_table(rows: Iterable[Disposal]) -> Table:
    """Of `DisposalQuerySet.for_list`."""
    headers = [
        _("Number of the asset"), _("Name of the asset"), _("Place it is about"),
        pgettext("disposal", "Way"), _("State"), pgettext("asset", "Reason"),
        _("Who takes it over"), _("Appraised value (yuan)"), _("Price (yuan)"),
        _("Received (yuan)"), _("Carried out on"), _("Decided by"), _("Opinion"),
    ]  # fmt: skip
    cells = (
        (
            each.asset.number, each.asset.name, each.division.path, each.get_way_display(),
            each.get_state_display(), each.reason, each.taker, each.appraised, each.price,
            each.received, each.done_on, str(each.decided_by or ""), each.opinion,
        )
        for each in rows
    )  # fmt: skip
    return Table(_("Disposals and changes of operator"), headers, cells)
