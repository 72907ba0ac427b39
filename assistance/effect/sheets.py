"""What help did as sheets of a workbook: household by household, and place by place."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.effect.models import HelpEffect
from assistance.effect.places import Place
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def effect_table(rows: Iterable[HelpEffect]) -> Table:
    """Of `HelpEffectQuerySet.for_list`."""
    headers = [
        *household_headers(), _("Monitored since"), _("Risk eliminated on"), _("First measure on"),
        _("Days until the first measure"), _("Measures in force"),
        _("Development measures in force"), _("Yuan received"),
        _("Measures without effect after two quarters"),
    ]  # fmt: skip
    return Table(_("What help did, by household"), headers, map(_row, rows))


def place_table(places: Iterable[Place]) -> Table:
    headers = [
        _("Code"), pgettext("division", "Place"), _("Monitored"), _("With a measure"),
        _("Coverage, per cent"), _("Able to work"), _("With a development measure"),
        _("Development coverage, per cent"), _("Identified in 12 months"),
        _("Days until the first measure, median"), _("Eliminated in 12 months"),
        _("Yuan received by them"), _("Yuan per eliminated household"),
        _("Households without effect"), _("Measures without effect"),
    ]  # fmt: skip
    return Table(_("What help did, by place"), headers, map(_place, places))


def _row(row: HelpEffect) -> Sequence[Any]:
    return (
        *household_cells(row.household, row.division), row.monitored_on, row.closed_on,
        row.first_on, row.lag, row.given, row.development_given, row.cost, row.without_effect,
    )  # fmt: skip


def _place(place: Place) -> Sequence[Any]:
    return (
        place.division.code, str(place.division), place.monitored, place.helped, place.coverage,
        place.able, place.developing, place.development, place.identified, place.lag_median,
        place.eliminated, place.spent, place.cost_each, place.stalled, place.stalled_measures,
    )  # fmt: skip
