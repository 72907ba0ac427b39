"""Assets that become others: split, merged, handed over; with approval and paper (domain.md 10)."""

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
from assets.files.models import AssetFile
from assets.ledger.models import Asset
from assets.restructuring.querysets import RestructuringQuerySet
from assets.rights.models import Right


class Restructuring(models.Model):
    class Kind(models.TextChoices):
        SPLIT = "拆分", pgettext_lazy("restructuring", "Split")
        MERGE = "合并", pgettext_lazy("restructuring", "Merge")
        TRANSFER = "划转", pgettext_lazy("restructuring", "Transfer")
        COLLECTIVE = "移交三资", _("Hand-over to collective asset management")

    class State(models.TextChoices):
        PROPOSED = "待审批", _("To be approved")
        CARRIED_OUT = "已办理", pgettext_lazy("restructuring", "Carried out")
        SENT_BACK = "已退回", pgettext_lazy("restructuring", "Sent back")
        WITHDRAWN = "已撤回", pgettext_lazy("restructuring", "Withdrawn")

    kind = models.CharField(
        pgettext_lazy("restructuring", "Kind"), max_length=4, choices=Kind.choices
    )
    # The smallest division around the old assets.
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    day = models.DateField(_("As of"))  # the first of the new assets, no more of the old ones
    reason = models.CharField(pgettext_lazy("asset", "Reason"), max_length=200)
    document = models.CharField(_("Document"), max_length=200)
    paper = models.ForeignKey(AssetFile, models.PROTECT, related_name="+")
    state = models.CharField(
        _("State"), max_length=3, choices=State.choices, default=State.PROPOSED
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    opinion = models.CharField(_("Opinion"), max_length=200, blank=True)

    value: Decimal  # of RestructuringQuerySet.for_list
    become: int

    objects = RestructuringQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("county", "-id"), name="restructuring_by_county"),
            models.Index(fields=("division", "-id"), name="restructuring_by_village"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None, state__in=("待审批", "已撤回"))
                | (Q(decided_by__isnull=False) & Q(state__in=("已办理", "已退回"))),
                name="restructuring_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")),
                name="restructuring_decided_by_another_person",
                violation_error_message=_("A second person has to decide what one proposed."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.names}"

    def get_absolute_url(self) -> str:
        return reverse("restructuring:case", args=[self.pk])

    @property
    def names(self) -> str:
        """Of the old assets."""
        return "、".join(former.asset.name for former in self.formers.all())


class Former(models.Model):
    """An asset that ends by it."""

    restructuring = models.ForeignKey(Restructuring, models.CASCADE, related_name="formers")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="endings")
    is_open = models.BooleanField(default=True)  # while it waits for a decision

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("restructuring", "asset"), name="former_once_in_a_restructuring"
            ),
            models.UniqueConstraint(
                fields=("asset",),
                condition=Q(is_open=True),
                name="former_in_one_open_restructuring",
                violation_error_message=_("A change of this asset waits for approval already."),
            ),
        )


class Successor(models.Model):
    """An asset that begins by it: as proposed, and what it became."""

    restructuring = models.ForeignKey(Restructuring, models.CASCADE, related_name="successors")
    name = models.CharField(_("Name of the asset"), max_length=100)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    place = models.CharField(_("Where it stands"), max_length=200, blank=True)
    original_value = models.DecimalField(
        _("Original value (yuan)"), max_digits=14, decimal_places=2,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    # Of the ownership, where it changes.
    holder_kind = models.CharField(
        _("Kind of holder"), max_length=3, choices=Right.Holder.choices, blank=True
    )
    holder = models.CharField(_("Holder"), max_length=100, blank=True)
    asset = models.OneToOneField(
        Asset, models.PROTECT, null=True, blank=True, related_name="origin"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(original_value__gte=0), name="successor_never_below_nothing"
            ),
            models.CheckConstraint(
                condition=(Q(holder="") & Q(holder_kind="")) | (~Q(holder="") & ~Q(holder_kind="")),
                name="successor_names_a_whole_holder",
                violation_error_message=_("A new owner has a name and a kind."),
            ),
        )
