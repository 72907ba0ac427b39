"""Photos and papers of an asset; one that was wrong is withdrawn, and never lost."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from assets.files.querysets import AssetFileQuerySet
from assets.ledger.models import Asset


class AssetFile(models.Model):
    class Kind(models.TextChoices):
        PHOTO = "照片", pgettext_lazy("asset", "Photo")
        APPROVAL = "批复", pgettext_lazy("asset", "Approval")
        DECISION = "民主决策记录", _("Record of a democratic decision")
        NOTICE = "公示", pgettext_lazy("asset", "Public notice")
        APPRAISAL = "评估报告", _("Appraisal of value")
        CONTRACT = "合同", pgettext_lazy("asset", "Contract")
        CERTIFICATE = "权证", pgettext_lazy("asset", "Certificate of title")
        OTHER = "其他", pgettext_lazy("asset", "Other")

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="files")
    kind = models.CharField(_("What it is"), max_length=6, choices=Kind.choices)
    file = models.FileField(_("Photo or scan"), upload_to="assets/%Y/%m/")
    note = models.CharField(pgettext_lazy("asset", "Note"), max_length=200, blank=True)
    taken_on = models.DateField(_("Day of the photo or paper"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = models.CharField(_("Why it is withdrawn"), max_length=200, blank=True)

    objects = AssetFileQuerySet.as_manager()
    area_field = "asset__division_id"

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                   & ~Q(withdrawn_because="")),
                name="asset_file_withdrawn_with_a_reason",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.get_kind_display()
