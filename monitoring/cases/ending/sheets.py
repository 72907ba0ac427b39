"""Who may leave monitoring, and who stays under long watch, as sheets of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from monitoring.cases.casework.models import Episode
from monitoring.cases.ending.models import Candidate
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def candidate_table(candidates: Iterable[Candidate]) -> Table:
    headers = [*household_headers(), _("Monitored type"), _("Monitored since"), _("Found")]
    return Table(_("Ready to leave monitoring"), headers, map(_candidate, candidates))


def long_watch_table(episodes: Iterable[Episode]) -> Table:
    headers = [*household_headers(), _("Monitored type"), _("Monitored since")]
    return Table(_("Long watch"), headers, map(_episode, episodes))


def _candidate(row: Candidate) -> Sequence[Any]:
    told = household_cells(row.episode.household, row.division)
    return (*told, row.episode.type, row.episode.monitored_on, row.found_on)


def _episode(row: Episode) -> Sequence[Any]:
    return (*household_cells(row.household, row.division), row.type, row.monitored_on)
