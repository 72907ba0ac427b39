"""Reads of awards, named for the question."""

from typing import TYPE_CHECKING, Self

from monitoring.registry.periods import PeriodQuerySet

if TYPE_CHECKING:
    from assistance.awards.models import Award  # noqa: F401


class AwardQuerySet(PeriodQuerySet["Award"]):
    def for_list(self) -> Self:
        return self.select_related("measure", "household", "member", "division")
