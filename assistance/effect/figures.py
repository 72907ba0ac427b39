from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from assistance.effect.places import counted
from assistance.effect.sheets import place_table
from monitoring.exchange.writing import Table
from monitoring.lists.figures import Figures


def _tables(user: User, place: Division) -> Sequence[Table]:
    total, places = counted(user, place)
    return (place_table([*places, total]),)


PLACES = Figures("effect-places", _("What help did, by place"), "desk.supervise", _tables)
