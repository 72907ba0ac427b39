"""年度清查: the stock-take of a county for a year, and what became of each asset in it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.ledger.models import Asset
from assets.stocktake.querysets import StockLineQuerySet


class StockTake(models.Model):
    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("stock-take", "Open")
        CLOSED = "closed", pgettext_lazy("stock-take", "Closed")

    county = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField(_("Year"), validators=[MinValueValidator(2013)])
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    # Why it was closed although something was left, and how much was.
    left_because = models.CharField(max_length=200, blank=True)
    left_open = models.PositiveIntegerField(default=0)
    left_undecided = models.PositiveIntegerField(default=0)

    area_field = "county_id"

    class Meta:
        ordering = ("-year", "county")
        constraints = (
            models.UniqueConstraint(
                fields=("county", "year"),
                name="stocktake_once_a_year",
                violation_error_message=_("The stock-take of this year is there already."),
            ),
            # An asset is looked for in one stock-take at a time.
            models.UniqueConstraint(
                fields=("county",),
                condition=Q(state="open"),
                name="stocktake_one_open",
                violation_error_message=_("A stock-take is open. Close that one first."),
            ),
            models.CheckConstraint(
                condition=Q(left_open=0, left_undecided=0) | ~Q(left_because=""),
                name="stocktake_left_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return _("Stock-take %(year)s of %(county)s") % {"year": self.year, "county": self.county}

    def get_absolute_url(self) -> str:
        """For whoever sees all of the county."""
        return reverse("stocktake:take", args=[self.pk, self.county_id])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class StockLine(models.Model):
    """One asset that is to be found."""

    class Result(models.TextChoices):
        OPEN = "open", _("Not looked for yet")
        FOUND = "found", _("Found as recorded")
        DIFFERS = "differs", pgettext_lazy("stock-take", "Difference")

    take = models.ForeignKey(StockTake, models.PROTECT, related_name="lines", db_index=False)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="stock_lines")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    result = models.CharField(
        pgettext_lazy("stock-take", "Result"), max_length=7, choices=Result.choices,
        default=Result.OPEN,
    )  # fmt: skip
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    objects = StockLineQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("take", "division", "id"), name="stockline_by_village"),
            models.Index(fields=("division", "id"), name="stockline_by_place"),
        )
        constraints = (
            models.UniqueConstraint(fields=("take", "asset"), name="stockline_once_an_asset"),
            models.CheckConstraint(
                condition=Q(result="open", by=None, at=None)
                | (~Q(result="open") & Q(by__isnull=False, at__isnull=False)),
                name="stockline_says_who",
            ),
        )

    def __str__(self) -> str:
        return str(self.asset)
