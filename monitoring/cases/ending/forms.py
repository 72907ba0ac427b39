from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput
from monitoring.cases.casework.models import Episode
from monitoring.cases.ending.actions import kinds_for
from monitoring.cases.ending.models import Candidate, Ending
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.registry.choices import MonitoredType

BY_VILLAGE = pgettext_lazy("order", "By village")
LONGEST = _("The longest monitored first")


class CandidateFilter(ListFilter[QuerySet[Candidate]]):
    type = any_of(_("Monitored type"), MonitoredType.choices)

    orders: ClassVar = {
        "": Order(_("The newest found first"), ("found_on", "episode_id"), descending=True),
        "longest": Order(LONGEST, ("episode__monitored_on", "episode_id")),
        "village": Order(BY_VILLAGE, ("division_id", "episode_id")),
    }
    household = "episode__household"

    def narrow(self, rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
        chosen, rows = self.cleaned_data, super().narrow(rows)
        return rows.filter(episode__type=chosen["type"]) if chosen["type"] else rows


class LongWatchFilter(ListFilter[QuerySet[Episode]]):
    type = any_of(_("Monitored type"), MonitoredType.choices)

    orders: ClassVar = {
        "": Order(LONGEST, ("monitored_on", "id")),
        "village": Order(BY_VILLAGE, ("division_id", "id")),
    }

    def narrow(self, rows: QuerySet[Episode]) -> QuerySet[Episode]:
        chosen, rows = self.cleaned_data, super().narrow(rows)
        return rows.filter(type=chosen["type"]) if chosen["type"] else rows


class EndingForm(forms.Form):
    ground = forms.CharField(label=_("Ground"), max_length=500, widget=forms.Textarea({"rows": 3}))
    on = forms.DateField(label=_("Since"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, data: Any, *, episode: Episode) -> None:
        super().__init__(data)
        kinds = kinds_for(episode)
        kind = forms.ChoiceField(
            label=_("How it ends"),
            choices=[each for each in Ending.Kind.choices if each[0] in kinds],
            widget=forms.RadioSelect,
        )
        self.fields = {"kind": kind} | self.fields


class AttestForm(forms.Form):
    code = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("How you know"), max_length=300)
