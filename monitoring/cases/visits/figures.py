from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.cases.visits.completion import completion
from monitoring.cases.visits.sheets import completion_table
from monitoring.exchange.writing import Table
from monitoring.lists.figures import Figures


def _tables(user: User, place: Division) -> Sequence[Table]:
    return (completion_table(completion(user, place, timezone.localdate())),)


COMPLETION = Figures("visit-completion", _("Completion of visits"), "cases.export", _tables)
