"""Rolls of assistance by month: what each is, who stands on it, and what differs from before."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.departments import Department
from accounts.models import Division, User
from assistance.catalogue.models import Measure
from assistance.schemes.rolls.querysets import EntryQuerySet, RollDifferenceQuerySet
from monitoring.feeds.records.models import Record
from monitoring.registry.models import Household, Member, Statement
from monitoring.registry.wording import label


class Income(models.TextChoices):
    """What of a yearly statement the amounts of a roll are."""

    NONE = "", _("No income of the household")
    LOW_INCOME = "low_income_allowance", _("Low-income allowance (低保)")
    EXTREME = "extreme_poverty_support", _("Extreme-poverty support (特困)")
    OTHER = "other_transfer", _("Other transfer income")


class Roll(models.Model):
    """A roll as departments name it in their feed, and what standing on it means here."""

    name = models.CharField(_("Roll"), max_length=40, unique=True)
    feed = models.CharField(max_length=30)
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="rolls", verbose_name=_("Measure")
    )
    income = models.CharField(
        _("Counts in the yearly statement as"), max_length=24, choices=Income.choices, blank=True
    )
    # Sent whole every month, so that who is missing has left; others are sent as they are given.
    monthly = models.BooleanField(_("Compared with the month before"), default=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Entry(Record):
    """One person on one roll in one month, as the department told it."""

    # Django lets a proxy have reads of its own; the stubs do not know.
    objects = EntryQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        proxy = True
        ordering = ("-id",)

    @property
    def amount(self) -> Decimal | None:
        return _yuan(self.data, "amount")

    @property
    def deducted(self) -> Decimal | None:
        return _yuan(self.data, "deducted")

    @property
    def work_cost(self) -> Decimal | None:
        return _yuan(self.data, "work_cost")

    @property
    def told(self) -> list[str]:
        """What else was said of it, in the department's own words."""
        names = ("entry", "exit_until", "keeping", "care", "bed", "reason")
        return [str(self.data[name]) for name in names if self.data.get(name)]


class RollDifference(models.Model):
    """What the newest month of a roll says otherwise than the month before, or against the facts:
    for the department that pays. Nothing stops by it.
    """

    class Kind(models.TextChoices):
        JOINED = "joined", _("Joined")
        LEFT = "left", pgettext_lazy("roll", "Left")
        MISSING = "missing", _("Left without a reason")
        CHANGED = "changed", _("Changed amount")
        DECEASED = "deceased", _("Died and still on the roll")
        EXCLUSIVE = "exclusive", _("On two rolls that exclude each other")

    roll = models.ForeignKey(Roll, models.PROTECT, related_name="differences")
    month = models.DateField(_("Month"))  # its first day
    household = models.ForeignKey(Household, models.CASCADE, related_name="roll_differences")
    member = models.ForeignKey(Member, models.CASCADE, related_name="roll_differences")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    department = models.CharField(_("Department"), max_length=60, choices=Department.choices)
    kind = models.CharField(_("What differs"), max_length=9, choices=Kind.choices)
    about = models.CharField(_("Other roll"), max_length=40, blank=True)
    before = models.DecimalField(_("Before"), max_digits=12, decimal_places=2, null=True)
    now = models.DecimalField(_("Now"), max_digits=12, decimal_places=2, null=True)
    reason = models.CharField(_("Reason given"), max_length=200, blank=True)
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_reason = models.CharField(_("What you found"), max_length=200, blank=True)

    objects = RollDifferenceQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("county", "-id"), name="roll_difference_by_county"),
            models.Index(fields=("division", "-id"), name="roll_difference_by_village"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("roll", "month", "member", "kind", "about"), name="roll_difference_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_by=None, settled_reason="")
                | Q(settled_on__isnull=False, settled_by__isnull=False) & ~Q(settled_reason=""),
                name="roll_difference_settled_with_a_reason",
                violation_error_message=_("Say what you found."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.roll}"


class PaidIncome(models.Model):
    """What rolls and pay-outs gave a yearly statement, and what others had said there.

    Kept apart, so that a month sent again or taken back changes the statement by what changed.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="paid_income")
    year = models.PositiveSmallIntegerField(_("Year"))
    field = models.CharField(max_length=24, choices=Income.choices)
    others = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    rolls = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    payouts = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    written = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # as last seen there

    class Meta:
        ordering = ("-year", "field")
        constraints = (
            models.UniqueConstraint(fields=("household", "year", "field"), name="paid_income_once"),
        )

    @property
    def label(self) -> str:
        return label(Statement, self.field)


def _yuan(data: dict[str, Any], name: str) -> Decimal | None:
    said = data.get(name)
    return None if said is None else Decimal(said)
