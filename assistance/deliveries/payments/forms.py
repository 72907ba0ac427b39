"""What the pages of payment lists ask for."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput
from accounts.models import Division, User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from assistance.catalogue.models import Measure
from assistance.deliveries import reserved
from assistance.deliveries.models import PaymentList
from assistance.deliveries.querysets import PaymentListQuerySet
from assistance.funds.models import Fund
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.registry.forms import PurposeForm
from monitoring.registry.months import last_day, month_before

FORMATS = {"xlsx": _("Workbook (.xlsx)"), "txt": _("Text, one line a row")}


class MakeForm(forms.Form):
    starts_on = forms.DateField(label=pgettext_lazy("period", "From"), widget=DateInput)
    ends_on = forms.DateField(label=pgettext_lazy("period", "To"), widget=DateInput)
    each = forms.DecimalField(
        label=_("Amount per row (yuan)"),
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=_("Where the terms fix no amount; it can be corrected row by row."),
    )

    def __init__(self, data: Any, *, user: User) -> None:
        starts = month_before(timezone.localdate())  # what is usually paid
        super().__init__(data, initial={"starts_on": starts, "ends_on": last_day(starts)})
        mine = areas(user, MAY["payments.make"])
        self.fields["measure"] = forms.ModelChoiceField(
            reserved.without(Measure.objects.of(mine)), label=_("Measure")
        )
        levels = (Division.Level.COUNTY, Division.Level.TOWNSHIP)
        places = Division.objects.filter(inside(mine, "code"), level__in=levels).order_by("code")
        self.fields["division"] = forms.ModelChoiceField(
            places, label=pgettext_lazy("division", "Place"), initial=mine[0].pk if mine else None
        )
        funds = Fund.objects.filter(inside(mine, "county_id")).order_by("-year", "name")
        self.fields["fund"] = forms.ModelChoiceField(funds, label=_("Fund"))
        self.order_fields(("measure", "division", "starts_on", "ends_on", "fund", "each"))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        starts, ends = said.get("starts_on"), said.get("ends_on")
        if starts and ends and ends < starts:
            raise ValidationError({"ends_on": _("The last day comes before the first.")})
        return said


class ReasonForm(forms.Form):
    reason = forms.CharField(label=pgettext_lazy("delivery", "Reason"), max_length=200)


class PaidForm(forms.Form):
    on = forms.DateField(label=_("Paid on"), widget=DateInput, initial=timezone.localdate)


class BankForm(PurposeForm):
    format = forms.ChoiceField(label=_("File"), choices=FORMATS.items())


class FileForm(forms.Form):
    workbook = forms.FileField(label=_("Workbook"))


class PaymentListFilter(ListFilter[PaymentListQuerySet]):
    state = any_of(_("State"), PaymentList.State.choices)

    orders: ClassVar = {"": Order("", ("id",), descending=True)}

    def narrow(self, rows: PaymentListQuerySet) -> PaymentListQuerySet:
        lists, state = super().narrow(rows), self.cleaned_data["state"]
        return lists.filter(state=state) if state else lists

    def find(self, rows: PaymentListQuerySet, searched: Mapping[str, Any]) -> PaymentListQuerySet:
        text = searched["words"]
        number = Q(pk=int(text)) if text.isdecimal() and len(text) <= 9 else Q(pk=0)
        return rows.filter(number | Q(measure__name__icontains=text))
