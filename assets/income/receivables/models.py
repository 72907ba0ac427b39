"""What is owed for an asset on which day: the rents of its contracts, the dividends of its shares.

Derived from the agreements (bringing.py), never entered.
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division
from assets.contracts.equity.models import Investment
from assets.contracts.models import Contract
from assets.income.receivables.querysets import ReceivableQuerySet
from assets.ledger.models import Asset


class Receivable(models.Model):
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="receivables")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    contract = models.ForeignKey(
        Contract, models.CASCADE, null=True, related_name="receivables", db_index=False
    )
    investment = models.ForeignKey(
        Investment, models.CASCADE, null=True, related_name="receivables", db_index=False
    )
    due_on = models.DateField(pgettext_lazy("income", "Due on"))
    amount = models.DecimalField(_("Amount (yuan)"), max_digits=14, decimal_places=2)

    # Of ReceivableQuerySet.with_received.
    received: Decimal
    open: Decimal

    objects = ReceivableQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("county", "due_on", "id"), name="receivable_by_county"),
            models.Index(fields=("division", "due_on", "id"), name="receivable_by_village"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("contract", "due_on"), name="receivable_rent_once_a_day"
            ),
            models.UniqueConstraint(
                fields=("investment", "due_on"), name="receivable_dividend_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(contract=None, investment__isnull=False)
                | Q(contract__isnull=False, investment=None),
                name="receivable_by_one_agreement",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="receivable_above_nothing"),
        )

    def __str__(self) -> str:
        return f"{self.asset} · {self.due_on:%Y-%m-%d}"

    def get_kind_display(self) -> str:
        return str(_("Rent") if self.contract_id else _("Dividend"))
