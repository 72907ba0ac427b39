"""Changes of operator and disposals: what they require as dated data, and each with its papers."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.models import Division, User
from assets.disposal.choices import OPERATION_WAYS, PERMISSIONS, Act, Decider, Tier, Way
from assets.disposal.querysets import DisposalQuerySet, RequirementQuerySet
from assets.files.models import AssetFile
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from assets.rights.models import Right


class Requirement(models.Model):
    """What an act asks for, from a value and a day on; of one county, or of all others."""

    act = models.CharField(pgettext_lazy("disposal", "Act"), max_length=4, choices=Act.choices)
    asset_class = models.CharField(_("Class"), max_length=3, choices=AssetClass.choices)
    tier = models.CharField(_("Whose asset"), max_length=2, choices=Tier.choices)
    from_value = models.DecimalField(
        _("From which net value (yuan)"), max_digits=14, decimal_places=2, default=Decimal(0),
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("Valid from"))
    needs_appraisal = models.BooleanField(_("Appraisal of value"), default=False)
    may_be_below = models.BooleanField(_("Below the appraisal with a reason"), default=False)
    needs_decision = models.BooleanField(_("Democratic decision"), default=False)
    notice_days = models.PositiveSmallIntegerField(_("Days of public notice"), default=0)
    decider = models.CharField(_("Who decides"), max_length=5, choices=Decider.choices)
    document = models.CharField(_("Source document"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RequirementQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("act", "asset_class", "tier", "from_value", "county", "valid_from"),
                nulls_distinct=False,
                name="requirement_once_per_day",
                violation_error_message=_("There is a rule from that day already."),
            ),
            models.CheckConstraint(
                condition=Q(from_value__gte=0), name="requirement_from_nothing_up"
            ),
            models.CheckConstraint(
                condition=~Q(asset_class="到户类")
                | Q(
                    decider__in=("报村备案", "报乡镇备案", "报县备案"),
                    needs_appraisal=False,
                    needs_decision=False,
                    notice_days=0,
                ),
                name="requirement_of_a_household_is_to_file_it",
                violation_error_message=_(
                    "A household decides about its own: it needs no paper and is filed only."
                ),
            ),
        )

    @property
    def needs(self) -> str:
        """In words."""
        notice = ngettext("notice of %(days)s day", "notice of %(days)s days", self.notice_days)
        asked = {
            _("Appraisal of value"): self.needs_appraisal,
            _("Below the appraisal with a reason"): self.may_be_below,
            _("Democratic decision"): self.needs_decision,
            notice % {"days": self.notice_days}: self.notice_days,
        }
        return "、".join(str(words) for words, needed in asked.items() if needed)

    @property
    def permission(self) -> str:
        """Of whoever decides; empty where it is filed only."""
        return PERMISSIONS.get(self.decider, "")


class Disposal(models.Model):
    """One of either act, from its draft until it is carried out."""

    class State(models.TextChoices):
        DRAFT = "准备中", pgettext_lazy("disposal", "Being prepared")
        SUBMITTED = "待审批", _("To be approved")
        DONE = "已办理", pgettext_lazy("restructuring", "Carried out")
        WITHDRAWN = "已撤回", pgettext_lazy("restructuring", "Withdrawn")

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="disposals")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    way = models.CharField(pgettext_lazy("disposal", "Way"), max_length=6, choices=Way.choices)
    reason = models.CharField(pgettext_lazy("asset", "Reason"), max_length=200)
    taker_kind = models.CharField(
        _("Kind of taker"), max_length=3, choices=Right.Holder.choices, blank=True
    )
    taker = models.CharField(_("Who takes it over"), max_length=100, blank=True)
    document = models.CharField(_("Contract or document"), max_length=200, blank=True)
    price = models.DecimalField(
        _("Price (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    below_because = models.CharField(
        _("Why the price is below the appraisal"), max_length=200, blank=True
    )
    appraised = models.DecimalField(
        _("Appraised value (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    appraisal = models.ForeignKey(
        AssetFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(_("Day of the democratic decision"), null=True, blank=True)
    decision = models.ForeignKey(AssetFile, models.PROTECT, null=True, blank=True, related_name="+")
    notice_from = models.DateField(_("On notice from"), null=True, blank=True)
    notice_until = models.DateField(_("On notice until"), null=True, blank=True)
    notice = models.ForeignKey(AssetFile, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("State"), max_length=3, choices=State.choices, default=State.DRAFT)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    requirement = models.ForeignKey(  # by which it was carried out
        Requirement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    opinion = models.CharField(_("Opinion"), max_length=200, blank=True)

    received: Decimal  # of DisposalQuerySet.with_received

    objects = DisposalQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("county", "-id"), name="disposal_by_county"),
            models.Index(fields=("division", "-id"), name="disposal_by_village"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("asset",),
                condition=Q(state__in=("准备中", "待审批")),
                name="disposal_one_open",
                violation_error_message=_("A change of this asset waits for approval already."),
            ),
            models.CheckConstraint(
                condition=(Q(price=None) | Q(price__gte=0))
                & (Q(appraised=None) | Q(appraised__gte=0)),
                name="disposal_amounts_never_negative",
                violation_error_message=_("An amount is never negative."),
            ),
            models.CheckConstraint(
                condition=Q(notice_until=None) | Q(notice_until__gte=F("notice_from")),
                name="disposal_notice_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | (~Q(decided_by=F("by")) & ~Q(decided_by=F("submitted_by"))),
                name="disposal_decided_by_another_person",
                violation_error_message=_("A second person has to decide what one proposed."),
            ),
            models.CheckConstraint(
                condition=~Q(state="已办理")
                | Q(done_on__isnull=False, requirement__isnull=False, submitted_by__isnull=False),
                name="disposal_done_by_a_requirement",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_way_display()} · {self.asset}"

    def get_absolute_url(self) -> str:
        return reverse("disposal:case", args=[self.pk])

    @property
    def act(self) -> Act:
        return Act.OPERATION if self.way in OPERATION_WAYS else Act.DISPOSAL

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.SUBMITTED)
