"""Dated values of the limits that schemes declare (declared.py)."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assistance.schemes.limits.declared import limits
from assistance.schemes.limits.querysets import LimitValueQuerySet


class LimitValue(models.Model):
    """What a limit is from a day on; of one county, or of all others."""

    code = models.CharField(pgettext_lazy("scheme", "Limit"), max_length=40)
    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    value = models.DecimalField(
        pgettext_lazy("limit", "Value"), max_digits=12, decimal_places=4,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    valid_from = models.DateField(_("Valid from"))
    document = models.CharField(_("Source document"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LimitValueQuerySet.as_manager()

    class Meta:
        ordering = ("code", "-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("code", "county", "valid_from"),
                nulls_distinct=False,
                name="scheme_limit_once_per_day",
                violation_error_message=_("There is a value from that day already."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="scheme_limit_never_negative",
                violation_error_message=_("A value is never negative."),
            ),
        )

    def __str__(self) -> str:
        return str(self.label)

    @property
    def number(self) -> Decimal:
        """Without the zeros behind its point."""
        return Decimal(f"{self.value.normalize():f}")

    @property
    def label(self) -> str:
        return str(limits[self.code].label)

    @property
    def unit(self) -> str:
        return str(limits[self.code].unit)
