from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.cases.clues.reading import lengths
from monitoring.cases.clues.seen import clues_seen_by
from monitoring.cases.clues.sheets import queue_table
from monitoring.exchange.writing import Table
from monitoring.lists.figures import Figures


def _tables(user: User, place: Division) -> Sequence[Table]:
    return (queue_table(lengths(clues_seen_by(user), place)),)


QUEUES = Figures("clue-queues", _("Queues"), "cases.export", _tables)
