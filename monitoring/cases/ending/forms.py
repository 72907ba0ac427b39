from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput
from monitoring.cases.casework.models import Episode
from monitoring.cases.ending.actions import kinds_for
from monitoring.cases.ending.models import Ending


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
