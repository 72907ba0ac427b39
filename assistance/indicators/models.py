"""The sparse table beside the wide table: households that are given something, or should be."""

from django.db import models

from accounts.models import Division
from assistance.indicators.catalogue import OF_ASSISTANCE
from monitoring.indicators.models import column
from monitoring.registry.models import Household


class AssistanceIndicators(models.Model):
    """Derived from awards and deliveries for today, rebuilt by refresh.py alone. As with the wide
    table, no foreign key is checked by the database.
    """

    household = models.OneToOneField(
        Household,
        models.CASCADE,
        primary_key=True,
        related_name="assistance_indicators",
        db_constraint=False,
    )
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = "assistance indicators"
        indexes = (models.Index(fields=("division",), name="assistance_ind_by_area"),)


for _indicator in OF_ASSISTANCE:
    AssistanceIndicators.add_to_class(_indicator.code, column(_indicator, default=0))
