"""What was said of projects and assets before and is no longer said; rows are only ever added."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from accounts.models import User
from assets.ledger.funding import SOURCES
from assets.ledger.models import Project
from monitoring.exchange.models import Batch


def text(value: str | int | Decimal | date | None) -> str:
    """A value as a change keeps it."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return "" if value is None else str(value)


class BeforeAfter(models.Model):
    """One value of one thing, as texts."""

    about: ClassVar[str]  # the column that names the thing

    field = models.CharField(max_length=20)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    reason = models.CharField(pgettext_lazy("asset", "Reason"), max_length=200)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ("-pk",)


class ProjectChange(BeforeAfter):
    """Of a project; the money of a source with its years (funding.py)."""

    about = "project"

    project = models.ForeignKey(Project, models.PROTECT, related_name="changes")
    before = models.CharField(max_length=400, blank=True)
    after = models.CharField(max_length=400, blank=True)

    @property
    def label(self) -> str:
        if self.field in SOURCES:
            return str(SOURCES[self.field].label)
        return str(getattr(Project._meta.get_field(self.field), "verbose_name", self.field))
