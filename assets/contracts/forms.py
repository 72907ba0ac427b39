"""What people enter of a contract, and what the list of contracts is narrowed to."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput, PartForm
from assets.contracts.models import SOON, Contract
from assets.contracts.querysets import ContractQuerySet
from assets.files.forms import PaperField
from assets.ledger.models import Asset
from monitoring.lists.forms import ListFilter, Order, any_of

STANDINGS = {
    "running": _("In force"),
    "soon": _("Ends within 90 days, nobody after it"),
    "to-come": _("To come"),
    "over": _("Over"),
}
TO_SEE_TO = {
    "too-long": _("Longer than the law allows"),
    "below": _("Rent below the appraisal"),
    "no-paper": _("Without a scan"),
}
AFTERWARDS = (Asset.State.IDLE, Asset.State.IN_USE, Asset.State.POOR, Asset.State.DAMAGED)


class ContractForm(PartForm):
    upload = PaperField(label=_("Scan of the contract"), required=False)

    class Meta:
        model = Contract
        fields: ClassVar = [
            "number", "operator_kind", "operator", "starts_on", "ends_on", "months_per_period",
            "rent", "first_due_on", "appraised_rent", "deposit", "guarantee_kind", "guarantee",
        ]  # fmt: skip
        widgets: ClassVar = dict.fromkeys(("starts_on", "ends_on", "first_due_on"), DateInput)


class RenewForm(ContractForm):
    """The operator stays, and the first day follows from the contract that is renewed."""

    class Meta(ContractForm.Meta):
        exclude: ClassVar = ("operator_kind", "operator", "starts_on")


class EndForm(forms.Form):
    ended_early_on = forms.DateField(
        label=_("Ended early on"), widget=DateInput, initial=timezone.localdate
    )
    end_reason = forms.CharField(label=_("Why it ended"), max_length=200)
    state = forms.ChoiceField(
        label=_("State of the asset afterwards"),
        choices=[(state.value, state.label) for state in AFTERWARDS],
    )


class ContractFilter(ListFilter[ContractQuerySet]):
    standing = any_of(_("Standing"), STANDINGS.items())
    operator_kind = any_of(_("Kind of operator"), Contract.Operator.choices)
    see_to = any_of(_("To look at"), TO_SEE_TO.items())

    orders: ClassVar = {
        "": Order(_("Entered last"), ("id",), descending=True),
        "end": Order(_("By last day"), ("last_day", "id")),
        "rent": Order(_("Highest rent"), ("rent", "id"), descending=True),
    }

    def narrow(self, rows: ContractQuerySet) -> ContractQuerySet:
        rows, today = super().narrow(rows), timezone.localdate()
        if kind := self.cleaned_data["operator_kind"]:
            rows = rows.filter(operator_kind=kind)
        rows = {
            "": lambda: rows,
            "running": lambda: rows.on(today),
            "soon": lambda: rows.ending(today, SOON),
            "to-come": lambda: rows.to_come(today),
            "over": lambda: rows.over(today),
        }[self.cleaned_data["standing"]]()
        return {
            "": lambda: rows,
            "too-long": rows.too_long,
            "below": rows.below_appraisal,
            "no-paper": rows.without_paper,
        }[self.cleaned_data["see_to"]]()

    def find(self, rows: ContractQuerySet, searched: Mapping[str, Any]) -> ContractQuerySet:
        words = searched["words"]
        return rows.filter(
            Q(number__icontains=words)
            | Q(operator__icontains=words)
            | Q(asset__name__icontains=words)
        )
