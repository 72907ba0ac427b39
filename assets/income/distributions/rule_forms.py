"""A rule on a use of income, from a day on; and a new use with its first one."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import CountyField, DateInput, ModelChoiceField, ModelForm
from assets.income.distributions.uses import UseRule, payable


class RuleForm(ModelForm):
    class Meta:
        model = UseRule
        fields: tuple[str, ...] = (
            "use", "income", "county", "valid_from", "valid_to", "is_allowed", "least_percent",
            "most_percent", "document",
        )  # fmt: skip
        widgets: ClassVar = {"valid_from": DateInput, "valid_to": DateInput}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["county"] = CountyField()


class UseForm(RuleForm):
    name = forms.CharField(label=pgettext_lazy("income", "Use"), max_length=40)
    measure = ModelChoiceField(
        payable(), required=False, label=_("Paid to people as"),
        empty_label=_("To nobody: it is spent against vouchers"),
        help_text=_("Each use is paid as a measure of its own; release a new one first."),
    )  # fmt: skip

    class Meta(RuleForm.Meta):
        fields = (
            "county", "valid_from", "valid_to", "least_percent", "most_percent", "document",
        )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(("name", "measure", *self.Meta.fields))
