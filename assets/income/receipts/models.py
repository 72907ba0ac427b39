"""What an asset brought in: to which village, for which days, on which day it came."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.files.models import AssetFile
from assets.income.distributions.models import Distribution
from assets.income.receipts.querysets import ReceiptQuerySet
from assets.ledger.models import Asset


class Receipt(models.Model):
    """Money that came. Never deleted: it is reversed with its reason."""

    class Kind(models.TextChoices):
        RENT = "租金", _("Rent")
        DIVIDEND = "分红", _("Dividend")
        PHOTOVOLTAIC = "光伏发电", _("Photovoltaic power")
        PROCEEDS = "处置收入", _("Proceeds of a disposal")
        OTHER = "其他", pgettext_lazy("income", "Other")

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="receipts", db_index=False)
    # Whose income it is: of the asset's own village, or one of those it stands for.
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    kind = models.CharField(pgettext_lazy("income", "Kind"), max_length=4, choices=Kind.choices)
    starts_on = models.DateField(pgettext_lazy("period", "From"))
    ends_on = models.DateField(pgettext_lazy("period", "To"))
    kwh = models.DecimalField(
        _("Power (kWh)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    amount = models.DecimalField(_("Amount (yuan)"), max_digits=12, decimal_places=2)
    received_on = models.DateField(_("Received on"))
    document = models.CharField(_("Bank slip or voucher"), max_length=200)
    slip = models.ForeignKey(AssetFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    distribution = models.ForeignKey(
        Distribution, models.PROTECT, null=True, blank=True, related_name="receipts"
    )
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(_("Why it is reversed"), max_length=200, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("county", "-id"), name="receipt_by_county"),
            models.Index(fields=("division", "received_on"), name="receipt_by_village"),
            models.Index(fields=("asset", "-starts_on"), name="receipt_by_asset"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="receipt_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=Decimal(0)),
                name="receipt_above_nothing",
                violation_error_message=_("Give an amount above zero."),
            ),
            models.CheckConstraint(
                condition=Q(kind="光伏发电", kwh__isnull=False, kwh__gte=Decimal(0))
                | (~Q(kind="光伏发电") & Q(kwh=None)),
                name="receipt_of_power_tells_the_power",
                violation_error_message=_("Give the power of the month, and of power only."),
            ),
            models.CheckConstraint(
                condition=Q(reversed_at=None, reversed_by=None, why="")
                | (Q(reversed_at__isnull=False, reversed_by__isnull=False) & ~Q(why="")),
                name="receipt_reversed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(distribution=None) | Q(reversed_at=None),
                name="receipt_distributed_is_not_reversed",
            ),
            models.UniqueConstraint(
                fields=("asset", "division", "starts_on"),
                condition=Q(kind="光伏发电", reversed_at=None),
                name="receipt_of_power_once_a_month",
                violation_error_message=_("The power of this month is entered already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.asset} · {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("receipts:receipt", args=[self.pk])
