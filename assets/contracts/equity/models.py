"""What an equity asset (入股分红) is held by: the principal, its dividend, and its return.

An investment and its returns say what is still outside; both change in the same transaction, and
the database lets no more come back than was given.
"""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from assets.contracts.equity.querysets import InvestmentQuerySet
from assets.files.models import AssetFile
from assets.ledger.models import Asset
from assistance.awards.models import Days, Same
from monitoring.registry.quantities import FEN


class Investment(models.Model):
    """What is owed of it on which day: contracts/dues.py."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="investments")
    company = models.CharField(_("Where it is invested"), max_length=100)
    number = models.CharField(_("Number of the agreement"), max_length=60)
    principal = models.DecimalField(
        _("Principal (yuan)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(FEN)]
    )
    dividend_rate = models.DecimalField(
        _("Dividend a year in per cent"), max_digits=6, decimal_places=3,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    starts_on = models.DateField(_("Paid in on"))
    first_dividend_on = models.DateField(
        _("First dividend due on"), help_text=_("From then on every year on this day.")
    )
    principal_due_on = models.DateField(_("Principal due on"))
    returned = models.DecimalField(
        _("Returned (yuan)"), max_digits=14, decimal_places=2, default=Decimal(0)
    )
    settled_on = models.DateField(_("Settled on"), null=True, blank=True)
    last_day = models.GeneratedField(  # from which on nothing more is agreed
        expression=Least("settled_on", "principal_due_on"),
        output_field=models.DateField(),
        db_persist=True,
    )
    paper = models.ForeignKey(AssetFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = InvestmentQuerySet.as_manager()
    area_field = "asset__division_id"

    class Meta:
        ordering = ("-starts_on", "-pk")
        indexes = (
            models.Index(fields=("principal_due_on", "id"), name="investment_by_principal_due"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(principal_due_on__gt=F("starts_on"))
                & Q(first_dividend_on__gte=F("starts_on")),
                name="investment_due_after_it_was_paid_in",
                violation_error_message=_("Nothing is due before it was paid in."),
            ),
            models.CheckConstraint(
                condition=Q(principal__gt=0, dividend_rate__gte=0, returned__gte=0)
                & Q(returned__lte=F("principal")),
                name="investment_returned_within_its_principal",
                violation_error_message=_("No more comes back than was paid in."),
            ),
            models.CheckConstraint(
                condition=Q(returned=F("principal"), settled_on__isnull=False)
                | Q(returned__lt=F("principal"), settled_on__isnull=True),
                name="investment_settled_once_all_is_back",
            ),
            ExclusionConstraint(
                name="investment_one_at_a_time",
                expressions=((Same("asset"), "&&"), (Days("starts_on", "last_day"), "&&")),
                violation_error_message=_("This asset is invested elsewhere in these days."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} · {self.company}"

    def get_absolute_url(self) -> str:
        return reverse("equity:investment", args=[self.pk])

    @property
    def outside(self) -> Decimal:
        """Principal that has not come back."""
        return self.principal - self.returned

    @property
    def days_left(self) -> int:
        """Until its principal is due; negative where it is overdue."""
        return (self.principal_due_on - timezone.localdate()).days

    @property
    def days_overdue(self) -> int:
        return 0 if self.settled_on else max(-self.days_left, 0)


class Return(models.Model):
    """Principal that came back; rows are only ever added."""

    investment = models.ForeignKey(Investment, models.PROTECT, related_name="returns")
    on = models.DateField(pgettext_lazy("principal", "Came back on"))
    amount = models.DecimalField(
        _("Amount (yuan)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(FEN)]
    )
    note = models.CharField(_("Note"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("on", "pk")
