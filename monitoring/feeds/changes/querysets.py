"""Questions asked of the revisions, chainable."""

from typing import TYPE_CHECKING

from django.db import models

from accounts.models import Division
from accounts.scope import inside

if TYPE_CHECKING:
    from monitoring.feeds.changes.models import Revision  # noqa: F401  # named in strings


class RevisionQuerySet(models.QuerySet["Revision"]):
    def unsettled(self) -> "RevisionQuerySet":
        return self.filter(position__isnull=True)

    def after(self, position: int) -> "RevisionQuerySet":
        """In the order in which they are told."""
        return self.filter(position__gt=position).order_by("position")

    def newest(self) -> int:
        """The last place that can be read. Whoever is settling now gives later ones only."""
        last = self.filter(position__isnull=False).order_by("-position").first()
        return last.position or 0 if last else 0

    def within(self, division: Division) -> "RevisionQuerySet":
        """Of a county or less also said by the county, with which an index begins."""
        found = self.filter(inside([division], "division_code"))
        if division.level in (Division.Level.PROVINCE, Division.Level.CITY):
            return found
        return found.filter(county=division.code[: Division.PREFIX[Division.Level.COUNTY]])

    def places(self, most: int) -> list[tuple[int, int]]:
        """The object and the place of each."""
        found = self.filter(position__isnull=False).values_list("row_id", "position")[:most]
        return [(row, position) for row, position in found if position is not None]
