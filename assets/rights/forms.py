from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, ModelForm
from assets.rights.models import Right


class RightForm(ModelForm):
    class Meta:
        model = Right
        fields = ("kind", "holder_kind", "holder", "document", "certificate", "starts_on")
        widgets: ClassVar = {"starts_on": DateInput}

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"starts_on": timezone.localdate()})


class EndForm(forms.Form):
    button = pgettext_lazy("asset", "End it")
    ends_on = forms.DateField(
        label=pgettext_lazy("asset", "Last day"), widget=DateInput, initial=timezone.localdate
    )
