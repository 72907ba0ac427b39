"""Clues as a sheet of a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.reading import Length
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers
from monitoring.screening.forms import criterion_names

AT_ONCE = 1_000


def clue_table(clues: Iterable[Clue]) -> Table:
    headers = [
        *household_headers(), _("State"), _("Standing"), _("Red flags"),
        _("To the line, yuan per person"), _("Why"), _("Waiting since"), _("To be judged by"),
        _("Put off until"), pgettext("verdict", "Reason"), _("Assigned to"),
    ]  # fmt: skip
    return Table(_("Clues"), headers, _rows(clues))


def queue_table(queues: Iterable[Length]) -> Table:
    headers = [
        pgettext("division", "Place"), _("Waiting"), _("Oldest (days)"), _("Overdue"), _("Put off"),
        _("Checks of this week"), _("Weekly capacity"),
    ]  # fmt: skip
    rows = (
        (
            str(each.division), each.waiting, each.days, each.overdue, each.deferred,
            each.week.used, each.week.visits,
        )
        for each in queues
    )  # fmt: skip
    return Table(_("Queues"), headers, rows)


def _rows(clues: Iterable[Clue]) -> Iterator[Sequence[Any]]:
    names = criterion_names()
    for clue in clues:
        why = [names.get(code, code) for code in clue.criteria]
        if clue.reported:
            why.append(pgettext("clue", "Reported by a person"))
        yield (
            *household_cells(clue.household, clue.division), clue.get_state_display(),
            clue.get_standing_display(), clue.reds, clue.gap, "；".join(why), clue.raised_on,
            clue.due_on, clue.deferred_until, clue.reason, str(clue.assigned_to or ""),
        )  # fmt: skip
