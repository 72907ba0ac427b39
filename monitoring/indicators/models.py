"""The wide table: one row per household, one column per declared indicator (catalogue.py)."""

from django.db import models

from monitoring.registry.models import Household


class HouseholdIndicators(models.Model):
    household = models.OneToOneField(
        Household, models.CASCADE, primary_key=True, related_name="indicators"
    )

    class Meta:
        verbose_name = "household indicators"
