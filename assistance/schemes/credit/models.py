"""Small credit (小额信贷): what a household owes, its loans, how they are extended and repaid.

A loan and its household's line say what is owed; both change in the same transaction, and the
database lets neither rise above its limit nor fall below zero.
"""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assistance.awards.models import Award
from assistance.schemes.credit.overdue import OVERDUE
from assistance.schemes.credit.querysets import LoanQuerySet
from monitoring.indicators.models import column
from monitoring.registry.models import Household, Member
from monitoring.registry.quantities import FEN


class CreditLine(models.Model):
    """What a household owes of all its small loans, and the most it may."""

    household = models.OneToOneField(Household, models.PROTECT, related_name="credit_line")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    most = models.DecimalField(max_digits=12, decimal_places=2)  # of the day of the newest loan
    owed = models.DecimalField(
        _("Still owed (yuan)"), max_digits=12, decimal_places=2, default=Decimal(0)
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(owed__gte=0) & Q(owed__lte=F("most")),
                name="credit_within_its_limit",
                violation_error_message=_("A household owes no more than the limit allows."),
            ),
        )


class Loan(models.Model):
    """One loan to a household, for production and nothing else."""

    class Use(models.TextChoices):
        PLANTING = "planting", _("Planting")
        BREEDING = "breeding", _("Breeding")
        PROCESSING = "processing", _("Processing of farm products")
        TRADE = "trade", _("Trade and services of one's own")
        OTHER = "other", pgettext_lazy("loan", "Other production")

    household = models.ForeignKey(Household, models.PROTECT, related_name="loans")
    member = models.ForeignKey(
        Member, models.PROTECT, related_name="loans", verbose_name=_("Borrower")
    )
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    award = models.ForeignKey(Award, models.PROTECT, related_name="loans")
    bank = models.CharField(pgettext_lazy("loan", "Bank"), max_length=60)
    contract = models.CharField(_("Number of the contract"), max_length=60)
    use = models.CharField(_("Use"), max_length=10, choices=Use.choices)
    purpose = models.CharField(_("What it is spent on"), max_length=200)
    amount = models.DecimalField(
        _("Amount (yuan)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(1)]
    )
    rate = models.DecimalField(
        _("Yearly rate in per cent"),
        max_digits=6,
        decimal_places=3,
        validators=[MinValueValidator(0)],
    )
    starts_on = models.DateField(_("Paid out on"))
    ends_on = models.DateField(pgettext_lazy("loan", "Due on"))  # extensions included
    owed = models.DecimalField(_("Still owed (yuan)"), max_digits=12, decimal_places=2)
    settled_on = models.DateField(_("Settled on"), null=True, blank=True)
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by",
        verbose_name=_("Renews the loan"),
    )  # fmt: skip
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = LoanQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("Small loan")
        indexes = (
            models.Index(fields=("division", "-id"), name="loan_by_village"),
            models.Index(fields=("county", "-id"), name="loan_by_county"),
            models.Index(fields=("county", "ends_on"), name="loan_due", condition=Q(owed__gt=0)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("bank", "contract"),
                name="loan_contract_once",
                violation_error_message=_("This contract of the bank is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="loan_ends_after_it_begins",
                violation_error_message=_("A loan is due after it was paid out."),
            ),
            models.CheckConstraint(
                condition=Q(owed__gte=0) & Q(owed__lte=F("amount")),
                name="loan_owed_within_its_amount",
                violation_error_message=_("More cannot be repaid than is owed."),
            ),
            models.CheckConstraint(
                condition=Q(owed=0, settled_on__isnull=False)
                | Q(owed__gt=0, settled_on__isnull=True),
                name="loan_settled_when_nothing_is_owed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} · {self.contract}"

    def get_absolute_url(self) -> str:
        return reverse("credit:loan", args=[self.pk])

    @property
    def is_overdue(self) -> bool:
        return self.owed > 0 and self.ends_on < timezone.localdate()

    @property
    def days_left(self) -> int:
        """Until it is due; negative where it is overdue."""
        return (self.ends_on - timezone.localdate()).days

    @property
    def days_overdue(self) -> int:
        return max(-self.days_left, 0)


class Repayment(models.Model):
    """Principal that was paid back; rows are only ever added."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="repayments")
    on = models.DateField(_("Repaid on"))
    amount = models.DecimalField(
        _("Amount (yuan)"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(FEN)],
    )
    note = models.CharField(_("Note"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("on", "pk")


class Extension(models.Model):
    """A later day on which a loan is due (展期)."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="extensions")
    was = models.DateField(_("Due before"))
    until = models.DateField(pgettext_lazy("loan", "Due on"))
    reason = models.CharField(pgettext_lazy("loan", "Reason"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)


class CreditIndicators(models.Model):
    """Derived from loans for today, a row per household with an overdue one, rebuilt by overdue.py
    alone. As with the wide table, no foreign key is checked by the database.
    """

    household = models.OneToOneField(
        Household, models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = "credit indicators"
        indexes = (models.Index(fields=("division",), name="credit_ind_by_area"),)


CreditIndicators.add_to_class(OVERDUE.code, column(OVERDUE, default=0))
