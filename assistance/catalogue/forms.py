"""What people write about terms, parsed."""

from typing import Any

from accounts.forms import DateInput, ModelForm
from accounts.models import User
from assistance.catalogue.models import Terms
from monitoring.criteria.forms import PlaceForm


class TermsForm(ModelForm):
    class Meta:
        model = Terms
        fields = (
            "valid_from", "document", "paying_department", "amount_rule", "amount", "rhythm",
            "ends_with",
        )  # fmt: skip
        widgets = {"valid_from": DateInput}


class DraftForm(TermsForm):
    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        place = PlaceForm(user=user)
        self.anywhere = place.anywhere
        self.fields["county"] = place.fields["county"]
        self.order_fields(["county"])

    def _post_clean(self) -> None:
        """The action checks the whole terms, which begin as a copy of those before."""
