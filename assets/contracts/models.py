"""Contracts by which somebody operates an asset (经营性): who, until when, for which rent."""

from datetime import timedelta
from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from assets.contracts.querysets import ContractQuerySet
from assets.files.models import AssetFile
from assets.ledger.models import Asset
from assistance.awards.models import Days, Same

SOON = timedelta(days=90)  # before its last day, when the next one has to be thought of


class Contract(models.Model):
    """What the operator owes on which day: dues.py. An asset has one contract at a time."""

    class Operator(models.TextChoices):
        COMPANY = "企业", _("Company")
        COOPERATIVE = "合作社", _("Cooperative")
        COLLECTIVE = "村集体", _("Village collective")
        PERSON = "个人", pgettext_lazy("operator", "Person")
        OTHER = "其他", pgettext_lazy("asset", "Other")

    class Rhythm(models.IntegerChoices):
        MONTHLY = 1, _("Every month")
        QUARTERLY = 3, _("Every quarter")
        HALF_YEARLY = 6, _("Every half-year")
        YEARLY = 12, _("Every year")

    class Guarantee(models.TextChoices):
        NONE = "无", pgettext_lazy("guarantee", "None")
        PERSON = "保证", _("A guarantor")
        MORTGAGE = "抵押", _("A mortgage")
        PLEDGE = "质押", _("A pledge")
        BANK = "银行保函", _("A letter of a bank")

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="contracts")
    number = models.CharField(_("Number of the contract"), max_length=60)
    operator_kind = models.CharField(_("Kind of operator"), max_length=3, choices=Operator.choices)
    operator = models.CharField(pgettext_lazy("asset", "Operator"), max_length=100)
    starts_on = models.DateField(pgettext_lazy("period", "From"))
    ends_on = models.DateField(pgettext_lazy("asset", "Last day"))
    months_per_period = models.PositiveSmallIntegerField(
        _("Rent is paid"), choices=Rhythm.choices, default=Rhythm.YEARLY
    )
    rent = models.DecimalField(
        _("Rent of a period (yuan)"), max_digits=14, decimal_places=2,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    first_due_on = models.DateField(_("First rent due on"))
    appraised_rent = models.DecimalField(
        _("Appraised rent of a period (yuan)"), max_digits=14, decimal_places=2,
        null=True, blank=True, validators=[MinValueValidator(0)],
    )  # fmt: skip
    deposit = models.DecimalField(
        _("Deposit (yuan)"), max_digits=14, decimal_places=2, default=Decimal(0),
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    guarantee_kind = models.CharField(
        _("Guarantee"), max_length=4, choices=Guarantee.choices, default=Guarantee.NONE
    )
    guarantee = models.CharField(_("Who or what guarantees"), max_length=200, blank=True)
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by",
        verbose_name=_("Renews the contract"),
    )  # fmt: skip
    ended_early_on = models.DateField(_("Ended early on"), null=True, blank=True)
    end_reason = models.CharField(_("Why it ended"), max_length=200, blank=True)
    last_day = models.GeneratedField(  # on which it was in force
        expression=Coalesce("ended_early_on", "ends_on"),
        output_field=models.DateField(),
        db_persist=True,
    )
    paper = models.ForeignKey(AssetFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ContractQuerySet.as_manager()
    area_field = "asset__division_id"

    class Meta:
        ordering = ("-starts_on", "-pk")
        indexes = (models.Index(fields=("last_day", "id"), name="contract_by_last_day"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")) & Q(first_due_on__lte=F("ends_on")),
                name="contract_ends_after_it_begins",
                violation_error_message=_(
                    "The last day comes before the first, or before the first rent is due."
                ),
            ),
            models.CheckConstraint(
                condition=Q(rent__gte=0)
                & Q(deposit__gte=0)
                & (Q(appraised_rent=None) | Q(appraised_rent__gte=0)),
                name="contract_amounts_never_negative",
                violation_error_message=_("An amount is never negative."),
            ),
            models.CheckConstraint(
                condition=Q(ended_early_on=None)
                | (
                    Q(ended_early_on__gte=F("starts_on"), ended_early_on__lt=F("ends_on"))
                    & ~Q(end_reason="")
                ),
                name="contract_ended_early_with_a_reason",
                violation_error_message=_("Say why it ends, on a day before its last one."),
            ),
            models.CheckConstraint(
                condition=Q(months_per_period__in=(1, 3, 6, 12)), name="contract_rhythm"
            ),
            ExclusionConstraint(
                name="contract_one_at_a_time",
                expressions=((Same("asset"), "&&"), (Days("starts_on", "last_day"), "&&")),
                violation_error_message=_("Another contract of this asset runs in these days."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} · {self.operator}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:contract", args=[self.pk])

    @property
    def days_left(self) -> int:
        """Until its last day; negative once that has passed."""
        last_day = self.ended_early_on or self.ends_on
        return (last_day - timezone.localdate()).days

    @property
    def ends_soon(self) -> bool:
        return 0 <= self.days_left <= SOON.days

    @property
    def is_below_appraisal(self) -> bool:
        return self.appraised_rent is not None and self.rent < self.appraised_rent
