"""Splits, merges and transfers as a sheet of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assets.restructuring.models import Restructuring
from monitoring.exchange.writing import Table


def restructuring_table(cases: Iterable[Restructuring]) -> Table:
    """Of `RestructuringQuerySet.for_list`."""
    headers = [
        pgettext("restructuring", "Kind"), _("Assets"), _("Place it is about"), _("As of"),
        _("Original value (yuan)"), _("Become"), pgettext("asset", "Reason"), _("Document"),
        _("State"), _("Proposed by"), _("Decided by"), _("Opinion"),
    ]  # fmt: skip
    rows = (
        (
            each.get_kind_display(), each.names, each.division.path, each.day, each.value,
            each.become, each.reason, each.document, each.get_state_display(), str(each.by),
            str(each.decided_by or ""), each.opinion,
        )
        for each in cases
    )  # fmt: skip
    return Table(_("Splits, merges and transfers"), headers, rows)
