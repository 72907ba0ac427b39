"""The sparse table beside the wide table: households of which a department told something."""

from django.db import models

from accounts.models import Division
from monitoring.feeds.indicators.catalogue import TOLD
from monitoring.indicators.models import column
from monitoring.registry.models import Household


class FeedIndicators(models.Model):
    """Derived from the records that count today, rebuilt by refresh.py alone.

    A household without a row has 0 or no of everything. As with the wide table, no foreign key is
    checked by the database.
    """

    household = models.OneToOneField(
        Household,
        models.CASCADE,
        primary_key=True,
        related_name="feed_indicators",
        db_constraint=False,
    )
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = "feed indicators"
        indexes = (models.Index(fields=("division",), name="feed_indicators_by_area"),)


for _told in TOLD:
    FeedIndicators.add_to_class(_told.code, column(_told.indicator, default=0))
