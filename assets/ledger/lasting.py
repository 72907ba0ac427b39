"""What is entered from a day on and ended later, for actions, inside their transaction."""

from datetime import date, timedelta
from typing import Any, TypeVar, cast

from django.db import models
from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from monitoring.registry.act import refuse_if, refuse_if_to_come
from monitoring.registry.periods import PeriodQuerySet

Row = TypeVar("Row", bound=models.Model)


def give_way(rows: PeriodQuerySet[Any], day: date) -> None:
    """Those in force end on the day before, so that another one can begin on that day."""
    before = rows.on(day).filter(starts_on__lt=day)
    before.update(ends_on=day - timedelta(days=1))


def end_before(rows: PeriodQuerySet[Any], day: date) -> None:
    """What they are of ends on that day; what began on it or later ends as it begins."""
    last = Value(day - timedelta(days=1), DateField())
    rows.update(ends_on=Greatest(last, F("starts_on")))


def ended(row: Row, ends_on: date, already: str) -> Row:
    """The row as it is now, with its last day; `already` is said of one that has ended."""
    now: Any = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    refuse_if(now.ends_on, already)
    refuse_if_to_come(ends_on)
    refuse_if(ends_on < now.starts_on, _("The last day comes before the first."))
    now.ends_on = ends_on
    now.save(update_fields=["ends_on"])
    return cast("Row", now)
