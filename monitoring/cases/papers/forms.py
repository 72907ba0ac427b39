from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput
from monitoring.cases.papers.models import Kind, Leaflet
from monitoring.lists.forms import PlaceForm


class PaperFilter(PlaceForm):
    kind = forms.ChoiceField(
        label=_("Kind of paper"), choices=[("", _("Every kind")), *Kind.choices], required=False
    )


class MakeForm(forms.Form):
    kind = forms.ChoiceField(choices=Kind.choices)
    subject = forms.CharField(max_length=40)
    day = forms.DateField(required=False, widget=DateInput, initial=timezone.localdate)

    def clean_day(self) -> Any:
        return self.cleaned_data["day"] or timezone.localdate()


class LeafletFilter(PlaceForm):
    topic = forms.ChoiceField(label=_("Leaflet"), choices=Leaflet.Topic.choices, required=False)

    @property
    def chosen_topic(self) -> str:
        return self.cleaned_data["topic"] or Leaflet.Topic.APPLYING
