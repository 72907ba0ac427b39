"""A rule on a use of income, from a day on."""

from typing import Any, ClassVar

from django.utils.translation import pgettext_lazy

from accounts.forms import CountyField, DateInput, ModelForm
from assets.income.distributions.uses import UseRule


class RuleForm(ModelForm):
    class Meta:
        model = UseRule
        fields = (
            "use", "income", "county", "valid_from", "valid_to", "is_allowed", "least_percent",
            "most_percent", "document",
        )  # fmt: skip
        labels: ClassVar = {"use": pgettext_lazy("income", "Use")}
        widgets: ClassVar = {"valid_from": DateInput, "valid_to": DateInput}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["county"] = CountyField()
