from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, PartForm
from assets.corrections.models import LABELS
from assets.ledger.models import Asset, Kind, Project


class CorrectionForm(PartForm):
    reason = forms.CharField(label=pgettext_lazy("asset", "Reason"), max_length=200)

    class Meta:
        model = Asset
        fields = (
            "name", "kind", "project", "place", "latitude", "longitude", "original_value",
            "began_on",
        )  # fmt: skip
        labels: ClassVar = LABELS
        widgets: ClassVar = {"began_on": DateInput}

    def __init__(self, data: Any, *, instance: Asset) -> None:
        super().__init__(data, instance=instance)
        kind = cast("forms.ModelChoiceField[Kind]", self.fields["kind"])
        kind.queryset = Kind.objects.filter(asset_class=instance.asset_class)
        project = cast("forms.ModelChoiceField[Project]", self.fields["project"])
        project.queryset = Project.objects.filter(county=f"{instance.county}000000")
