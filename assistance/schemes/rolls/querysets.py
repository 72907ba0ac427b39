"""Reads of rolls, named for the question."""

from typing import TYPE_CHECKING, Self

from django.db import models

from monitoring.feeds.catalogue.rolls import FEEDS, ON_ROLL

if TYPE_CHECKING:
    from assistance.schemes.rolls.models import Entry, RollDifference  # noqa: F401

FEEDS_OF_ROLLS = tuple(feed.code for feed in FEEDS)


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_rolls(self) -> Self:
        """What holds: told last, of people of the registry."""
        return self.filter(feed__in=FEEDS_OF_ROLLS, current=True, household__isnull=False)

    def on(self) -> Self:
        return self.filter(data__status=ON_ROLL)

    def for_list(self) -> Self:
        return self.select_related("household__division__parent", "member")


class RollDifferenceQuerySet(models.QuerySet["RollDifference"]):
    def unsettled(self) -> Self:
        return self.filter(settled_on=None)

    def settled(self) -> Self:
        return self.filter(settled_on__isnull=False)

    def for_list(self) -> Self:
        return self.select_related("roll", "household", "member", "division__parent", "settled_by")
