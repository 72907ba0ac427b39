from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import ModelChoiceField
from accounts.models import Division, User
from accounts.permissions import MAY
from accounts.scope import areas
from assets.stocktake.models import StockLine
from assets.stocktake.querysets import StockLineQuerySet
from monitoring.lists.forms import ListFilter, Order, any_of


class OpenForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2013)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, initial={"year": timezone.localdate().year})
        mine = [division.pk for division in areas(user, MAY["stocktake.open"])]
        self.fields["county"] = ModelChoiceField(
            Division.objects.filter(pk__in=mine), label=_("County"), empty_label=None
        )


class CloseForm(forms.Form):
    left_because = forms.CharField(
        label=_("Why it is closed with this left"), max_length=200, required=False
    )


class StockLineFilter(ListFilter[StockLineQuerySet]):
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2013, max_value=2100)
    result = any_of(pgettext_lazy("stock-take", "Result"), StockLine.Result.choices)

    orders: ClassVar = {
        "": Order(_("By village"), ("division_id", "id")),
        "new": Order(_("Newest year"), ("id",), descending=True),
    }

    def narrow(self, rows: StockLineQuerySet) -> StockLineQuerySet:
        rows, year = super().narrow(rows), self.cleaned_data["year"]
        rows = rows.filter(take__year=year) if year else rows
        result = self.cleaned_data["result"]
        return rows.filter(result=result) if result else rows

    def find(self, rows: StockLineQuerySet, searched: Mapping[str, Any]) -> StockLineQuerySet:
        words = searched["words"]
        return rows.filter(Q(asset__name__icontains=words) | Q(asset__number__icontains=words))
