from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, PartForm
from assets.files.forms import PaperField
from assets.ledger.choices import AssetClass
from assets.ledger.forms import SAID
from assets.ledger.models import Asset, Kind
from assets.stocktake.differences.carrying_out import GONE
from assets.stocktake.differences.models import StockDifference
from assets.stocktake.differences.querysets import StockDifferenceQuerySet
from monitoring.lists.forms import ListFilter, any_of

What = StockDifference.What
OF_A_LINE = [(each.value, each.label) for each in (What.MISSING, What.OTHERWISE)]


class ExplainForm(PartForm):
    what = forms.ChoiceField(label=_("What differs"), choices=OF_A_LINE, widget=forms.RadioSelect)
    new_state = forms.ChoiceField(
        label=_("State found"), choices=[("", _("as recorded")), *SAID], required=False
    )
    photo = PaperField(label=pgettext_lazy("asset", "Photo"), required=False)

    class Meta:
        model = StockDifference
        fields = ("new_place", "new_value", "explanation")
        help_texts: ClassVar = {
            "new_place": _("Leave it empty where it stands as recorded."),
            "new_value": _("Leave it empty where it is as recorded."),
        }

    field_order = ("what", "new_state", "new_place", "new_value", "explanation", "photo")


class SurplusForm(PartForm):
    class Meta:
        model = StockDifference
        fields = ("name", "asset_kind", "new_value", "began_on", "new_place", "explanation")
        widgets: ClassVar = {"began_on": DateInput}

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for name in ("name", "asset_kind", "new_value", "began_on"):
            self.fields[name].required = True
        self.fields["asset_kind"] = forms.ModelChoiceField(
            Kind.objects.exclude(asset_class=AssetClass.HOUSEHOLD), label=_("Sub-class")
        )
        self.fields["new_value"].label = _("Original value (yuan)")
        self.fields["new_place"].label = _("Where it stands")
        self.order_fields(("name", "asset_kind"))


class MissingForm(forms.Form):
    """What becomes of an asset that nobody finds, and the paper that decides it."""

    state = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[(state.value, Asset.State(state).label) for state in GONE],
    )
    upload = PaperField(label=_("Paper that decides it"))


class ReturnForm(forms.Form):
    reason = forms.CharField(label=_("Why it is sent back"), max_length=200)


class DifferenceFilter(ListFilter[StockDifferenceQuerySet]):
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2013, max_value=2100)
    what = any_of(_("What differs"), What.choices)
    state = any_of(_("State"), StockDifference.State.choices)

    def narrow(self, rows: StockDifferenceQuerySet) -> StockDifferenceQuerySet:
        chosen = {"take__year": self.cleaned_data["year"]}
        chosen |= {name: self.cleaned_data[name] for name in ("what", "state")}
        return super().narrow(rows).filter(**{name: each for name, each in chosen.items() if each})

    def find(
        self, rows: StockDifferenceQuerySet, searched: Mapping[str, Any]
    ) -> StockDifferenceQuerySet:
        words = searched["words"]
        of_asset = Q(line__asset__name__icontains=words) | Q(line__asset__number__icontains=words)
        return rows.filter(of_asset | Q(name__icontains=words))
