from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.cases.desk import standing
from monitoring.cases.desk.sheets import place_table, stage_table
from monitoring.exchange.writing import Table
from monitoring.lists.figures import Figures


def _tables(user: User, place: Division) -> Sequence[Table]:
    counts = standing.counted(user, place)
    return place_table(counts.places), stage_table(counts.stages)


STANDING = Figures("standing", _("Where cases stand"), "desk.supervise", _tables)
