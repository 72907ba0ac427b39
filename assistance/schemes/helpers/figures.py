from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from accounts.scope import inside
from assistance.schemes.helpers.reading import givers_seen_by, loads
from assistance.schemes.helpers.sheets import giver_table, load_table
from monitoring.exchange.writing import Table
from monitoring.lists.figures import Figures


def _loads(_user: User, place: Division) -> Sequence[Table]:
    return (load_table(loads(place)),)


def _givers(user: User, place: Division) -> Sequence[Table]:
    return (giver_table(givers_seen_by(user).filter(inside([place])).for_list()),)


LOADS = Figures("helper-loads", _("Helpers"), "cases.export", _loads)
GIVERS = Figures("givers", _("Social forces"), "cases.export", _givers)
