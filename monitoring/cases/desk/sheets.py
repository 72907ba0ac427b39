"""Where cases stand as sheets of a workbook: by step, and by place."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from monitoring.cases.desk.standing import Place, Stage
from monitoring.exchange.writing import Table


def stage_table(stages: Iterable[Stage]) -> Table:
    headers = [_("Open step"), _("Running cases"), _("Overdue"), _("Oldest case, days")]
    return Table(_("Step by step"), headers, map(_stage, stages))


def place_table(places: Iterable[Place]) -> Table:
    headers = [
        _("Code"), pgettext("division", "Place"), _("Overdue"), _("Clues to judge"),
        _("Running cases"), _("Oldest case, days"),
    ]  # fmt: skip
    return Table(_("By place"), headers, map(_place, places))


def _stage(stage: Stage) -> Sequence[Any]:
    return (stage.label, stage.count, stage.overdue, stage.days)


def _place(place: Place) -> Sequence[Any]:
    division = place.division
    return (
        division.code, str(division), place.overdue, place.clues, place.cases, place.days
    )  # fmt: skip
