"""集体持股: which share of a company, a cooperative or an asset a village's collective holds."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.ledger.models import Asset
from assets.organisations.holdings.querysets import HoldingQuerySet, VentureQuerySet


class Venture(models.Model):
    """What shares are held in. Actions lock it, so that its shares never pass the whole."""

    class Kind(models.TextChoices):
        COMPANY = "企业", _("Company")
        COOPERATIVE = "合作社", _("Cooperative")
        ASSET = "资产", pgettext_lazy("venture", "Asset")

    county = models.ForeignKey(Division, models.PROTECT, related_name="+")
    kind = models.CharField(pgettext_lazy("venture", "Kind"), max_length=3, choices=Kind.choices)
    name = models.CharField(pgettext_lazy("venture", "Name"), max_length=100)
    credit_code = models.CharField(_("Unified credit code"), max_length=18, blank=True)
    asset = models.OneToOneField(
        Asset, models.PROTECT, null=True, blank=True, related_name="venture",
        error_messages={"unique": _("Shares of this asset are kept already.")},
    )  # fmt: skip
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    held: Decimal  # of VentureQuerySet.for_list
    holders: int

    objects = VentureQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("county", "name"),
                name="venture_once_a_county",
                violation_error_message=_("This county already has one of that name."),
            ),
            models.CheckConstraint(
                condition=Q(kind="资产", asset__isnull=False) | (~Q(kind="资产") & Q(asset=None)),
                name="venture_of_an_asset",
                violation_error_message=_("Name the asset by its number; no other kind has one."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("holdings:venture", args=[self.pk])


class Holding(models.Model):
    venture = models.ForeignKey(Venture, models.PROTECT, related_name="holdings")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+")  # the village
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    percent = models.DecimalField(
        _("Share (%)"), max_digits=7, decimal_places=4,
        validators=[MinValueValidator(Decimal("0.0001")), MaxValueValidator(100)],
    )  # fmt: skip
    shares = models.PositiveIntegerField(_("Number of shares"), null=True, blank=True)
    amount = models.DecimalField(
        _("Put in (yuan)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    document = models.CharField(_("Source document"), max_length=200)
    starts_on = models.DateField(pgettext_lazy("period", "From"))
    ends_on = models.DateField(pgettext_lazy("asset", "Last day"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-pk")
        indexes = (
            models.Index(fields=("county", "-id"), name="holding_by_county"),
            models.Index(fields=("division", "-id"), name="holding_by_village"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100) & Q(amount__gte=0),
                name="holding_is_a_part",
                violation_error_message=_("A share is above zero and at most the whole."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="holding_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.division} · {self.venture} {self.percent.normalize():f} %"
