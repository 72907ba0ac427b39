"""How much of the plan is done, by the divisions inside a place; every count is a door."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, cast

from django.db.models import Count, F, Q
from django.db.models.functions import Left

from accounts.models import Division
from accounts.scope import visible
from monitoring.cases.visits.models import VisitDue
from monitoring.kept import kept
from monitoring.lists.places import Viewer
from monitoring.screening.gaps import BELOW

LARGE = (Division.Level.PROVINCE, Division.Level.CITY)


@dataclass(frozen=True)
class Row:
    division: Division
    due: int  # visits of the periods that run now
    done: int
    overdue: int  # households not visited since a period that is over

    @property
    def percent(self) -> float:
        return self.done * 100 / self.due if self.due else 0


def completion(user: Viewer, place: Division, day: date) -> list[Row]:
    """The divisions directly inside the place."""
    known = kept(
        f"visits:{place.code}:{day}",
        user,
        partial(_counted, user, place, day),
        large=lambda _: place.level in LARGE,
    )
    return list(_rows(known.counts, place))


def _counted(user: Viewer, place: Division, day: date) -> list[dict[str, Any]]:
    dues = cast("Any", visible(VisitDue, user)).within(place)
    running = Q(starts__lte=day, due_on__gte=day)
    grouped = dues.annotate(
        part=Left("division_id", Division.PREFIX[BELOW[Division.Level(place.level)]])
    ).values("part")
    counts = grouped.annotate(
        due=Count("pk", filter=running),
        done=Count("pk", filter=running & Q(visit__isnull=False)),
        overdue=Count("household", distinct=True, filter=Q(visit=None, due_on__lt=day)),
    )
    return list(counts.order_by(F("part")))


def _rows(counted: list[dict[str, Any]], place: Division) -> Iterator[Row]:
    level = BELOW[Division.Level(place.level)]
    width = Division.PREFIX[level]
    names = {
        each.code[:width]: each
        for each in Division.objects.filter(
            code__in=[row["part"].ljust(12, "0") for row in counted]
        )
    }
    for row in counted:
        if row["part"] in names:
            yield Row(names[row["part"]], row["due"], row["done"], row["overdue"])
