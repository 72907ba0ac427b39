"""What the list of findings is narrowed to, and how one is settled."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Division
from assistance.catalogue.models import Measure
from assistance.eligibility.models import Finding
from assistance.eligibility.querysets import FindingQuerySet
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.lists.places import Viewer

STATES = {"": gettext_lazy("To be looked at"), "settled": gettext_lazy("Settled")}


class FindingFilter(ListFilter[FindingQuerySet]):
    state = forms.ChoiceField(choices=STATES.items(), required=False, widget=forms.HiddenInput)
    kind = any_of(gettext_lazy("Kind"), Finding.Kind.choices)

    orders: ClassVar = {
        "": Order(gettext_lazy("Newest first"), ("id",), descending=True),
        "measure": Order(gettext_lazy("By measure"), ("measure_id", "id")),
    }
    tabs = "state"

    def __init__(self, data: Any, *, user: Viewer, **options: Any) -> None:
        super().__init__(data, user=user, **options)
        measures = Measure.objects.of(self.own).order_by("name").values_list("code", "name")
        self.fields["measure"] = any_of(_("Measure"), measures)

    def within(self, rows: FindingQuerySet, place: Division) -> FindingQuerySet:
        return rows.within(place)

    def narrow(self, rows: FindingQuerySet) -> FindingQuerySet:
        found, chosen = super().narrow(rows), self.cleaned_data
        found = found.settled() if chosen["state"] else found.unsettled()
        if chosen["kind"]:
            found = found.filter(kind=chosen["kind"])
        return found.filter(measure__code=chosen["measure"]) if chosen["measure"] else found


class SettleForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What you found"),
        max_length=200,
        help_text=gettext_lazy("It leaves the list and comes back once what is known changes."),
    )
