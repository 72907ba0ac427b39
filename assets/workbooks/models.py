from django.db import models

from assets.ledger.models import Asset, Project
from monitoring.exchange.models import Batch


class Brought(models.Model):
    """Which workbook an asset came with; what it changed of others are its corrections."""

    asset = models.OneToOneField(Asset, models.PROTECT, related_name="brought")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")


class BroughtProject(models.Model):
    project = models.OneToOneField(Project, models.PROTECT, related_name="brought")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
