"""Who looks after an asset (管护): the body, the person, who pays for it, how often it is seen."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from assets.contracts.maintenance.querysets import MaintenanceQuerySet
from assets.ledger.models import Asset
from assistance.awards.models import Days, Same


class Maintenance(models.Model):
    class Cost(models.TextChoices):
        STATE = "财政资金", _("Public money")
        COLLECTIVE = "村集体收入", _("Income of the village collective")
        INCOME = "资产收益", _("Income of the asset")
        USERS = "使用者付费", _("Those who use it")
        OTHER = "其他", pgettext_lazy("asset", "Other")

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="maintenance")
    body = models.CharField(_("Body that looks after it"), max_length=100)
    person = models.CharField(pgettext_lazy("maintenance", "Person"), max_length=60)
    phone = models.CharField(_("Phone"), max_length=20)
    cost = models.CharField(_("Paid for by"), max_length=5, choices=Cost.choices)
    months = models.PositiveSmallIntegerField(
        _("Inspected every so many months"),
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    starts_on = models.DateField(pgettext_lazy("period", "From"))
    ends_on = models.DateField(pgettext_lazy("asset", "Last day"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = MaintenanceQuerySet.as_manager()
    area_field = "asset__division_id"

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="maintenance_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=60), name="maintenance_rhythm"
            ),
            ExclusionConstraint(
                name="maintenance_of_one_body_at_a_time",
                expressions=((Same("asset"), "&&"), (Days("starts_on", "ends_on"), "&&")),
                violation_error_message=_("Another body looks after it in these days."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.body} · {self.person}"
