"""Findings as a sheet of a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from assistance.eligibility.explain import Explained, explain
from assistance.eligibility.models import Finding
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers

AT_ONCE = 1_000


def finding_table(findings: Iterable[Finding]) -> Table:
    headers = [
        *household_headers(), _("Person"), _("Measure"), _("Kind"), _("Why"),
        _("Department"), _("First seen"),
    ]  # fmt: skip
    return Table(_("Findings about measures"), headers, _rows(findings))


def _rows(findings: Iterable[Finding]) -> Iterator[Sequence[Any]]:
    rest = iter(findings)
    while some := list(islice(rest, AT_ONCE)):
        yield from map(_row, explain(some))


def _row(explained: Explained) -> Sequence[Any]:
    found = explained.finding
    return (
        *household_cells(found.household, found.division), str(found.member or ""),
        str(found.measure), found.get_kind_display(), explained.reason, found.department,
        found.first_seen,
    )  # fmt: skip
