"""One page of a list: what changed after the cursor, as it is now, and what is gone.

A page looks at a bounded number of revisions, so it costs the same however long the list is. In
the first reading only rows are told; afterwards a change that takes a row out of the area or of the
filters is told as `gone`, so that a client's copy stays exactly what it asked for.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Division, User
from accounts.scope import NOTHING, inside, visible
from monitoring.feeds.changes import cursors
from monitoring.feeds.changes.cursors import Cursor
from monitoring.feeds.changes.models import Revision
from monitoring.feeds.changes.resources import Resource
from monitoring.feeds.changes.settling import settle
from monitoring.registry.models import Household

# Where filters leave out much, a page looks at more revisions than it tells rows.
WINDOW = 10_000
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
OF_PAGE = ("cursor", "page_size")
OF_PLACE = ("division", "household", "updated_since")


@dataclass(frozen=True)
class Page:
    rows: list[dict[str, Any]]
    gone: list[int]
    next: str
    more: bool
    households: set[int]


@dataclass(frozen=True)
class Found:
    """Positions by id of what a page tells, and up to where it looked."""

    rows: dict[int, int]
    gone: dict[int, int]
    position: int
    more: bool


class Reader:
    """`user` reads `fields` of the rows inside `area`, as the checked parameters `asked` say."""

    def __init__(
        self,
        resource: Resource,
        *,
        user: User,
        area: Division,
        fields: Collection[str],
        asked: Mapping[str, Any],
    ) -> None:
        self._resource = resource
        self._user = user
        self._asked = asked
        columns = resource.columns
        self._columns = {name: path for name, path in columns.items() if name in {*fields, "id"}}
        question = {name: value for name, value in asked.items() if name not in OF_PAGE}
        self._question = cursors.digest(resource.name, area.pk, sorted(self._columns), question)
        self._conditions = [
            value for name, value in asked.items() if name not in OF_PAGE + OF_PLACE
        ]
        self._place = self._narrowed(area)

    def page(self) -> Page:
        settle()
        newest = Revision.objects.filter(kind=self._resource.kind).newest()
        cursor = self._cursor(newest)
        if self._place is None or NOTHING in self._conditions:
            return Page([], [], str(cursor), more=False, households=set())
        found = self._look(cursor, self._place)
        rows, households = self._rows(found.rows, self._place)
        # Who has read everything need not pass over other places' changes again.
        position = found.position if found.more else max(found.position, newest)
        behind = replace(cursor, position=position)
        return Page(rows, list(found.gone), str(behind), found.more, households)

    def _narrowed(self, area: Division) -> Division | None:
        """To the division and the household that are asked for; to nothing where there is none."""
        place = _common(area, self._asked["division"]) if "division" in self._asked else area
        if place is None or "household" not in self._asked:
            return place
        code = self._asked["household"]
        self._conditions.append(Q(**{self._resource.household_code: code}))
        if "cursor" in self._asked:
            return place  # what left the household may be anywhere
        found = Household.objects.filter(inside([place]), code=code).first()
        return found.division if found else None

    def _cursor(self, newest: int) -> Cursor:
        if "cursor" in self._asked:
            return cursors.read(self._asked["cursor"], self._question)
        if since := self._asked.get("updated_since"):
            return Cursor(self._question, 0, (since - BEGINNING) // MICROSECOND)
        return Cursor(self._question, newest, 0)

    def _look(self, cursor: Cursor, place: Division) -> Found:
        most = WINDOW if self._conditions else self._asked["page_size"]
        revisions = Revision.objects.filter(kind=self._resource.kind).within(place)
        window = revisions.after(cursor.position).places(most + 1)
        here = set(self._matching(place, {key for key, _ in window}).values_list("pk", flat=True))
        rows: dict[int, int] = {}
        gone: dict[int, int] = {}
        position = cursor.position
        for key, position in window[:most]:
            if key in here:
                rows[key] = position
            elif position > cursor.first_until:
                gone[key] = position
            if len(rows) + len(gone) == self._asked["page_size"]:
                break
        return Found(rows, gone, position, bool(window) and window[-1][1] > position)

    def _matching(self, place: Division, keys: Iterable[int]) -> QuerySet[Any]:
        rows = self._resource.computed(visible(self._resource.model, self._user))
        return rows.filter(inside([place]), *self._conditions, pk__in=keys)

    def _rows(self, told: dict[int, int], place: Division) -> tuple[list[dict[str, Any]], set[int]]:
        stored = self._matching(place, told).values_list(
            self._resource.household, *self._columns.values()
        )
        by_key, households = {}, set()
        for household, *values in stored:
            row = dict(zip(self._columns, map(_exact, values), strict=True))
            by_key[row["id"]] = row | {"changed": BEGINNING + told[row["id"]] * MICROSECOND}
            households.add(household)
        return [by_key[key] for key in told if key in by_key], households


def _common(area: Division, code: str) -> Division | None:
    """What lies in both: the smaller of two nested divisions."""
    other = Division.objects.filter(pk=code).first()
    if other is None:
        return None
    if area.contains(other.code):
        return other
    return area if other.contains(area.code) else None


def _exact(value: Any) -> Any:
    """Money as text: the renderer would make it a float."""
    return str(value) if isinstance(value, Decimal) else value
