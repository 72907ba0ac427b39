"""What was said of an asset before and is no longer said; rows are only ever added."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from assets.corrections.querysets import CorrectionQuerySet
from assets.ledger.models import Asset
from monitoring.exchange.models import Batch

LABELS = {"kind": _("Sub-class"), "project": _("Project")}  # the model of assets names them not


class Correction(models.Model):
    """`before` and `after` as texts: a project by its number, a sub-class by its code."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    reason = models.CharField(pgettext_lazy("asset", "Reason"), max_length=200)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    @property
    def label(self) -> str:
        named = getattr(Asset._meta.get_field(self.field), "verbose_name", self.field)
        return str(LABELS.get(self.field, named))
