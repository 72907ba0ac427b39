"""The overview as a workbook, out of the same counts as its page."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from assets.overview.keeping import known
from assets.overview.sheets import tables
from monitoring.exchange.writing import Table
from monitoring.lists.figures import Figures


def _tables(user: User, place: Division) -> Sequence[Table]:
    return tuple(tables(known(user, place).counts))


OVERVIEW = Figures("assets-overview", _("Project assets at a glance"), "assets.export", _tables)
