from typing import Any, ClassVar

from django import forms
from django.utils.translation import pgettext_lazy

from accounts.forms import CountyField, DateInput, ModelForm
from assistance.schemes.limits.declared import choices
from assistance.schemes.limits.models import LimitValue


class ValueForm(ModelForm):
    class Meta:
        model = LimitValue
        fields = ("code", "county", "value", "valid_from", "document")
        widgets: ClassVar = {"valid_from": DateInput}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = forms.ChoiceField(
            label=pgettext_lazy("scheme", "Limit"), choices=choices
        )
        self.fields["county"] = CountyField()
