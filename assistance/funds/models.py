"""Money for measures: what a county has, has promised and has paid, and every movement of it.

Three columns, never apart from their ledger and always 0 ≤ paid ≤ committed ≤ budget. Committed is
what is promised, paid or not: it rises when a list is checked and falls when a promise is taken
back. What the bank returns is paid no more and, unless paid again at once, promised no more.
"""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assistance.funds.querysets import FundEntryQuerySet, FundQuerySet


class Fund(models.Model):
    class Source(models.TextChoices):
        CENTRAL = "中央", _("Central government")
        PROVINCE = "省级", _("Province")
        CITY = "市级", _("City")
        COUNTY = "县级", _("County")
        EAST_WEST = "东西部协作", _("East-west cooperation")
        ASSIGNED = "定点帮扶", _("Assigned partner unit")
        DONATION = "社会捐赠", _("Donations")
        OTHER = "其他", _("Other")

    name = models.CharField(_("Name of the fund"), max_length=60)
    source = models.CharField(
        pgettext_lazy("money", "Source"), max_length=5, choices=Source.choices
    )
    year = models.PositiveSmallIntegerField(_("Year"), validators=[MinValueValidator(2013)])
    county = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    document = models.CharField(_("Source document"), max_length=200)
    budget = models.DecimalField(_("Budget"), max_digits=14, decimal_places=2, default=Decimal(0))
    committed = models.DecimalField(
        _("Committed"), max_digits=14, decimal_places=2, default=Decimal(0)
    )
    paid = models.DecimalField(_("Paid"), max_digits=14, decimal_places=2, default=Decimal(0))

    objects = FundQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("-year", "name")
        indexes = (models.Index(fields=("county", "-year", "id"), name="fund_by_county"),)
        constraints = (
            models.UniqueConstraint(
                fields=("county", "year", "name"),
                name="fund_once_a_year",
                violation_error_message=_("This county already has a fund of that name and year."),
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0),
                name="fund_paid_never_negative",
                violation_error_message=_("More cannot be returned than was paid."),
            ),
            models.CheckConstraint(
                condition=Q(paid__lte=F("committed")),
                name="fund_pays_what_is_committed",
                violation_error_message=_("Only what is committed can be paid."),
            ),
            models.CheckConstraint(
                condition=Q(committed__lte=F("budget")),
                name="fund_commits_within_budget",
                violation_error_message=_("The budget does not suffice."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.year}）"

    def get_absolute_url(self) -> str:
        return reverse("funds:fund", args=[self.pk])

    @property
    def free(self) -> Decimal:
        """Not promised to anybody yet."""
        return self.budget - self.committed

    @property
    def promised(self) -> Decimal:
        """Committed and not paid yet."""
        return self.committed - self.paid


class FundEntry(models.Model):
    """One movement; rows are only ever added. What takes something back has a negative amount."""

    class Kind(models.TextChoices):
        BUDGET = "budget", _("Budget")
        ADJUSTED = "adjusted", _("Budget adjusted")
        COMMITTED = "committed", _("Committed")
        RELEASED = "released", _("Commitment taken back")
        PAID = "paid", _("Paid")
        RETURNED = "returned", _("Payment returned")

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="entries")
    kind = models.CharField(_("Kind"), max_length=9, choices=Kind.choices)
    amount = models.DecimalField(_("Amount (yuan)"), max_digits=14, decimal_places=2)
    document = models.CharField(_("Document"), max_length=200, blank=True)
    reason = models.CharField(pgettext_lazy("money", "Reason"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = FundEntryQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("budget", "committed", "paid"), amount__gt=0)
                | Q(kind__in=("released", "returned"), amount__lt=0)
                | Q(kind="adjusted") & ~Q(amount=0),
                name="fund_entry_sign_fits_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("budget", "adjusted")) | ~Q(document=""),
                name="fund_budget_has_its_document",
                violation_error_message=_("A budget rests on a document. Give it."),
            ),
        )
