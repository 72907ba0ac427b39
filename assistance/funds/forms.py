"""What the pages of funds ask for."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import ModelForm
from accounts.models import Division, User
from accounts.permissions import MAY
from accounts.scope import areas
from assistance.funds.models import Fund
from assistance.funds.querysets import FundQuerySet
from monitoring.lists.forms import ListFilter, Order, any_of


class FundForm(ModelForm):
    class Meta:
        model = Fund
        fields = ("name", "source", "year", "budget", "document", "county")

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, initial={"year": timezone.localdate().year})
        mine = [division.pk for division in areas(user, MAY["funds.keep"])]
        county = forms.ModelChoiceField(
            Division.objects.filter(pk__in=mine), label=_("County"), empty_label=None
        )
        self.fields["county"] = county
        self.initial["budget"] = None


class AdjustForm(forms.Form):
    amount = forms.DecimalField(
        label=_("More or less (yuan)"),
        max_digits=14,
        decimal_places=2,
        help_text=_("With a minus sign where the budget is cut."),
    )
    document = forms.CharField(label=_("Source document"), max_length=200)
    reason = forms.CharField(label=pgettext_lazy("money", "Reason"), max_length=200)


class FundFilter(ListFilter[FundQuerySet]):
    source = any_of(pgettext_lazy("money", "Source"), Fund.Source.choices)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2013, max_value=2100)

    orders: ClassVar = {"": Order("", ("year", "id"), descending=True)}

    def narrow(self, rows: FundQuerySet) -> FundQuerySet:
        chosen = {name: self.cleaned_data[name] for name in ("source", "year")}
        return super().narrow(rows).filter(**{k: value for k, value in chosen.items() if value})

    def find(self, rows: FundQuerySet, searched: Mapping[str, Any]) -> FundQuerySet:
        return rows.filter(name__icontains=searched["words"])
