from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, PartForm
from accounts.models import Division
from assets.ledger.actions import LEVELS
from assets.organisations.models import Officer, Organisation
from assets.organisations.querysets import without_duty, without_organisation
from monitoring.lists.forms import ListFilter, Order, any_of

LACKED = (
    ("organisation", _("an organisation")),
    *((duty, label) for duty, label in Officer.Duty.choices),
)


class OrganisationForm(PartForm):
    class Meta:
        model = Organisation
        fields = ("name", "document", "starts_on")
        widgets: ClassVar = {"starts_on": DateInput}


class OfficerForm(PartForm):
    class Meta:
        model = Officer
        fields = ("name", "duty", "phone", "starts_on")
        widgets: ClassVar = {
            "starts_on": DateInput,
            "phone": forms.TextInput({"inputmode": "tel"}),
        }


class EndForm(forms.Form):
    button = pgettext_lazy("asset", "End it")
    ends_on = forms.DateField(
        label=pgettext_lazy("asset", "Last day"), widget=DateInput, initial=timezone.localdate
    )


class PlaceFilter(ListFilter[QuerySet[Division]]):
    level = any_of(_("Level"), [(level, Division.Level(level).label) for level in reversed(LEVELS)])
    lacks = any_of(_("What is missing"), LACKED)

    orders: ClassVar = {"": Order("", ("code",))}

    def narrow(self, rows: QuerySet[Division]) -> QuerySet[Division]:
        rows, level = super().narrow(rows), self.cleaned_data["level"]
        rows = rows.filter(level=level) if level else rows
        lacks = self.cleaned_data["lacks"]
        if lacks == "organisation":
            return without_organisation(rows, Organisation.objects.all())
        serving = Officer.objects.on(timezone.localdate())
        return without_duty(rows, serving, lacks) if lacks else rows

    def find(self, rows: QuerySet[Division], searched: Mapping[str, Any]) -> QuerySet[Division]:
        words = searched["words"]
        named = Organisation.objects.current().filter(
            Q(name__icontains=words) | Q(officers__name__icontains=words)
        )
        return rows.filter(Q(name__icontains=words) | Q(pk__in=named.values("division")))
