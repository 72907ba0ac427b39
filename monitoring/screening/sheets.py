"""Flags as a sheet of a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers
from monitoring.screening.explain import ExplainedFlag, explain_flags
from monitoring.screening.models import Flag

AT_ONCE = 1_000


def flag_table(flags: Iterable[Flag]) -> Table:
    headers = [
        *household_headers(), _("Severity"),
        _("Effect"), _("Criterion"), _("Why"), _("Gap"), _("Suggested risk"), _("First seen"),
    ]  # fmt: skip
    return Table(_("Flags"), headers, _rows(flags))


def _rows(flags: Iterable[Flag]) -> Iterator[Sequence[Any]]:
    rest = iter(flags)
    while some := list(islice(rest, AT_ONCE)):
        yield from map(_row, explain_flags(some))


def _row(explained: ExplainedFlag) -> Sequence[Any]:
    flag, criterion = explained.flag, explained.criterion
    return (
        *household_cells(flag.household, flag.division), flag.get_severity_display(),
        flag.get_effect_display(), criterion.name, explained.sentence, explained.gap_sentence,
        criterion.risk, flag.first_seen,
    )  # fmt: skip
