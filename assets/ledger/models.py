"""Projects, the assets they formed, and what the assets are worth on any day (domain.md 10).

An asset carries all that its value on a day needs, fixed when it was entered: a rule that changes
later changes nothing that was already said.
"""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.ledger.choices import AssetClass
from assets.ledger.querysets import AssetQuerySet, DepreciationRuleQuerySet, ProjectQuerySet
from assistance.funds.models import Fund
from monitoring.registry.models import Household
from monitoring.registry.quantities import ZERO


class Kind(models.Model):
    """A sub-class of assets."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(_("Sub-class"), max_length=40)
    asset_class = models.CharField(_("Class"), max_length=3, choices=AssetClass.choices)
    is_equity = models.BooleanField(_("Equity"), default=False)

    class Meta:
        ordering = ("asset_class", "code")

    def __str__(self) -> str:
        return self.name


class DepreciationRule(models.Model):
    """Straight line over `life_months` down to a residue; of one county, or of all others."""

    kind = models.ForeignKey(Kind, models.PROTECT, related_name="rules")
    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("Valid from"))
    life_months = models.PositiveSmallIntegerField(
        _("Useful life (months)"), validators=[MinValueValidator(1)]
    )
    residual_percent = models.DecimalField(
        _("Residual value (%)"), max_digits=4, decimal_places=2, default=Decimal(0)
    )
    document = models.CharField(_("Source document"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DepreciationRuleQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("kind", "-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "county", "valid_from"),
                nulls_distinct=False,
                name="depreciation_rule_once_per_day",
                violation_error_message=_("There is a rule from that day already."),
            ),
            models.CheckConstraint(
                condition=Q(life_months__gte=1)
                & Q(residual_percent__gte=0, residual_percent__lt=100),
                name="depreciation_rule_is_sound",
                violation_error_message=_("Give at least one month, and a residue below 100 %."),
            ),
        )


class Project(models.Model):
    """What was built or bought with whose money."""

    county = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(_("Number in the project library"), max_length=40)
    name = models.CharField(_("Name of the project"), max_length=100)
    year = models.PositiveSmallIntegerField(_("Year"), validators=[MinValueValidator(2013)])
    document = models.CharField(_("Source document"), max_length=200)
    contract_sum = models.DecimalField(
        _("Contract sum (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    builder = models.CharField(_("Builder"), max_length=100, blank=True)
    accepted_on = models.DateField(_("Accepted on"), null=True, blank=True)
    source = models.CharField(  # that gave most; kept with the money by sources.follow
        max_length=5, choices=Fund.Source.choices, blank=True, editable=False
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ProjectQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("-year", "-pk")
        indexes = (models.Index(fields=("county", "-year", "-id"), name="project_by_county"),)
        constraints = (
            models.UniqueConstraint(
                fields=("county", "number"),
                name="project_number_once",
                violation_error_message=_("This county already has a project of that number."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assets:project", args=[self.pk])

    @cached_property
    def gave(self) -> dict[str, dict[int, Decimal]]:
        """Yuan by source and year (funding.py)."""
        by_source: dict[str, dict[int, Decimal]] = {}
        for each in self.fundings.all():
            by_source.setdefault(each.source, {})[each.year] = each.amount
        return by_source

    @property
    def funded(self) -> Decimal:
        return sum((sum(gave.values(), ZERO) for gave in self.gave.values()), ZERO)


class Asset(models.Model):
    class State(models.TextChoices):
        IN_USE = "在用", pgettext_lazy("asset", "In use")
        IDLE = "闲置", _("Idle")
        POOR = "低效", _("Poorly used")
        LET = "出租", _("Let")
        DAMAGED = "损毁", _("Damaged")
        SCRAPPED = "报废", _("Scrapped")
        DISPOSED = "已处置", _("Disposed of")

    number = models.CharField(_("Number of the asset"), max_length=40)
    name = models.CharField(_("Name of the asset"), max_length=100)
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+")
    asset_class = models.CharField(
        _("Class"), max_length=3, choices=AssetClass.choices
    )  # of `kind`
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="assets"
    )
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    household = models.ForeignKey(  # of a household asset, and of no other
        Household, models.PROTECT, null=True, blank=True, related_name="assets"
    )
    place = models.CharField(_("Where it stands"), max_length=200, blank=True)
    latitude = models.DecimalField(
        _("Latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("Longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    state = models.CharField(_("State"), max_length=3, choices=State.choices, default=State.IN_USE)
    # When somebody last said or saw it; uses.py tells from when on that is too long ago.
    confirmed_on = models.DateField(_("State last confirmed on"), default=timezone.localdate)
    original_value = models.DecimalField(
        _("Original value (yuan)"), max_digits=14, decimal_places=2,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    written_off = models.DecimalField(  # before `began_on`, in the assets that it was made from
        max_digits=14, decimal_places=2, default=Decimal(0)
    )
    residual_value = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    life_months = models.PositiveSmallIntegerField(null=True, blank=True)  # none: keeps its value
    began_on = models.DateField(_("In use since"))
    ended_on = models.DateField(null=True, blank=True)  # split, merged, disposed of
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    net_value: Decimal  # of AssetQuerySet.worth_on

    objects = AssetQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("county", "asset_class", "-id"), name="asset_by_county"),
            models.Index(fields=("division", "-id"), name="asset_by_village"),
            models.Index(fields=("began_on", "id"), name="asset_by_age"),
            models.Index(fields=("-original_value", "-id"), name="asset_by_value"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("county", "number"),
                name="asset_number_once",
                violation_error_message=_("This county already has an asset of that number."),
            ),
            models.CheckConstraint(
                condition=Q(written_off__gte=0)
                & Q(residual_value__gte=0)
                & Q(original_value__gte=F("written_off") + F("residual_value")),
                name="asset_worth_never_negative",
                violation_error_message=_("An asset is never worth less than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(life_months=None) | Q(life_months__gte=1),
                name="asset_life_in_months",
            ),
            models.CheckConstraint(
                condition=Q(asset_class="到户类", household__isnull=False)
                | (~Q(asset_class="到户类") & Q(household=None)),
                name="asset_of_a_household",
                violation_error_message=_("A household asset names its household; no other does."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                name="asset_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(3, 54), longitude__range=(73, 136)),
                name="asset_stands_in_china",
                violation_error_message=_(
                    "Give both: a latitude from 3 to 54 and a longitude from 73 to 136."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assets:asset", args=[self.pk])
