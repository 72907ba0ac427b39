"""How the income of a village is distributed: for which uses, to whom, who decided and checked it.

A receipt is taken by one distribution at most, so its money is distributed once. What the lines
come to (`planned`) and what was spent of a line are kept beside the rows and changed with them,
so that the database holds what must never be.
"""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import BigIntegerField, F, Q
from django.db.models.functions import Cast, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.income.distributions.querysets import (
    DistributionQuerySet,
    PayoutQuerySet,
)
from assets.income.distributions.uses import Use
from assistance.awards.models import Days, Same
from assistance.deliveries.models import Delivery
from monitoring.registry.models import Household, Member

NOTHING = Decimal(0)


class Distribution(models.Model):
    """Of one village and a year or half of it; workflow.py is the only writer of its state."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("distribution", "Being made")
        DECIDED = "decided", _("Decided by the village")
        NOTICED = "noticed", _("On public notice")
        CHECKED = "checked", _("Checked by the township")
        PAID = "paid", pgettext_lazy("distribution", "Paid out")
        WITHDRAWN = "withdrawn", pgettext_lazy("distribution", "Withdrawn")

    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    starts_on = models.DateField(pgettext_lazy("period", "From"))
    ends_on = models.DateField(pgettext_lazy("period", "To"))
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    total = models.DecimalField(  # of the receipts it takes
        _("Income to distribute (yuan)"), max_digits=14, decimal_places=2, default=NOTHING
    )
    planned = models.DecimalField(  # of its lines
        max_digits=14, decimal_places=2, default=NOTHING
    )
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    notice_until = models.DateField(_("On notice until"), null=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    paid_on = models.DateField(_("Paid on"), null=True)

    # Of DistributionQuerySet.for_list.
    reached: Decimal
    spent: Decimal

    objects = DistributionQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("county", "-id"), name="distribution_by_county"),
            models.Index(fields=("division", "-id"), name="distribution_by_village"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="distribution_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(total__gte=0, planned__gte=0),
                name="distribution_never_negative",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn")) | Q(planned=F("total")),
                name="distribution_gives_all_there_is",
                violation_error_message=_("The lines do not come to the income to distribute."),
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None)
                | (~Q(checked_by=F("drafted_by")) & ~Q(checked_by=F("decided_by"))),
                name="distribution_checked_by_another_person",
                violation_error_message=_("Another person has to check what the village decided."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("noticed", "checked", "paid"))
                | Q(notice_until__isnull=False, decided_by__isnull=False),
                name="distribution_was_on_notice",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("checked", "paid")) | Q(checked_by__isnull=False),
                name="distribution_was_checked",
            ),
            ExclusionConstraint(
                name="distribution_once_a_period",
                expressions=(
                    (Same(Cast("division", BigIntegerField())), "&&"),
                    (Days("starts_on", "ends_on"), "&&"),
                ),
                condition=~Q(state="withdrawn"),
                violation_error_message=_(
                    "The income of these days is distributed already. Open that distribution."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.division} · {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("distributions:distribution", args=[self.pk])

    @property
    def period(self) -> str:
        """The year, or which half of it."""
        year = self.starts_on.year
        if self.ends_on.month - self.starts_on.month == 11:
            return _("Year %(year)s") % {"year": year}
        first = self.starts_on.month == 1
        half = _("First half of %(year)s") if first else _("Second half of %(year)s")
        return half % {"year": year}


class DistributionStep(models.Model):
    """What was done with a distribution, with its paper; rows are only ever added."""

    distribution = models.ForeignKey(Distribution, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=9)  # workflow.Act
    on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    file = models.FileField(upload_to="distributions/%Y/%m/", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    area_field = "distribution__division_id"

    class Meta:
        ordering = ("pk",)


class Line(models.Model):
    """What one use gets: an amount of its own, or a share of what the amounts leave."""

    distribution = models.ForeignKey(
        Distribution, models.PROTECT, related_name="lines", db_index=False
    )
    use = models.ForeignKey(Use, models.PROTECT, related_name="+")
    share = models.DecimalField(
        pgettext_lazy("distribution", "Share"), max_digits=9, decimal_places=4, null=True
    )
    amount = models.DecimalField(_("Amount (yuan)"), max_digits=14, decimal_places=2)
    spent = models.DecimalField(max_digits=14, decimal_places=2, default=NOTHING)

    area_field = "distribution__division_id"

    class Meta:
        ordering = ("use__position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("distribution", "use"), name="line_once_per_use"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, spent__gte=0, spent__lte=F("amount")),
                name="line_spends_what_it_has",
                violation_error_message=_("More cannot be spent than this use was given."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.distribution} · {self.use}"

    @property
    def left(self) -> Decimal:
        return self.amount - self.spent


class Payout(models.Model):
    """What a household or person gets out of a line; paid by a delivery."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="payouts", db_index=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="payouts")
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    share = models.DecimalField(
        pgettext_lazy("distribution", "Share"), max_digits=9, decimal_places=4, null=True
    )
    amount = models.DecimalField(
        _("Amount (yuan)"), max_digits=12, decimal_places=2, default=NOTHING
    )
    delivery = models.OneToOneField(
        Delivery, models.PROTECT, null=True, blank=True, related_name="payout"
    )

    objects = PayoutQuerySet.as_manager()
    area_field = "line__distribution__division_id"

    class Meta:
        ordering = ("household__code", "member")
        constraints = (
            models.UniqueConstraint(
                fields=("line", "household", "member"),
                nulls_distinct=False,
                name="payout_once_per_use",
                violation_error_message=_("This household or person is on the list already."),
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="payout_never_negative"),
            models.CheckConstraint(
                condition=Q(delivery=None) | Q(amount__gt=0), name="payout_paid_above_nothing"
            ),
        )

    def __str__(self) -> str:
        return str(self.member or self.household)


class Spending(models.Model):
    """What was bought or done out of a line that goes to no people; rows are only ever added."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="spendings")
    amount = models.DecimalField(_("Amount (yuan)"), max_digits=14, decimal_places=2)
    spent_on = models.DateField(_("Spent on"))
    what = models.CharField(_("What it was spent on"), max_length=200)
    document = models.CharField(_("Invoice or voucher"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-spent_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="spending_above_nothing",
                violation_error_message=_("Give an amount above zero."),
            ),
        )
