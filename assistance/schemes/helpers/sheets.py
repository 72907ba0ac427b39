"""What is on helpers, and what givers gave, as sheets of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.schemes.helpers.models import Giver
from assistance.schemes.helpers.reading import Load
from monitoring.exchange.writing import Table


def load_table(loads: Iterable[Load]) -> Table:
    headers = [_("Helper"), _("Households"), _("Visits owed"), _("Of these late")]
    rows = ((each.helper.full_name, each.households, each.owed, each.late) for each in loads)
    return Table(_("Helpers"), headers, rows)


def giver_table(givers: Iterable[Giver]) -> Table:
    headers = [
        _("Giver"), pgettext("giver", "Kind"), _("Gives to"), _("Agreement or document"),
        pgettext("gifts", "Given"), _("Bought"),
    ]  # fmt: skip
    rows = (
        (
            each.name, each.get_kind_display(), str(each.division), each.agreement, each.given,
            each.bought,
        )
        for each in givers
    )  # fmt: skip
    return Table(_("Social forces"), headers, rows)
