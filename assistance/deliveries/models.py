"""What reached whom: deliveries of money, goods and services, and the lists by which banks pay."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assistance.awards.models import Award, Days, Same
from assistance.catalogue.models import Measure
from assistance.deliveries.querysets import LIVE, DeliveryQuerySet, PaymentListQuerySet
from assistance.funds.models import Fund
from monitoring.feeds.records.models import Push
from monitoring.registry.models import Household, Member

PERIOD = _("The last day comes before the first.")


class PaymentList(models.Model):
    """One measure, one place, one period, one fund: who gets how much through the bank."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being made")
        CHECKED = "checked", _("Checked")
        HANDED = "handed", _("Handed to the bank")
        PAID = "paid", _("Paid")
        CANCELLED = "cancelled", _("Cancelled")

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="payment_lists")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="payment_lists")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    department = models.CharField(_("Paying department"), max_length=60)  # of the terms
    most = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # per row, by the terms
    starts_on = models.DateField(pgettext_lazy("period", "From"))
    ends_on = models.DateField(pgettext_lazy("period", "To"))
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    handed_on = models.DateField(_("Handed to the bank on"), null=True)
    paid_on = models.DateField(_("Paid on"), null=True)

    # Of PaymentListQuerySet.counted.
    people: int
    total: Decimal
    back: int

    objects = PaymentListQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("county", "-id"), name="payment_list_by_county"),
            models.Index(fields=("division", "-id"), name="payment_list_by_area"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="payment_list_ends_after_it_begins",
                violation_error_message=PERIOD,
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("made_by")),
                name="payment_list_checked_by_another_person",
                violation_error_message=_("A second person has to check what the first one made."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("payments:list", args=[self.pk])


class Delivery(models.Model):
    """One thing given under an award for a period. Never deleted: it is returned or reversed."""

    class Kind(models.TextChoices):
        CASH = "cash", _("Money")
        GOODS = "goods", _("Goods")
        SERVICES = "services", _("Services")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("delivery", "Planned")
        LISTED = "listed", _("On a checked list")
        PAID = "paid", pgettext_lazy("delivery", "Delivered")
        RETURNED = "returned", _("Returned by the bank")
        REVERSED = "reversed", _("Reversed")

    award = models.ForeignKey(Award, models.PROTECT, related_name="deliveries")
    # Of the award, for the constraint and for lists by area.
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="deliveries")
    household = models.ForeignKey(Household, models.PROTECT, related_name="deliveries")
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="deliveries", db_index=False
    )
    person = models.GeneratedField(  # 0: the household
        expression=Coalesce("member", Value(0)),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    department = models.CharField(  # which pays it by the terms of its first day
        _("Paying department"), max_length=60, blank=True, default=""
    )
    fund = models.ForeignKey(
        Fund, models.PROTECT, null=True, blank=True, related_name="deliveries",
        verbose_name=_("Fund"),
    )  # fmt: skip
    payment_list = models.ForeignKey(
        PaymentList, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    # The workbook or call of a department that told of it.
    push = models.ForeignKey(
        Push, models.PROTECT, null=True, blank=True, related_name="deliveries", db_index=False
    )
    row = models.PositiveIntegerField(null=True, blank=True)  # of the list or the push
    kind = models.CharField(
        pgettext_lazy("delivery", "Kind"), max_length=8, choices=Kind.choices, default=Kind.CASH
    )
    starts_on = models.DateField(pgettext_lazy("period", "From"))
    ends_on = models.DateField(pgettext_lazy("period", "To"))
    amount = models.DecimalField(
        _("Amount (yuan)"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    quantity = models.DecimalField(
        _("Quantity"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("Unit"), max_length=10, blank=True, default="")
    giver = models.CharField(_("Giver"), max_length=60, blank=True, default="")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    paid_on = models.DateField(_("Delivered on"), null=True, blank=True)
    why = models.CharField(  # it was returned or reversed
        pgettext_lazy("delivery", "Reason"), max_length=200, blank=True, default=""
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("Delivery")
        indexes = (
            models.Index(fields=("county", "-id"), name="delivery_by_county"),
            models.Index(fields=("division", "-id"), name="delivery_by_village"),
            models.Index(fields=("household", "starts_on"), name="delivery_by_household"),
        )
        constraints = (
            ExclusionConstraint(
                name="delivery_once_a_period",
                expressions=(
                    (Same("measure"), "&&"),
                    (Same("household"), "&&"),
                    (Same("person"), "&&"),
                    (Days("starts_on", "ends_on"), "&&"),
                ),
                condition=Q(state__in=LIVE),
                violation_error_message=_("This was already given for these days."),
            ),
            models.UniqueConstraint(fields=("payment_list", "row"), name="delivery_row_once"),
            models.UniqueConstraint(
                fields=("push", "row"), condition=Q(push__isnull=False), name="delivery_told_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delivery_ends_after_it_begins",
                violation_error_message=PERIOD,
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="delivery_never_negative",
                violation_error_message=_("An amount is never negative."),
            ),
            models.CheckConstraint(
                condition=Q(kind="cash") | (Q(quantity__gt=0) & ~Q(unit="")),
                name="delivery_of_goods_is_counted",
                violation_error_message=_("Give the quantity and the unit."),
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False),
                name="delivery_paid_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("returned", "reversed")) | ~Q(why=""),
                name="delivery_taken_back_has_its_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} · {self.measure}"

    def get_absolute_url(self) -> str:
        return reverse("deliveries:delivery", args=[self.pk])

    @property
    def beneficiary(self) -> str:
        """The person, or the householder."""
        return str(self.member or self.household)

    @property
    def beneficiary_number(self) -> str:
        """Their ID number, masked."""
        return self.member.id_number_masked if self.member else self.household.head_id_masked

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_with_bank(self) -> bool:
        """Whether the bank may pay it any moment."""
        handed = PaymentList.State.HANDED
        return bool(
            self.state == self.State.LISTED
            and self.payment_list
            and self.payment_list.state == handed
        )
