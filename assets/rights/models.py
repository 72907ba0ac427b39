"""六权: who holds which right in an asset, by which paper, from when to when (domain.md 10)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from assets.ledger.models import Asset
from assets.rights.querysets import RightQuerySet
from assistance.awards.models import Days, Same


class Right(models.Model):
    class Kind(models.IntegerChoices):
        OWNERSHIP = 1, _("Right of ownership")
        OPERATION = 2, _("Right of operation")
        INCOME = 3, _("Right to the income")
        DISPOSAL = 4, _("Right of disposal")
        SUPERVISION = 5, _("Right of supervision")
        DISTRIBUTION = 6, _("Right of distribution")

    class Holder(models.TextChoices):
        STATE = "国有", _("The state")
        COLLECTIVE = "村集体", _("Village collective")
        COMPANY = "企业", _("Company")
        COOPERATIVE = "合作社", _("Cooperative")
        HOUSEHOLD = "农户", pgettext_lazy("asset", "Household")
        OTHER = "其他", pgettext_lazy("asset", "Other")

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="rights", db_index=False)
    kind = models.PositiveSmallIntegerField(pgettext_lazy("asset", "Right"), choices=Kind.choices)
    holder_kind = models.CharField(_("Kind of holder"), max_length=3, choices=Holder.choices)
    holder = models.CharField(_("Holder"), max_length=100)
    document = models.CharField(_("Document"), max_length=200)
    certificate = models.CharField(_("Number of the certificate"), max_length=60, blank=True)
    starts_on = models.DateField(pgettext_lazy("period", "From"))
    ends_on = models.DateField(pgettext_lazy("asset", "Last day"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = RightQuerySet.as_manager()
    area_field = "asset__division_id"

    class Meta:
        ordering = ("kind", "-starts_on")
        indexes = (models.Index(fields=("asset", "kind", "-starts_on"), name="right_by_asset"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="right_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
            ExclusionConstraint(
                name="right_of_one_holder_at_a_time",
                expressions=(
                    (Same("asset"), "&&"),
                    (Same("kind"), "&&"),
                    (Days("starts_on", "ends_on"), "&&"),
                ),
                violation_error_message=_("Somebody else holds this right in these days."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.holder}"
