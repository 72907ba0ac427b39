from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from monitoring.feeds.records.models import Push, Record  # noqa: F401


class PushQuerySet(models.QuerySet["Push"]):
    def of_feed(self, feed: str) -> Self:
        return self.filter(feed=feed)


class RecordQuerySet(models.QuerySet["Record"]):
    def current(self) -> Self:
        return self.filter(current=True)

    def matched(self) -> Self:
        """Of a household of the registry."""
        return self.filter(household__isnull=False)

    def waiting(self) -> Self:
        return self.current().filter(state="waiting")

    def of_feed(self, feed: str) -> Self:
        return self.filter(feed=feed)
