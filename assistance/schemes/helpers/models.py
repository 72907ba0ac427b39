"""Social forces (万企兴万村, 定点帮扶, 消费帮扶): who gives what to which place."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assistance.schemes.helpers.querysets import GiftQuerySet, GiverQuerySet
from monitoring.registry.quantities import FEN


class Giver(models.Model):
    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Enterprise (万企兴万村)")
        UNIT = "unit", _("Assigned partner unit (定点帮扶)")
        BUYER = "buyer", _("Buyer of local products (消费帮扶)")
        OTHER = "other", pgettext_lazy("giver", "Other")

    kind = models.CharField(pgettext_lazy("giver", "Kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(pgettext_lazy("giver", "Name"), max_length=60)
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", verbose_name=_("Gives to")
    )
    agreement = models.CharField(_("Agreement or document"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    # Of GiverQuerySet.for_list.
    given: Decimal
    bought: Decimal

    objects = GiverQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("name", "division"),
                name="giver_once_a_place",
                violation_error_message=_("This giver is there already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("helpers:giver", args=[self.pk])


class Gift(models.Model):
    """What a giver gave to a place, or bought there; worth so much. Never deleted."""

    class Kind(models.TextChoices):
        CASH = "cash", _("Money")
        GOODS = "goods", _("Goods")
        SERVICES = "services", _("Services")
        PURCHASE = "purchase", _("Purchase of local products")

    giver = models.ForeignKey(Giver, models.PROTECT, related_name="gifts")
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", verbose_name=_("Where")
    )
    kind = models.CharField(pgettext_lazy("gift", "Kind"), max_length=8, choices=Kind.choices)
    what = models.CharField(_("What"), max_length=200)
    amount = models.DecimalField(
        _("Worth (yuan)"), max_digits=14, decimal_places=2,
        validators=[MinValueValidator(FEN)],
    )  # fmt: skip
    on = models.DateField(pgettext_lazy("gift", "Given on"))
    reversed_why = models.CharField(max_length=200, blank=True, default="")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = GiftQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="gift_worth_something",
                violation_error_message=_("Give an amount above zero."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver} · {self.what}"
