"""What was said of an asset before and is no longer said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assets.corrections.querysets import CorrectionQuerySet
from assets.ledger.changed import BeforeAfter
from assets.ledger.models import Asset

LABELS = {"kind": _("Sub-class"), "project": _("Project")}  # the model of assets names them not


class Correction(BeforeAfter):
    """A project by its number, a sub-class by its code."""

    about = "asset"

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="corrections")

    objects = CorrectionQuerySet.as_manager()

    @property
    def label(self) -> str:
        named = getattr(Asset._meta.get_field(self.field), "verbose_name", self.field)
        return str(LABELS.get(self.field, named))
