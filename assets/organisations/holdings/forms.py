from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, DivisionField, ModelChoiceField, PartForm
from accounts.models import Division, User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from assets.ledger.lists import assets_seen_by
from assets.ledger.models import Asset
from assets.organisations.holdings.models import Holding, Venture
from assets.organisations.holdings.querysets import HoldingQuerySet, VentureQuerySet
from monitoring.lists.forms import ListFilter, Order, any_of

STANDING = (("now", _("Held now")), ("ended", pgettext_lazy("holding", "Ended")))


class VentureForm(PartForm):
    asset = forms.CharField(
        label=_("Number of the asset"), max_length=40, required=False,
        help_text=_("Where shares are held in an asset of the ledger."),
    )  # fmt: skip

    class Meta:
        model = Venture
        fields = ("kind", "name", "credit_code")

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        mine = [division.pk for division in areas(user, MAY["ventures.keep"])]
        self.fields["county"] = ModelChoiceField(
            Division.objects.filter(pk__in=mine), label=_("County"), empty_label=None
        )

    def clean_asset(self) -> Asset | None:
        number = self.cleaned_data["asset"].strip()
        if not number:
            return None
        found = assets_seen_by(self.user).filter(number=number).first()
        if found is None:
            raise forms.ValidationError(_("No asset of your area has this number."))
        return found


class HoldingForm(PartForm):
    class Meta:
        model = Holding
        fields = ("percent", "shares", "amount", "document", "starts_on")
        widgets: ClassVar = {"starts_on": DateInput}

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, initial={"starts_on": timezone.localdate()})
        mine = areas(user, MAY["assets.register"])
        counties = [f"{area.code[:6]}000000" for area in mine]
        ventures = Venture.objects.filter(county__in=counties)
        village = DivisionField(label=_("Village"))
        village.among = Division.objects.filter(inside(mine, "code"), level=Division.Level.VILLAGE)
        self.fields["venture"] = ModelChoiceField(ventures, label=_("Held in"))
        self.fields["village"] = village
        self.order_fields(["village", "venture"])


class HoldingFilter(ListFilter[HoldingQuerySet]):
    kind = any_of(pgettext_lazy("venture", "Kind"), Venture.Kind.choices)
    standing = any_of(_("State"), STANDING)

    orders: ClassVar = {
        "": Order(_("Entered last"), ("id",), descending=True),
        "percent": Order(_("Largest share"), ("percent", "id"), descending=True),
        "amount": Order(_("Most put in"), ("amount", "id"), descending=True),
    }

    def narrow(self, rows: HoldingQuerySet) -> HoldingQuerySet:
        rows, kind = super().narrow(rows), self.cleaned_data["kind"]
        rows = rows.filter(venture__kind=kind) if kind else rows
        today, standing = timezone.localdate(), self.cleaned_data["standing"]
        if standing == "ended":
            return rows.filter(ends_on__lt=today)
        return rows.on(today) if standing else rows

    def find(self, rows: HoldingQuerySet, searched: Mapping[str, Any]) -> HoldingQuerySet:
        words = searched["words"]
        return rows.filter(Q(venture__name__icontains=words) | Q(division__name__icontains=words))


class VentureFilter(ListFilter[VentureQuerySet]):
    kind = any_of(pgettext_lazy("venture", "Kind"), Venture.Kind.choices)

    def narrow(self, rows: VentureQuerySet) -> VentureQuerySet:
        rows, kind = super().narrow(rows), self.cleaned_data["kind"]
        return rows.filter(kind=kind) if kind else rows

    def find(self, rows: VentureQuerySet, searched: Mapping[str, Any]) -> VentureQuerySet:
        words = searched["words"]
        return rows.filter(Q(name__icontains=words) | Q(credit_code=words))
