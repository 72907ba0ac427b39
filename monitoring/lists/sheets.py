"""Columns that the sheets of many lists have in common."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Division
from monitoring.exchange.writing import Table
from monitoring.registry.models import Household


def household_headers() -> list[str]:
    return [_("Household code"), _("Householder"), *place_headers()]


def household_cells(household: Household, division: Division) -> tuple[str, ...]:
    """`division` is that of the row, which its list has fetched."""
    return (household.code, str(household), *place_cells(division))


def place_headers() -> list[str]:
    return [_("Township"), _("Village")]


def place_cells(village: Division) -> tuple[str, str]:
    return str(village.parent or ""), str(village)


def household_table(title: Any, households: Iterable[Household]) -> Table:
    headers = [*household_headers(), _("Household type"), _("Monitored type")]
    return Table(str(title), headers, map(_household, households))


def _household(household: Household) -> Sequence[Any]:
    told = household_cells(household, household.division)
    return (*told, household.household_type, household.monitored_type)
