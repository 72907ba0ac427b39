"""What was found otherwise than recorded, explained below, checked and decided above."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.files.models import AssetFile
from assets.ledger.models import Asset, Kind
from assets.stocktake.differences.querysets import StockDifferenceQuerySet
from assets.stocktake.models import StockLine, StockTake


class StockDifference(models.Model):
    """Only actions.py writes `state`. What was not found otherwise is empty."""

    class What(models.TextChoices):
        MISSING = "missing", _("Not found")
        OTHERWISE = "otherwise", _("Found otherwise than recorded")
        SURPLUS = "surplus", _("Found, but not in the ledger")

    class State(models.TextChoices):
        EXPLAINED = "explained", pgettext_lazy("difference", "Explained")
        CHECKED = "checked", _("Checked by the township")
        APPROVED = "approved", pgettext_lazy("difference", "Approved and carried out")
        RETURNED = "returned", pgettext_lazy("difference", "Sent back")

    take = models.ForeignKey(StockTake, models.PROTECT, related_name="differences")
    line = models.OneToOneField(
        StockLine, models.PROTECT, null=True, blank=True, related_name="difference"
    )
    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    what = models.CharField(_("What differs"), max_length=9, choices=What.choices)
    new_state = models.CharField(
        _("State found"), max_length=3, choices=Asset.State.choices, blank=True
    )
    new_place = models.CharField(_("Place found"), max_length=200, blank=True)
    new_value = models.DecimalField(
        _("Original value by the papers (yuan)"), max_digits=14, decimal_places=2, null=True,
        blank=True, validators=[MinValueValidator(0)],
    )  # fmt: skip
    # As the ledger had them when it was explained.
    old_state = models.CharField(max_length=3, blank=True)
    old_place = models.CharField(max_length=200, blank=True)
    old_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    # Of what is not in the ledger.
    name = models.CharField(_("Name of the asset"), max_length=100, blank=True)
    asset_kind = models.ForeignKey(
        Kind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Sub-class")
    )
    began_on = models.DateField(_("In use since"), null=True, blank=True)
    explanation = models.CharField(_("Explanation"), max_length=200)
    photo = models.ForeignKey(AssetFile, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.EXPLAINED)
    explained_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    explained_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    paper = models.ForeignKey(AssetFile, models.PROTECT, null=True, blank=True, related_name="+")
    returned_because = models.CharField(_("Why it is sent back"), max_length=200, blank=True)
    became = models.OneToOneField(  # what a surplus was entered as
        Asset, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StockDifferenceQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("division", "-id"), name="stockdifference_by_area"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(what="surplus", line=None, name__gt="", asset_kind__isnull=False,
                            new_value__isnull=False, began_on__isnull=False)
                | (~Q(what="surplus") & Q(line__isnull=False)),
                name="stockdifference_of_a_line_or_surplus",
            ),
            models.CheckConstraint(
                condition=~Q(what="otherwise")
                | Q(new_state__gt="") | Q(new_place__gt="") | Q(new_value__isnull=False),
                name="stockdifference_says_what",
                violation_error_message=_("Say which state, place or value was found."),
            ),
            models.CheckConstraint(
                condition=(Q(checked_by=None) | ~Q(checked_by=F("explained_by")))
                & (Q(decided_by=None) | ~Q(decided_by=F("explained_by"))),
                name="stockdifference_by_another_person",
                violation_error_message=_("Another person than who explained it decides."),
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(decided_by__isnull=False),
                name="stockdifference_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved", what="missing") | Q(paper__isnull=False),
                name="stockdifference_missing_with_a_paper",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.line.asset.name if self.line else self.name

    def get_absolute_url(self) -> str:
        return reverse("stock-differences:difference", args=[self.pk])

    @property
    def waits_for_township(self) -> bool:
        """What is the county's own has no township to check it."""
        of_county = self.division.level == Division.Level.COUNTY
        return self.state == self.State.EXPLAINED and not of_county

    @property
    def waits_for_county(self) -> bool:
        open_ones = (self.State.EXPLAINED, self.State.CHECKED)
        return self.state in open_ones and not self.waits_for_township

    def found(self) -> list[tuple[str, str, str]]:
        """What differs: its name, as recorded, as found."""
        pairs = (
            (_("State"), self.old_state, self.new_state),
            (_("Where it stands"), self.old_place, self.new_place),
            (_("Original value (yuan)"), self.old_value, self.new_value),
        )
        return [(str(name), _said(old), _said(new)) for name, old, new in pairs if _said(new)]


def _said(value: str | Decimal | None) -> str:
    return f"{value:,.2f}" if isinstance(value, Decimal) else value or ""
